"""The cells of one column, each different one looked at only once however often it occurs."""

from collections.abc import Container, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from data.reader.cells import is_missing_word


class Cells:
    """A column of text cells with its different values."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.all = cells
        self.distinct = list(dict.fromkeys(cells))      # in the order of their first occurrence
        self.missing = frozenset(cell for cell in self.distinct if is_missing_word(cell))
        self.present = [cell for cell in self.distinct if cell not in self.missing]

    def __len__(self) -> int:
        return len(self.all)

    @property
    def complete(self) -> bool:
        """Whether no cell says that nothing is known."""
        return not self.missing

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """For every cell, where its value stands among the different ones."""
        place = {cell: i for i, cell in enumerate(self.distinct)}
        return np.fromiter(map(place.__getitem__, self.all), dtype=np.int64, count=len(self.all))

    def count(self, wanted: Container[str]) -> int:
        """How many cells have one of the values."""
        chosen = np.array([cell in wanted for cell in self.distinct], dtype=bool)
        return int(chosen[self.places].sum()) if chosen.any() else 0

    def spread(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """One value per cell from one per different cell."""
        return values[self.places]
