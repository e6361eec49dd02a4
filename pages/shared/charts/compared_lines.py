"""The data with a line for every loss, one loss's errors drawn to scale, and a marked point that can be moved."""

from typing import Any

import altair as alt

from pages.shared.charts.axes import Axis, built_once
from pages.shared.charts.slots import dash, names, stroke
from pages.shared.charts.theme import COLORS, Colors, Spec, finish

PICK = "pick"


@built_once
def compared_lines(theme: str, x: Axis, y: Axis, height: int = 360) -> Spec:
    """Up to four lines over the data.

    "points" has x, y, row, and bad (1 where a row is spoiled); "lines" x, y, x2, y2, slot; "names" x, y, slot, text;
    "errors" x, y, to (where a mark ends), square (1 or 0) and width; "marked" x, y, text, side (1: text to the right,
    -1: to the left), shape and angle (an arrow, where the point has left the picture).
    """
    colors = COLORS[theme]
    across, up = x.x(), y.y()
    lines = (alt.Chart(alt.NamedData(name="lines")).mark_rule(strokeWidth=2.75, clip=True)
             .encode(across, up, stroke(colors), dash(), x2="x2:Q", y2="y2:Q"))
    chart = alt.layer(*errors(colors, across, up), *points(colors, x, y), lines, *marked(colors, across, up),
                      *names(colors, across, up))
    return finish(chart, colors, height)


def errors(colors: Colors, across: alt.X, up: alt.Y) -> list[alt.Chart]:
    """The errors of one loss: a square is as wide as it is high in pixels, whatever the scales are."""
    data = alt.Chart(alt.NamedData(name="errors"))
    side = "abs(scale('y', datum.y) - scale('y', datum.to))"
    squares = data.transform_filter("datum.square == 1").mark_rect(
        fill=colors.error, fillOpacity=0.1, stroke=colors.error, strokeOpacity=0.35, strokeWidth=1, clip=True,
        width=alt.expr(side), xOffset=alt.expr(f"-{side} / 2")).encode(across, up, y2="to:Q")
    lengths = data.transform_filter("datum.square == 0").mark_rule(
        color=colors.error, opacity=0.75, clip=True).encode(
        across, up, y2="to:Q", strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None))
    return [squares, lengths]


def points(colors: Colors, x: Axis, y: Axis) -> list[alt.Chart]:
    """The rows, those that are spoiled as crosses, and larger places around them for a hand to point at."""
    data = alt.Chart(alt.NamedData(name="points"))
    kinds = {"shape": ["circle", "cross"], "fill": [colors.data, colors.error]}
    dots = data.mark_point(size=34, filled=True, opacity=0.9, stroke=None, clip=True).encode(
        x.x(), y.y(), alt.Shape("bad:N", legend=None, scale=alt.Scale(domain=[0, 1], range=kinds["shape"])),
        alt.Fill("bad:N", legend=None, scale=alt.Scale(domain=[0, 1], range=kinds["fill"])))
    places = data.mark_circle(size=260, opacity=0, clip=True).encode(
        x.x(), y.y(), tooltip=[alt.Tooltip("row:Q", title="#"), x.tooltip("x"), y.tooltip("y")])
    return [dots, places.add_params(alt.selection_point(name=PICK, fields=["row"]))]


def marked(colors: Colors, across: alt.X, up: alt.Y) -> list[alt.Chart]:
    """The point that is moved: a ringed dot with its words, or an arrow at the border where it has gone out."""
    data = alt.Chart(alt.NamedData(name="marked"))
    dot = data.mark_point(filled=True, fill=colors.data, stroke=colors.text, strokeWidth=2.25, size=140, opacity=1)
    words: dict[str, Any] = {
        "fontSize": 12, "baseline": "middle", "dx": alt.expr("datum.side * 12"),
        "align": alt.expr("datum.side > 0 ? 'left' : 'right'")}
    casing = data.mark_text(stroke=colors.page, strokeWidth=4, color=colors.page, **words)
    shape, angle = alt.Shape("shape:N", scale=None, legend=None), alt.Angle("angle:Q", scale=None)
    return [dot.encode(across, up, shape, angle), casing.encode(across, up, text="text:N"),
            data.mark_text(color=colors.text, **words).encode(across, up, text="text:N")]
