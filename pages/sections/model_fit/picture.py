"""The first picture: the data, and what the model of the step says of them."""

import numpy as np
import streamlit as st

from core.arrays import Array, Whole
from core.classes import chosen, probabilities
from core.pictures import slice_of, wrong_rows
from core.surface import Window
from core.view import drawn_rows, span
from pages.sections.model_fit.film import Film, Shape
from pages.shared import rows as table
from pages.shared.charts import moving, scatter, shades
from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import COLORS
from pages.shared.look import class_words, draw, theme
from pages.shared.numbers import axis, count
from pages.shared.player import Mark, Piece, legend
from pages.shared.words import clean, t
from pages.shared.workspace import Work

MOST_DOTS, MOST_PREDICTED, MOST_RESIDUALS, FEW_RESIDUALS = 500, 200, 100, 60
PLACES, CELLS, MOST_RINGED = 90, 44, 300


def show(film: Film) -> list[Piece]:
    """The picture that suits task, model and number of features; returns what its marks mean."""
    features = film.shape.X.shape[1]
    if film.shape.classes:
        marks = probability_picture(film) if features == 1 and len(film.shape.classes) == 2 else region_picture(film)
    elif features == 1:
        marks = line_picture(film) if film.shape.name == "line" else curve_picture(film)
    else:
        marks = diagonal_picture(film) if film.shape.name == "linear" else cloud_picture(film)
    return legend(*marks)


def show_data(work: Work, shape: Shape, reason: str) -> None:
    """The data alone, and why there is no f(x)."""
    x, y = shape.X[:, 0], work.matrix.y
    rows = drawn_rows(len(y), MOST_DOTS)
    across = axis(work.label(shape.features[0]), *span(x))
    draw(scatter.dots(theme(), across, axis(work.label(work.target), *span(y, 0.12)), height=290),
         {"points": table.rows(x=x[rows], y=y[rows])}, key="picture_data", alt=t("The data as dots."))
    st.error(reason)
    st.page_link("pages/data_upload.py", label=t("Choose other columns"), icon=":material/arrow_forward:")


def all_rows(film: Film) -> tuple[Array, Array, Array]:
    """Features, targets, and whether a row is held out, of all rows."""
    problem = film.problem
    held = np.repeat([0, 1], [len(problem.y), len(problem.y_held)])
    return (np.concatenate([problem.X, problem.X_held]), np.concatenate([problem.y, problem.y_held]),
            held.astype(float))


def line_picture(film: Film) -> list[Mark]:
    """One feature: x across, y up, f(x) as a line."""
    work, problem = film.work, film.problem
    X, y, held = all_rows(film)
    rows, few = drawn_rows(len(y), MOST_DOTS), drawn_rows(len(problem.y), MOST_RESIDUALS)
    low, high = span(X[:, 0])
    across, up = axis(work.label(film.shape.features[0]), low, high), axis(work.label(work.target), *span(y, 0.12))
    ends = problem.predict_many(film.thetas, np.array([[low], [high]]))
    best = [problem.predict(problem.best.theta, np.array([[low], [high]])).tolist()] if problem.best else []
    draw(scatter.moving_line(theme(), across, up, broken=not np.isfinite(ends).all()), {
        "points": table.rows(x=X[rows, 0], y=y[rows], held=held[rows]),
        "residuals": table.rows(x=problem.X[few, 0], y=problem.y[few]),
        "frames": film.frame_data(y0=ends[:, 0], y1=ends[:, 1]),
        "best": table.records(("y0", "y1"), best),
    }, key="picture_line", alt=t("The data as dots, the line f(x) of the shown step, its errors, and the best line."))
    return [("model", f"━ {t('f(x) now')}"), *data_words(film), ("error", f"│ {t('error e')}"),
            ("optimum", f"╌ {t('best line')}" if problem.best else ""), drawn_words(len(rows), len(y))]


def curve_picture(film: Film) -> list[Mark]:
    """One feature, and an answer that bends."""
    work, problem = film.work, film.problem
    X, y, held = all_rows(film)
    rows, few = drawn_rows(len(y), MOST_DOTS), drawn_rows(len(problem.y), FEW_RESIDUALS)
    low, high = span(X[:, 0])
    across, up = axis(work.label(film.shape.features[0]), low, high), axis(work.label(work.target), *span(y, 0.12))
    places = np.linspace(low, high, PLACES)
    best = problem.predict(problem.best.theta, places[:, None]) if problem.best else np.zeros(0)
    curves = problem.predict_many(film.thetas, places[:, None])
    draw(moving.curve(theme(), across, up, broken=not np.isfinite(curves).all()), {
        "points": table.rows(x=X[rows, 0], y=y[rows], held=held[rows]),
        "grid": table.rows(i=np.arange(PLACES), x=places),
        "curves": moving.written(curves, up, moving.FINE),
        "residuals": table.rows(i=np.arange(len(few)), x=problem.X[few, 0], y=problem.y[few]),
        "fitted": moving.written(problem.predict_many(film.thetas, problem.X[few]), up, moving.FINE),
        "best": table.rows(x=places if problem.best else [], y=best),
    }, key="picture_curve", alt=t("The data as dots, the curve f(x) of the shown step and its errors."))
    return [("model", f"━ {t('f(x) now')}"), *data_words(film), ("error", f"│ {t('error e')}"),
            ("optimum", f"╌ {t('best curve')}" if problem.best else ""), drawn_words(len(rows), len(y))]


def probability_picture(film: Film) -> list[Mark]:
    """Two classes and one feature: the probability of the second class over x, the rows at 0 and at 1."""
    work, problem, classes = film.work, film.problem, film.shape.classes
    X, y, held = all_rows(film)
    rows = drawn_rows(len(y), MOST_DOTS)
    low, high = span(X[:, 0])
    across = axis(work.label(film.shape.features[0]), low, high)
    up = Axis(t("probability of {name}", name=clean(classes[1], 24)), -0.08, 1.08)
    places = np.linspace(low, high, PLACES)
    answers = probabilities(problem.predict_many(film.thetas, places[:, None]), 2)[..., 1]
    best = probabilities(problem.predict(problem.best.theta, places[:, None]), 2)[:, 1] if problem.best \
        else np.zeros(0)
    draw(moving.curve(theme(), across, up, broken=not np.isfinite(answers).all()), {
        "points": table.rows(x=X[rows, 0], y=y[rows], held=held[rows]),
        "grid": table.rows(i=np.arange(PLACES), x=places), "curves": moving.written(answers, up, moving.FINE),
        "residuals": table.rows(i=[], x=[], y=[]), "fitted": table.rows(frame=[], text=[]),
        "best": table.rows(x=places if problem.best else [], y=best),
    }, key="picture_curve", alt=t("Rows of two classes at 0 and 1, and the probability of the second class over x."))
    return [("model", f"━ {t('probability now')}"), *data_words(film),
            ("optimum", f"╌ {t('best curve')}" if problem.best else ""), drawn_words(len(rows), len(y))]


def diagonal_picture(film: Film) -> list[Mark]:
    """Several features: what f(x) answers across, the true y up; a good model brings all dots to the diagonal."""
    work, y, X = film.work, film.problem.y, film.problem.X
    rows = drawn_rows(len(y), max(20, min(MOST_PREDICTED, 12_000 // X.shape[1])))
    low, high = span(y, 0.12)
    across, up = axis(t("prediction ŷ"), low, high), axis(work.label(work.target), low, high)
    features = {f"z{j + 1}": X[rows, j] for j in range(X.shape[1])}
    parameters = {f"t{j}": film.readable[:, j] for j in range(film.readable.shape[1])}
    draw(scatter.predicted(theme(), across, up, X.shape[1]), {
        "points": table.rows(y=y[rows], **features), "frames": film.frame_data(**parameters),
        "diagonal": table.rows(low=[low], high=[high]),
    }, key="picture_diagonal",
        alt=t("Every row as a dot: the prediction of the shown step across, the true value up."))
    return [("model", f"━ {t('where ŷ = y')}"), ("muted", f"● {t('data')}"), ("error", f"│ {t('error e')}"),
            drawn_words(len(rows), len(y))]


def cloud_picture(film: Film) -> list[Mark]:
    """The same for models whose answers can't be written as a sum; or, of two features, the heights over both."""
    work, problem = film.work, film.problem
    X, y, held = all_rows(film)
    if X.shape[1] == 2:
        return height_picture(film)
    rows = drawn_rows(len(y), MOST_PREDICTED)
    low, high = span(y, 0.12)
    across, up = axis(t("prediction ŷ"), low, high), axis(work.label(work.target), low, high)
    draw(moving.cloud(theme(), across, up), {
        "points": table.rows(i=np.arange(len(rows)), y=y[rows], held=held[rows]),
        "answers": moving.written(problem.predict_many(film.thetas, X[rows]), across, moving.FINEST),
        "diagonal": table.rows(low=[low], high=[high]),
    }, key="picture_cloud", alt=t("Every row as a dot: the prediction of the shown step across, the true value up."))
    return [("model", f"━ {t('where ŷ = y')}"), *data_words(film), ("error", f"│ {t('error e')}"),
            drawn_words(len(rows), len(y))]


def plane_axes(film: Film) -> tuple[Axis, Axis, Window]:
    """The two features that are seen, as axes and as a window."""
    X, _, _ = all_rows(film)
    first, second = film.shape.seen
    across = axis(film.work.label(film.shape.features[first]), *span(X[:, first], 0.08))
    up = axis(film.work.label(film.shape.features[second]), *span(X[:, second], 0.08))
    return across, up, Window((across.low, up.low), (across.high, up.high))


def height_picture(film: Film) -> list[Mark]:
    """Two features: the answer over both as heights, the rows filled by their true values."""
    X, y, held = all_rows(film)
    across, up, shown = plane_axes(film)
    rows, colors = drawn_rows(len(y), MOST_RINGED), COLORS[theme()]
    low, high = span(y)
    grid = slice_of(X, film.shape.seen, shown, CELLS)
    answers = film.problem.predict_many(film.thetas, grid).reshape(-1, CELLS, CELLS)
    first, second = film.shape.seen
    draw(moving.heights(theme(), across, up, film.work.label(film.work.target)), {
        "points": table.rows(x=X[rows, first], y=X[rows, second], held=held[rows], value=y[rows],
                                fill=shades.height_colors(y[rows], low, high, colors)),
        "frames": film.frame_data(u=[shades.heights_png(each, low, high, colors) for each in answers]),
    }, key="picture_heights", alt=t("What the model answers over two features; the rows filled by their true values."))
    return [("model", t("darker is more")), ("muted", f"○ {t('data, filled by their true y')}"),
            drawn_words(len(rows), len(y))]


def region_picture(film: Film) -> list[Mark]:
    """Classes over two features (the others at their means), or over one in lanes."""
    problem, classes = film.problem, film.shape.classes
    X, y, held = all_rows(film)
    rows = drawn_rows(len(y), MOST_RINGED)
    answers = chosen(problem.predict_many(film.thetas, X[rows]), len(classes))
    across, up, grid, cells, spots = lanes(film, rows) if X.shape[1] == 1 else plane_of_regions(film, rows)
    odds = probabilities(problem.predict_many(film.thetas, grid), len(classes)).reshape(-1, *cells, len(classes))
    colors = COLORS[theme()]
    draw(moving.regions(theme(), across, up, tuple(clean(name) for name in classes), film.work.target,
                        lanes=X.shape[1] == 1), {
        "points": table.rows(x=spots[0], y=spots[1], i=np.arange(len(rows)), c=y[rows],
                                name=[clean(classes[int(number)]) for number in y[rows]], held=held[rows]),
        "frames": film.frame_data(u=[shades.regions_png(each, colors) for each in odds],
                                           wrong=wrong_rows(answers, y[rows])),
    }, key="picture_regions", alt=t("The rows of every class, and the regions in which the model chooses each class."))
    more = t("the other features are at their means") if X.shape[1] > 2 else ""
    return [*class_words(classes), ("model", f"━ {t('boundary')}"), ("error", f"◯ {t('wrong')}"), ("", more),
            drawn_words(len(rows), len(y))]


def plane_of_regions(film: Film, rows: Whole) -> tuple[Axis, Axis, Array, tuple[int, int], tuple[Array, Array]]:
    """Axes, grid, its shape, and where the rows are, for two features."""
    X, _, _ = all_rows(film)
    across, up, shown = plane_axes(film)
    first, second = film.shape.seen
    return (across, up, slice_of(X, film.shape.seen, shown, CELLS), (CELLS, CELLS),
            (X[rows, first], X[rows, second]))


def lanes(film: Film, rows: Whole) -> tuple[Axis, Axis, Array, tuple[int, int], tuple[Array, Array]]:
    """The same for one feature: every class has a lane of its own."""
    X, y, _ = all_rows(film)
    count_of = len(film.shape.classes)
    across = axis(film.work.label(film.shape.features[0]), *span(X[:, 0]))
    places, _ = Window((across.low, 0.0), (across.high, 1.0)).axes(PLACES)
    jitter = np.random.default_rng(0).uniform(-0.3, 0.3, len(rows))
    up = Axis(t("class"), -0.5, count_of - 0.5)
    return across, up, places[:, None], (1, PLACES), (X[rows, 0], y[rows] + jitter)


def data_words(film: Film) -> list[Mark]:
    """What the dots are."""
    if not len(film.problem.y_held):
        return [("muted", f"● {t('data')}")]
    return [("muted", f"● {t('learned from')}"), ("held", f"○ {t('held out')}")]


def drawn_words(drawn: int, rows: int) -> Mark:
    """That only a sample is drawn, where it is so."""
    return "", t("{n} of {all} rows are drawn, all are used", n=count(drawn), all=count(rows)) if drawn < rows else ""
