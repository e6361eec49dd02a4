"""One line each: the exact fit of every loss on the same rows, and a point to be dragged away."""

from typing import Any

import numpy as np
import pyarrow as pa
import streamlit as st

from core.ends import Frame, apart, passes, visible
from core.losses import LOSSES
from core.marks import marks
from core.objective.checks import LARGEST
from core.outliers import FARTHEST, MOST_SPOILED, Change, extent, notches, room_above, telling_row
from core.view import drawn_rows, span
from pages.sections.loss_comparison.curves import AXES, LINE
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.scene import Rows, Scene
from pages.shared import settings
from pages.shared.charts.axes import Axis
from pages.shared.charts.compared_lines import PICK, compared_lines
from pages.shared.look import draw, theme
from pages.shared.numbers import MINUS, axis, count, number
from pages.shared.rows import records, rows
from pages.shared.words import clean, literal, t

HEIGHT = 360
MOST_DOTS, MOST_ERRORS = 1_000, 200
NAMES = 0.2                                     # of the width is kept free for the names at the lines' ends
ROOM = 0.75                                     # ranges of y that the picture leaves on the side of the move
CHANGES = ("point", "move", "aside", "spoiled", "c")
NONE = "none"


def ask(rows: Rows) -> Change:
    """What is done to the rows: one point dragged up, down or sideways, or many rows spoiled."""
    start_anew(rows)
    ways = {"up": t("Up or down"), "aside": t("Sideways"), "many": t("Many rows")}
    way = settings.know(key="way", default="up", options=list(ways))
    share = settings.kept("spoiled", 0)
    with st.container(horizontal=True, vertical_alignment="bottom", key="dragged"):
        if way == "up":
            settings.ask(st.select_slider, t("Move the marked point"), key="move", default=0.0, parse=settings.finite,
                         **distances("move", rows.y, unit(rows)))
        elif way == "aside":
            settings.ask(st.select_slider, t("Move the marked point sideways"), key="aside", default=0.0,
                         parse=settings.finite, **distances("aside", rows.x, rows.work.units.get(rows.feature, "")))
        else:
            share = settings.ask(st.slider, t("Share of rows that are wrong: too high by the range of y"),
                                 key="spoiled", default=0, parse=int, min_value=0, max_value=round(100 * MOST_SPOILED),
                                 format="%d %%")
        settings.ask(st.segmented_control, t("Which way"), key="way", default="up", options=list(ways),
                     format_func=ways.__getitem__, required=True, label_visibility="collapsed",
                     on_change=settings.follow, args=("way",))
        with st.popover(t("Point"), key="more_point"):
            row = ask_point(rows)
    up, aside = settings.kept("move", 0.0), settings.kept("aside", 0.0)
    return Change(row, float(up), float(aside), share / 100)


def start_anew(rows: Rows) -> None:
    """Other rows: what was done to the ones before means nothing to them."""
    state = st.session_state
    if state.setdefault("dragged_rows", rows.key) != rows.key:
        settings.forget(*CHANGES)
        state["dragged_rows"] = rows.key


def unit(rows: Rows) -> str:
    """The unit of y, if it is known."""
    return rows.work.units.get(rows.work.target, "")


def distances(key: str, values: np.ndarray, of: str) -> dict[str, Any]:
    """The notches of the slider, and whatever the link or the field asks for in between."""
    reach = extent(values)
    farthest = min(1.01 * FARTHEST * reach, LARGEST - float(np.abs(values).max()))
    asked = [*notches(reach), *settings.wished(key, settings.finite)]
    there = sorted({value for value in asked if abs(value) <= farthest})
    return {"options": there, "format_func": lambda value: moved(value, of)}


def moved(distance: float, of: str) -> str:
    """A distance with its sign and its unit."""
    sign = "" if distance == 0 else "+" if distance > 0 else MINUS
    return f"{sign}{number(abs(distance))} {of}".strip()


def ask_point(rows: Rows) -> int:
    """Which point is marked, where exactly it goes, and the way back."""
    suggested = telling_row(rows.x, rows.y) + 1
    settings.suggest("point", suggested)
    row = settings.ask(st.number_input, t("Marked point: number of the row"), key="point", default=suggested,
                       parse=int, min_value=1, max_value=len(rows.y), step=1) - 1
    st.markdown(":small[" + t("A click on a dot marks it, too.") + "]")
    place("move", "exact_y", t("Put it exactly at y ="), float(rows.y[row]))
    place("aside", "exact_x", t("Put it exactly at x ="), float(rows.x[row]))
    st.button(t("Back to the data"), key="as_given", icon=":material/undo:", on_click=settings.forget, args=CHANGES)
    return int(row)


def place(key: str, field: str, label: str, given: float) -> None:
    """A field for the exact place of the marked point; it moves the slider's setting."""
    st.session_state[field] = given + settings.kept(key, 0.0)
    st.number_input(label, key=field, format="%.6g", on_change=put_exactly, args=(key, field, given))


def put_exactly(key: str, field: str, given: float) -> None:
    """From the field to the setting, free of the digits that a difference of two decimals leaves."""
    value = st.session_state[field]
    if value is not None:
        settings.put(key, float(f"{value - given:.12g}"))


def show(scene: Scene) -> None:
    """The picture, and which loss's errors are drawn."""
    x, y = window(scene)
    frame = Frame(x.low, x.high - NAMES * (x.high - x.low), y.low, y.high)
    drawn = drawn_rows(len(scene.y), MOST_DOTS)
    bad = np.zeros(len(scene.y), dtype=int)
    bad[scene.spoiled] = 1
    kept = drawn[drawn != scene.change.row]
    lines, names = fitted_lines(scene, frame, y)
    picture = st.container()
    which = ask_errors(scene)
    with picture:
        draw(compared_lines(theme(), x, y, HEIGHT), {
            "points": rows(x=scene.x[kept], y=scene.y[kept], row=kept + 1, bad=bad[kept]),
            "lines": lines, "names": names, "errors": errors(scene, which, y), "marked": marked(scene, frame),
        }, key="lines", alt=t("The data with the line of each loss; one point is marked and can be moved."),
            on_select=mark_this, selection_mode=PICK)
    explain(scene, which, len(drawn))


def window(scene: Scene) -> tuple[Axis, Axis]:
    """The axes: the data as they are given with room to move in, so that moving changes no scale."""
    rows, way = scene.rows, settings.kept("way")
    low, high = span(rows.x, 0.04)
    width = high - low
    if way == "aside":
        low, high = low - 0.3 * width, high + 0.3 * width
    high += NAMES / (1 - NAMES) * (high - low)
    bottom, top = span(rows.y, 0.05)
    tall = top - bottom
    upward = room_above(rows.x, rows.y, scene.change.row)
    below, above = {"aside": (0.1, 0.1), "many": (0.1, 1.05)}.get(way, (0.1, ROOM) if upward else (ROOM, 0.1))
    label = rows.work.label
    return (axis(label(rows.feature), low, high),
            axis(label(rows.work.target), bottom - below * tall, top + above * tall))


def fitted_lines(scene: Scene, frame: Frame, up: Axis) -> tuple[pa.Table, pa.Table]:
    """The visible parts of the lines, and a name at the end of each."""
    lines, names = [], []
    for slot, fit in enumerate(scene.fits):
        if fit.theta is None:
            continue
        b, w = map(float, fit.theta)
        part = visible(b, w, frame)
        if part is None:
            above = passes(b, w, frame) > 0
            arrow = "↑" if above else "↓"
            names.append((frame.right, frame.high if above else frame.low, slot, f"{short(fit.loss)} {arrow}"))
        else:
            lines.append((part.x, part.y, part.x2, part.y2, slot))
            names.append((part.x2, part.y2, slot, short(fit.loss)))
    gap = LINE / (HEIGHT - AXES) * (up.high - up.low)
    places = apart([y for _, y, _, _ in names], gap, up.low, up.high)
    placed = [(x, y, slot, text) for (x, _, slot, text), y in zip(names, places, strict=True)]
    return records(("x", "y", "x2", "y2", "slot"), lines), records(("x", "y", "slot", "text"), placed)


def marked(scene: Scene, frame: Frame) -> pa.Table:
    """The marked point with its words; an arrow at the border once it has left the picture."""
    change = scene.change
    x, y = float(scene.x[change.row]), float(scene.y[change.row])
    inside = frame.left <= x <= frame.right and frame.low <= y <= frame.high
    at_x, at_y = float(np.clip(x, frame.left, frame.right)), float(np.clip(y, frame.low, frame.high))
    angle = float(np.degrees(np.arctan2(np.sign(at_y - y), np.sign(x - at_x))))
    parts = [moved(change.up, unit(scene.rows)) if change.up else "",
             t("{distance} sideways", distance=moved(change.aside, scene.rows.work.units.get(scene.rows.feature, "")))
             if change.aside else ""]
    words = " · ".join(part for part in parts if part)
    text = t("this point, moved by {distance}", distance=words) if words else t("marked point")
    side = -1 if at_x > (frame.left + frame.right) / 2 else 1
    shape = "circle" if inside else "triangle-right"
    return rows(x=[at_x], y=[at_y], text=[text], side=[side], shape=[shape], angle=[0.0 if inside else angle])


def mark_this() -> None:
    """A click on a dot marks it."""
    picked = st.session_state["lines"].selection.get(PICK, [])
    if picked and "row" in picked[0]:
        settings.put("point", int(picked[0]["row"]))
        settings.forget("move", "aside")


def ask_errors(scene: Scene) -> str:
    """Whose errors are drawn."""
    offered = [fit.loss for fit in scene.fits if fit.theta is not None] + [NONE]
    if settings.kept("errors", offered[0]) not in offered and "errors" not in st.session_state["asked"]:
        settings.put("errors", offered[0])      # its loss was put away
    return str(settings.ask(st.segmented_control, t("Draw the errors of"), key="errors", default=offered[0],
                            options=offered, required=True, wrap=True,
                            format_func=lambda name: t("none of them") if name == NONE else short(name)))


def errors(scene: Scene, which: str, up: Axis) -> pa.Table:
    """The marks of one loss's errors, those that cost most first where there are too many."""
    if which == NONE:
        return records(("x", "y", "to", "square", "width"), [])
    slot = [name for name, _ in scene.losses].index(which)
    made = marks(LOSSES[which], scene.prediction(slot), scene.y, dict(scene.losses[slot][1]))
    drawn = np.union1d(drawn_rows(len(scene.y), MOST_ERRORS), [scene.change.row])
    drawn = drawn[(made.square | made.length)[drawn]]
    far = 20 * (up.high - up.low)               # what lies far outside need not be drawn to the pixel
    width = 1.25 * made.price / (made.price[made.length].max() if made.length.any() else 1.0)
    return rows(x=scene.x[drawn], y=np.clip(scene.y[drawn], up.low - far, up.high + far),
                to=np.clip(made.to[drawn], up.low - far, up.high + far), square=made.square[drawn].astype(int),
                width=np.maximum(width[drawn], 0.4))


def explain(scene: Scene, which: str, drawn: int) -> None:
    """What the marks mean, which loss has no line and why, and what is not shown."""
    words = {"mse": t("The area of each square is what that row costs."),
             "mae": t("The length of each line is what that row costs."),
             "huber": t("Up to δ half of each square is what that row costs, beyond it δ times the length drawn."),
             "quantile": t("Length times price: thick lines cost more per unit than thin ones."),
             "epsilon_insensitive": t("Only what exceeds ε costs anything, and only that is drawn."),
             "tukey": t("Rows without a line are beyond s: they do not pull at all.")}
    parts = [f":red[{words[which]}]" if which in words else ""]
    rows = scene.rows
    if drawn < len(scene.y):
        parts.append(t("{n} of {all} rows are drawn.", n=count(drawn), all=count(len(scene.y))))
    if len(scene.y) < rows.all:
        parts.append(t("A random sample of {n} of all {all} rows is fitted, so that the lines can follow your hand.",
                       n=count(len(scene.y)), all=count(rows.all)))
    if len(rows.work.matrix.names) > 1:
        parts.append(t("Of the features only {name} is used here.", name=literal(clean(rows.feature))))
    if any(parts):
        st.markdown(":small[" + " ".join(part for part in parts if part) + "]")
    for fit in scene.fits:
        if fit.theta is None:
            st.markdown(t("**{loss}** has no line: {reason}", loss=short(fit.loss), reason=t(fit.reason, **fit.values)))
