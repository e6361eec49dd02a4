"""The chosen columns as a picture, before anything is learned from them."""

import numpy as np
import pandas as pd
import streamlit as st

from core.view import drawn_rows, span
from data.reader import TableError
from pages.shared import settings, workspace
from pages.shared.charts.relation import MOST_CLASSES, PLAIN, Dates, Names, Scale, outposts, relation
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count
from pages.shared.words import clean, literal, t, told
from pages.shared.workspace import Work, prepared

MOST_DOTS, MANY, MOST_EXAMPLES, MOST_COMPARED = 1_000, 600, 24, 400
WIDE = 4.0                      # the picture is about so many times as wide as high


def show() -> None:
    """What goes with what; or the reason why there is nothing to see."""
    try:
        work = workspace.chosen_work()
    except TableError as problem:
        st.markdown(f":material/info: {told(problem)}")
        return
    if work.task == "structured":
        examples(work)
        return
    x, y = axes_of(work)
    rows = work.matrix.rows[drawn_rows(len(work.matrix.rows), MOST_DOTS)]
    dots(work, x, y, rows)
    said(work, len(rows))


def axes_of(work: Work) -> tuple[str, str]:
    """The two columns that are drawn: a feature and the target, or two features where classes have two."""
    names = list(work.features)
    across = up = ""
    if work.past:
        return prepared.date(), work.target
    if work.task == "classification":
        measured = [name for name in names if work.table.columns[name].kind in ("number", "date")] or names
        if len(measured) > 2:
            with st.container(horizontal=True):
                across = choice(t("Across"), key="across", names=measured, work=work)
                rest = [name for name in measured if name != across]
                up = choice(t("Up"), key="up", names=rest, work=work)
            return across, up
        return measured[0], measured[1] if len(measured) > 1 else work.target
    if len(names) > 1:
        return choice(t("Across"), key="across", names=names, work=work), work.target
    return names[0], work.target


def choice(label: str, *, key: str, names: list[str], work: Work) -> str:
    """Which of several features is drawn along an axis."""
    if settings.kept(key) not in names:
        settings.forget(key)
    chosen: str = settings.ask(st.selectbox, label, key=key, default=names[0], options=names,
                               format_func=work.label)
    return chosen


def dots(work: Work, x: str, y: str, rows: np.ndarray) -> None:
    """One dot per row."""
    frame = work.table.frame.iloc[rows]
    shake = np.random.default_rng(0).uniform(-1, 1, (len(rows), 2))
    across, up = scale(work, x), scale(work, y)
    points = pd.DataFrame({"x": drawn(frame[x], across), "y": drawn(frame[y], up), "i": shake[:, 0],
                           "j": shake[:, 1], "h": False, "c": 0, "n": ""})
    if work.test is not None:
        points["h"] = work.test[np.searchsorted(work.matrix.rows, rows)]
    classes, labels = 0, pd.DataFrame({"x": [], "y": [], "n": [], "c": []})
    if work.task == "classification":
        places = np.searchsorted(work.matrix.rows, rows)
        codes = work.matrix.y[places].astype(int)
        names = np.array([PLAIN + clean(name, 24) for name in work.matrix.classes], dtype=object)
        points["c"], points["n"] = codes, names[codes]
        classes = len(names)
        if y != work.target and classes <= MOST_CLASSES:
            labels = class_labels(points, across, up)
    size = 34 if len(rows) <= MANY else 14
    draw(relation(theme(), across, up, classes, size=size), {"points": points, "labels": labels}, key="scatter",
         alt=t("{y} against {x}, {n} rows", y=clean(y), x=clean(x), n=count(len(rows))))


def class_labels(points: pd.DataFrame, across: Scale, up: Scale) -> pd.DataFrame:
    """Where the classes' names stand: at a dot of each that is far from the others' dots."""
    some = points.iloc[:: max(1, len(points) // MOST_COMPARED)].reset_index(drop=True)
    places = [unit * share(some[name], along) for name, along, unit in (("x", across, WIDE), ("y", up, 1.0))]
    return some.iloc[outposts(np.column_stack(places), some["c"].to_numpy())][["x", "y", "n", "c"]]


def share(values: pd.Series, along: Scale) -> np.ndarray:
    """How far along its axis each dot stands, from 0 to 1."""
    numbers = pd.factorize(values)[0].astype(float) if isinstance(along, Names) else values.to_numpy().astype(float)
    low, high = numbers.min(), numbers.max()
    shares: np.ndarray = (numbers - low) / ((high - low) or 1.0)
    return shares


def scale(work: Work, name: str) -> Scale:
    """The axis that suits what a column holds."""
    kind = work.table.columns[name].kind
    if kind == "date":
        return Dates(work.label(name))
    if kind != "number" or (work.task == "classification" and name == work.target):
        return Names(work.label(name))
    values = work.table.frame[name].iloc[work.matrix.rows].to_numpy(dtype=float)
    return axis(work.label(name), *span(values))


def drawn(values: pd.Series, along: Scale) -> np.ndarray:
    """A column's values as the axis wants them."""
    if isinstance(along, Names):
        return np.array([PLAIN + clean(value, 40) for value in values.astype(str)], dtype=object)
    plain: np.ndarray = values.to_numpy() if isinstance(along, Dates) else values.to_numpy(dtype=float)
    return plain


def said(work: Work, shown: int) -> None:
    """How many rows are drawn, and what was done to make numbers of the columns."""
    parts = []
    if shown < len(work.matrix.y):
        parts.append(t("{shown} of {rows} rows are drawn, chosen at random; numbers use all.",
                       shown=count(shown), rows=count(len(work.matrix.y))))
    if len(work.matrix.classes) > MOST_CLASSES:
        parts.append(t("{n} classes are more than there are colors: they are gray.",
                       n=count(len(work.matrix.classes))))
    if work.test is not None:
        parts.append(t(":yellow[○ the last fifth] is held out: nothing learns from it."))
    fills = () if work.past else work.table.reading.notes       # said where missing values are treated
    parts += [told(note) for note in work.matrix.notes if note not in fills]
    if parts:
        st.markdown(":small[:gray[" + " ".join(parts) + "]]")


def examples(work: Work) -> None:
    """A column of texts: some of them."""
    values = work.table.frame[work.target].dropna().astype(str)
    rows = drawn_rows(len(values), MOST_EXAMPLES)
    st.markdown(" · ".join(literal(value, 40) for value in values.iloc[rows]))
    st.markdown(":small[:gray[" + t("{n} texts to learn from, letter by letter: some of them above.",
                                    n=count(len(values))) + "]]")
