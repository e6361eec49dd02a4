"""How low the loss gets with each learning rate, after the same number of steps."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import COLORS, OPTIMUM_DASH, Spec, finish

CLICK = "take"


@lru_cache(maxsize=64)
def rates(theme: str, x: Axis, y: Axis, height: int = 300) -> Spec:
    """ "rates" has x (the rate), y (the loss, clipped to the picture) and out (1: beyond it, or beyond all numbers);
    "limit" has x and text; "now" x and y of the current rate; "smallest" y. A click takes a rate.
    """
    colors = COLORS[theme]
    across, up = x.x("x", labelExpr="format(datum.value, '~g')"), y.y()
    data = alt.Chart(alt.NamedData(name="rates"))
    line = data.transform_filter("datum.out == 0").mark_line(color=colors.error, strokeWidth=2.25).encode(across, up)
    tips = [alt.Tooltip("x:Q", title="η", format="~g"), alt.Tooltip("said:N", title="L")]
    dots = data.transform_filter("datum.out == 0").mark_point(
        shape="circle", filled=True, size=46, color=colors.error, opacity=1).encode(across, up, tooltip=tips)
    lost = data.transform_filter("datum.out == 1").mark_point(
        shape="triangle-up", filled=True, size=70, color=colors.error, opacity=0.75).encode(across, up, tooltip=tips)
    limit = alt.Chart(alt.NamedData(name="limit"))
    rule = limit.mark_rule(color=colors.text, strokeWidth=1.25, strokeDash=[2, 3]).encode(across)
    said = limit.mark_text(align="right", dx=-6, dy=8, baseline="top", color=colors.text).encode(
        across, y=alt.value(0), text="text:N")
    smallest = (alt.Chart(alt.NamedData(name="smallest"))
                .mark_rule(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH).encode(y=up))
    now = alt.Chart(alt.NamedData(name="now"))
    here = now.mark_point(shape="circle", filled=True, fill=colors.model, stroke=colors.page, strokeWidth=1.75,
                          size=150, opacity=1).encode(across, up)
    hand = data.mark_rule(strokeWidth=12, opacity=0).encode(across, tooltip=tips).add_params(
        alt.selection_point(name=CLICK, fields=["x"]))
    return finish(alt.layer(rule, smallest, line, lost, dots, here, said, hand), colors, height)
