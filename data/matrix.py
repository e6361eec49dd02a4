"""From a table to what is learned from: the chosen columns become the numbers x and y."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.reader import TableError
from data.sentence import Sentence
from data.table import Column, Table

Array = NDArray[np.float64]
LARGEST = 1e150         # its square is still a number


@dataclass(frozen=True)
class Matrix:
    """Features X (n, d) and target y (n,), and what became of the table's rows and columns on the way."""

    X: Array
    y: Array
    names: tuple[str, ...]                      # one per column of X
    rows: NDArray[np.int64]                     # which rows of the table these are
    left_out: int                               # rows with a missing value in a chosen column
    notes: tuple[Sentence, ...]                 # what was done: one-hot columns, dates as days, rows left out
    classes: tuple[str, ...] = ()               # names of the classes; y holds their numbers


def matrix(table: Table, target: str, features: Sequence[str], task: str = "regression") -> Matrix:
    """Take the chosen columns out of a table; rows with a missing value in one of them are left out and counted.

    Numbers stay, booleans become 0 and 1, a date the days since the first one, a category one column of 0 and 1
    per value but the first (one-hot). Raises TableError, a sentence for the visitor, where nothing can be learned.
    """
    chosen = table.frame[[target, *(name for name in features if name != target)]]
    whole = chosen.notna().all(axis=1).to_numpy().copy()
    for name in chosen.select_dtypes("number").columns:
        whole &= np.isfinite(chosen[name].to_numpy(dtype=float, na_value=np.nan))
    frame = chosen[whole]
    left_out = int((~whole).sum())
    if frame.empty:
        raise TableError(Sentence("No row has a value in every chosen column: {columns}.",
                                  columns=", ".join(map(str, chosen.columns))))
    y, classes = labels(table.columns[target], frame[target], task)
    columns, notes = [], []
    for name in features:
        made, told = numbers(table.columns[name], frame[name])
        columns.append(made)
        notes += told
    if left_out:
        notes.append(Sentence("{n} rows have a missing value in a chosen column and are left out.", n=left_out))
    every = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=frame.index)
    X = np.ascontiguousarray(every.to_numpy(dtype=float))
    check_size(X, every.columns, y, target)
    return Matrix(X, y, tuple(map(str, every.columns)), np.flatnonzero(whole), left_out, tuple(notes), classes)


def labels(column: Column, values: pd.Series, task: str) -> tuple[Array, tuple[str, ...]]:
    """The target as numbers: measured ones for regression, class numbers for classification."""
    if task == "classification":
        classes = sorted(values.unique(), key=lambda value: (str(type(value)), value))
        codes = {value: number for number, value in enumerate(classes)}
        if len(classes) < 2:
            raise TableError(Sentence("{column} has only one class: there is nothing to tell apart.",
                                      column=column.name))
        return values.map(codes).to_numpy(dtype=float), tuple(map(str, classes))
    if column.kind not in ("number", "boolean"):
        raise TableError(Sentence("{column} is {kind}, not a number: choose classification, or another target.",
                                  column=column.name, kind=column.kind))
    y = values.to_numpy(dtype=float)
    return y, ()


def numbers(column: Column, values: pd.Series) -> tuple[pd.DataFrame, list[Sentence]]:
    """One column of the table as columns of numbers, and a sentence if it had to be changed for that."""
    name = column.name
    if column.kind in ("number", "boolean"):
        return values.astype(float).to_frame(), []
    if column.kind == "date":
        first = values.min()
        days = (values - first).dt.total_seconds() / 86_400
        told = Sentence("{column} counts the days since {first}.", column=name, first=f"{first:%Y-%m-%d}")
        return days.to_frame(), [told]
    if column.kind == "category":
        shown = values.astype(str)
        values_in_order = sorted(shown.unique())
        made = pd.DataFrame({f"{name} = {value}": (shown == value).astype(float) for value in values_in_order[1:]},
                            index=values.index)
        told = Sentence("{column} became {n} columns of 0 and 1; all 0 means {first}.",
                        column=name, n=len(values_in_order) - 1, first=values_in_order[0])
        return made, [told]
    raise TableError(Sentence("{column} is text that hardly repeats: it cannot be a feature.", column=name))


def check_size(X: Array, names: Sequence[str], y: Array, target: str) -> None:
    """Refuse numbers so large that their squares are none."""
    for name, values in [(target, y), *zip(names, X.T, strict=True)]:
        if values.size and float(np.abs(values).max()) > LARGEST:
            raise TableError(Sentence("{column} holds numbers beyond 10¹⁵⁰; their squares cannot be computed. "
                                      "Divide the column by a power of ten.", column=name))


def guess_roles(columns: Mapping[str, Column], wanted_target: str = "", wanted_features: Sequence[str] = ()
                ) -> tuple[str, tuple[str, ...]]:
    """A sensible first target and features: what is wanted if it is there, else the last two columns of numbers."""
    usable = {name: column for name, column in columns.items() if column.distinct > 1}
    measured = [name for name, column in usable.items() if column.kind == "number"]
    if wanted_target in columns:
        target = wanted_target
    else:
        target = measured[-1] if measured else next(iter(usable), next(iter(columns), ""))
    features = tuple(name for name in wanted_features if name in columns and name != target)
    if not features:
        others = [name for name in measured if name != target]
        others = others or [name for name, c in usable.items() if name != target and c.kind != "text"]
        features = tuple(others[:1])
    return target, features


def guess_task(column: Column) -> str:
    """The kind of task that a target asks for: a number, one of a few classes, or text to be made."""
    return {"number": "regression", "date": "regression", "text": "structured"}.get(column.kind, "classification")


