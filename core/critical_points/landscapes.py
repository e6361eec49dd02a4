"""Landscapes from the textbooks: on each of them one difficulty of walking downhill can be studied alone."""

from core.formula import formula
from core.registry import by_name

LANDSCAPES = by_name((
    formula("u^2 + 3v^2", name="bowl", title="Bowl", box=((-3.0, 3.0), (-3.0, 3.0)),
            idea="Curved upwards in every direction: wherever you start, downhill leads to the one minimum."),
    formula("u^2 - v^2", name="saddle", title="Saddle", box=((-3.0, 3.0), (-3.0, 3.0)),
            idea="Up along u, down along v: in the middle the slope is 0, and yet it is no minimum."),
    formula("u^3 - 3u*v^2", name="monkey_saddle", title="Monkey saddle", box=((-2.0, 2.0), (-2.0, 2.0)),
            idea="Three valleys meet, two for the legs and one for the tail. "
                 "In the middle the curvature is 0 too, so it can't tell what the place is."),
    formula("(u^2 + v - 11)^2 + (u + v^2 - 7)^2", name="himmelblau", title="Himmelblau",
            box=((-5.0, 5.0), (-5.0, 5.0)),
            idea="Four minima, all equally low, with four passes between them around one hilltop: "
                 "the start decides where a walk ends (Himmelblau, 1972)."),
    formula("(1 - u)^2 + 100(v - u^2)^2", name="rosenbrock", title="Rosenbrock's banana",
            box=((-2.0, 2.0), (-1.0, 3.0)),
            idea="A bent valley with steep walls: the valley is found at once, "
                 "its lowest point takes patience (Rosenbrock, 1960)."),
    formula("(1.5 - u + u*v)^2 + (2.25 - u + u*v^2)^2 + (2.625 - u + u*v^3)^2", name="beale", title="Beale",
            box=((-4.5, 4.5), (-4.5, 4.5)),
            idea="A nearly level cross with one low corner: the walls are high, "
                 "and in the arms the slope is small for a long way (Beale, 1958)."),
    formula("1 - exp(-(u^2 + v^2)/2)", name="plateau", title="Plateau", box=((-5.0, 5.0), (-5.0, 5.0)),
            idea="Far from the hole the slope is almost 0 although the bottom is far below: "
                 "a small slope alone does not mean that you have arrived."),
    formula("(1 - u*v)^2", name="tiny_network", title="Tiny network y = w₁w₂x", names=("w_1", "w_2"),
            box=((-2.5, 2.5), (-2.5, 2.5)),
            idea="Two weights one after the other shall turn x = 1 into y = 1: a saddle in the middle, "
                 "and a whole curve of minima where w₁w₂ = 1."),
))
