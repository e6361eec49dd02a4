"""What is left over: residuals of a prediction in numbers; for classes, who is taken for whom."""

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array, Whole
from core.classes import chosen, probabilities
from core.residuals import ClassScores, Pattern, class_scores, hardest_first, histogram, pattern
from core.view import drawn_rows, span
from pages.sections.model_fit import answers
from pages.sections.model_fit.answers import Answered
from pages.sections.model_fit.film import Film, asked, current
from pages.sections.model_fit.opened import opened
from pages.sections.model_fit.picture import drawn_words
from pages.shared import compute
from pages.shared import rows as table
from pages.shared.charts import left_over
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.part import part
from pages.shared.words import clean, key_line, literal, t

MOST_DOTS, MOST_CELLS, MOST_LISTED = 300, 40, 500
WITH_PROBABILITY = ("logistic", "cross_entropy")


@part
def show_residuals() -> None:
    """The residuals, or the confusion matrix and the scores of every class."""
    film = current()
    classes = film.shape.classes
    title = t("Who is taken for whom: confusion matrix and probabilities") if classes else t(
        "Residuals: what the model leaves over")
    with opened(title):
        found = answers.answered(film)
        if not found.usable:
            answers.lost()
        elif classes:
            show_classes(film, found)
        else:
            show_numbers(film, found)


def show_numbers(film: Film, found: Answered) -> None:
    """Residual e = y − ŷ against ŷ, its histogram, and what stands out."""
    residual = found.y - found.answers
    rows = drawn_rows(len(residual), MOST_DOTS)
    unit = film.work.units.get(film.work.target, "")
    name = t("residual e = y − ŷ, {unit}", unit=unit) if unit else t("residual e = y − ŷ")
    bars = histogram(residual)
    low, high = span(np.concatenate([residual, bars.edges, [0.0]]), 0.04)
    left, right = span(found.answers)
    across = axis(t("prediction ŷ"), left, left + (right - left) / (1.0 - left_over.BESIDE))
    most = int(bars.counts.max())
    draw(left_over.against_prediction(theme(), across, axis(name, low, high)), {
        "points": table.rows(x=found.answers[rows], y=residual[rows], held=found.held[rows],
                             row=table_rows(film)[rows]),
        "bars": table.rows(low=bars.edges[:-1], high=bars.edges[1:], count=bars.counts, share=bars.counts / most),
        "zero": table.rows(y=[0.0]),
    }, key="picture_residuals", alt=t("Every row's residual against its prediction, and bars that say how many rows "
                                      "have which residual; the rule marks 0."))
    st.markdown(f"{meaning(found, len(rows), most)}\n\n{words(film, residual, pattern(found.answers, residual))}")


def meaning(found: Answered, drawn: int, most: int) -> str:
    """What the marks mean, of how many rows, and how many the longest bar has."""
    held = bool(found.held.any())
    bars = t("how many rows have such a residual (the longest: {n})", n=count(most))
    marks = [f":gray[● {t('learned from') if held else t('data')}]", f":yellow[○ {t('held out')}]" if held else "",
             f":blue[━ {t('nothing left over')}]", f":red[■ {bars}]", drawn_words(drawn, len(found.y))[1]]
    return key_line(*marks)


def words(film: Film, residual: Array, found: Pattern) -> str:
    """What the residuals say, in sentences."""
    farthest = int(np.argmax(np.abs(residual)))
    said = [t("Residuals of {who}: mean {mean}, half of them are within ±{median}; the largest, {largest}, is that of "
              "row {row}.", who=answers.who(film), mean=number(found.mean if abs(found.mean) > 1e-12 * float(
                  np.abs(residual).max() or 1.0) else 0.0), median=number(float(np.median(np.abs(residual)))),
              largest=number(float(residual[farthest])), row=count(int(table_rows(film)[farthest])))]
    if found.bends:
        said.append(t("**A bend is left over**: in the middle the residuals lie {where} those at both ends "
                      "(correlation {value}). A model that can bend would take it away.",
                      where=t("below") if found.bend > 0 else t("above"), value=number(found.bend, 2)))
    if found.fans:
        said.append(t("**The spread changes**: errors get {how} as ŷ grows (rank correlation {value}). A loss that "
                      "counts every error the same listens most to the spread-out part.",
                      how=t("larger") if found.fan > 0 else t("smaller"), value=number(found.fan, 2)))
    if not found.bends and not found.fans and len(residual) >= 20:
        said.append(t("No pattern stands out: what is left over looks like noise."))
    return " ".join(said)


def table_rows(film: Film) -> Array:
    """Row numbers of the table, from 1, in the order in which answers come: learned from, then held out."""
    numbers = film.work.matrix.rows.astype(float) + 1.0
    learned, _, held, _ = compute.divided(asked(film.work, film.shape, film.measure), numbers[:, None], numbers)
    return np.concatenate([learned, held])[:, 0]


def show_classes(film: Film, found: Answered) -> None:
    """Confusion matrix, scores of every class, and the rows that the model is least sure of."""
    classes = film.shape.classes
    which = np.flatnonzero(found.held) if found.held.any() else np.arange(len(found.y))
    decided = chosen(found.answers, len(classes))
    scores = class_scores(decided[which], found.y[which], len(classes))
    right = int(np.trace(scores.table))
    numbers = {"right": count(right), "all": count(len(which)), "share": number(100 * right / len(which), 3)}
    said = t("{right} of {all} rows that were held out are right ({share} %)", **numbers) if found.held.any() else t(
        "{right} of {all} rows are right ({share} %)", **numbers)
    st.markdown(f"{said} · {answers.who(film)}")
    left, right_side = st.columns([5, 7], gap="medium")
    with left:
        matrix_picture(film, scores)
    with right_side:
        st.table(class_table(classes, scores))
    st.markdown(t("**Every row**, the most surprising first"))
    st.dataframe(row_table(film, found, decided), hide_index=True, height=282, key="row_probabilities")


def matrix_picture(film: Film, scores: ClassScores) -> None:
    """The confusion matrix as squares: the fuller, the larger the share of the true class."""
    classes = film.shape.classes
    if len(classes) > MOST_CELLS:
        st.markdown(t("With {n} classes the matrix is too large for a picture; the table has every class.",
                      n=count(len(classes))))
        return
    true, given = np.divmod(np.arange(len(classes) ** 2), len(classes))
    share = scores.table / np.maximum(scores.support, 1)[:, None]
    names = [clean(name, 20) for name in classes]
    extent = min(140, 12 + 7 * max(map(len, names)))
    draw(left_over.confusion(theme(), len(classes), t("chosen"), t("true class"), extent), {
        "cells": pd.DataFrame({"given": given, "true": true, "n": scores.table.ravel(), "share": share.ravel(),
                               "right": (given == true).astype(int), "was": [names[i] for i in true],
                               "said": [names[i] for i in given]}),
        "names": pd.DataFrame({"text": names}),
    }, key="picture_confusion", alt=t("How often each true class (row) was taken for each class (column)."))
    st.markdown(key_line(f":blue[■ {t('right')}]", f":red[■ {t('wrong')}]", t("fuller: a larger share of its row")))


def class_table(classes: tuple[str, ...], scores: ClassScores) -> pd.DataFrame:
    """Precision, recall and F1 of every class."""
    frame = pd.DataFrame({
        t("class"): [literal(name, 30) for name in classes],
        t("precision"): list(map(number, scores.precision)), t("recall"): list(map(number, scores.recall)),
        "F1": list(map(number, scores.f1)), t("rows"): list(map(count, scores.support))})
    return frame.set_index(t("class"))


def row_table(film: Film, found: Answered, decided: Whole) -> pd.DataFrame:
    """Rows with their true class, the chosen one and the probabilities (or scores, where a loss gives none)."""
    classes = film.shape.classes
    odds = probabilities(found.answers, len(classes))
    order = hardest_first(odds, found.y)[:MOST_LISTED]
    names = np.array([clean(name) for name in classes])
    frame = pd.DataFrame({t("row"): table_rows(film)[order].astype(int),
                          t("true class"): names[found.y[order].astype(int)], t("chosen"): names[decided[order]]})
    if film.measure.loss in WITH_PROBABILITY:
        return frame.assign(**{f"P({name})": odds[order, number_of].round(4)
                               for number_of, name in enumerate(names[:12])})
    return frame.assign(**{t("score z"): np.asarray(found.answers)[order].round(4)})
