"""The losses of several descents over their steps, each with a color, a dash, and its name at its end."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import CLASS_DASHES, COLORS, OPTIMUM_DASH, Spec, finish

ROOM = 150                              # pixels for the names


@lru_cache(maxsize=64)
def runs(theme: str, x: Axis, y: Axis, height: int = 320) -> Spec:
    """ "lines" has run, x, y (missing: too high for the picture), slot and name; "ends" y, slot, name; "smallest" y.

    Beyond six runs a line is grey, with the slot after the last color.
    """
    colors = COLORS[theme]
    slots = list(range(len(CLASS_DASHES) + 1))
    color = alt.Color("slot:O", scale=alt.Scale(domain=slots, range=[*colors.classes, colors.muted]))
    ink = alt.Color("slot:O", scale=alt.Scale(domain=slots, range=[*colors.class_texts, colors.muted]))
    dashes = [each or [1, 0] for each in (*CLASS_DASHES, [])]
    dash = alt.StrokeDash("slot:O", scale=alt.Scale(domain=slots, range=dashes))
    across, up = x.x("x", tickMinStep=1), y.y()
    smallest = (alt.Chart(alt.NamedData(name="smallest"))
                .mark_rule(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH).encode(y=up))
    walked = alt.Chart(alt.NamedData(name="lines")).transform_filter("isValid(datum.y)")
    lines = walked.mark_line(strokeWidth=2.5, clip=True).encode(across, up, color, dash, detail="run:N", order="x:Q")
    reading = walked.mark_point(size=140, opacity=0, filled=True).encode(
        across, up, tooltip=[alt.Tooltip("name:N", title="\u200b"), x.tooltip("x"), y.tooltip("y")])
    names = (alt.Chart(alt.NamedData(name="ends")).mark_text(align="left", dx=6, fontWeight=600)
             .encode(x=alt.value(alt.ExprRef("width")), y=up, text="name:N", color=ink))
    edge = (alt.Chart(alt.InlineData(values=[{}])).mark_point(size=1, opacity=0)
            .encode(x=alt.value(alt.ExprRef(f"width + {ROOM}")), y=alt.value(0)))
    chart = alt.layer(smallest, lines, reading, names, edge).resolve_scale(color="independent")
    return finish(chart, colors, height)
