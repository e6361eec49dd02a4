"""Rows for a chart, put together column by column: what is sent to the browser without a detour over a data frame."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.float64] | NDArray[np.float32] | NDArray[np.int64]
Column = Numbers | Sequence[float] | Sequence[str] | Sequence[float | str]


def rows(**columns: Column) -> pa.Table:
    """A table of these columns; a data frame of the same takes several times as long to make and to send."""
    return pa.table({name: column_of(values) for name, values in columns.items()})


def records(names: Sequence[str], found: Sequence[Sequence[float | str]]) -> pa.Table:
    """A table of a few rows given one by one, possibly none."""
    columns: dict[str, Column] = {name: [record[i] for record in found] for i, name in enumerate(names)}
    return rows(**columns)


def stacked(tables: Sequence[Mapping[str, Column]]) -> pa.Table:
    """A table of several parts with the same columns, one after another."""
    return pa.concat_tables([rows(**part) for part in tables])


def column_of(values: Column) -> pa.Array:
    """One column; an empty one is a column of numbers."""
    return pa.array(values) if len(values) else pa.array([], pa.float64())
