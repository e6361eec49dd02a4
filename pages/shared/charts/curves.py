"""Losses along the way: how high each step stands, and how low it can get."""

import json
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from core.arrays import Array
from pages.shared.charts import hand
from pages.shared.charts.axes import Axis, built_once, placed
from pages.shared.charts.film import FRAMES, frame_parameter, frames
from pages.shared.charts.theme import COLORS, HELD_OUT_DASH, OPTIMUM_DASH, Spec, finish, painted, title
from pages.shared.numbers import count, number
from pages.shared.rows import rows

WIDEST = 54                             # pixels of a label: a wider one would have the picture laid out again
READ = 60                               # places along the steps at which a hand can ask


@built_once
def loss_by_step(theme: str, step: str, loss: Axis, height: int = 290, ink: str = "error",
                 broken: bool = False) -> Spec:
    """The loss of every frame against its step, a rule at the frame that is shown, and the smallest possible loss.

    What is drawn may also be something else of every step: `ink` is the meaning (a name of Colors) that it has.

    "frames" has step and height, the place of the loss on the axis (what is too high for the picture, or no number, is
    left out: then the curves are `broken`); "held" has step and height of the loss on held-out rows, "best" a height,
    and "readings" (see below) what is said where the hand rests.
    """
    colors = COLORS[theme]
    # The number of steps follows the path, so the data say how far the axis goes: the specification stays the same.
    x = alt.X("step:Q", title=title(step), scale=alt.Scale(nice=False, zero=True), axis=alt.Axis(tickMinStep=1))
    y = loss.y("height")
    look: dict[str, Any] = {"strokeWidth": 2.25, "clip": True, "order": False}
    at = placed(x="step", y="height") | ({"y": y} if broken else {})
    curve = frames().mark_line(color=getattr(colors, ink), **look).encode(**at)
    held = (alt.Chart(alt.NamedData(name="held"))
            .mark_line(color=colors.held_out, strokeDash=HELD_OUT_DASH, **look).encode(**at))
    smallest = (alt.Chart(alt.NamedData(name="best"))
                .mark_rule(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH).encode(y=y))
    rule = alt.Chart().mark_rule(color=colors.model, strokeWidth=1.5, opacity=0.8).encode(x)
    disc = alt.Chart().transform_filter(f"isValid(datum.height) && datum.height <= {loss.ends[1]}").mark_point(
        shape="circle", filled=True, fill=colors.model, stroke=colors.page, strokeWidth=1.75, size=130,
        opacity=1).encode(x, y)                 # whole at the first step, too
    shown = alt.layer(rule, disc, data=alt.NamedData(name=FRAMES)).transform_filter("datum.frame == frame")
    lines = [hand.line(json.dumps(title(step)), hand.word("steps")), hand.line(loss.called, hand.word("losses"))]
    there = hand.under("readings").transform_calculate(
        said=hand.lines(*lines), at=f"toNumber({hand.word('heights')})")
    said = hand.said(there, f"{hand.column(READ)} * width", "scale('y', datum.at)", len(lines), colors)
    # Steps beyond the picture belong to the axis, or it would grow while the film plays.
    last = frames().transform_aggregate(step="max(step)").mark_rule(opacity=0).encode(x)
    chart = alt.layer(last, curve, held, smallest, shown, hand.cells(READ, 1), *said).add_params(frame_parameter())
    return painted(finish(chart, colors, height, extent=WIDEST))


def readings(step: NDArray[np.int64], height: Array, loss: Array) -> pa.Table:
    """Data named "readings": what is said where the hand rests, of the step nearest to it that is drawn."""
    drawn = np.flatnonzero(np.isfinite(height))
    if not drawn.size:
        return rows(steps=[], heights=[], losses=[])
    asked = (np.arange(READ) + 0.5) / READ * step[-1]
    later = np.clip(np.searchsorted(step[drawn], asked), 1, max(1, drawn.size - 1))
    earlier = drawn[later - 1]
    later = drawn[np.minimum(later, drawn.size - 1)]
    kept = np.where(asked - step[earlier] <= step[later] - asked, earlier, later)
    return rows(steps=hand.words([count(each) for each in step[kept]]),
                heights=hand.words([repr(float(each)) for each in height[kept]]),
                losses=hand.words([number(each) for each in loss[kept]]))
