"""How far each line follows one point, and how many bad rows it stands before it goes along."""

import numpy as np
import streamlit as st

from core.outliers import FARTHEST, Breakdown, Change, extent
from pages.sections.loss_comparison import remembered
from pages.sections.loss_comparison.curves import Curve, draw_curves
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.scene import Scene
from pages.shared import settings
from pages.shared.numbers import axis, count, number
from pages.shared.words import clean, t

HEIGHT = 280
NEAR = 3.0                                      # ranges to either side
WORK = 60_000                                   # rows times fits of one curve: more rows, fewer places


def show(scene: Scene) -> None:
    """Influence on the left, breakdown on the right."""
    left, right = st.columns(2, gap="medium")
    with left:
        follow(scene)
    with right:
        stand(scene)


def follow(scene: Scene) -> None:
    """The slope of each line against the move of the marked point."""
    rows, change = scene.rows, scene.change
    sideways = settings.kept("way") == "aside"
    st.markdown(t("**Influence**: how far the slope w follows the marked point"))
    reach = NEAR * extent(rows.x if sideways else rows.y)
    others = Change(change.row, up=change.up if sideways else 0.0, aside=0.0 if sideways else change.aside,
                    share=change.share)
    here = change.aside if sideways else change.up
    places = int(np.clip(WORK // len(rows.y), 13, 61)) | 1
    curves = []
    for slot, loss in enumerate(scene.losses):
        pull = remembered.pull(rows.key, loss, change.row, sideways, reach, others, places, rows.x, rows.y)
        fit = scene.fits[slot].theta
        now = np.nan if fit is None else float(fit[1])
        curves.append(Curve(slot, pull.moves, pull.thetas[:, 1], now, short(loss[0])))
    low, high = middle_range(curves)
    name = clean(rows.feature if sideways else rows.work.target)
    of = rows.work.units.get(rows.feature if sideways else rows.work.target, "")
    across = axis(t("move of the marked point in {name}, {unit}", name=name, unit=of) if of else
                  t("move of the marked point in {name}", name=name), -reach, reach * 1.5)
    draw_curves(curves, across, axis(t("slope w"), low, high), HEIGHT, here=float(np.clip(here, -reach, reach)),
                key="influence", alt=t("The slope of each line against the move of the marked point."))
    farthest(scene, sideways)


def middle_range(curves: list[Curve]) -> tuple[float, float]:
    """The axis of the slopes: all of them, with a little room."""
    slopes = np.concatenate([curve.y for curve in curves])
    slopes = slopes[np.isfinite(slopes)]
    if not slopes.size:
        return -1.0, 1.0
    low, high = float(slopes.min()), float(slopes.max())
    room = 0.06 * (high - low) or 0.1 * abs(high) or 1.0
    return low - room, high + room


def farthest(scene: Scene, sideways: bool) -> None:
    """What happens to each slope when the point is thrown a thousand ranges away."""
    rows = scene.rows
    reach = FARTHEST * extent(rows.x if sideways else rows.y)
    heads = [t("fit"), t("w as given"), t("w, point thrown 1000 ranges away")]
    lines = ["| " + " | ".join(heads) + " |", "|---|---:|---:|"]
    there = Change(scene.change.row)
    for loss in scene.losses:
        pull = remembered.pull(rows.key, loss, scene.change.row, sideways, reach, there, 3, rows.x, rows.y)
        lines.append(f"| **{short(loss[0])}** | {number(pull.thetas[1, 1])} | {number(pull.thetas[2, 1])} |")
    st.markdown("\n".join(lines))


def stand(scene: Scene) -> None:
    """How far each line has gone as more and more rows are thrown up."""
    rows = scene.rows
    st.markdown(t("**Breakdown**: how many bad rows each line stands"))
    most = int(np.clip(WORK // len(rows.y), 9, 26))
    heads = [t("fit"), t("goes along with"), t("of all rows")]
    curves, lines = [], ["| " + " | ".join(heads) + " |", "|---|---:|---:|"]
    for slot, loss in enumerate(scene.losses):
        found = remembered.breaks(rows.key, loss, most, rows.x, rows.y)
        now = float(np.interp(scene.change.share, found.shares, found.shifts))
        curves.append(Curve(slot, 100 * found.shares, found.shifts, now, short(loss[0])))
        lines.append(f"| **{short(loss[0])}** | {fate(found)} |")
    across = axis(t("share of rows thrown up by 100 ranges, %"), 0.0, 72.0)
    draw_curves(curves, across, axis(t("how far the line has gone, in ranges of y"), 0.0, 3.0), HEIGHT,
                here=100 * scene.change.share, key="breakdown", said=False,
                alt=t("How far each line has gone as more rows are thrown up."))
    st.markdown("\n".join(lines))
    st.markdown(t("One bad row in y is enough to carry MSE's line away; the others hold until many rows go. Bad rows "
                  "far off in x (leverage) carry MAE and Huber away, too: choose Sideways above and watch."))


def fate(found: Breakdown) -> str:
    """The first number of bad rows with which a line goes along."""
    if found.point is None:
        return t("more than half") + " | – "
    rows = found.counts[found.point]
    said = t("1 row") if rows == 1 else t("{n} rows", n=count(rows))
    return f"{said} | {number(100 * found.shares[found.point], 3)} %"
