"""Losses along the way: how high each step stands, and how low it can get."""

from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from core.arrays import Array
from pages.shared.charts.axes import Axis, built_once, placed
from pages.shared.charts.film import FRAMES, frame_parameter, frames
from pages.shared.charts.theme import COLORS, HELD_OUT_DASH, OPTIMUM_DASH, Spec, finish, painted, title
from pages.shared.rows import rows

MOST_READ = 60


@built_once
def loss_by_step(theme: str, step: str, loss: Axis, height: int = 290, ink: str = "error",
                 broken: bool = False) -> Spec:
    """The loss of every frame against its step, a rule at the frame that is shown, and the smallest possible loss.

    What is drawn may also be something else of every step: `ink` is the meaning (a name of Colors) that it has.

    "frames" has step and height, the place of the loss on the axis (what is too high for the picture, or no number, is
    left out: then the curve is `broken`); "held" has step and height of the loss on held-out rows, "best" a height,
    and "readings" (see below) what is said where the hand rests.
    """
    colors = COLORS[theme]
    # The number of steps follows the path, so the data say how far the axis goes: the specification stays the same.
    x = alt.X("step:Q", title=title(step), scale=alt.Scale(nice=False, zero=True), axis=alt.Axis(tickMinStep=1))
    y = loss.y("height")
    look: dict[str, Any] = {"strokeWidth": 2.25, "clip": True, "order": False}
    at = placed(x="step")
    curve = frames().mark_line(color=getattr(colors, ink), **look).encode(
        **at, y=y if broken else placed(y="height")["y"])
    held = (alt.Chart(alt.NamedData(name="held"))
            .mark_line(color=colors.held_out, strokeDash=HELD_OUT_DASH, **look).encode(**at, y=y))
    smallest = (alt.Chart(alt.NamedData(name="best"))
                .mark_rule(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH).encode(y=y))
    rule = alt.Chart().mark_rule(color=colors.model, strokeWidth=1.5, opacity=0.8).encode(x)
    disc = alt.Chart().transform_filter(f"isValid(datum.height) && datum.height <= {loss.ends[1]}").mark_point(
        shape="circle", filled=True, fill=colors.model, stroke=colors.page, strokeWidth=1.75, size=130,
        opacity=1).encode(x, y)                 # whole at the first step, too
    shown = alt.layer(rule, disc, data=alt.NamedData(name=FRAMES)).transform_filter("datum.frame == frame")
    reading = (alt.Chart(alt.NamedData(name="readings")).mark_point(size=200, opacity=0, filled=True)
               .encode(**placed(x="step", y="height"),
                       tooltip=[alt.Tooltip("step:Q", title=title(step)), loss.tooltip("loss")]))
    # Steps beyond the picture belong to the axis, or it would grow while the film plays.
    last = frames().transform_aggregate(step="max(step)").mark_rule(opacity=0).encode(x)
    chart = alt.layer(last, curve, held, smallest, shown, reading).add_params(frame_parameter())
    return painted(finish(chart, colors, height))


def readings(step: NDArray[np.int64], height: Array, loss: Array) -> pa.Table:
    """Data named "readings": where the curve is drawn, no more of its points than a hand can tell apart."""
    kept = np.flatnonzero(np.isfinite(height))
    kept = kept[:: max(1, len(kept) // MOST_READ)]
    return rows(step=step[kept], height=height[kept], loss=loss[kept])
