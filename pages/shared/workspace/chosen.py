"""Which columns are x and y, and the numbers that a page learns from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from data.matrix import Matrix, guess_roles, guess_task, matrix
from data.reader import TableError
from data.table import Table
from pages.shared import settings
from pages.shared.words import clean, language, literal, t, told
from pages.shared.workspace import prepared
from pages.shared.workspace.loaded import recipe, sample, title

MOST_KEPT, MOST_NUMBERS = 8, 2_000_000          # choices, and numbers of x in all of them, kept in a session
TASKS = ("regression", "classification", "structured")


@dataclass(frozen=True)
class Work:
    """The visitor's data as numbers, and what they mean.

    Of a series (`past` > 0) the rows are in the order of time: `test` says which are held out, the last fifth,
    never shuffled, and `baselines` are forecasts for every row that need no learning.
    """

    key: str                                    # names data and roles: two works with one key are equal
    title: str
    table: Table                                # as it is learned from: types, fills and lags applied
    task: str
    target: str
    features: tuple[str, ...]
    matrix: Matrix
    units: Mapping[str, str]
    past: int = 0                               # days of the past that are the features
    test: NDArray[np.bool_] | None = None       # (n,)
    baselines: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)      # (n,) each, NaN where unknown

    def label(self, name: str) -> str:
        """A column's name with its unit, for an axis."""
        return label(name, self.units)


def label(name: str, units: Mapping[str, str]) -> str:
    """A column's name with its unit, where it has one."""
    unit = units.get(name)
    return f"{clean(name)}, {unit}" if unit else clean(name)


def labels() -> dict[str, str]:
    """Every column as it is shown; of several that would look the same, the later ones carry their place."""
    known, found, seen = units(), {}, set()
    for place, name in enumerate(prepared.table().frame.columns, 1):
        shown = label(name, known)
        if shown in seen:
            shown = f"{shown} ({place})"
        found[name] = shown
        seen.add(shown)
    return found


def units() -> Mapping[str, str]:
    """The units of the columns, as far as they are known."""
    chosen = sample()
    return {column: t(unit) for column, unit in chosen.units.items()} if chosen else {}


def need(*tasks: str) -> Work | None:
    """The data as numbers for a page that learns from them; None after saying what is missing."""
    try:
        work = chosen_work()
    except TableError as problem:
        st.error(told(problem), icon=":material/table:")
        st.page_link("pages/data_upload.py", label=t("Choose other columns"), icon=":material/arrow_forward:")
        return None
    if tasks and work.task not in tasks:
        st.markdown(t("**{column}** is a column of text: learning to make new ones is structured learning, on the page "
                      "Generation. Here y is a number or a class.", column=literal(work.target)))
        st.page_link("pages/data_upload.py", label=t("Choose another target"), icon=":material/arrow_forward:")
        st.page_link("pages/generation.py", label=t("Generation"), icon=":material/arrow_forward:")
        return None
    return work


def chosen_work() -> Work:
    """The chosen columns as numbers; the last few choices are remembered. TableError where there are none."""
    state = st.session_state
    works: dict[str, Work] = state.setdefault("works", {})
    task, target, features = roles()
    days = prepared.past() if task == "regression" else 0
    key = repr((prepared.table_key(), task, target, features, days, days and prepared.date(), prepared.treatment()))
    name = hashlib.sha256(key.encode()).hexdigest()
    place = f"{name} {language()}"                      # its title is in the reader's language
    if place not in works:
        works[place] = from_the_past(name, target, days) if days else from_columns(name, task, target, features)
        forget_oldest(works)
    state["work"] = works[place]
    return works[place]


def forget_oldest(works: dict[str, Work]) -> None:
    """Keep a few works, and no more numbers in all of them than a session should hold."""
    while len(works) > 1 and (len(works) > MOST_KEPT or sum(w.matrix.X.size for w in works.values()) > MOST_NUMBERS):
        del works[next(iter(works))]


def from_columns(key: str, task: str, target: str, features: tuple[str, ...]) -> Work:
    """Every row on its own: the chosen columns, missing values treated."""
    if not features and task != "structured":
        raise TableError(t("A feature x is missing: choose at least one column to predict from."))
    before = prepared.table()
    after = prepared.filled(before, features)
    numbers = matrix(after, target, features, task)
    fills = after.reading.notes[len(before.reading.notes):]
    numbers = replace(numbers, notes=(*fills, *numbers.notes))
    return Work(key, title(), after, task, target, features, numbers, units())


def from_the_past(key: str, target: str, days: int) -> Work:
    """A series: the last days of the target itself are its features."""
    made = prepared.series(target, days)
    numbers = matrix(made.table, made.target, made.features)
    numbers = replace(numbers, notes=(*made.table.reading.notes, *numbers.notes))
    unit = units().get(target)
    named = dict.fromkeys((target, *made.features), unit) if unit else {}
    return Work(key, title(), made.table, "regression", target, made.features, numbers, named, days,
                made.test[numbers.rows],
                {name: values[numbers.rows] for name, values in made.baselines.items()})


def roles() -> tuple[str, str, tuple[str, ...]]:
    """Task, target and features, as chosen, as the link asks, or as a sensible first guess."""
    table = prepared.table()
    if not len(table.frame):
        raise TableError(t("There is a header but no row."))
    columns = table.columns
    first_target, first_features = guess_roles(columns, *wanted())
    target = settings.know(key="y", default=first_target, options=list(columns))
    others = [name for name in columns if name != target]
    fitting = [name for name in first_features if name != target] or guess_roles(columns, target)[1]
    features = settings.know(key="x", default=list(fitting), options=others)
    task = settings.know(key="task", default=guess_task(columns[target]), options=list(TASKS))
    return task, target, tuple(features)


def wanted() -> tuple[str, tuple[str, ...]]:
    """The target and features that a sample or a recipe brings along."""
    if chosen := sample():
        return chosen.target, chosen.features
    if made := recipe():
        return made.target, tuple(name for name in prepared.table().columns if name != made.target)
    return "", ()


def chosen_columns() -> tuple[str, tuple[str, ...]]:
    """Target and features, if the table has any."""
    try:
        return roles()[1:]
    except TableError:
        return "", ()


def columns_in_use() -> list[str]:
    """Every column that is needed to see what is on screen, in the table's order: for a link with the cells."""
    target, features = chosen_columns()
    used = {target, *features} | {entry.partition(":")[2] for entry in prepared.chosen_types()}
    if prepared.past():
        used.add(prepared.date())
    names = list(prepared.as_read().frame.columns)
    return [name for name in names if name in used] or names
