"""The table itself: look at its rows, change, add or delete some, undo that, take the table away."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data.changes import change
from data.export import to_csv
from data.table import Table, kind_of
from pages.shared import workspace
from pages.shared.numbers import count
from pages.shared.words import language, t

MOST_EDITED_ROWS, MOST_EDITED_CELLS = 5_000, 100_000
PREVIEW_ROWS, PREVIEW_COLUMNS = 500, 100
HEIGHT = 320


def show() -> None:
    """A small table can be changed in place; of a large one the first rows are shown."""
    table: Table = st.session_state["table"]
    rows, columns = table.frame.shape
    small = rows <= MOST_EDITED_ROWS and rows * columns <= MOST_EDITED_CELLS
    if small:
        edit(table)
    else:
        look(table)
    with st.container(horizontal=True):
        history = st.session_state["edits"]
        if history:
            st.button(t("Undo"), icon=":material/undo:", key="undo", on_click=workspace.undo)
            st.button(t("Undo all changes"), key="undo_all", on_click=workspace.undo, args=(len(history),))
        st.download_button(t("Download this table"), data=lambda: to_csv(table.frame).content, key="download",
                           mime="text/csv", file_name=f"{file_name(table.name)}.csv", icon=":material/download:",
                           on_click="ignore", help=t("Numbers with all their digits. A text that a spreadsheet would "
                                                     "run as a formula gets an apostrophe in front."))


def file_name(name: str) -> str:
    """A name that every system allows, without its ending."""
    stem = name.rsplit(".", 1)[0] if name.lower().endswith((".csv", ".tsv", ".txt", ".gz")) else name
    return "".join(c if c.isalnum() or c in " ,()_-" else "_" for c in stem)[:80] or "table"


def edit(table: Table) -> None:
    """An editor that starts from a table and keeps its place while cells are changed."""
    state = st.session_state
    version = state.get("edit_version", 0)
    in_editor = any(dict(state.get(editor_key(version), {})).values())
    if state.get("edit_result") is not table or not (in_editor or state["edit_base"] is table):
        version += 1                                # changed elsewhere, or the editor has forgotten: start anew
        state["edit_base"], state["edit_result"], state["edit_version"] = table, table, version
    base: Table = state["edit_base"]
    key, labels = editor_key(version), workspace.labels()
    st.data_editor(editable(base.frame), key=key, num_rows="dynamic", height=HEIGHT, on_change=edited,
                   args=(key,), column_config=configured(base.frame, labels), hide_index=False,
                   alt=t("The rows of the table; cells can be changed"))
    said = t("Click a cell twice to change it; write into the last row to add one; mark rows at the left to "
             "delete them. All pages follow.")
    st.markdown(f":small[:gray[{said}]]")


def editor_key(version: int) -> str:
    """An editor keeps its place while its key stays; its words are part of what it is."""
    return f"rows {version} {language()}"


def edited(key: str) -> None:
    """Cells or rows were changed: work on the new table."""
    state = st.session_state
    base, changes = state["edit_base"], state[key]
    names = dict(zip(safe_names(base.frame), base.frame.columns, strict=True))

    def named(cells: dict[str, object]) -> dict[str, object]:
        return {names[safe]: value for safe, value in cells.items() if safe in names}

    table = change(base, {int(row): named(cells) for row, cells in changes["edited_rows"].items()},
                   [named(cells) for cells in changes["added_rows"]], changes["deleted_rows"],
                   name=workspace.edited_name())
    workspace.edit(table)
    state["edit_result"] = table


def safe_names(frame: pd.DataFrame) -> list[str]:
    """Names that no part of the browser interprets."""
    return [f"c{place}" for place in range(len(frame.columns))]


def editable(frame: pd.DataFrame) -> pd.DataFrame:
    """The table as the editor wants it: safe names, and fractions allowed wherever there are numbers."""
    columns = {}
    for safe, name in zip(safe_names(frame), frame.columns, strict=True):
        values = frame[name]
        if kind_of(values) == "number" and fits_a_fraction(values):
            values = values.astype(float)
        columns[safe] = values.astype(object) if isinstance(values.dtype, pd.CategoricalDtype) else values
    shown = pd.DataFrame(columns)
    shown.index = pd.RangeIndex(len(shown))
    return shown


def fits_a_fraction(values: pd.Series) -> bool:
    """Whether no digit is lost when whole numbers become float64."""
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    return not np.nanmax(np.abs(numbers), initial=0.0) >= 2.0**53


def configured(frame: pd.DataFrame, labels: dict[str, str]) -> dict[str, Any]:
    """Headings and formats: every number with the digits it has, dates without a time of midnight."""
    found: dict[str, Any] = {}
    for safe, name in zip(safe_names(frame), frame.columns, strict=True):
        kind = kind_of(frame[name])
        if kind == "number":
            digits = "%.15g" if fits_a_fraction(frame[name]) else "plain"
            found[safe] = st.column_config.NumberColumn(labels[name], format=digits)
        elif kind == "date":
            days = frame[name].dropna()
            midnight = bool((days == days.dt.normalize()).all())
            found[safe] = st.column_config.DatetimeColumn(
                labels[name], format="YYYY-MM-DD" if midnight else "YYYY-MM-DD HH:mm:ss")
        else:
            found[safe] = st.column_config.Column(labels[name])
    return found


def look(table: Table) -> None:
    """The first rows of a large table."""
    part = table.frame.iloc[:PREVIEW_ROWS, :PREVIEW_COLUMNS]
    st.dataframe(editable(part), height=HEIGHT, column_config=configured(part, workspace.labels()),
                 alt=t("The first rows of the table"))
    shape = t("The first {rows} of {all_rows} rows", rows=count(len(part)), all_rows=count(len(table.frame)))
    if len(part.columns) < len(table.frame.columns):
        shape += ", " + t("{columns} of {all_columns} columns", columns=count(len(part.columns)),
                          all_columns=count(len(table.frame.columns)))
    st.markdown(f":small[:gray[{shape}. " + t("Tables of up to {n} rows can be changed here.",
                                              n=count(MOST_EDITED_ROWS)) + "]]")
