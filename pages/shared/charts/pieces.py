"""A curve and what it is made of: the pieces thin, the constant dotted, their sum strong, among the data as dots."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis, built_once, placed
from pages.shared.charts.theme import COLORS, OPTIMUM_DASH, Spec, finish


@lru_cache(maxsize=64)
def sum_of_pieces(theme: str, x: Axis, y: Axis, height: int) -> Spec:
    """The builder's picture.

    "points" has x, y; "pieces" has piece, x, y; "constant" has y; "aim" has x, y: what the sum should be; "sum" has
    x, y; "names" has x, y, name and strong (whether it names the sum), written above their places.
    """
    colors = COLORS[theme]
    across, up = x.x(), y.y()
    points = (alt.Chart(alt.NamedData(name="points")).mark_circle(size=34, color=colors.data, opacity=0.9, clip=True)
              .encode(across, up, tooltip=[x.tooltip("x"), y.tooltip("y")]))
    pieces = (alt.Chart(alt.NamedData(name="pieces"))
              .mark_line(color=colors.model, strokeWidth=1.25, opacity=0.55, clip=True, order=False)
              .encode(**placed(x="x", y="y"), detail="piece:N"))
    constant = (alt.Chart(alt.NamedData(name="constant"))
                .mark_rule(color=colors.model, strokeWidth=1.75, strokeDash=[2, 3]).encode(up))
    aim = (alt.Chart(alt.NamedData(name="aim"))
           .mark_line(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH, clip=True).encode(across, up))
    total = (alt.Chart(alt.NamedData(name="sum")).mark_line(color=colors.model, strokeWidth=3, clip=True, order=False)
             .encode(**placed(x="x", y="y")))
    names = written(colors.model, colors.page, x, y)
    return finish(alt.layer(pieces, constant, points, aim, total, *names), colors, height)


def written(ink: str, page: str, x: Axis, y: Axis) -> list[alt.Chart]:
    """Names over the same text stroked in the page's color; the sum's is heavier."""
    text = alt.Chart(alt.NamedData(name="names"))
    weight = alt.ExprRef("datum.strong ? 600 : 400")
    casing = text.mark_text(align="left", dy=-11, fontWeight=weight, stroke=page, strokeWidth=4)
    letters = text.mark_text(align="left", dy=-11, fontWeight=weight, color=ink)
    return [each.encode(x.x(), y.y(), text="name:N") for each in (casing, letters)]


@built_once
def one_piece(theme: str, x: Axis, y: Axis, height: int) -> Spec:
    """One piece, its middle, and how steep it is there: "curve" x, y; "tangent" x, y; "middle" x, y."""
    colors = COLORS[theme]
    across, up = x.x(), y.y()
    curve = (alt.Chart(alt.NamedData(name="curve"))
             .mark_line(color=colors.model, strokeWidth=3, clip=True, order=False).encode(**placed(x="x", y="y")))
    tangent = (alt.Chart(alt.NamedData(name="tangent")).mark_line(color=colors.slope, strokeWidth=2, clip=True)
               .encode(across, up))
    middle = (alt.Chart(alt.NamedData(name="middle"))
              .mark_point(shape="circle", filled=True, fill=colors.model, stroke=colors.page, strokeWidth=1.75,
                          size=130, opacity=1, clip=True).encode(across, up))
    return finish(alt.layer(curve, tangent, middle), colors, height)
