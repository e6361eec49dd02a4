"""Two classes and the boundary that each loss draws between them."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.slots import dash, names
from pages.shared.charts.theme import CLASS_SHAPES, COLORS, Spec, finish

TWO = 2


@lru_cache(maxsize=64)
def compared_boundaries(theme: str, x: Axis, y: Axis, height: int = 360, *, lanes: bool = False) -> Spec:
    """Dots of two classes by color and shape, and up to four boundaries by dash.

    "points" has x, y, kind (0 or 1), name and bad (1 where the label was turned round); "lines" x, y, x2, y2, slot;
    "names" x, y, slot, text. With lanes, y only keeps the classes apart and its axis is not drawn.
    """
    colors = COLORS[theme]
    across = x.x()
    up = alt.Y("y:Q", axis=None, scale=y.scale()) if lanes else y.y()
    points = alt.Chart(alt.NamedData(name="points"))
    shape = alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=[0, 1], range=list(CLASS_SHAPES[:TWO])))
    color = alt.Fill("kind:N", legend=None, scale=alt.Scale(domain=[0, 1], range=list(colors.classes[:TWO])))
    reading = [alt.Tooltip("name:N", title=" "), x.tooltip("x"), *([] if lanes else [y.tooltip("y")])]
    dots = points.mark_point(size=42, filled=True, opacity=0.8, stroke=None, clip=True).encode(
        across, up, shape, color, tooltip=reading)
    wrong = points.transform_filter("datum.bad == 1").mark_point(
        shape="circle", size=130, filled=False, stroke=colors.error, strokeWidth=1.5, clip=True).encode(across, up)
    lines = (alt.Chart(alt.NamedData(name="lines")).mark_rule(color=colors.model, strokeWidth=2.75, clip=True)
             .encode(across, up, dash(), x2="x2:Q", y2="y2:Q"))
    chart = alt.layer(dots, wrong, lines, *names(colors, across, up, colors.model))
    return finish(chart, colors, height)
