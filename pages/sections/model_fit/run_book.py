"""The run book: pin a run, change something, pin again, and compare."""

import json

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.surface import Window
from core.view import loss_axis
from data.export import to_csv
from pages.sections.model_fit import pinned
from pages.sections.model_fit.film import Film, current
from pages.sections.model_fit.loss import titles
from pages.sections.model_fit.opened import opened
from pages.sections.model_fit.pinned import Pinned
from pages.shared.charts import paths
from pages.shared.charts import runs as chart
from pages.shared.charts.compared import ends
from pages.shared.charts.theme import CLASS_DASHES
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, brief, count, number
from pages.shared.part import part
from pages.shared.words import clean, literal, t

SLOTS = len(CLASS_DASHES)


@part
def show_runs() -> None:
    """Pin; curves, paths and table of what is pinned."""
    film = current()
    with opened(t("Run book: pin runs and compare them")):
        st.button(t("Pin this run"), key="pin", icon=":material/keep:", on_click=pinned.pin, args=(film,))
        runs = pinned.book()
        if not runs:
            st.markdown(t("Nothing is pinned yet. Pin this run, move a control, pin again: the runs stand side by side "
                          "here, on every page you come back from."))
            return
        comparable = [run for run in runs if run.ruler == pinned.ruler(film)]
        if comparable:
            left, right = st.columns(2, gap="medium")
            with left:
                curves(comparable)
            with right:
                surface(film, comparable)
        say(runs, comparable)
        st.dataframe(written(runs), hide_index=True, key="run_table")
        manage(runs)


def curves(runs: list[Pinned]) -> None:
    """The loss of every step, run by run."""
    finite = [run.losses[np.isfinite(run.losses)] for run in runs]
    first = max(float(losses[0]) for losses in finite if losses.size)
    smallest = [run.smallest for run in runs if np.isfinite(run.smallest)]
    lowest = min([float(losses.min()) for losses in finite if losses.size] + smallest)
    drawn = loss_axis(first, lowest)
    longest = float(max(run.steps[-1] for run in runs))
    x, y = axis(t("step"), 0.0, max(longest, 1.0)), axis(t("loss L"), drawn.low, drawn.high, log=drawn.log)
    lines, heights = [], []
    slots = [min(place, SLOTS) for place in range(len(runs))]
    for slot, run in zip(slots, runs, strict=True):
        seen = np.where(run.losses <= drawn.high, np.maximum(run.losses, drawn.low), np.nan)
        lines.append(pd.DataFrame({"run": str(run.number), "x": run.steps, "y": seen, "slot": slot,
                                   "name": clean(run.name, 30)}))
        known = seen[np.isfinite(seen)]
        heights.append(drawn.high if run.ended == "diverged" or not known.size else float(known[-1]))
    draw(chart.runs(theme(), x, y), {
        "lines": pd.concat(lines), "smallest": pd.DataFrame({"y": smallest[:1]}, dtype=float),
        "ends": ends(heights, [named(run) for run in runs], slots, y, 250),
    }, key="picture_runs", alt=t("The loss of every step of the pinned runs."))


def named(run: Pinned) -> str:
    """The name at a curve's end; an arrow where it has left the picture."""
    return clean(run.name, 20) + (" ↑" if run.ended == "diverged" else "")


def surface(film: Film, runs: list[Pinned]) -> None:
    """Their paths on one surface, where there are two parameters."""
    walked = [run for run in runs if len(run.path) and run.features == film.shape.features][:SLOTS]
    if film.map.shadow is not None or not walked:
        st.markdown(":small[" + t("Paths can be drawn on one surface where the model has two parameters.") + "]")
        return
    window = film.map.window
    across, up = titles(film)
    x, y = axis(across, window.low[0], window.high[0]), axis(up, window.low[1], window.high[1])
    lines, last = [], []
    for run in walked:
        slot, path = runs.index(run), window.clip(until_gone(run, window))
        lines.append(pd.DataFrame({"run": str(run.number), "order": np.arange(len(path)), "p": path[:, 0],
                                   "q": path[:, 1], "slot": min(slot, SLOTS - 1), "name": clean(run.name, 30)}))
        if run.ended != "diverged":
            last.append((path[-1, 0], path[-1, 1], min(slot, SLOTS - 1), clean(run.name, 30)))
    best = film.problem.best
    draw(paths.paths(theme(), x, y), {
        "picture": pd.DataFrame({"p": [x.low], "p2": [x.high], "q": [y.low], "q2": [y.high], "u": [film.map.picture]}),
        "paths": pd.concat(lines), "ends": pd.DataFrame(last, columns=["p", "q", "slot", "name"]),
        "best": pd.DataFrame([best.theta] if best else [], columns=["p", "q"], dtype=float),
    }, key="picture_paths", alt=t("The paths of the pinned runs on the error surface."))


def until_gone(run: Pinned, window: Window) -> Array:
    """The path; of a run that diverged, up to where it first leaves the picture."""
    outside = np.flatnonzero(~window.inside(run.path))
    return run.path[: outside[0] + 1] if run.ended == "diverged" and outside.size else run.path


def say(runs: list[Pinned], comparable: list[Pinned]) -> None:
    """What can be compared, and whether they began alike."""
    words = []
    if len(comparable) < len(runs):
        words.append(t("{n} of {all} runs have the data, the loss and the coordinates of the run on screen and are "
                       "drawn; the heights of the others could not be compared.", n=count(len(comparable)),
                       all=count(len(runs))))
    if len(comparable) > 1:
        alike = {(run.start, run.seed) for run in comparable}
        if len(alike) == 1:
            words.append(t("They start at the same place, {start}, with seed {seed}: what differs is due to the "
                           "settings.", start=pinned.start_of(comparable[0]), seed=comparable[0].seed))
        else:
            words.append(t("They do not start alike: part of the difference is due to the start or the seed."))
    if len(comparable) > SLOTS:
        words.append(t("From the seventh on they are grey."))
    if words:
        st.markdown(":small[" + " ".join(words) + "]")


def written(runs: list[Pinned]) -> pd.DataFrame:
    """The table as it is shown: columns that are empty, or the same for all runs, are left out."""
    frame = pinned.table(runs).dropna(axis="columns", how="all")
    telling = [name for place, name in enumerate(frame.columns)
               if place == 0 or len(runs) == 1 or frame[name].astype(str).nunique() > 1 or name in always()]
    shown = frame[telling].copy()
    for name in shown.select_dtypes("float").columns:
        shown[name] = [brief(value) if name == "η" else number(value) for value in shown[name]]
    return shown


def always() -> tuple[str, ...]:
    """Columns that are shown in any case."""
    return t("L at the end"), "η", t("steps"), "R²", t("accuracy"), t("ended")


def manage(runs: list[Pinned]) -> None:
    """Rename, remove, reopen one run; take the book home."""
    names = {run.number: clean(run.name, 40) for run in runs}
    if st.session_state.get("run_chosen") not in names:
        st.session_state["run_chosen"] = runs[-1].number
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number_of = st.selectbox(t("One of the runs"), list(names), key="run_chosen", format_func=names.__getitem__,
                                 width=260)
        run = next(each for each in runs if each.number == number_of)
        key = f"run_name_{run.number}"
        st.session_state.setdefault(key, run.name)
        st.text_input(t("Its name"), key=key, max_chars=60, width=260, on_change=renamed, args=(run.number,))
        st.button(t("Reopen"), key="reopen", icon=":material/undo:", disabled=not pinned.can_reopen(run),
                  on_click=pinned.reopen, args=(run,), help=t("Put its data and all its settings back."))
        st.button(t("Remove"), key="unpin", icon=":material/delete:", on_click=pinned.remove, args=(run.number,))
        book = pinned.table(runs)
        st.download_button(t("CSV"), lambda: to_csv(book, mark=True).content, file_name="runs.csv", mime="text/csv",
                           icon=":material/download:", key="get_runs_csv", on_click="ignore")
        plain = pinned.as_json(runs)
        st.download_button(t("JSON"), lambda: json.dumps(plain, indent=1, ensure_ascii=False, default=str),
                           file_name="runs.json", mime="application/json", icon=":material/download:",
                           key="get_runs_json", on_click="ignore")
    if not pinned.can_reopen(run):
        st.markdown(":small[" + t("To reopen it, first open its data: {title}.", title=literal(run.title)) + "]")


def renamed(number_of: int) -> None:
    """Take over a name that was typed."""
    name = " ".join(str(st.session_state[f"run_name_{number_of}"]).split())
    if name:
        pinned.rename(number_of, name)
