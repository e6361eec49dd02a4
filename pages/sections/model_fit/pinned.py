"""A pinned run: its settings and what came of them, as plain values that outlive the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core import metrics
from core.arrays import Array, Whole
from core.classes import chosen
from core.optimizers import OPTIMIZERS
from pages.sections.model_fit.film import Film
from pages.sections.model_fit.model import said as model_said
from pages.shared import settings, workspace
from pages.shared.part import widen
from pages.shared.words import t

MOST = 12                               # runs kept in a session
OF_THE_DATA = ("y", "x", "task", "missing", "past", "date", "type")
NOT_OF_A_RUN = ("lang", "open", "from", "answers", "guess_b", "guess_w", "revealed", "sweep_steps", "new_rows")
SHORT_LOSS = {"mse": "MSE", "mae": "MAE"}


@dataclass(frozen=True)
class Pinned:
    """One run of the book."""

    name: str
    number: int                         # of pinning: never used twice in a session
    title: str                          # of the data
    data: str                           # the data part of the link
    work: str                           # Work.key: two with one key have the same rows and columns
    settings: Mapping[str, Any]         # everything that was chosen, by link word
    model: str
    features: tuple[str, ...]
    loss: str
    ruler: tuple[Any, ...]              # runs with equal rulers have losses that can be compared
    standardized: bool
    optimizer: str
    rate: float
    start: tuple[float, ...]            # empty: drawn by the seed
    seed: int
    steps: Whole                        # (k,) of the curves below
    losses: Array                       # (k,)
    held: Array                         # (k,) or (0,)
    path: Array                         # (k, 2) in the coordinates of the descent, or (0, 2)
    ended: str                          # the kind of the verdict
    smallest: float                     # the exact optimum's loss; NaN where none is known
    seconds: float
    measure: str                        # "R²" or "accuracy"
    learned: float                      # the measure on the rows learned from
    kept_back: float                    # and on those held out; NaN without


def book() -> list[Pinned]:
    """The pinned runs, the oldest first."""
    found: list[Pinned] = st.session_state.setdefault("run_book", [])
    return found


def pin(film: Film) -> None:
    """Keep the run that is shown; of more than twelve the oldest goes."""
    number = int(st.session_state.get("pins", 0)) + 1
    st.session_state["pins"] = number
    st.session_state["run_book"] = [*book(), pinned(film, number)][-MOST:]
    st.session_state["run_chosen"] = number


def pinned(film: Film, number: int) -> Pinned:
    """The run that is shown, as plain values."""
    problem, walk, shape, measure = film.problem, film.walk, film.shape, film.measure
    path = film.thetas if film.thetas.shape[1] == 2 else np.zeros((0, 2))
    name, learned, kept_back = scores(film)
    return Pinned(
        name=first_name(film, number), number=number, title=film.work.title, data=st.session_state["data"],
        work=film.work.key, settings=settings_of_the_run(), model=model_said(shape.name).partition("  ")[0],
        features=shape.features, loss=measure.loss, ruler=ruler(film), standardized=measure.standardized,
        optimizer=walk.optimizer, rate=walk.rate, start=walk.start, seed=walk.seed, steps=film.steps.copy(),
        losses=film.losses.copy(), held=film.held_losses.copy(), path=path.copy(), ended=film.fit.verdict.kind,
        smallest=problem.best.loss if problem.best else float("nan"), seconds=film.fit.seconds, measure=name,
        learned=learned, kept_back=kept_back)


def ruler(film: Film) -> tuple[Any, ...]:
    """What losses are measured by: data, loss, coordinates, penalties, and the rows that count."""
    measure = film.measure
    return (film.work.key, measure.loss, measure.parameters, measure.standardized, measure.l1, measure.l2,
            measure.held_out, measure.seed if measure.held_out else 0)


def first_name(film: Film, number: int) -> str:
    """A name to begin with: 1: MSE, η 0.1."""
    loss = SHORT_LOSS.get(film.measure.loss, film.measure.loss.replace("_", " "))
    rule = "" if film.walk.optimizer == "gradient_descent" else f", {t(OPTIMIZERS[film.walk.optimizer].title)}"
    return f"{number}: {loss}{rule}, η {film.walk.rate:g}"


def scores(film: Film) -> tuple[str, float, float]:
    """The measure of the last step, learned from and held out."""
    problem, last, classes = film.problem, film.fit.run.thetas[-1], len(film.shape.classes)
    found = []
    for X, y in ((problem.X, problem.y), (problem.X_held, problem.y_held)):
        with np.errstate(over="ignore", invalid="ignore"):
            answers = problem.predict(last, X) if len(y) else np.zeros(0)
        if not len(y) or not np.isfinite(answers).all():
            found.append(float("nan"))
        elif classes:
            found.append(metrics.accuracy(chosen(answers, classes), y))
        else:
            found.append(metrics.r_squared(answers, y))
    return t("accuracy") if classes else "R²", found[0], found[1]


def settings_of_the_run() -> dict[str, Any]:
    """What the controls on this page say, and the choices of data; the parts below the fold keep their own."""
    state, kept = st.session_state, st.session_state["kept"]
    return {key: value for key, value in kept.items() if (key in state or key in OF_THE_DATA)
            and key not in NOT_OF_A_RUN and not key.startswith("at_")}


def rename(number: int, name: str) -> None:
    """Give a run another name."""
    st.session_state["run_book"] = [replace(run, name=name) if run.number == number else run for run in book()]


def remove(number: int) -> None:
    """Take a run out of the book."""
    st.session_state["run_book"] = [run for run in book() if run.number != number]


def can_reopen(run: Pinned) -> bool:
    """Whether its data are here, or are a sample that can be opened."""
    return run.data == st.session_state["data"] or run.data.startswith("sample:")


def reopen(run: Pinned) -> None:
    """Put its data and its settings back."""
    if run.data != st.session_state["data"]:
        workspace.pick_sample(run.data.partition(":")[2])
    for key, value in run.settings.items():
        settings.put(key, value)
    widen()


def table(runs: list[Pinned]) -> pd.DataFrame:
    """Settings and results, one row per run."""
    return pd.DataFrame([{
        t("run"): run.name, t("data"): run.title, t("model"): run.model, t("features"): ", ".join(run.features),
        t("loss"): run.loss, t("standardized"): run.standardized, t("optimizer"): run.optimizer, "η": run.rate,
        t("start"): start_of(run), t("seed"): run.seed, t("steps"): int(run.steps[-1]),
        t("L at the end"): float(run.losses[-1]), t("gap"): float(run.losses[-1]) - run.smallest,
        run.measure: run.learned, t("{measure}, held out", measure=run.measure): run.kept_back,
        t("seconds"): run.seconds, t("ended"): t(run.ended)} for run in runs])


def start_of(run: Pinned) -> str:
    """Where it began, in words."""
    return f"({', '.join(f'{value:g}' for value in run.start)})" if run.start else t("the model's own")


def as_json(runs: list[Pinned]) -> list[dict[str, Any]]:
    """The book as it is downloaded: settings, results, and the loss of every frame."""
    return [{"name": run.name, "data": run.data, "settings": dict(run.settings), "model": run.model,
             "features": list(run.features), "loss": run.loss, "optimizer": run.optimizer, "rate": run.rate,
             "start": list(run.start), "seed": run.seed, "ended": run.ended,
             "smallest possible loss": known(run.smallest),
             "seconds": run.seconds, run.measure: known(run.learned), f"{run.measure}, held out": known(run.kept_back),
             "steps": run.steps.tolist(), "losses": [known(loss) for loss in run.losses],
             "held-out losses": [known(loss) for loss in run.held]} for run in runs]


def known(value: float) -> float | None:
    """JSON has no word for what is no number."""
    return float(value) if np.isfinite(value) else None
