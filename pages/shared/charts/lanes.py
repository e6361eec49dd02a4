"""Histograms in lanes, one above the other on one scale, so that their shapes can be compared."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.slots import fill
from pages.shared.charts.theme import COLORS, Spec, finish


@lru_cache(maxsize=64)
def lanes(theme: str, x: Axis, count: int, height: int) -> Spec:
    """Up to four lanes, lane 0 on top.

    "bars" has x, x2, y (the lane's floor), y2, slot and rows; "zero" x; "names" x, y, text.
    """
    colors = COLORS[theme]
    across = x.x()
    up = alt.Y("y:Q", scale=alt.Scale(domain=[-count, 0], nice=False), axis=None)
    bars = (alt.Chart(alt.NamedData(name="bars")).mark_rect(opacity=0.8, stroke=colors.page, strokeWidth=0.5)
            .encode(across, up, fill(colors), x2="x2:Q", y2="y2:Q",
                    tooltip=[x.tooltip("x"), x.tooltip("x2"), alt.Tooltip("rows:Q", title="n")]))
    zero = (alt.Chart(alt.NamedData(name="zero")).mark_rule(color=colors.muted, strokeWidth=1).encode(across))
    floors = (alt.Chart(alt.NamedData(name="names")).transform_calculate(floor="datum.y - 1")
              .mark_rule(color=colors.tick, strokeWidth=1).encode(y=alt.Y("floor:Q", scale=alt.Scale(
                  domain=[-count, 0], nice=False), axis=None)))
    words = (alt.Chart(alt.NamedData(name="names"))
             .mark_text(align="left", baseline="top", dx=2, dy=2, fontWeight=600, fontSize=13, color=colors.text)
             .encode(across, up, text="text:N"))
    return finish(alt.layer(floors, zero, bars, words), colors, height)
