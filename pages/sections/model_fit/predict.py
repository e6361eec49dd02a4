"""Predict: what the model answers for an x that is typed in, with the formula filled in, and for new rows of a file."""

from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core import metrics
from core.arrays import Array
from core.classes import chosen, probabilities
from data.export import to_csv
from data.new_rows import NewRows, Way, new_rows, way
from data.plain import columns_of
from data.reader import TableError, read_table
from pages.sections.model_fit import answers, worked_out
from pages.sections.model_fit.film import Film, current
from pages.sections.model_fit.opened import opened
from pages.shared import settings
from pages.shared.numbers import count, number
from pages.shared.part import part
from pages.shared.words import clean, literal, t, told

MOST_FIELDS, MOST_SHOWN = 12, 200
FARTHEST = 1e150


@part
def show_prediction() -> None:
    """One row by hand; new rows by upload."""
    film = current()
    with opened(t("Predict: for an x of yours, and for new rows")):
        if not np.isfinite(answers.theta(film)).all():
            answers.lost()
            return
        found = way_of(film)
        left, right = st.columns([5, 7], gap="large")
        with left:
            st.markdown(t("**One row by hand**"))
            row = ask_row(film, found)
        with right:
            worked_out.show(film, answers.theta(film), row, found)
            beyond(film, row)
        st.markdown(t("**New rows**, from a file with the same columns"))
        from_file(film, found)


def way_of(film: Film) -> Way:
    """How cells become the numbers that this model takes."""
    names = film.work.matrix.names
    whole = way(film.work.table, film.work.features, film.work.matrix)
    return whole.only([names.index(name) for name in film.shape.features])


def ask_row(film: Film, found: Way) -> Array:
    """A field for every column that is needed; the features (1, d)."""
    frame = film.work.table.frame.iloc[film.work.matrix.rows]
    columns = list(found.kinds)
    cells = {name: ask_cell(film, name, place, frame[name], found) for place, name in enumerate(columns[:MOST_FIELDS])}
    for name in columns[MOST_FIELDS:]:
        cells[name] = middle(frame[name], found.kinds[name])
    if len(columns) > MOST_FIELDS:
        st.markdown(":small[" + t("The other {n} columns are at their medians or commonest values.",
                                  n=count(len(columns) - MOST_FIELDS)) + "]")
    return columns_of(pd.DataFrame({name: [cell] for name, cell in cells.items()}), found.features)


def ask_cell(film: Film, name: str, place: int, column: pd.Series, found: Way) -> Any:  # noqa: ANN401
    """A field that suits the column; at first its median or commonest value."""
    kind, key = found.kinds[name], f"at_{place}"
    if st.session_state.setdefault(f"{key}_of", (film.work.key, name)) != (film.work.key, name):
        settings.forget(key)
        st.session_state[f"{key}_of"] = (film.work.key, name)
    label, first = literal(film.work.label(name)), middle(column, kind)
    if kind == "category":
        return settings.ask(st.selectbox, label, key=f"at_{place}", default=first, options=list(found.values[name]),
                            format_func=clean)
    if kind == "boolean":
        return settings.ask(st.toggle, label, key=f"at_{place}", default=bool(first), parse=settings.switch)
    if kind == "date":
        return pd.Timestamp(settings.ask(st.date_input, label, key=f"at_{place}", default=first.date(), parse=day,
                                         min_value=date(1, 1, 1), max_value=date(9999, 12, 31)))
    return settings.ask(st.number_input, label, key=f"at_{place}", default=first, parse=settings.finite,
                        min_value=-FARTHEST, max_value=FARTHEST, step=None, format="%.6g")


def middle(column: pd.Series, kind: str) -> Any:  # noqa: ANN401
    """A usual value."""
    if kind == "category":
        return str(column.astype(str).mode().iloc[0])
    if kind == "boolean":
        return bool(column.mode().iloc[0])
    if kind == "date":
        return column.sort_values().iloc[len(column) // 2]
    return float(f"{float(column.astype(float).median()):.4g}")


def day(text: str) -> date:
    """A date from the address."""
    return datetime.strptime(text, "%Y-%m-%d").date()


def beyond(film: Film, row: Array) -> None:
    """Say where the row lies outside of what was learned from."""
    X = film.problem.X
    outside = [name for name, place in zip(film.shape.features, range(X.shape[1]), strict=True)
               if not X[:, place].min() <= row[0, place] <= X[:, place].max()]
    if outside:
        st.markdown(t(":material/warning: {columns}: outside of all rows that were learned from. Whether the model "
                      "goes on there as it should, the data cannot say.",
                      columns=", ".join(literal(name) for name in outside[:5])))


def from_file(film: Film, found: Way) -> None:
    """Predictions for the rows of a file."""
    needed = ", ".join(f"`{clean(name)}`" if "`" not in name else literal(name) for name in found.kinds)
    file = st.file_uploader(t("A CSV with the column(s) {columns}", columns=needed), key="new_rows")
    if file is None:
        return
    try:
        table = read_table(file.getvalue(), name=file.name)
        rows = new_rows(table, found, film.work.target, film.shape.classes)
    except TableError as problem:
        st.error(told(problem), icon=":material/table:")
        return
    with np.errstate(over="ignore", invalid="ignore"):
        answer = film.problem.predict(answers.theta(film), rows.X)
    for note in rows.notes:
        st.markdown(f":small[:material/info: {told(note)}]")
    judged(film, rows, answer)
    made = predicted(film, table.frame.iloc[rows.rows].reset_index(drop=True), answer)
    st.dataframe(made.head(MOST_SHOWN), hide_index=True, height=240, key="new_answers")
    st.download_button(t("Download {n} predictions", n=count(len(made))), lambda: to_csv(made, mark=True).content,
                       file_name="predictions.csv", mime="text/csv", icon=":material/download:", key="get_new_answers",
                       on_click="ignore")


def predicted(film: Film, frame: pd.DataFrame, answer: Array) -> pd.DataFrame:
    """The rows with the model's answers beside them."""
    target, classes = film.work.target, film.shape.classes
    if not classes:
        return frame.assign(**{free(f"predicted {target}", frame): answer})
    odds = probabilities(answer, len(classes))
    names = np.array(classes)
    made = frame.assign(**{free(f"predicted {target}", frame): names[chosen(answer, len(classes))]})
    if film.measure.loss in ("logistic", "cross_entropy"):
        made = made.assign(**{free(f"P({name})", frame): odds[:, place] for place, name in enumerate(classes)})
    return made


def free(name: str, frame: pd.DataFrame) -> str:
    """A column name that the frame does not have yet."""
    while name in frame.columns:
        name += " (model)"
    return name


def judged(film: Film, rows: NewRows, answer: Array) -> None:
    """How good the answers are, where the new rows have the true ones."""
    if rows.y is None or not np.isfinite(rows.y).any():
        return
    known = np.isfinite(rows.y)
    y, given = rows.y[known], answer[known]
    if film.shape.classes:
        right = metrics.accuracy(chosen(given, len(film.shape.classes)), y)
        st.markdown(t("{n} of these rows have a true class: {share} % of them are predicted right.", n=count(len(y)),
                      share=number(100 * right, 3)))
    else:
        st.markdown(t("{n} of these rows have a true {target}: RMSE {rmse}, MAE {mae}.", n=count(len(y)),
                      target=literal(film.work.target), rmse=number(metrics.rmse(given, y)),
                      mae=number(metrics.mae(given, y))))
