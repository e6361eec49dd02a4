"""A table is rows of cells under named columns, together with the story of how it was read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np
import pandas as pd

from data.sentence import Sentence

KINDS = ("number", "category", "date", "text", "boolean")

# A text column counts as a category when its values repeat: at most so many different ones,
# and on average each at least twice.
MOST_CATEGORIES = 100


@dataclass(frozen=True)
class Reading:
    """How the bytes of a file became a table: everything detected, repaired and left out."""

    encoding: str                                       # "utf-8", "gb18030", ...
    delimiter: str                                      # one character; "" for a single column
    quote: str                                          # one character; "" where nothing is quoted
    decimal: str                                        # "." or ","
    header: bool                                        # whether the names come from the file
    first_line: int                                     # line in the file of the header, or of the first row
    dropped: Sequence[tuple[int, Sentence]] = ()        # (line number, reason)
    notes: Sequence[Sentence] = ()


@dataclass(frozen=True)
class Column:
    """What a column holds."""

    name: str
    kind: str                                           # one of KINDS
    missing: int                                        # number of empty cells
    distinct: int                                       # number of different values, empty ones not counted
    smallest: object                                    # None where nothing can be compared
    largest: object


@dataclass(frozen=True)
class Table:
    """A named table: the pandas frame, how it was read, and the SHA-256 of the bytes it came from."""

    name: str
    frame: pd.DataFrame
    reading: Reading
    fingerprint: str                                    # hex digits
    said: Mapping[str, str] = field(default_factory=dict)   # kinds of columns that somebody has decided: name -> kind

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Profile of every column by name, in order; made when first asked for, as counting takes a while."""
        return MappingProxyType(
            {str(name): profile(self.frame[name], self.said.get(str(name))) for name in self.frame.columns})


def profile(values: pd.Series, said: str | None = None) -> Column:
    """Describe one column of a frame, of the kind that somebody said or its values show; its name must be unique."""
    missing = int(values.isna().sum())
    distinct = int(values.nunique())
    smallest, largest = _ends(values)
    return Column(str(values.name), said or kind_of(values, distinct), missing, distinct, smallest, largest)


def kind_of(values: pd.Series, distinct: int | None = None) -> str:
    """The kind of a column, one of KINDS."""
    kinds = pd.api.types
    if kinds.is_bool_dtype(values.dtype):
        return "boolean"
    if kinds.is_numeric_dtype(values.dtype):
        return "number"
    if kinds.is_datetime64_any_dtype(values.dtype):
        return "date"
    if isinstance(values.dtype, pd.CategoricalDtype):
        return "category"
    different = int(values.nunique()) if distinct is None else distinct
    present = int(values.notna().sum())
    return "category" if different <= MOST_CATEGORIES and 2 * different <= present else "text"


def _ends(values: pd.Series) -> tuple[object, object]:
    """Smallest and largest value as plain Python objects; of text by alphabet."""
    present = values.dropna()
    if present.empty:
        return None, None
    if isinstance(present.dtype, pd.CategoricalDtype):
        present = present.astype(object)
    try:
        smallest, largest = present.min(), present.max()
    except TypeError:                                   # values of different types can't be compared
        return None, None
    return tuple(each.item() if isinstance(each, np.generic) else each for each in (smallest, largest))


def fingerprint_of(frame: pd.DataFrame) -> str:
    """Names a frame's columns and cells: SHA-256 over their bytes, of texts over a hash of each; one pass, no copy."""
    digest = hashlib.sha256()
    for place, name in enumerate(frame.columns):
        values = frame.iloc[:, place]
        digest.update(repr((str(name), str(values.dtype), len(values))).encode("utf-8", "surrogatepass"))
        plain = isinstance(values.dtype, np.dtype) and values.dtype.kind in "biufM"
        cells = values.to_numpy() if plain else pd.util.hash_pandas_object(values, index=False).to_numpy()
        digest.update(cells.tobytes())
    return digest.hexdigest()
