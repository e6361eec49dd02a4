"""The ground cut open through one point: the loss along a direction, and the parabola that its curvature promises."""

from functools import lru_cache
from typing import Any

import altair as alt

from pages.shared.charts.axes import Axis, built_once
from pages.shared.charts.theme import COLORS, NEGATIVE_DASH, Colors, Spec, finish


@built_once
def slices(theme: str, x: Axis, y: Axis, height: int = 190) -> Spec:
    """The ground cut open; its axes change with every point.

    "slices" has x, y, taylor, line and kind (up, down, flat); "here" x, y; "names" x, y, text, kind.
    """
    colors = COLORS[theme]
    across, up = x.x(), y.y()
    data = alt.Chart(alt.NamedData(name="slices"))
    one = alt.Detail("line:N")
    parabola = data.mark_line(strokeWidth=1.25, opacity=0.8, strokeDash=[2, 3], clip=True).encode(
        across, y.y("taylor"), by_kind(colors), one)
    line = data.mark_line(strokeWidth=2.5, clip=True).encode(across, up, by_kind(colors), by_dash(colors), one)
    reading = data.mark_point(size=120, opacity=0, filled=True, clip=True).encode(
        across, up, tooltip=[x.tooltip("x"), y.tooltip("y"), alt.Tooltip("taylor:Q", title="Taylor", format=".4~g")])
    here = alt.Chart(alt.NamedData(name="here")).mark_point(
        shape="circle", filled=True, fill=colors.page, stroke=colors.model, strokeWidth=2.25, size=90, opacity=1,
        clip=True).encode(across, up)
    chart = alt.layer(parabola, line, reading, here, *named(colors, across, up))
    return finish(chart, colors, height, ticks=3)


def inks(colors: Colors) -> dict[str, tuple[str, list[int]]]:
    """Color and dash of a direction that curves up, down, or not at all."""
    return {"up": (colors.positive, [1, 0]), "down": (colors.negative, NEGATIVE_DASH), "flat": (colors.muted, [1, 2])}


def by_kind(colors: Colors) -> alt.Color:
    """The color of a direction."""
    return alt.Color("kind:N", legend=None, scale=alt.Scale(
        domain=list(inks(colors)), range=[ink for ink, _ in inks(colors).values()]))


def by_dash(colors: Colors) -> alt.StrokeDash:
    """The dash of a direction."""
    return alt.StrokeDash("kind:N", legend=None, scale=alt.Scale(
        domain=list(inks(colors)), range=[dash for _, dash in inks(colors).values()]))


def named(colors: Colors, across: alt.X, up: alt.Y) -> list[alt.Chart]:
    """The names of the curves, over the same text in the page's color."""
    data = alt.Chart(alt.NamedData(name="names")).encode(across, up, text="text:N")
    style: dict[str, Any] = {"align": "right", "dx": -4, "baseline": "middle", "fontWeight": 600}
    return [data.mark_text(stroke=colors.page, strokeWidth=4, strokeJoin="round", color=colors.page, **style),
            data.mark_text(**style).encode(by_kind(colors))]


@lru_cache(maxsize=64)
def signs(theme: str, x: Axis, y: Axis, height: int = 240) -> Spec:
    """How many curvatures go up, down or nowhere: "lines" has x, y, kind; "names" x, y, text, kind."""
    colors = COLORS[theme]
    across, up = x.x(), y.y("y", format=".0%")
    data = alt.Chart(alt.NamedData(name="lines"))
    lines = data.mark_line(strokeWidth=2.5, interpolate="step-after", clip=True).encode(
        across, up, by_kind(colors), by_dash(colors))
    reading = data.mark_point(size=120, opacity=0, filled=True).encode(
        across, up, tooltip=[alt.Tooltip("text:N", title=" "), x.tooltip("x"), alt.Tooltip("y:Q", format=".1%")])
    return finish(alt.layer(lines, reading, *named(colors, across, up)), colors, height)


@lru_cache(maxsize=64)
def single_weight(theme: str, x: Axis, y: Axis, height: int = 200) -> Spec:
    """L over a single w: "curve" x, y; "tangent" x, y; "here" x, y."""
    colors = COLORS[theme]
    across, up = x.x(), y.y()
    curve = alt.Chart(alt.NamedData(name="curve")).mark_line(color=colors.error, strokeWidth=2.25, clip=True)
    tangent = alt.Chart(alt.NamedData(name="tangent")).mark_line(color=colors.slope, strokeWidth=2, clip=True)
    here = alt.Chart(alt.NamedData(name="here")).mark_point(
        shape="circle", filled=True, fill=colors.model, stroke=colors.page, strokeWidth=1.75, size=130, opacity=1,
        clip=True)
    return finish(alt.layer(*(layer.encode(across, up) for layer in (curve, tangent, here))), colors, height, ticks=3)


@lru_cache(maxsize=16)
def counted(theme: str, x: Axis, y: Axis, height: int = 200) -> Spec:
    """Bars of shares: "bars" has x (a count), y (a share) and last (1 where all curvatures go up)."""
    colors = COLORS[theme]
    data = alt.Chart(alt.NamedData(name="bars")).transform_calculate(
        low="datum.x - 0.4", high="datum.x + 0.4", zero="0")
    bars = [data.transform_filter(f"datum.last == {last}").mark_rect(color=ink).encode(
        x.x("low", tickMinStep=1), y.y("zero", format=".0%"), x2="high:Q", y2="y:Q",
        tooltip=[alt.Tooltip("x:Q", title=" "), alt.Tooltip("y:Q", title="%", format=".3~%")])
        for last, ink in ((0, colors.muted), (1, colors.optimum))]
    return finish(alt.layer(*bars), colors, height, ticks=3)
