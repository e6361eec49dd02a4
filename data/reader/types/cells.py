"""The cells of one column, each different one looked at only once however often it occurs."""

from collections.abc import Container, Iterator, Sequence
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.reader.cells import is_missing_word

BLOCK = 20_000                                          # rows of a long column that are looked at together
MOST_DIFFERENT = 20_000                                 # values of a long column that are known all at once
LOOKED_AT = (100, 20)                                   # that many stretches of so many rows show what a column holds


class Cells:
    """Cells of text: the different values among them, and for every cell which of these it is."""

    def __init__(self, distinct: list[str], places: NDArray[np.int32]) -> None:
        self.distinct = distinct
        self.places = places
        self.missing = frozenset(cell for cell in distinct if is_missing_word(cell))
        self.present = [cell for cell in distinct if cell not in self.missing]

    @classmethod
    def of(cls, cells: Sequence[str] | pd.Series) -> "Cells":
        """The cells of a list, or of a series in which nothing stands for an empty cell."""
        place: dict[str, int] = {}
        if isinstance(cells, pd.Series):
            places = places_of(cells, place)
        else:
            places = np.fromiter((place.setdefault(cell, len(place)) for cell in cells), np.int32, len(cells))
        return cls(list(place), places)

    @classmethod
    def of_all(cls, column: pd.Series) -> "Cells | None":
        """All cells of a long column, if their values are not too many."""
        if isinstance(column.dtype, pd.CategoricalDtype):
            return cls._of_category(column)
        place: dict[str, int] = {}
        parts = []
        for begin in range(0, len(column), BLOCK):
            parts.append(places_of(column.iloc[begin : begin + BLOCK], place))
            if len(place) > MOST_DIFFERENT:
                return None
        return cls(list(place), np.concatenate(parts))

    @classmethod
    def _of_category(cls, column: pd.Series) -> "Cells":
        distinct, codes = column.cat.categories.tolist(), column.cat.codes.to_numpy().astype(np.int32)
        if column.hasnans:
            distinct = distinct if "" in distinct else [*distinct, ""]
            codes[codes < 0] = distinct.index("")
        return cls(distinct, codes)

    def __len__(self) -> int:
        return len(self.places)

    def chosen(self, wanted: Container[str]) -> NDArray[np.bool_]:
        """For every cell whether its value is wanted."""
        return np.array([cell in wanted for cell in self.distinct], dtype=bool)[self.places]

    def count(self, wanted: Container[str]) -> int:
        """How many cells have a wanted value."""
        return int(self.chosen(wanted).sum())


class LongColumn:
    """All cells of a column, in blocks: a million different texts as Python's strings would fill the memory."""

    def __init__(self, column: Sequence[str] | pd.Series) -> None:
        self.source = column
        self._whole = Cells.of_all(column) if isinstance(column, pd.Series) else Cells.of(column)

    def __len__(self) -> int:
        return len(self.source)

    def blocks(self) -> Iterator[Cells]:
        """The cells in order: all at once where values repeat, else some after others."""
        if self._whole is not None:
            yield self._whole
            return
        assert isinstance(self.source, pd.Series)
        for begin in range(0, len(self.source), BLOCK):
            yield Cells.of(self.source.iloc[begin : begin + BLOCK])

    @cached_property
    def some(self) -> list[str]:
        """A few of the values that say something, from all over the column; none if no cell does."""
        present = (self._sample() if self._whole is None else self._whole).present
        present = present or next((cells.present for cells in self.blocks() if cells.present), [])
        return present[:: max(1, len(present) // 200)]

    def _sample(self) -> Cells:
        """Cells from all over a long column; stretches, for one cell in so many would copy them all."""
        assert isinstance(self.source, pd.Series)
        stretches, rows = LOOKED_AT
        begins = range(0, len(self.source), max(1, len(self.source) // stretches))
        return Cells.of(pd.concat([self.source.iloc[begin : begin + rows] for begin in begins], ignore_index=True))

    def texts(self, gone: NDArray[np.bool_]) -> pd.Series:
        """The cells as texts, some of them missing."""
        if self._whole is not None:
            values, places = pd.array(self._whole.distinct, dtype="str"), self._whole.places
            places[gone] = -1
            parts = [pd.Series(values.take(places[begin : begin + BLOCK], allow_fill=True))
                     for begin in range(0, max(len(places), 1), BLOCK)]
            return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
        assert isinstance(self.source, pd.Series)
        return self.source.mask(gone) if gone.any() else self.source

    @cached_property
    def is_blank(self) -> bool:
        """Whether nothing stands in any cell."""
        return not self.some and not any(cell.strip() for cells in self.blocks() for cell in cells.distinct)


def places_of(cells: pd.Series, place: dict[str, int]) -> NDArray[np.int32]:
    """For every cell the place of its value, which new values are given in turn."""
    codes, values = pd.factorize(cells.fillna("") if cells.hasnans else cells)
    known = np.array([place.setdefault(value, len(place)) for value in values.tolist()], dtype=np.int32)
    found: NDArray[np.int32] = known[codes]
    return found
