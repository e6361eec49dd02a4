"""A formula as something to walk down on: its height, slope and curvature at every (u, v)."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from core.arrays import Array, ArrayLike
from core.formula.evaluation import NO_SLOPES, Jet, Slopes, evaluate, seeds, slant, slants
from core.formula.functions import FUNCTIONS
from core.formula.latex import latex
from core.formula.parser import parse
from core.formula.shape import Shape, shape
from core.formula.tree import Call, Node, Power, walk

Box = tuple[tuple[float, float], tuple[float, float]]
ON_A_CREASE = 1e-9                   # distance to a crease that counts as on it, if (u, v) is about 1


def formula(text: str, *, name: str = "formula", title: str = "", idea: str = "",
            names: tuple[str, str] = ("u", "v"), box: Box = ((-3.0, 3.0), (-3.0, 3.0))) -> "Formula":
    """The Objective L(u, v) that a line of text describes, with exact derivatives.

    The text is read by a parser of its own that knows numbers, u, v, pi, e, the signs + - * / ^ and ten
    functions; nothing is ever run as code. `box` is the window to look at first, `names` are the two
    variables as shown. Raises FormulaError with a sentence.
    """
    return Formula(text, parse(text), name, title or text.strip(), idea, names, box)


@dataclass(frozen=True)
class Formula:
    """An Objective of two parameters. A place where it is undefined has the value infinity."""

    text: str
    tree: Node
    name: str
    title: str
    idea: str
    names: tuple[str, str]
    box: Box

    size = 2
    exact_hessian = True

    def value(self, theta: ArrayLike) -> float:
        """L at one point (2,)."""
        return float(self.values(self.checked(theta)[None])[0])

    def values(self, thetas: ArrayLike) -> Array:
        """L at many points (m, 2): (m,)."""
        u, v = self.columns(thetas)
        with np.errstate(all="ignore"):          # overflow and undefined places become infinity below
            values = np.broadcast_to(evaluate(self.tree, u, v), u.shape).astype(np.float64)
        return np.where(np.isnan(values), np.inf, values)

    def gradient(self, theta: ArrayLike) -> Array:
        """The two slopes (2,) at one point; the middle slope on a crease."""
        return cast(Array, self.gradients(self.checked(theta)[None])[0])

    def hessian(self, theta: ArrayLike) -> Array:
        """The second derivatives (2, 2) at one point; on a crease those of the smooth part."""
        return cast(Array, self.derivatives(self.checked(theta)[None])[1][0])

    def gradients(self, thetas: ArrayLike) -> Array:
        """The slopes at many points (m, 2): (m, 2)."""
        return np.stack(self.slanted(thetas).slope, -1)

    def value_and_gradient(self, theta: ArrayLike) -> tuple[float, Array]:
        """Return L and the two slopes (2,) at one point, found together."""
        there = self.slanted(self.checked(theta)[None])
        value = float(there.value[0])
        return (np.inf if np.isnan(value) else value), np.array([there.slope[0][0], there.slope[1][0]])

    def slanted(self, thetas: ArrayLike) -> Jet:
        """Value and slopes at many points (m, 2), each part (m,)."""
        u, v = self.columns(thetas)
        with np.errstate(all="ignore"):          # see values
            there = evaluate(self.tree, *slants(u, v))
        parts = (there.value, *there.slope)
        return slant(*(part if part.shape == u.shape else np.broadcast_to(part, u.shape) for part in parts))

    def derivatives(self, thetas: ArrayLike, slopes: Slopes = NO_SLOPES) -> tuple[Array, Array]:
        """Gradients (m, 2) and Hessians (m, 2, 2) at many points (m, 2); not finite where undefined.

        `slopes` overrules the slope of kinked calls, see `kinks`.
        """
        u, v = self.columns(thetas)
        jet = jet_of(self.tree, u, v, slopes)
        aa, ab, bb = jet.bend
        return np.stack(jet.slope, -1), np.stack([np.stack([aa, ab], -1), np.stack([ab, bb], -1)], -2)

    @cached_property
    def kinks(self) -> tuple[Call, ...]:
        """The calls of abs and relu: on the line where the argument is 0 the slope jumps."""
        calls = (node for node in walk(self.tree) if isinstance(node, Call))
        return tuple(call for call in calls if FUNCTIONS[call.function].jump)

    def arguments(self, thetas: ArrayLike) -> tuple[Array, Array]:
        """For each kink its argument (k, m) at many points (m, 2), and that argument's slopes (k, m, 2)."""
        u, v = self.columns(thetas)
        jets = [jet_of(kink.argument, u, v, NO_SLOPES) for kink in self.kinks]
        values = np.array([jet.value for jet in jets]).reshape(len(jets), u.size)
        return values, np.array([np.stack(jet.slope, -1) for jet in jets]).reshape(len(jets), u.size, 2)

    def active(self, theta: ArrayLike) -> tuple[Call, ...]:
        """The kinks on whose crease this point lies."""
        point = self.checked(theta)
        values, slopes = self.arguments(point[None])
        near = ON_A_CREASE * (1.0 + np.linalg.norm(point)) * np.linalg.norm(slopes[:, 0], axis=-1)
        return tuple(kink for kink, on in zip(self.kinks, np.abs(values[:, 0]) <= near, strict=True) if on)

    def creases(self, theta: ArrayLike) -> tuple[Array, Array]:
        """What the slope jumps by here: the middle slope (2,) and, for each crease, half its jump (m, 2)."""
        middle, jumps, _ = self.crease_details(theta)
        return middle, jumps

    def crease_signs(self, theta: ArrayLike) -> Array:
        """For each crease here +1 where L has a valley's corner, −1 where it has a ridge's (m,)."""
        return self.crease_details(theta)[2]

    def crease_details(self, theta: ArrayLike) -> tuple[Array, Array, Array]:
        """Middle slope, half jumps and signs of the creases at one point."""
        point, kinks = self.checked(theta)[None], self.active(theta)
        middles = {kink.place: middle_slope(kink) for kink in kinks}
        middle = self.derivatives(point, middles)[0][0]
        jumps, signs = np.zeros((len(kinks), 2)), np.ones(len(kinks))
        for row, kink in enumerate(kinks):
            upper = middles | {kink.place: middle_slope(kink) + FUNCTIONS[kink.function].jump / 2}
            jumps[row] = self.derivatives(point, upper)[0][0] - middle
            inner = jet_of(kink.argument, point[:, 0], point[:, 1], middles)
            signs[row] = 1.0 if jumps[row] @ np.array([slope[0] for slope in inner.slope]) >= 0 else -1.0
        felt = jumps.any(axis=1)                 # relu(u)^2 has a kink inside and yet no crease
        return middle, jumps[felt], signs[felt]

    @cached_property
    def shape(self) -> Shape:
        """What is known of the formula as a whole."""
        return shape(self.tree)

    @property
    def smooth(self) -> bool:
        """Whether the slope never jumps (nor ends, as that of sqrt does at 0)."""
        return not self.kinks and not any(map(ends_steeply, walk(self.tree)))

    @property
    def quadratic(self) -> bool:
        """Whether it is a polynomial of degree two at most, so that the Hessian is the same everywhere."""
        return self.shape.degree <= 2

    @cached_property
    def convex(self) -> bool:
        """Whether it is known to be convex: every local minimum is then a global one."""
        if self.quadratic:
            curvatures = np.linalg.eigvalsh(self.hessian(np.zeros(2)))
            return bool(curvatures[0] >= -1e-15 * abs(curvatures[1]))
        return self.shape.bend in ("straight", "convex")

    @property
    def lower_bound(self) -> float:
        """A number below which L never falls; −infinity if none is known."""
        return self.shape.low + 0.0              # −0 becomes 0

    @property
    def latex(self) -> str:
        """The formula as shown: L(u, v) = ..."""
        return f"L({self.names[0]}, {self.names[1]}) = {latex(self.tree, self.names)}"

    def columns(self, thetas: ArrayLike) -> tuple[Array, Array]:
        """u and v (m,) of many points (m, 2)."""
        points = np.asarray(thetas, dtype=np.float64)
        if points.ndim != 2 or points.shape[1] != 2:
            raise ValueError(f"Points must have the shape (m, 2), not {points.shape}.")
        return points[:, 0], points[:, 1]

    def checked(self, theta: ArrayLike) -> Array:
        """One point (2,)."""
        point = np.asarray(theta, dtype=np.float64)
        if point.shape != (2,):
            raise ValueError(f"A point of this landscape has the shape (2,), not {point.shape}.")
        return point


def ends_steeply(node: Node) -> bool:
    """Whether the slope of this operation is infinite where its branch reaches 0: roots."""
    match node:
        case Call(function="sqrt"):
            return shape(node.argument).low <= 0
        case Power(fixed=float(power)):
            return power != int(power) and power > 0 and shape(node.base).low <= 0
    return False


def middle_slope(kink: Call) -> float:
    """Half-way between the slopes left and right of a kink."""
    return float(FUNCTIONS[kink.function].slope(np.zeros(1))[0])


def jet_of(tree: Node, u: Array, v: Array, slopes: Slopes) -> Jet:
    """The tree's value, slopes and bends, all of the shape of u."""
    with np.errstate(all="ignore"):              # see Formula.values
        jet = evaluate(tree, *seeds(u, v), slopes)
    full = [np.broadcast_to(part, u.shape) for part in (jet.value, *jet.slope, *jet.bend)]
    return Jet(full[0], (full[1], full[2]), (full[3], full[4], full[5]))
