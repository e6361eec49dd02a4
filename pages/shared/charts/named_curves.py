"""Curves that are compared, each with its name and its value at its end, and a rule that reads them off."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis, placed
from pages.shared.charts.slots import dash, fill, names, stroke
from pages.shared.charts.theme import COLORS, Spec, finish


@lru_cache(maxsize=128)
def named_curves(theme: str, x: Axis, y: Axis, height: int, *, ticks: int = 5, plain: bool = False) -> Spec:
    """Up to four curves, told apart by color and dash, or, if plain, by the dash alone.

    "curves" has x, y, slot, along x; "names" x, y, slot, text; "here" x of the rule; "dots" x, y, slot of its values;
    "rows" x of small ticks at the bottom, one per row of the data. Empty data leave their marks out.
    """
    colors = COLORS[theme]
    across, up = x.x(tickCount=5), y.y()
    curves = alt.Chart(alt.NamedData(name="curves"))
    color = alt.StrokeValue(colors.text) if plain else stroke(colors)
    lines = curves.mark_line(strokeWidth=2.25, clip=True, order=False).encode(color, dash(), **placed(x="x", y="y"))
    rule = (alt.Chart(alt.NamedData(name="here"))
            .mark_rule(color=colors.error, strokeWidth=1.5, opacity=0.8, clip=True).encode(across))
    dots = (alt.Chart(alt.NamedData(name="dots"))
            .mark_circle(size=70, opacity=1, stroke=colors.page, strokeWidth=1, clip=True)
            .encode(across, up, alt.FillValue(colors.text) if plain else fill(colors)))
    rows = (alt.Chart(alt.NamedData(name="rows"))
            .mark_tick(color=colors.data, opacity=0.45, thickness=1, height=10, yOffset=-6, clip=True)
            .encode(across, y=alt.value("height")))
    chart = alt.layer(rows, rule, lines, dots, *names(colors, across, up, colors.text if plain else ""))
    return finish(chart, colors, height, ticks=ticks)
