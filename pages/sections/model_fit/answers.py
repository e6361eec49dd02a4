"""Whose answers are looked at below: those of the last step, or those of the exact optimum."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.arrays import Array
from pages.sections.model_fit.film import Film
from pages.shared import settings
from pages.shared.words import t

LAST, BEST = "last", "best"


def ask(film: Film) -> None:
    """Which parameters answer; asked only where there is a choice."""
    if film.problem.best is None:
        return
    names = {LAST: t("the last step"), BEST: t("the exact optimum")}
    settings.ask(st.segmented_control, t("Residuals and predictions are those of"), key="answers", default=LAST,
                 options=list(names), format_func=names.__getitem__, required=True)


def who(film: Film) -> str:
    """Whose answers they are, in words."""
    return t("the exact optimum") if of_the_best(film) else t("the last step")


def of_the_best(film: Film) -> bool:
    """Whether the exact optimum answers."""
    return film.problem.best is not None and settings.kept("answers", LAST) == BEST


def theta(film: Film) -> Array:
    """The parameters that answer (p,), in the coordinates of the descent."""
    if of_the_best(film) and film.problem.best is not None:
        return film.problem.best.theta
    last: Array = film.fit.run.thetas[-1]
    return last


@dataclass(frozen=True)
class Answered:
    """Every row with its answer: first those learned from, then those held out."""

    answers: Array                      # (n,) in y's unit, or logits (n,) or (n, classes)
    y: Array                            # (n,)
    held: Array                         # (n,) 1 for the rows held out

    @property
    def usable(self) -> bool:
        """Whether all answers are numbers."""
        return bool(np.isfinite(self.answers).all())


def answered(film: Film) -> Answered:
    """All rows, answered by the chosen parameters."""
    problem = film.problem
    X = np.concatenate([problem.X, problem.X_held])
    held = np.repeat([0.0, 1.0], [len(problem.y), len(problem.y_held)])
    with np.errstate(over="ignore", invalid="ignore"):
        found = problem.predict(theta(film), X)
    return Answered(found, np.concatenate([problem.y, problem.y_held]), held)


def lost() -> None:
    """Say that there is nothing to look at: the walk has left the range of numbers."""
    st.markdown(t("The last step has left the range of numbers, so there are no answers to look at. Lower η."))
