"""How y goes with x in the data: numbers, dates or names along either axis, classes by color and shape."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import CLASS_SHAPES, COLORS, Colors, Spec, finish, title

MOST_CLASSES = len(CLASS_SHAPES)
NEIGHBORS = 4
PLAIN = "\u200b"        # before every name that is data: none is then a word Vega trips over (constructor)


@dataclass(frozen=True)
class Dates:
    """An axis of dates."""

    title: str


@dataclass(frozen=True)
class Names:
    """An axis of names (categories); dots of one name are spread a little, so as not to hide each other."""

    title: str


Scale = Axis | Dates | Names


@lru_cache(maxsize=64)
def relation(theme: str, x: Scale, y: Scale, classes: int = 0, height: int = 250, size: int = 34) -> Spec:
    """Dots ("points": x, y; i and j in [−1, 1] spread names; c, n are number and name of the class).

    With up to six classes each has its color and shape; more are gray. "labels" (x, y, n, c) are the classes'
    names among the dots. A row of "points" may be held out (h true): hollow, in the color of held-out data.
    """
    colors = COLORS[theme]
    across: dict[str, Any] = {"x": along(alt.X, "x", x)}
    up: dict[str, Any] = {"y": along(alt.Y, "y", y)}
    if isinstance(x, Names):
        across["xOffset"] = alt.XOffset("i:Q", scale=alt.Scale(domain=[-1.6, 1.6]))
    if isinstance(y, Names):
        up["yOffset"] = alt.YOffset("j:Q", scale=alt.Scale(domain=[-1.6, 1.6]))
    tips = [hint("x", x), hint("y", y)] + ([alt.Tooltip("n:N", title=" ")] if classes else [])
    points = alt.Chart(alt.NamedData(name="points"))
    if not 0 < classes <= MOST_CLASSES:
        dots = points.transform_filter("!datum.h").mark_circle(size=size, color=colors.data, opacity=0.8)
        held = points.transform_filter("datum.h").mark_point(
            size=size, color=colors.held_out, strokeWidth=1.5, fill=colors.page, opacity=0.9)
        layers = [each.encode(**across, **up, tooltip=tips) for each in (dots, held)]
        return finish(alt.layer(*layers), colors, height, extent=extent(y))
    dots = points.mark_point(filled=True, size=size + 6, opacity=0.85).encode(
        **across, **up, tooltip=tips, color=by_class(alt.Color, colors.classes[:classes]),
        shape=by_class(alt.Shape, CLASS_SHAPES[:classes]))
    layers = [dots, *named(colors, classes, across["x"], up["y"])]
    chart = alt.layer(*layers).resolve_scale(color="independent")           # texts are darker than marks
    return finish(chart, colors, height, extent=extent(y))


def named(colors: Colors, classes: int, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The classes' names, over the same text in the page's color so that dots don't run through them."""
    texts = alt.Chart(alt.NamedData(name="labels")).encode(x, y, text="n:N")
    halo = texts.mark_text(dy=-11, fontSize=13, fontWeight=600, stroke=colors.page, strokeWidth=5,
                           strokeJoin="round", fill=colors.page)
    inks = by_class(alt.Color, colors.class_texts[:classes])
    return [halo, texts.mark_text(dy=-11, fontSize=13, fontWeight=600).encode(color=inks)]


def by_class(channel: type[alt.Color] | type[alt.Shape], values: tuple[str, ...]) -> alt.Color | alt.Shape:
    """One value per class, whichever classes the drawn rows hold."""
    return channel("c:O", scale=alt.Scale(domain=list(range(len(values))), range=list(values)))


def along(channel: type[alt.X] | type[alt.Y], field: str, scale: Scale) -> alt.X | alt.Y:
    """An axis for a field."""
    if isinstance(scale, Axis):
        return scale.x(field) if channel is alt.X else scale.y(field)
    if isinstance(scale, Dates):
        return channel(f"{field}:T", title=title(scale.title), axis=alt.Axis(labelOverlap=True))
    return channel(f"{field}:N", title=title(scale.title), sort=None,
                   axis=alt.Axis(labelAngle=0, labelLimit=96, labelOverlap=True, grid=False, ticks=False))


def hint(field: str, scale: Scale) -> alt.Tooltip:
    """The field's value when the hand rests on a dot."""
    if isinstance(scale, Axis):
        return scale.tooltip(field)
    kind = "T" if isinstance(scale, Dates) else "N"
    return alt.Tooltip(f"{field}:{kind}", title=title(scale.title))


def extent(y: Scale) -> int:
    """Room for the labels left of the picture: names need more than numbers."""
    return 100 if isinstance(y, Names) else 36


def outposts(places: NDArray[np.float64], codes: NDArray[np.int64]) -> list[int]:
    """For every class the dot where its name is clearest: among its own kind and far from the others.

    Places are (n, 2) in one unit both ways; returns one index per class, in the order of the class numbers.
    """
    apart = np.sqrt(((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
    found = []
    for code in np.unique(codes):
        own, others = np.flatnonzero(codes == code), np.flatnonzero(codes != code)
        near = np.sort(apart[np.ix_(own, own)], axis=1)[:, : NEIGHBORS + 1].max(axis=1)
        far = apart[np.ix_(own, others)].min(axis=1) if len(others) else np.zeros(len(own))
        found.append(int(own[np.argmax(far - near)]))
    return found
