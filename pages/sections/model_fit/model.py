"""Step 1, the model: what f(x) may look like, and what it looks like now among the data."""

import numpy as np
import pandas as pd
import streamlit as st

from core.view import drawn_rows, span
from pages.sections.model_fit.film import MOST_SHOWN, Film, Shape
from pages.shared import settings
from pages.shared.charts import scatter
from pages.shared.look import draw, theme
from pages.shared.numbers import LOWERED, axis, count
from pages.shared.player import Piece, live
from pages.shared.words import clean, t
from pages.shared.workspace import Work

MOST_DOTS, MOST_RESIDUALS = 1_000, 200
FORMULAS = {"line": "ŷ = b + wx", "linear": "ŷ = b + w₁x₁ + w₂x₂ + …"}


def ask(work: Work) -> Shape:
    """Which model, and for a line which feature."""
    names = work.matrix.names
    options = ["linear", "line"] if len(names) > 1 else ["line"]
    st.markdown(t("**1 Model**: what f(x) may look like"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = settings.ask(st.selectbox, t("Model"), key="model", default=options[0], options=options,
                              format_func=said, label_visibility="collapsed")
        with st.popover(t("More"), key="more_model"):
            st.markdown(t("ŷ is what the model answers, y is the label: the true answer in the data. b (bias) is the "
                          "answer where all x are 0; w (weight) is how much the answer moves when x grows by 1. Both "
                          "are unknown: learning finds them."))
            if chosen == "line" and len(names) > 1:
                feature = settings.ask(st.selectbox, t("The x of the line"), key="along", default=names[0],
                                       options=list(names), format_func=clean)
            else:
                feature = names[0]
            if len(names) == 1:
                st.page_link("pages/data_upload.py", label=t("Choose more x, for a model with several weights"),
                             icon=":material/add:")
    if chosen == "line":
        column = names.index(feature)
        return Shape("line", work.matrix.X[:, [column]], (feature,))
    return Shape("linear", work.matrix.X, names)


def said(name: str) -> str:
    """A model as it is offered."""
    return f"{t('Line') if name == 'line' else t('Linear')}  {FORMULAS[name]}"


def show(film: Film) -> None:
    """The data with f(x) and its errors; under it the formula of the step."""
    rows = drawn_rows(len(film.problem.y), MOST_DOTS)
    if film.shape.name == "line":
        line_picture(film, rows)
    else:
        diagonal_picture(film)
    live("fit", [formula(film)], key="formula")
    st.markdown(":small[" + "  ".join(key_line(film, len(rows))) + "]")


def show_data(work: Work, shape: Shape, reason: str) -> None:
    """The data alone, and why there is no f(x)."""
    x, y = shape.X[:, 0], work.matrix.y
    rows = drawn_rows(len(y), MOST_DOTS)
    across = axis(work.label(shape.features[0]), *span(x))
    draw(scatter.dots(theme(), across, axis(work.label(work.target), *span(y, 0.12)), height=290),
         {"points": pd.DataFrame({"x": x[rows], "y": y[rows]})}, key="picture_data", alt=t("The data as dots."))
    st.error(reason)
    st.page_link("pages/data_upload.py", label=t("Choose other columns"), icon=":material/arrow_forward:")


def line_picture(film: Film, rows: np.ndarray) -> None:
    """One feature: x across, y up, f(x) as a line."""
    work, x, y = film.work, film.problem.X[:, 0], film.problem.y
    low, high = span(x)
    across = axis(work.label(film.shape.features[0]), low, high)
    up = axis(work.label(work.target), *span(y, 0.12))
    ends = film.problem.model.predict_many(film.in_data, np.array([[low], [high]]))
    few = drawn_rows(len(y), MOST_RESIDUALS)
    best = film.problem.best
    at_best = [film.problem.predict(best.theta, np.array([[low], [high]]))] if best else []
    draw(scatter.moving_line(theme(), across, up), {
        "points": pd.DataFrame({"x": x[rows], "y": y[rows]}), "residuals": pd.DataFrame({"x": x[few], "y": y[few]}),
        "frames": film.frame_data(y0=ends[:, 0], y1=ends[:, 1]),
        "best": pd.DataFrame(at_best, columns=["y0", "y1"], dtype=float),
    }, key="picture_line", alt=t("The data as dots, the line f(x) of the shown step, its errors, and the best line."))


def diagonal_picture(film: Film) -> None:
    """Several features: what f(x) answers across, the true y up; a good model brings all dots to the diagonal."""
    work, y, X = film.work, film.problem.y, film.problem.X
    rows = drawn_rows(len(y), max(20, min(MOST_RESIDUALS, 12_000 // X.shape[1])))
    low, high = span(y, 0.12)
    across, up = axis(t("prediction ŷ"), low, high), axis(work.label(work.target), low, high)
    features = {f"z{j + 1}": X[rows, j] for j in range(X.shape[1])}
    parameters = {f"t{j}": film.in_data[:, j] for j in range(film.in_data.shape[1])}
    draw(scatter.predicted(theme(), across, up, X.shape[1]), {
        "points": pd.DataFrame({"y": y[rows], **features}), "frames": film.frame_data(**parameters),
        "diagonal": pd.DataFrame({"low": [low], "high": [high]}),
    }, key="picture_diagonal",
        alt=t("Every row as a dot: the prediction of the shown step across, the true value up."))


def formula(film: Film) -> list[Piece]:
    """f(x) with the numbers of the step, in the data's units."""
    pieces: list[Piece] = [{"text": "f(x) = ", "tone": "model", "style": "formula"},
                           {"live": "d0", "tone": "model", "style": "formula"}]
    weights = range(1, min(MOST_SHOWN, len(film.names)))
    for j in weights:
        letter = " x" if len(film.names) == 2 else f" x{str(j).translate(LOWERED)}"
        pieces += [{"text": " ", "style": "formula"},
                   {"live": f"d{j}", "form": "signed", "tone": "model", "style": "formula"},
                   {"text": letter, "tone": "model", "style": "symbol"}]
    if len(film.names) > MOST_SHOWN:
        pieces.append({"text": " + …", "tone": "model", "style": "formula"})
    return pieces


def key_line(film: Film, drawn: int) -> list[str]:
    """What the marks mean, in their colors."""
    words = [f":gray[● {t('data')}]", f":red[│ {t('error e')}]"]
    if film.shape.name == "line":
        words.insert(0, f":blue[━ {t('f(x) now')}]")
        words.append(f":green[╌ {t('best line')}]" if film.problem.best else "")
    else:
        words.insert(0, f":blue[━ {t('where ŷ = y')}]")
    if drawn < len(film.problem.y):
        words.append(t("{n} of {all} rows are drawn, all are used", n=count(drawn), all=count(len(film.problem.y))))
    return [word for word in words if word]
