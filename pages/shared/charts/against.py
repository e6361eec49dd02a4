"""Something learned against something chosen: losses against a size, weights against a penalty."""

import altair as alt

from pages.shared.charts.axes import Axis, built_once
from pages.shared.charts.theme import COLORS, HELD_OUT_DASH, Spec, finish

LEARNED, HELD = 0, 1


@built_once
def losses(theme: str, x: Axis, y: Axis, height: int = 260) -> Spec:
    """Losses of the rows learned from and of those held out: "losses" has x, y, held (0 or 1); "now" has x; "lowest"
    has x and y of the lowest held-out loss.
    """
    colors = COLORS[theme]
    across, up = x.x(), y.y()
    data = alt.Chart(alt.NamedData(name="losses"))
    layers: list[alt.Chart] = [alt.Chart(alt.NamedData(name="now"))
                               .mark_rule(color=colors.model, strokeWidth=1.5, opacity=0.8).encode(across)]
    for held, ink, dash, fill in ((LEARNED, colors.error, [1, 0], colors.error),
                                  (HELD, colors.held_out, HELD_OUT_DASH, colors.page)):
        mine = data.transform_filter(f"datum.held == {held}")
        layers += [mine.mark_line(color=ink, strokeWidth=2.25, strokeDash=dash, clip=True).encode(across, up),
                   mine.mark_point(shape="circle", filled=True, fill=fill, stroke=ink, strokeWidth=1.75, size=44,
                                   opacity=1, clip=True).encode(across, up, tooltip=[x.tooltip("x"), y.tooltip("y")])]
    lowest = (alt.Chart(alt.NamedData(name="lowest"))
              .mark_point(shape="diamond", filled=True, fill=colors.optimum, stroke=colors.page, strokeWidth=1.75,
                          size=130, opacity=1, clip=True).encode(across, up))
    return finish(alt.layer(*layers, lowest), colors, height)


@built_once
def weights(theme: str, x: Axis, y: Axis, height: int = 260) -> Spec:
    """How weights shrink: "weights" has x, y, name; "ends" x, y and text of the names; "now" has x; "zero" has y."""
    colors = COLORS[theme]
    across, up = x.x(), y.y()
    data = alt.Chart(alt.NamedData(name="weights"))
    zero = alt.Chart(alt.NamedData(name="zero")).mark_rule(color=colors.muted, strokeWidth=1).encode(up)
    now = (alt.Chart(alt.NamedData(name="now")).mark_rule(color=colors.model, strokeWidth=1.5, opacity=0.8)
           .encode(across))
    lines = data.mark_line(color=colors.model, strokeWidth=1.75, opacity=0.8, clip=True).encode(
        across, up, detail="name:N")
    reading = data.mark_point(size=120, opacity=0, filled=True, clip=True).encode(
        across, up, tooltip=[alt.Tooltip("name:N", title="w"), x.tooltip("x"), y.tooltip("y")])
    ends = alt.Chart(alt.NamedData(name="ends")).encode(across, up, text="text:N")
    said = [ends.mark_text(align="left", dx=4, dy=-8, stroke=colors.page, strokeWidth=4, color=colors.page),
            ends.mark_text(align="left", dx=4, dy=-8, color=colors.model)]
    return finish(alt.layer(zero, now, lines, reading, *said), colors, height)
