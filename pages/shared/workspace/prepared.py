"""From the table as it was read to the one that is learned from: types, missing values, the past as features."""

import hashlib
from dataclasses import replace

import streamlit as st

from data.reader import TableError
from data.series import Lagged, lagged
from data.table import KINDS, Table
from data.treatment import change_type, treat_missing
from pages.shared import settings
from pages.shared.words import literal, t, told
from pages.shared.workspace.loaded import sample

TREATMENTS = ("drop", "mean", "median", "mode")
PASTS = (0, 1, 7, 28, 56)                       # days of the past as features; 0: the columns as they are


def chosen_types() -> list[str]:
    """What the visitor, or the link, says columns hold: kind:column for each."""
    state, base, kept = st.session_state, as_read(), settings.kept("type")
    if kept is None or state.get("types_checked") != (id(base), kept):
        options = [f"{kind}:{name}" for kind in KINDS for name in base.frame.columns]
        kept = settings.know(key="type", default=[], options=options)
        state["types_checked"] = id(base), kept
    found: list[str] = kept
    return found


def as_read() -> Table:
    """The table as it was read, or as it was last changed by hand."""
    found: Table = st.session_state["table"]
    return found


def table() -> Table:
    """The table, its columns of the chosen types; remembered until either changes."""
    state, base, types = st.session_state, as_read(), chosen_types()
    if not types:
        return base
    if state.get("typed", (None, None))[:2] != (id(base), types):
        made = base
        for entry in types:
            made = of_type(made, entry)
        state["typed"] = id(base), types, made, base        # base is kept alive, so that its id stays its own
    found: Table = state["typed"][2]
    return found


def of_type(before: Table, entry: str) -> Table:
    """The table with one column of another type; if no cell can be read so, it stays and that is said."""
    kind, _, name = entry.partition(":")
    try:
        return change_type(before, name, kind)
    except TableError as problem:
        settings.complain(told(problem))
        settings.put("type", [each for each in settings.kept("type", []) if each != entry])
        return before


def table_key() -> str:
    """Names that table: two with one key are equal."""
    how = as_read().reading
    read = how.encoding, how.delimiter, how.quote, how.decimal, how.header, how.first_line
    return hashlib.sha256(repr((as_read().fingerprint, read, chosen_types())).encode()).hexdigest()


def treatment() -> str:
    """What is done about missing values."""
    found: str = settings.know(key="missing", default="drop", options=list(TREATMENTS))
    return found


def filled(before: Table, features: tuple[str, ...]) -> Table:
    """The missing values of the features filled, where that is wanted and the column allows it.

    Numbers take the mean, the median or the most frequent value; categories and yes/no the most frequent. Rows
    without a target, a date or a text are never filled.
    """
    chosen = treatment()
    if chosen == "drop":
        return before
    suited = {"number": chosen, "category": "mode", "boolean": "mode"}
    ways = {name: suited[column.kind] for name, column in before.columns.items()
            if name in features and column.missing and column.kind in suited}
    ways = {name: way for name, way in ways.items() if before.columns[name].distinct}
    return treat_missing(before, ways) if ways else before


def date_columns() -> list[str]:
    """Columns by which rows can be put in the order of time."""
    return [name for name, column in table().columns.items() if column.kind == "date"]


def past() -> int:
    """How many days of the past are the features; 0 where the chosen columns are."""
    dates = date_columns()
    found: int = settings.know(key="past", default=0, options=list(PASTS) if dates else [0], parse=int)
    return found


def date() -> str:
    """The column of dates that puts the rows in order."""
    dates, chosen = date_columns(), sample()
    first = chosen.date if chosen and chosen.date in dates else dates[0]
    found: str = settings.know(key="date", default=first, options=dates)
    return found


def series(target: str, days: int) -> Lagged:
    """The target and its own past by date; TableError where there is no series."""
    if table().columns[target].kind != "number":
        raise TableError(t("{column} is no series of numbers: choose another y, or other features than the past.",
                           column=literal(target)))
    made = lagged(table(), date(), target, days, lambda name: t(name.template, **name.values))
    told_before = len(table().reading.notes)
    how = made.table.reading
    return replace(made, table=replace(made.table, reading=replace(how, notes=how.notes[told_before:])))
