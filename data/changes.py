"""Cells changed, rows added or deleted by hand: what one point does to a line is seen by moving it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from data.export import to_csv
from data.sentence import Sentence
from data.table import Table, kind_of

Cells = Mapping[str, object]                # column -> new value, None where it is emptied


def change(table: Table, cells: Mapping[int, Cells], added: Sequence[Cells] = (), deleted: Sequence[int] = (),
           *, name: str) -> Table:
    """A new table under a new name: `cells` changed by row (counted from 0), then rows added and deleted.

    Every column keeps its kind; a whole number that becomes a fraction makes its column one of fractions.
    The notes say how many cells and rows were touched; the fingerprint is that of the new table as the
    app writes it to CSV, so that whoever has that file has these data.
    """
    columns = {}
    for column in table.frame.columns:
        old = table.frame[column]
        values = [*old.tolist(), *(row.get(column) for row in added)]
        for row, changed in cells.items():
            if column in changed:
                values[row] = changed[column]
        gone = set(deleted)
        columns[column] = rebuilt([value for row, value in enumerate(values) if row not in gone], old)
    frame = pd.DataFrame(columns, columns=table.frame.columns)
    touched = sum(len(changed) for changed in cells.values())
    note = Sentence("By hand: {cells} cell(s) changed, {added} row(s) added, {deleted} row(s) deleted.",
                    cells=touched, added=len(added), deleted=len(deleted))
    reading = replace(table.reading, notes=(*table.reading.notes, note))
    return Table(name, frame, reading, hashlib.sha256(to_csv(frame).content).hexdigest(), table.said)


def rebuilt(values: list[object], old: pd.Series) -> pd.Series:
    """A column of the same kind with new values."""
    kind = kind_of(old)
    if kind == "number":
        return pd.to_numeric(pd.Series([None if pd.isna(value) else value for value in values], dtype=object))
    if kind == "boolean":
        made = pd.Series([None if pd.isna(value) else bool(value) for value in values], dtype="boolean")
        return made if made.isna().any() else made.astype(bool)
    if kind == "date":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object), format="ISO8601"))
    texts = [None if value is None or pd.isna(value) else str(value) for value in values]
    return pd.Series(texts, dtype=object if isinstance(old.dtype, pd.CategoricalDtype) else old.dtype)
