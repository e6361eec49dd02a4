"""A clean file is read by pandas alone in one line: how an exported script comes to the numbers of the app."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

Feature: TypeAlias = tuple[str, str, str]           # column, kind, value


def columns_of(table: pd.DataFrame, features: Sequence[Feature]) -> np.ndarray:
    """Return the features X (n, d) of a table's rows.

    A feature is (column, kind, value): a "number" as it is, "equals" 1 where the column has that value and else 0,
    "days" the days since that date.
    """
    columns = []
    for name, kind, value in features:
        cells = table[name]
        if kind == "equals":
            columns.append(cells.astype(str).eq(value).to_numpy(dtype=float))
        elif kind == "days":
            columns.append(((pd.to_datetime(cells) - pd.Timestamp(value)).dt.total_seconds() / 86_400).to_numpy())
        else:
            columns.append(cells.to_numpy(dtype=float))
    return np.column_stack(columns)


def plain_numbers(
    file: Any,  # noqa: ANN401
    features: Sequence[Feature],
    target: str,
    classes: Sequence[str],
    needed: Sequence[str],
    reading: Mapping[str, Any],
) -> tuple[np.ndarray, np.ndarray]:
    """Read a CSV and return the features X (n, d) and the target y (n,).

    Of classes, y holds the place in `classes`. Rows with an empty or infinite cell in a needed column are left out.
    `reading` are options of pandas.read_csv.
    """
    table = pd.read_csv(file, **reading)
    whole = table[list(needed)].notna().all(axis=1)
    for name in table[list(needed)].select_dtypes("number").columns:
        whole &= np.isfinite(table[name].astype(float))
    table = table[whole]
    X = columns_of(table, features)
    if not classes:
        return X, table[target].to_numpy(dtype=float)
    return X, np.array([float(classes.index(name_of(cell))) for cell in table[target]])


def name_of(cell: Any) -> str:  # noqa: ANN401
    """Return what a class is called: 3 rather than 3.0."""
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
