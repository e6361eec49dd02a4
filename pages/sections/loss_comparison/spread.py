"""The errors that each fit leaves, as histograms one above the other."""

import numpy as np
import pyarrow as pa
import streamlit as st

from core.outliers import errors_of_squares
from core.spread import Bars
from pages.sections.loss_comparison import remembered
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.scene import Scene
from pages.shared.charts.lanes import lanes
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.rows import rows, stacked
from pages.shared.words import t

LANE, AXIS = 84, 52                             # pixels


def show(scene: Scene) -> None:
    """Histograms and what is balanced in each."""
    st.markdown(t("**What is left over**: the errors e = y − ŷ of every row under each fit"))
    slots = [slot for slot, fit in enumerate(scene.fits) if fit.theta is not None]
    if not slots:
        st.markdown(t("None of these losses has a line here."))
        return
    first = errors_of_squares(scene.rows.x, scene.rows.y)[0]
    errors = [scene.y - scene.prediction(slot) for slot in slots]
    size = float(np.abs(scene.y).max())
    at, found = remembered.spread(scene.rows.key, scene.losses, scene.change, first, errors, size)
    left, right = st.columns([8, 5], gap="medium")
    unit = scene.rows.work.units.get(scene.rows.work.target, "")
    name = t("error e = y − ŷ, {unit}", unit=unit) if unit else t("error e = y − ŷ")
    with left:
        draw(lanes(theme(), axis(name, float(at[0]), float(at[-1])), len(slots), LANE * len(slots) + AXIS), {
            "bars": rows_of_bars(slots, at, found), "zero": rows(x=[0.0]),
            "names": rows(x=[float(at[0])] * len(slots), y=[-float(i) for i in range(len(slots))],
                          text=[short(scene.fits[slot].loss) for slot in slots]),
        }, key="errors_spread", alt=t("Histograms of the errors of each fit."))
    with right:
        table(scene, slots, found)


def rows_of_bars(slots: list[int], at: np.ndarray, found: list[Bars]) -> pa.Table:
    """The bars of every lane, all on one scale; lane 0 is the top one."""
    tallest = max(int(bars.counts.max()) for bars in found)
    lanes_of_bars = []
    for place, (slot, bars) in enumerate(zip(slots, found, strict=True)):
        floor = -float(place + 1)
        some = bars.counts > 0
        lanes_of_bars.append({
            "x": at[:-1][some], "x2": at[1:][some], "y": np.full(int(some.sum()), floor),
            "y2": floor + 0.86 * bars.counts[some] / tallest, "slot": np.full(int(some.sum()), slot),
            "rows": bars.counts[some]})
    return stacked(lanes_of_bars)


def table(scene: Scene, slots: list[int], found: list[Bars]) -> None:
    """What each fit balances."""
    heads = [t("fit"), t("mean e"), t("median e"), t("rows above"), t("below"), t("on it")]
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * 5]
    for slot, bars in zip(slots, found, strict=True):
        size = 1e-9 * float(np.abs(scene.y).max())
        near = [0.0 if abs(value) <= size else value for value in (bars.mean, bars.median)]
        cells = [f"**{short(scene.fits[slot].loss)}**", *(number(value) for value in near),
                 count(bars.above), count(bars.below), count(bars.on)]
        lines.append("| " + " | ".join(cells) + " |")
    st.markdown("\n".join(lines))
    st.markdown(t("MSE makes the mean error 0, so one large error is paid for by many small ones on the other side. "
                  "MAE puts as many rows above its line as below, as far as rows that lie on it allow."))
    beyond = max(bars.beyond for bars in found)
    if beyond:
        st.markdown(":small[" + t("Errors farther out ({n} at most in one fit) are counted in the outermost bars.",
                                  n=count(beyond)) + "]")
