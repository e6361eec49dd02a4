"""What is made of the table: which columns are x and y, and the numbers that a page learns from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from data.matrix import Matrix, guess_roles, guess_task, matrix
from data.reader import TableError
from data.table import Table
from pages.shared import settings
from pages.shared.words import clean, literal, t, told
from pages.shared.workspace.loaded import sample, title

TASKS = ("regression", "classification", "structured")


@dataclass(frozen=True)
class Work:
    """The visitor's data as numbers, and what they mean."""

    key: str                                    # names data and roles: two works with one key are equal
    title: str
    table: Table
    task: str
    target: str
    features: tuple[str, ...]
    matrix: Matrix
    units: Mapping[str, str]

    def label(self, name: str) -> str:
        """A column's name with its unit, for an axis."""
        return label(name, self.units)


def label(name: str, units: Mapping[str, str]) -> str:
    """A column's name with its unit, where it has one."""
    unit = units.get(name)
    return f"{clean(name)}, {unit}" if unit else clean(name)


def units() -> Mapping[str, str]:
    """The units of the columns, as far as they are known."""
    chosen = sample()
    return chosen.units if chosen else {}


def need(task: str | None = None) -> Work:
    """The data as numbers for a page that learns from them; else says what is missing and stops."""
    try:
        work = chosen_work()
    except TableError as problem:
        st.error(told(problem), icon=":material/table:")
        st.page_link("pages/data_upload.py", label=t("Choose other columns"), icon=":material/arrow_forward:")
        st.stop()
    if task and work.task != task:
        st.error(t("{column} asks for {found}; this page needs {wanted}.", column=literal(work.target),
                   found=t(work.task), wanted=t(task)))
        st.page_link("pages/data_upload.py", label=t("Choose another target"),
                     icon=":material/arrow_forward:")
        st.stop()
    return work


def chosen_work() -> Work:
    """The chosen columns as numbers; remembered until the data or the choice change."""
    state = st.session_state
    table: Table = state["table"]
    task, target, features = roles()
    key = repr((table.fingerprint, signature(table), task, target, features))
    if "work" not in state or state["work"][0] != key:
        if not features and task != "structured":
            raise TableError(t("A feature x is missing: choose at least one column to predict from."))
        numbers = matrix(table, target, features, task)
        name = hashlib.sha256(key.encode()).hexdigest()
        state["work"] = key, Work(name, title(), table, task, target, features, numbers, units())
    work: Work = state["work"][1]
    return work


def table() -> Table:
    """The table, its columns of the chosen types."""
    found: Table = st.session_state["table"]
    return found


def table_key() -> str:
    """Names that table: two with one key are equal."""
    found = table()
    return hashlib.sha256(repr((found.fingerprint, signature(found))).encode()).hexdigest()


def chosen_columns() -> tuple[str, tuple[str, ...]]:
    """Target and features, if the table has any."""
    try:
        return roles()[1:]
    except TableError:
        return "", ()


def signature(table: Table) -> tuple[object, ...]:
    """How the bytes were read: the same bytes, read differently, are different data."""
    how = table.reading
    return how.encoding, how.delimiter, how.quote, how.decimal, how.header, how.first_line


def roles() -> tuple[str, str, tuple[str, ...]]:
    """Task, target and features, as chosen, as the link asks, or as a sensible first guess."""
    table: Table = st.session_state["table"]
    if not len(table.frame):
        raise TableError(t("There is a header but no row."))
    columns = table.columns
    chosen = sample()
    first_target, first_features = guess_roles(columns, chosen.target if chosen else "",
                                               chosen.features if chosen else ())
    target = settings.know(key="y", default=first_target, options=list(columns))
    others = [name for name in columns if name != target]
    fitting = [name for name in first_features if name != target] or guess_roles(columns, target)[1]
    features = settings.know(key="x", default=list(fitting), options=others)
    task = settings.know(key="task", default=guess_task(columns[target]), options=list(TASKS))
    return task, target, tuple(features)
