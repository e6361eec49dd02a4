"""New rows become numbers in the very way the rows did that were learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.matrix import LARGEST, Matrix, written
from data.plain import Feature, columns_of
from data.reader import TableError
from data.sentence import Sentence
from data.table import Table


@dataclass(frozen=True)
class Way:
    """How the columns of a table became the columns of X."""

    features: tuple[Feature, ...]                   # one per column of X: (column, kind, value)
    kinds: Mapping[str, str]                        # the table's columns that are needed, and what they hold
    values: Mapping[str, tuple[str, ...]]           # of categories: the values that were seen

    def only(self, places: Sequence[int]) -> "Way":
        """The way to some columns of X."""
        features = tuple(self.features[place] for place in places)
        used = {column for column, _, _ in features}
        return Way(features, {name: kind for name, kind in self.kinds.items() if name in used},
                   {name: seen for name, seen in self.values.items() if name in used})


def way(table: Table, features: Sequence[str], learned: Matrix) -> Way:
    """Read off how matrix() has made numbers of these features."""
    frame, made, values = table.frame.iloc[learned.rows], [], {}
    kinds = {name: table.columns[name].kind for name in features}
    for name, kind in kinds.items():
        if kind == "category":
            values[name] = tuple(sorted(frame[name].astype(str).unique()))
            made += [(name, "equals", value) for value in values[name][1:]]
        else:
            made.append((name, "days", str(frame[name].min())) if kind == "date" else (name, "number", ""))
    return Way(tuple(made), kinds, values)


@dataclass(frozen=True)
class NewRows:
    """Rows to predict for."""

    X: NDArray[np.float64]                          # (n, d)
    rows: NDArray[np.int64]                         # which rows of the table these are
    notes: tuple[Sentence, ...]
    y: NDArray[np.float64] | None = None            # the target, where the new table has it too


def new_rows(table: Table, way: Way, target: str = "", classes: Sequence[str] = ()) -> NewRows:
    """Make numbers of a new table's rows; those that can't be predicted for are left out and said.

    TableError, a sentence, if a column is missing, holds something else than was learned from, or no row is left.
    """
    frame, notes = table.frame, []
    missing = [name for name in way.kinds if name not in frame.columns]
    if missing:
        raise TableError("The new file lacks the column(s) {columns}; the model was learned from them.",
                         columns=", ".join(missing))
    for name, kind in way.kinds.items():
        found = table.columns[name].kind
        if kind in ("number", "date") and found != kind and frame[name].notna().any():
            raise TableError("{column} is {found} in the new file, but {kind} in the rows that were learned from.",
                             column=name, found=Sentence(found), kind=Sentence(kind))
    whole = present(frame[list(way.kinds)])
    if not whole.all():
        notes.append(Sentence("{n} row(s) without a value in a needed column are left out.", n=int((~whole).sum())))
    for name, seen in way.values.items():
        strange = whole & ~frame[name].astype(str).isin(seen).to_numpy()
        if strange.any():
            notes.append(Sentence("{n} row(s) are left out: {column} has values there that never occurred before, such "
                                  "as {value}.", n=int(strange.sum()), column=name,
                                  value=str(frame[name][strange].iloc[0])))
            whole = whole & ~strange
    if not whole.any():
        raise TableError("The new file has no row that can be predicted for. {reason}",
                         reason=one_after_another(notes or [Sentence("There is a header but no row.")]))
    kept = frame[whole]
    return NewRows(columns_of(kept, way.features), np.flatnonzero(whole), tuple(notes), truth(kept, target, classes))


def one_after_another(sentences: Sequence[Sentence]) -> Sentence:
    """Several sentences as one."""
    return reduce(lambda first, then: Sentence("{first} {then}", first=first, then=then), sentences)


def present(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Which rows have a usable value in every column."""
    whole = frame.notna().all(axis=1).to_numpy()
    for name in frame.select_dtypes("number").columns:
        numbers = frame[name].to_numpy(dtype=float, na_value=np.nan)
        whole = whole & np.isfinite(numbers) & (np.abs(np.nan_to_num(numbers)) <= LARGEST)
    return np.asarray(whole)


def truth(frame: pd.DataFrame, target: str, classes: Sequence[str]) -> NDArray[np.float64] | None:
    """The true answers (n,) where the table has them, NaN where a row has none; None if it has no such column."""
    if target not in frame.columns:
        return None
    if classes:
        numbers = {name: float(number) for number, name in enumerate(classes)}
        return np.array([numbers.get(written(value), np.nan) for value in frame[target]])
    if not pd.api.types.is_numeric_dtype(frame[target].dtype):
        return None
    return np.asarray(frame[target].to_numpy(dtype=float, na_value=np.nan))
