"""The cells of one column, each different one looked at only once however often it occurs."""

from collections.abc import Container, Sequence
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.reader.cells import is_missing_word


class Cells:
    """A column of text cells: its different values, and for every cell which of them it is."""

    def __init__(self, distinct: list[str], places: NDArray[np.int64]) -> None:
        self.distinct = distinct
        self.places = places
        self.missing = frozenset(cell for cell in distinct if is_missing_word(cell))
        self.present = [cell for cell in distinct if cell not in self.missing]

    @classmethod
    def of(cls, column: Sequence[str] | pd.Series) -> "Cells":
        """The cells of a list, or of a series in which nothing stands for an empty cell."""
        if isinstance(column, pd.Series):
            places, values = pd.factorize(column.fillna(""))
            return cls(values.tolist(), places.astype(np.int64))
        place: dict[str, int] = {}
        places = np.fromiter((place.setdefault(cell, len(place)) for cell in column), np.int64, len(column))
        return cls(list(place), places)

    def __len__(self) -> int:
        return len(self.places)

    @property
    def complete(self) -> bool:
        """Whether no cell says that nothing is known."""
        return not self.missing

    @cached_property
    def some(self) -> list[str]:
        """A few of the values that say something, from all over the column."""
        return self.present[:: max(1, len(self.present) // 200)]

    def chosen(self, wanted: Container[str]) -> NDArray[np.bool_]:
        """For every cell whether its value is wanted."""
        return np.array([cell in wanted for cell in self.distinct], dtype=bool)[self.places]

    def count(self, wanted: Container[str]) -> int:
        """How many cells have a wanted value."""
        return int(self.chosen(wanted).sum())
