"""The boundary that each loss draws between two classes: a line across two features, a threshold on one."""

import numpy as np
import pyarrow as pa
import streamlit as st

from core.boundaries import boundary, jittered, threshold
from core.ends import Frame, Segment, apart
from core.losses import LOSSES
from core.view import drawn_rows, span
from pages.sections.loss_comparison.class_scene import ClassScene
from pages.sections.loss_comparison.curves import AXES, LINE
from pages.sections.loss_comparison.losses import short
from pages.shared.charts.axes import Axis
from pages.shared.charts.compared_boundaries import compared_boundaries
from pages.shared.look import class_words, draw, theme
from pages.shared.numbers import axis, count
from pages.shared.rows import records, rows
from pages.shared.words import clean, key_line, literal, t

HEIGHT, MOST_DOTS, ROOM = 360, 1_000, 0.18


def show(scene: ClassScene) -> None:
    """The dots, and the boundaries over them."""
    seen = scene.rows
    one = len(seen.features) == 1
    x, y = window(scene)
    frame = Frame(x.low, x.high - ROOM * (x.high - x.low), y.low, y.high)
    drawn = drawn_rows(len(seen.target), MOST_DOTS)
    bad = np.zeros(len(seen.target), dtype=int)
    bad[scene.wrong] = 1
    kind = scene.target[drawn].astype(int)
    up = jittered(scene.target)[drawn] if one else seen.X[drawn, 1]
    lines, names = drawn_boundaries(scene, frame, y)
    draw(compared_boundaries(theme(), x, y, HEIGHT, lanes=one), {
        "points": rows(x=seen.X[drawn, 0], y=up, kind=kind, bad=bad[drawn],
                       name=[clean(seen.names[k]) for k in kind]),
        "lines": lines, "names": names,
    }, key="boundaries", alt=t("Two classes and the boundary of each loss."))
    explain(scene, len(drawn))


def window(scene: ClassScene) -> tuple[Axis, Axis]:
    """The axes; with one feature, up are the two classes."""
    rows = scene.rows
    low, high = span(rows.X[:, 0], 0.05)
    x = axis(rows.work.label(rows.features[0]), low, high + ROOM / (1 - ROOM) * (high - low))
    if len(rows.features) == 1:
        return x, Axis(" ", -0.4, 1.4)
    return x, axis(rows.work.label(rows.features[1]), *span(rows.X[:, 1], 0.05))


def drawn_boundaries(scene: ClassScene, frame: Frame, up: Axis) -> tuple[pa.Table, pa.Table]:
    """The visible boundaries, and their names at the end that is farther right."""
    lines, names = [], []
    for slot, theta in enumerate(scene.thetas):
        part = None if theta is None else segment(theta, frame)
        if part is not None:
            lines.append((part.x, part.y, part.x2, part.y2, slot))
            names.append((part.x2, part.y2, slot, short(scene.fits[slot].loss)))
    gap = LINE / (HEIGHT - AXES) * (up.high - up.low)
    places = apart([y for _, y, _, _ in names], gap, up.low, up.high)
    placed = [(x, y, slot, text) for (x, _, slot, text), y in zip(names, places, strict=True)]
    return records(("x", "y", "x2", "y2", "slot"), lines), records(("x", "y", "slot", "text"), placed)


def segment(theta: np.ndarray, frame: Frame) -> Segment | None:
    """The visible part of a boundary."""
    if len(theta) > 2:
        return boundary(theta, frame)
    at = threshold(theta)
    return None if at is None or not frame.left <= at <= frame.right else Segment(at, frame.low, at, frame.high)


def explain(scene: ClassScene, drawn: int) -> None:
    """What the marks mean, and which loss draws no boundary, and why."""
    rows = scene.rows
    parts = [f':color[{literal(words)}]{{foreground="{ink}"}}' for ink, words in class_words(rows.names)]
    parts.append(f":blue[━ {t('boundary: z = 0')}]")
    if len(scene.wrong):
        parts.append(f":red[○ {t('label turned round')}]")
    if drawn < len(scene.target):
        parts.append(t("{n} of {all} rows are drawn.", n=count(drawn), all=count(len(scene.target))))
    if len(rows.work.matrix.names) > len(rows.features):
        parts.append(t("Only the chosen features are used here."))
    st.markdown(key_line(*parts))
    for fit, theta in zip(scene.fits, scene.thetas, strict=True):
        if theta is None:
            st.markdown(t("**{loss}** draws no boundary: {reason}", loss=short(fit.loss),
                          reason=t(fit.reason, **fit.values)))
        elif segment(theta, Frame(-np.inf, np.inf, -np.inf, np.inf) if len(theta) < 3 else whole(scene)) is None:
            st.markdown(t("**{loss}** puts every row on one side: its boundary lies outside the picture.",
                          loss=short(fit.loss)))
        elif not LOSSES[fit.loss].smooth and fit.unique is False:
            st.markdown(":small[" + t("**{loss}**: many boundaries are equally good; one of them is shown.",
                                      loss=short(fit.loss)) + "]")


def whole(scene: ClassScene) -> Frame:
    """The frame of the data."""
    (left, right), (low, high) = (span(column, 0.05) for column in scene.rows.X.T)
    return Frame(left, right, low, high)
