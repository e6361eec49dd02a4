"""How good is it? The last step beside the exact optimum, on the rows learned from and on those kept back."""

import numpy as np
import streamlit as st

from core import metrics
from core.arrays import Array
from core.classes import chosen, probabilities
from pages.sections.model_fit.film import Film
from pages.shared.numbers import number
from pages.shared.player import Table, live
from pages.shared.words import key_line, t


def show(film: Film, measured: Table) -> None:
    """The measures, and what they say."""
    said = key_line(*(f"**{name}**: {says}" for name, says, _ in words(film)))
    st.markdown(f"## {t('How good is it?')}\n\n{said}", anchors=False)
    live("measures", rows=len(measured.rows))
    overfitting(film)


def table(film: Film) -> Table:
    """A small table of measures: for each of them, what the last step and the exact optimum reach."""
    problem, last = film.problem, film.fit.run.thetas[-1]
    columns = {t("last step"): (problem.predict(last, problem.X), problem.y)}
    if len(problem.y_held):
        columns[t("last step, held out")] = problem.predict(last, problem.X_held), problem.y_held
    if problem.best:
        columns[t("exact optimum")] = problem.predict(problem.best.theta, problem.X), problem.y
        if len(problem.y_held):
            columns[t("exact optimum, held out")] = problem.predict(problem.best.theta, problem.X_held), problem.y_held
    columns |= baselines(film)
    scores = class_scores if film.shape.classes else number_scores
    scored = [scores(answers, y, len(film.shape.classes)) for answers, y in columns.values()]
    rows = [[t("measure"), *columns, t("unit")],
            *([name, *each, unit] for (name, _, unit), *each in zip(words(film), *scored, strict=True))]
    return Table([[[{"text": text}] for text in row] for row in rows], t("How good is it?"))


def baselines(film: Film) -> dict[str, tuple[Array, Array]]:
    """Forecasts of a series that need no learning, on the same held-out days."""
    count = len(film.problem.y_held)
    if not count or not film.work.past:
        return {}
    last = {name: forecast[-count:] for name, forecast in film.work.baselines.items()}
    return {t(name): (forecast, film.problem.y_held) for name, forecast in last.items() if np.isfinite(forecast).all()}


def words(film: Film) -> list[tuple[str, str, str]]:
    """Names of the measures, what each says, and its unit."""
    if film.shape.classes:
        return [(t("accuracy"), t("share of the rows whose class is right"), ""),
                (t("log-loss"), t("how surprised the probabilities are by the truth"), ""),
                ("F1", t("precision and recall in one, the mean over the classes"), "")]
    unit = film.work.units.get(film.work.target, "")
    return [("R²", t("share of the spread of y that f(x) explains; 1 is all of it"), ""),
            ("RMSE", t("a typical error; far points weigh more"), unit),
            ("MAE", t("the mean length of an error"), unit)]


def number_scores(answers: Array, y: Array, _classes: int) -> list[str]:
    """The three measures of regression as they are written."""
    return [number(measure(answers, y)) for measure in (metrics.r_squared, metrics.rmse, metrics.mae)]


def class_scores(answers: Array, y: Array, classes: int) -> list[str]:
    """The three measures of classification as they are written."""
    decided, odds = chosen(answers, classes), probabilities(answers, classes)
    return [number(metrics.accuracy(decided, y)), number(metrics.log_loss(odds, y)),
            number(metrics.f1(decided, y, classes).macro)]


def overfitting(film: Film) -> None:
    """Say when the model is much better on what it has seen than on what it has not."""
    if not film.held_losses.size or film.fit.verdict.kind == "diverged":
        return
    learned, held = float(film.losses[-1]), float(film.held_losses[-1])
    if held > 1.5 * learned and held > float(film.held_losses.min()) * 1.1:
        st.markdown(t("The loss on the rows kept back is {held}, on those learned from {learned}, and it has been "
                      "lower before: the model has begun to learn the noise (overfitting). Fewer parameters, a penalty "
                      "or an earlier stop would help.", held=number(held), learned=number(learned)))
