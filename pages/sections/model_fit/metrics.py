"""How good is it? The last step beside the exact optimum and the best constant, in the data's units."""

import pandas as pd
import streamlit as st

from core import metrics
from core.arrays import Array
from pages.sections.model_fit.film import Film
from pages.shared.numbers import number
from pages.shared.words import t


def show(film: Film) -> None:
    """R², RMSE and MAE."""
    st.header(t("How good is it?"), anchor=False)
    problem, y = film.problem, film.problem.y
    predictions = {t("last step"): problem.predict(film.fit.run.thetas[-1], problem.X)}
    if problem.best:
        predictions[t("exact optimum")] = problem.predict(problem.best.theta, problem.X)
    rows = {name: scores(y, predicted) for name, predicted in predictions.items()}
    unit = film.work.units.get(film.work.target, "")
    frame = pd.DataFrame(rows)
    frame.insert(0, t("measure"), ["R²", "RMSE", "MAE"])
    frame[t("unit")] = ["", unit, unit]
    frame[t("what it says")] = [t("share of the spread of y that f(x) explains; 1 is all of it"),
                                t("a typical error; far points weigh more"), t("the mean length of an error")]
    st.table(frame.set_index(t("measure")))


def scores(y: Array, predicted: Array) -> list[str]:
    """The three measures as they are written."""
    return [number(measure(predicted, y)) for measure in (metrics.r_squared, metrics.rmse, metrics.mae)]
