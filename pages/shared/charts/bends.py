"""The ground cut open through one point: the loss along a direction, and the parabola that its curvature promises."""

from functools import lru_cache
from typing import Any

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import COLORS, NEGATIVE_DASH, Colors, Spec, finish

KINDS = ("up", "down", "flat")


@lru_cache(maxsize=64)
def slices(theme: str, x: Axis, y: Axis, height: int = 190) -> Spec:
    """ "slices" has x, y, taylor, line and kind (up, down, flat); "here" x, y; "names" x, y, text, kind."""
    colors = COLORS[theme]
    across, up = x.x(), y.y()
    data = alt.Chart(alt.NamedData(name="slices"))
    layers: list[alt.Chart] = []
    for kind, (ink, dash) in inks(colors).items():
        one = data.transform_filter(f"datum.kind == '{kind}'")
        layers.append(one.mark_line(color=ink, strokeWidth=1.25, opacity=0.8, strokeDash=[2, 3], clip=True).encode(
            across, y.y("taylor"), detail="line:N"))
        layers.append(one.mark_line(color=ink, strokeWidth=2.5, strokeDash=dash, clip=True).encode(
            across, up, detail="line:N"))
    reading = data.mark_point(size=120, opacity=0, filled=True, clip=True).encode(
        across, up, tooltip=[x.tooltip("x"), y.tooltip("y"), alt.Tooltip("taylor:Q", title="Taylor", format=".4~g")])
    here = alt.Chart(alt.NamedData(name="here")).mark_point(
        shape="circle", filled=True, fill=colors.page, stroke=colors.model, strokeWidth=2.25, size=90, opacity=1,
        clip=True).encode(across, up)
    chart = alt.layer(*layers, reading, here, *named(colors, across, up))
    return finish(chart, colors, height, ticks=3)


def inks(colors: Colors) -> dict[str, tuple[str, list[int]]]:
    """Color and dash of a direction that curves up, down, or not at all."""
    return {"up": (colors.positive, [1, 0]), "down": (colors.negative, NEGATIVE_DASH), "flat": (colors.muted, [1, 2])}


def named(colors: Colors, across: alt.X, up: alt.Y) -> list[alt.Chart]:
    """The names of the curves, over the same text in the page's color."""
    data = alt.Chart(alt.NamedData(name="names"))
    style: dict[str, Any] = {"align": "right", "dx": -4, "baseline": "middle", "fontWeight": 600}
    layers = [data.mark_text(stroke=colors.page, strokeWidth=4, strokeJoin="round", color=colors.page, **style)]
    for kind, (ink, _) in inks(colors).items():
        layers.append(data.transform_filter(f"datum.kind == '{kind}'").mark_text(color=ink, **style))
    return [layer.encode(across, up, text="text:N") for layer in layers]


@lru_cache(maxsize=64)
def signs(theme: str, x: Axis, y: Axis, height: int = 240) -> Spec:
    """How many curvatures go up, down or nowhere: "lines" has x, y, kind; "names" x, y, text, kind."""
    colors = COLORS[theme]
    across, up = x.x(), y.y("y", format=".0%")
    data = alt.Chart(alt.NamedData(name="lines"))
    layers = [data.transform_filter(f"datum.kind == '{kind}'").mark_line(
        color=ink, strokeWidth=2.5, strokeDash=dash, interpolate="step-after", clip=True).encode(across, up)
        for kind, (ink, dash) in inks(colors).items()]
    reading = data.mark_point(size=120, opacity=0, filled=True).encode(
        across, up, tooltip=[alt.Tooltip("text:N", title=" "), x.tooltip("x"), alt.Tooltip("y:Q", format=".1%")])
    return finish(alt.layer(*layers, reading, *named(colors, across, up)), colors, height)


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
