"""Curves that are compared: each with a color and a dash of its own, its name at its end, and a point on each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import altair as alt
import numpy as np
import pyarrow as pa

from core.curve_view import apart
from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import CLASS_DASHES, COLORS, Spec, finish
from pages.shared.rows import rows

GREY = len(CLASS_DASHES)                # the slot of everything beyond the six colors
NAME_GAP = 16                           # pixels between two names
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
ROOM = 128                              # pixels for the names, whatever they are: the picture must not jump


@lru_cache(maxsize=64)
def curves(theme: str, x: Axis, y: Axis, height: int, *, room: int = ROOM, ticks: int = 5) -> Spec:
    """Lines, their names, and a rule with a dot on each.

    "lines" has line, x, y, slot, name (a missing y lifts the pen); "ends" has y, slot, name; "at" has x; "dots" has
    x, y, slot; "levels" has y and name: dashed lines across, such as a noise.
    """
    colors = COLORS[theme]
    slots = list(range(GREY + 1))
    color = alt.Color("slot:Q", scale=alt.Scale(type="ordinal", domain=slots, range=[*colors.classes, colors.muted]))
    ink = alt.Color("slot:Q", scale=alt.Scale(type="ordinal", domain=slots, range=[*colors.class_texts, colors.muted]))
    dash = alt.StrokeDash("slot:Q", scale=alt.Scale(type="ordinal", domain=slots, range=[*CLASS_DASHES, []]))
    across, up = x.x(), y.y()
    if y.log:
        places, labels = thousands(y)
        up = y.y("y", values=places, labelExpr=labels)
    at = alt.Chart(alt.NamedData(name="at")).mark_rule(color=colors.muted, strokeWidth=1).encode(across)
    level = alt.Chart(alt.NamedData(name="levels"))
    levels = level.mark_rule(color=colors.muted, strokeWidth=1.25, strokeDash=[2, 3]).encode(up)
    said = level.mark_text(align="right", dx=-2, dy=-7, color=colors.muted).encode(
        x=alt.value(alt.ExprRef("width")), y=up, text="name:N")
    lines = (alt.Chart(alt.NamedData(name="lines")).mark_line(strokeWidth=2.5, clip=True)
             .encode(across, up, color, dash, detail="line:N", tooltip=alt.Tooltip("name:N", title="\u200b")))
    inside = f"isValid(datum.y) && datum.y >= {y.low!r} && datum.y <= {y.high!r}"
    dots = (alt.Chart(alt.NamedData(name="dots")).transform_filter(inside)
            .mark_point(shape="circle", filled=True, size=80, opacity=1, stroke=colors.page, strokeWidth=1.5)
            .encode(across, up, color))
    names = (alt.Chart(alt.NamedData(name="ends")).mark_text(align="left", dx=6, fontWeight=600)
             .encode(x=alt.value(alt.ExprRef("width")), y=up, text="name:N", color=ink))
    edge = (alt.Chart(alt.InlineData(values=[{}])).mark_point(size=1, opacity=0)
            .encode(x=alt.value(alt.ExprRef(f"width + {room}")), y=alt.value(0)))
    chart = alt.layer(at, levels, lines, dots, said, names, edge).resolve_scale(color="independent")
    return finish(chart, colors, height, ticks=ticks)


def thousands(y: Axis) -> tuple[list[float], str]:
    """Where a logarithmic axis is labeled, and the expression for its labels: powers of ten, a thousandfold apart."""
    powers = [power for power in range(-30, 31, 3) if y.low <= 10.0**power <= y.high]
    names = " : ".join(f"datum.value < {10.0**power * 10!r} ? '10{str(power).translate(RAISED)}'" for power in powers)
    return [10.0**power for power in powers], f"{names} : ''"


def ends(heights: Sequence[float], names: Iterable[str], slots: Iterable[int], y: Axis, pixels: int) -> pa.Table:
    """Data "ends": the names beside the curves' ends, moved apart so that they can be read."""
    low, high = (np.log10(y.low), np.log10(y.high)) if y.log else (y.low, y.high)
    places = np.array(heights, dtype=float)
    if y.log:
        places = np.log10(np.maximum(places, y.low))
    moved = apart(np.nan_to_num(places, nan=low), NAME_GAP * (high - low) / pixels, low, high)
    return rows(y=10.0**moved if y.log else moved, slot=list(slots), name=list(names))


def slots(names: Sequence[str], own: Sequence[str]) -> dict[str, int]:
    """A color for each name: those in `own` always have theirs, the others take what is free, then grey."""
    taken = {name: own.index(name) for name in names if name in own}
    free = iter([slot for slot in range(GREY) if slot not in taken.values()])
    return taken | {name: next(free, GREY) for name in names if name not in own}
