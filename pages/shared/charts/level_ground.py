"""A landscape from above: everything on it that is level, the point where one stands, walks that start there."""

from functools import lru_cache
from typing import Any

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.film import frame_parameter, now, until_now
from pages.shared.charts.theme import (
    CLASS_DASHES,
    CLASS_SHAPES,
    COLORS,
    NEGATIVE_DASH,
    OPTIMUM_DASH,
    Colors,
    Spec,
    finish,
    title,
)

CLICK = "stand"
WALKS = len(CLASS_SHAPES)
MARKS = {"minimum": "diamond", "saddle": "cross", "maximum": "triangle-up"}
SIZES = {"minimum": 130, "saddle": 190, "maximum": 130}
INKS = (*MARKS, "undecided")
WAYS: dict[str, list[int]] = {"up": [1, 0], "down": NEGATIVE_DASH, "flat": [2, 3]}
PLACES = 21                             # cells along each side of the window


@lru_cache(maxsize=64)
def level_ground(theme: str, across: Axis, up: Axis, loss: str, stretched: str = "stretch") -> Spec:
    """The map; as wide as its place and as high as that is wide.

    "picture" has the image in u; "curves" p, q, curve, kind of level curves; "places" p, q, kind (minimum, saddle,
    maximum, undecided); "here" p, q; "ways" p, q, p2, q2, kind (up, down, flat) of the eigenvectors' directions;
    "names" p, q, text, kind, side; "frames" frame, slot, p, q; "exit" p, q, angle, slot; "cells" cp, cq, loss, what and
    size (1: a whole cell): what a hand can mean. They are drawn anew only where they change, so nothing that follows
    the point belongs into them.
    """
    colors = COLORS[theme]
    x, y = across.x("p"), up.y("q", grid=False)
    corners = {"x": x, "x2": "p2:Q", "y": y, "y2": "q2:Q"}
    picture = alt.Chart(alt.NamedData(name="picture")).mark_image(aspect=False).encode(**corners, url="u:N")
    reading = [alt.Tooltip("what:N", title=" "), across.tooltip("cp"), up.tooltip("cq"),
               alt.Tooltip("loss:Q", title=title(loss), format=".4~g")]
    half = {"cp": (across.high - across.low) / (2 * PLACES), "cq": (up.high - up.low) / (2 * PLACES)}
    cells = (alt.Chart(alt.NamedData(name="cells")).transform_calculate(
                 p=f"datum.cp - datum.size * {half['cp']!r}", p2=f"datum.cp + datum.size * {half['cp']!r}",
                 q=f"datum.cq - datum.size * {half['cq']!r}", q2=f"datum.cq + datum.size * {half['cq']!r}")
             .mark_rect(opacity=0).encode(**corners, tooltip=reading)
             .add_params(alt.selection_point(name=CLICK, fields=["cp", "cq"])))
    chart = alt.layer(picture, *curves(colors, x, y), *ways(colors, corners), *walks(colors, x, y),
                      *places(colors, x, y), *here(colors, x, y), *names(colors, x, y), cells)
    chart = chart.resolve_scale(color="independent", stroke="independent", strokeDash="independent",
                                shape="independent", fill="independent", size="independent")
    return finish(chart.add_params(frame_parameter()), colors, 0) | {"height": stretched}


def curves(colors: Colors, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Curves along which the ground is level: valleys in the color of optima, others in ink."""
    data = alt.Chart(alt.NamedData(name="curves")).encode(x, y, detail="curve:N", order="order:Q")
    ink = alt.Stroke("kind:N", legend=None, scale=alt.Scale(domain=list(INKS), range=inks(colors)))
    return [data.mark_line(color=colors.page, strokeWidth=4.5, clip=True),
            data.mark_line(strokeDash=OPTIMUM_DASH, strokeWidth=2, clip=True).encode(ink)]


def inks(colors: Colors) -> list[str]:
    """The colors of the kinds of level places: only the minimum has one of its own."""
    return [colors.optimum if kind == "minimum" else colors.text for kind in INKS]


def ways(colors: Colors, corners: dict[str, Any]) -> list[alt.Chart]:
    """The eigenvectors' directions: solid where L curves up, dashed where it curves down."""
    data = alt.Chart(alt.NamedData(name="ways")).encode(**corners)
    dash = alt.StrokeDash("kind:N", legend=None, scale=alt.Scale(domain=list(WAYS), range=list(WAYS.values())))
    return [data.mark_rule(color=colors.page, strokeWidth=5, clip=True),
            data.mark_rule(strokeWidth=2.25, clip=True).encode(by_way(colors), dash)]


def by_way(colors: Colors) -> alt.Color:
    """The color of a direction."""
    return alt.Color("kind:N", legend=None, scale=alt.Scale(
        domain=list(WAYS), range=[colors.positive, colors.negative, colors.muted]))


def by_slot(channel: Any, values: list[Any]) -> Any:  # noqa: ANN401
    """One value for each walk."""
    return channel("slot:N", legend=None, scale=alt.Scale(domain=list(range(WALKS)), range=values))


def walks(colors: Colors, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The walks up to the frame, each in its own color and dash, with its shape where it is now."""
    stroke = by_slot(alt.Stroke, list(colors.classes))
    dash = by_slot(alt.StrokeDash, [dashes or [1, 0] for dashes in CLASS_DASHES])
    order, each = alt.Order("frame:Q"), alt.Detail("slot:N")
    fill, shape = by_slot(alt.Fill, list(colors.classes)), by_slot(alt.Shape, list(CLASS_SHAPES))
    casing = until_now().mark_line(color=colors.page, strokeWidth=5.5, clip=True).encode(x, y, order, each)
    line = until_now().mark_line(strokeWidth=2.5, clip=True).encode(x, y, order, stroke, dash)
    there = now().mark_point(filled=True, stroke=colors.page, strokeWidth=1.5, size=110, opacity=1,
                             clip=True).encode(x, y, fill, shape)
    leaves = alt.Chart(alt.NamedData(name="exit")).mark_point(
        shape="triangle-right", filled=True, stroke=colors.page, size=150, opacity=1).encode(
        x, y, fill, angle=alt.Angle("angle:Q", scale=None))
    return [casing, line, leaves, there]


def places(colors: Colors, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Level places by kind: a diamond, a cross, a triangle, or a question mark."""
    data = alt.Chart(alt.NamedData(name="places")).encode(x, y)
    kinds = list(MARKS)
    known = data.transform_filter("datum.kind != 'undecided'").mark_point(
        filled=True, stroke=colors.page, strokeWidth=1.75, opacity=1, clip=True).encode(
        alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=list(MARKS.values()))),
        alt.Size("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=list(SIZES.values()))),
        alt.Fill("kind:N", legend=None, scale=alt.Scale(domain=list(INKS), range=inks(colors))))
    unsure = data.transform_filter("datum.kind == 'undecided'").encode(text=alt.value("?"))
    style: dict[str, Any] = {"fontSize": 20, "fontWeight": 700, "baseline": "middle", "clip": True}
    return [known, unsure.mark_text(stroke=colors.page, strokeWidth=5, color=colors.page, **style),
            unsure.mark_text(color=colors.text, **style)]


def here(colors: Colors, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The point where one stands: a ring, so that what is under it stays visible."""
    data = alt.Chart(alt.NamedData(name="here")).encode(x, y)
    ring: dict[str, Any] = {"shape": "circle", "filled": False, "size": 330, "opacity": 1, "clip": True}
    return [data.mark_point(stroke=colors.page, strokeWidth=5, **ring),
            data.mark_point(stroke=colors.model, strokeWidth=2.25, **ring)]


def names(colors: Colors, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What the directions are called, at their ends."""
    data = alt.Chart(alt.NamedData(name="names")).encode(x, y, text="text:N")
    layers = []
    for side in (1, -1):
        style: dict[str, Any] = {"align": "left" if side > 0 else "right", "dx": 6 * side, "fontWeight": 600,
                                 "fontSize": 13, "baseline": "middle"}
        text = data.transform_filter(f"datum.side == {side}")
        layers += [text.mark_text(stroke=colors.page, strokeWidth=4, strokeJoin="round", color=colors.page, **style),
                   text.mark_text(**style).encode(by_way(colors))]
    return layers
