"""From a table to what is learned from: the chosen columns become the numbers x and y."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.reader import TableError
from data.sentence import Sentence
from data.table import MOST_CATEGORIES, Column, Table

Array = NDArray[np.float64]
LARGEST = 1e150         # its square is still a number
CLOSEST = 1e-300        # numbers that all lie within this of each other cannot be standardized
CALLED_TARGET, CALLED_NUMBER = ("y", "target", "label"), ("id", "index", "row", "no", "nr", "number", "#")


@dataclass(frozen=True)
class Matrix:
    """Features X (n, d) and target y (n,), and what became of the table's rows and columns on the way."""

    X: Array
    y: Array
    names: tuple[str, ...]                      # one per column of X
    rows: NDArray[np.int64]                     # which rows of the table these are
    left_out: int                               # rows without a finite value in a chosen column
    notes: tuple[Sentence, ...]                 # what was done: one-hot columns, dates as days, rows left out
    classes: tuple[str, ...] = ()               # names of the classes; y holds their numbers


def matrix(table: Table, target: str, features: Sequence[str], task: str = "regression") -> Matrix:
    """Take the chosen columns out of a table; rows without a value in one of them are left out and counted.

    Numbers stay, booleans become 0 and 1, a date the days since the first one, a category one column of 0
    and 1 per value but the first (one-hot). For a structured task only the rows count: X is (n, 0).
    Raises TableError, a sentence for the visitor, where nothing can be learned.
    """
    features = () if task == "structured" else [name for name in features if name != target]
    frame, rows, notes = whole_rows(table.frame[[target, *features]])
    y, classes = labels(table.columns[target], frame[target], task)
    columns = [pd.DataFrame(index=frame.index)]
    for name in features:
        made, told = numbers(table.columns[name], frame[name])
        columns.append(made)
        notes += told
    every = pd.concat(columns, axis=1)
    X = np.ascontiguousarray(every.to_numpy(dtype=float))
    if task != "structured":
        check(X, every.columns, y, target)
    names, left_out = tuple(map(str, every.columns)), len(table.frame) - len(rows)
    return Matrix(X, y, names, rows, left_out, tuple(notes), classes)


def whole_rows(chosen: pd.DataFrame) -> tuple[pd.DataFrame, NDArray[np.int64], list[Sentence]]:
    """The rows with a finite value in every column, their places, and how many were left out and why."""
    present = chosen.notna().all(axis=1).to_numpy()
    whole = present.copy()
    for name in chosen.select_dtypes("number").columns:
        whole &= np.isfinite(chosen[name].to_numpy(dtype=float, na_value=np.nan))
    if not whole.any():
        raise TableError("No row has a value in every chosen column: {columns}.",
                         columns=", ".join(map(str, chosen.columns)))
    missing, endless = int((~present).sum()), int((present & ~whole).sum())
    notes = []
    if missing:
        notes.append(Sentence("{n} rows have a missing value in a chosen column and are left out.", n=missing)
                     if missing > 1 else
                     Sentence("1 row has a missing value in a chosen column and is left out."))
    if endless:
        notes.append(Sentence("{n} row(s) with an infinite number in a chosen column are left out.",
                              n=endless))
    return (chosen if whole.all() else chosen[whole]), np.flatnonzero(whole), notes


def labels(column: Column, values: pd.Series, task: str) -> tuple[Array, tuple[str, ...]]:
    """The target as numbers: measured ones for regression, class numbers for classification."""
    if task == "structured":
        if column.kind not in ("text", "category"):
            raise TableError("{column} is {kind}, not text: there is nothing to spell. "
                             "Choose a column of texts.", column=column.name, kind=Sentence(column.kind))
        return np.zeros(len(values)), ()
    if task == "classification":
        return class_numbers(column, values)
    if column.kind not in ("number", "boolean"):
        raise TableError("{column} is {kind}, not a number: choose classification, or another target.",
                         column=column.name, kind=Sentence(column.kind))
    return values.to_numpy(dtype=float), ()


def class_numbers(column: Column, values: pd.Series) -> tuple[Array, tuple[str, ...]]:
    """Each row's class as a number 0, 1, ..., and the classes' names in order."""
    classes = sorted(values.unique(), key=lambda value: (str(type(value)), value))
    if len(classes) < 2:
        raise TableError("{column} has only one class: there is nothing to tell apart.", column=column.name)
    if len(classes) > MOST_CATEGORIES:
        raise TableError("{column} has {n} different values: too many classes to tell apart "
                         "(at most {most}).", column=column.name, n=len(classes), most=MOST_CATEGORIES)
    codes = {value: number for number, value in enumerate(classes)}
    return values.map(codes).to_numpy(dtype=float), tuple(map(written, classes))


def written(value: object) -> str:
    """A class's name: 3 rather than 3.0."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return f"{value:.0f}" if whole else str(value)


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
        return one_hot(name, values)
    raise TableError("{column} is text that hardly repeats: it cannot be a feature.", column=name)


def one_hot(name: str, values: pd.Series) -> tuple[pd.DataFrame, list[Sentence]]:
    """A category as columns of 0 and 1, one per value but the first, which is where all are 0."""
    shown = values.astype(str)
    in_order = sorted(shown.unique())
    if len(in_order) > MOST_CATEGORIES:
        raise TableError("{column} has {n} different values: too many columns of 0 and 1 (at most {most}).",
                         column=name, n=len(in_order), most=MOST_CATEGORIES)
    made = pd.DataFrame({f"{name} = {value}": (shown == value).astype(float) for value in in_order[1:]},
                        index=values.index)
    if made.empty and len(in_order) == 1:
        raise TableError(CONSTANT, column=name)
    told = Sentence("{column} became {n} column(s) of 0 and 1; all 0 means {first}.",
                    column=name, n=len(in_order) - 1, first=in_order[0])
    return made, [told]


CONSTANT = "{column} is the same in every row: nothing to learn from."


def check(X: Array, names: Sequence[str], y: Array, target: str) -> None:
    """Refuse columns that never change, or hardly, and numbers so large that their squares are none."""
    for name, values in named_columns(X, names, y, target):
        if float(np.abs(values).max()) > LARGEST:
            raise TableError("{column} holds numbers beyond 10¹⁵⁰; their squares cannot be computed. "
                             "Divide the column by a power of ten.", column=name)
        if values.min() == values.max():
            raise TableError(CONSTANT, column=name)
        if float(np.ptp(values)) < CLOSEST:
            raise TableError("The numbers of {column} lie too close together to be computed with. "
                             "Multiply the column by a power of ten.", column=name)


def named_columns(X: Array, names: Sequence[str], y: Array, target: str) -> Iterator[tuple[str, Array]]:
    """The target, then every feature."""
    yield target, y
    yield from zip(names, X.T, strict=True)


def guess_roles(columns: Mapping[str, Column], wanted_target: str = "", wanted_features: Sequence[str] = ()
                ) -> tuple[str, tuple[str, ...]]:
    """A sensible first target and features: what is wanted if there, else the last two columns of numbers.

    A column that is called y, target or label is the target; one that only counts the rows is no feature.
    """
    usable = {name: column for name, column in columns.items() if column.distinct > 1}
    measured = [name for name, column in usable.items() if column.kind == "number"]
    constant = [name for name, column in columns.items() if column.kind == "number" and name not in usable]
    called = [name for name in usable if name.strip().lower() in CALLED_TARGET]
    target = next(iter([*called, *reversed(measured or constant or list(usable) or list(columns))]), "")
    if wanted_target in columns:
        target = wanted_target
    features = tuple(name for name in wanted_features if name in columns and name != target)
    if not features:
        others = [name for name in measured if name != target]
        others = [name for name in others if name.strip().lower() not in CALLED_NUMBER] or others
        others = others or [name for name, c in usable.items() if name != target and c.kind != "text"]
        several = 2 if columns[target].kind in ("category", "boolean") else 1      # classes: a plane to look at
        features = tuple((others or [name for name in constant if name != target])[:several])
    return target, features


def guess_task(column: Column) -> str:
    """The kind of task that a target asks for: a number, one of a few classes, or text to be made."""
    tasks = {"number": "regression", "date": "regression", "text": "structured"}
    return tasks.get(column.kind, "classification")
