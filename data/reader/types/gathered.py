"""What the cells of a column are as numbers or dates, gathered block by block."""

import math
from collections.abc import Collection, Sequence
from datetime import datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.reader.types.cells import Cells, LongColumn
from data.reader.types.dates import Dates, dates_of, zone_of
from data.reader.types.numbers import CODE, LONG, Number, number_of

EXACT = 2**53                                           # up to here every whole number is a float
NOWHEN = np.datetime64("NaT", "us")
ENDS = (-(2**63), 2**63)                                # the whole numbers that a column of them can hold


class Others:
    """Cells that say something but are not what the column seems to hold: how many, and the first of them."""

    def __init__(self) -> None:
        self.number = 0
        self.place = -1
        self.first = ""

    def add(self, cells: Cells, known: Collection[str], before: int) -> None:
        """Count those of a block that begins after so many rows."""
        others = {cell for cell in cells.present if cell not in known}
        if not others:
            return
        chosen = cells.chosen(others)
        if not self.number:
            at = int(np.argmax(chosen))
            self.place, self.first = before + at, cells.distinct[cells.places[at]]
        self.number += int(chosen.sum())


class Gathered:
    """A column's numbers with one decimal mark, and how they are written."""

    def __init__(self, rows: int, decimal: str, *, forced: bool = False) -> None:
        self.decimal = decimal
        self.forced = forced                            # what is no number that fits becomes missing
        self.others = Others()
        self.rows = self.missing = self.endless = self.understood = 0
        self.marks: dict[str, None] = {}                # signs that were left out, in order
        self.words: dict[str, int] = {}                 # words that say that nothing is known, and how often
        self.grouped = self.negated = self.coded = False
        self._whole = True                              # whole numbers and nothing else, up to now
        self._beyond_whole = self._beyond_float = False
        self._values: NDArray[np.int64] | NDArray[np.float64] = np.zeros(rows, dtype=np.int64)

    def add(self, cells: Cells) -> None:
        """Take a block of cells in."""
        numbers = understood(cells.present, self.decimal)
        self.understood += len(numbers)
        if self.forced:
            numbers = {cell: n for cell, n in numbers.items() if not n.whole or ENDS[0] < n.value < ENDS[1]}
        self.others.add(cells, numbers, self.rows)
        self.rows += len(cells)
        if cells.missing:
            self.missing += cells.count(cells.missing)
            count_words(self.words, cells, cells.missing)
        self._note(numbers)
        if self.forced or not self.others.number:
            self._keep(cells, numbers)

    def _note(self, numbers: dict[str, Number]) -> None:
        """How the numbers are written, and whether a float or a whole number of 64 bits can hold them."""
        for cell, number in numbers.items():
            if number.mark:
                self.marks[number.mark] = None
            self.grouped = self.grouped or number.grouped
            self.negated = self.negated or number.negated
            self.coded = self.coded or (cell.strip()[:1] == "0" and CODE.fullmatch(cell.strip()) is not None)
            if number.whole and abs(number.value) >= 10 ** (LONG - 1):
                self._beyond_float = self._beyond_float or abs(number.value) > EXACT
                self._beyond_whole = self._beyond_whole or not ENDS[0] <= number.value < ENDS[1]

    def _keep(self, cells: Cells, numbers: dict[str, Number]) -> None:
        """Put the numbers away in the narrowest type that holds them."""
        known = [numbers.get(cell) for cell in cells.distinct]
        whole = all(number is not None and number.whole for number in known) and not self._beyond_whole
        if self._whole and not whole:
            self._whole, self._values = False, self._values.astype(np.float64)
        if self._whole:
            values = np.array([number.value for number in known if number is not None], dtype=np.int64)
        else:
            values = np.array([math.nan if number is None else number.value for number in known], dtype=np.float64)
            endless = np.isinf(values)
            self.endless += int(endless[cells.places].sum())
            values[endless] = np.nan
        self._values[self.rows - len(cells) : self.rows] = values[cells.places]

    @property
    def complete(self) -> bool:
        """Whether every cell that says something is a number."""
        return not self.others.number

    @property
    def exact(self) -> bool:
        """Whether the column's type holds every digit of its long whole numbers."""
        return not (self._beyond_whole if self._whole else self._beyond_float)

    def series(self, name: str) -> pd.Series:
        """The column; what is no number is missing."""
        return pd.Series(self._values, name=name, copy=False)


class GatheredDates:
    """A column's dates: the order of day and month is that of the column as a whole."""

    def __init__(self, cells: LongColumn, day_first: bool | None) -> None:
        self._moments = np.full(len(cells), NOWHEN)
        found = self._all_of(cells, day_first)
        orders = [dates for dates in found if dates.day_first is not None]
        certain = {dates.day_first for dates in orders if not dates.assumed}
        self.day_first = next(iter(certain)) if certain else orders[0].day_first if orders else None
        self.assumed = bool(orders) and not certain
        self.mixed = len(certain) > 1 or any(dates.mixed for dates in orders)
        self.zones = frozenset[str]().union(*(dates.zones for dates in found))
        if any(dates.day_first != self.day_first for dates in orders):
            self._all_of(cells, self.day_first)
        self.others, self.words = Others(), dict[str, int]()
        self.rows = self.missing = self.known = self.different = 0
        for block in cells.blocks():
            self._count(block)

    def _all_of(self, cells: LongColumn, day_first: bool | None) -> list[Dates]:
        """Read all dates block by block; what each block shows about them."""
        shown, begin = [], 0
        for block in cells.blocks():
            dates = dates_of([cell.strip() for cell in block.present], day_first)
            known: list[datetime | np.datetime64] = [dates.values.get(cell.strip(), NOWHEN) for cell in block.distinct]
            self._moments[begin : begin + len(block)] = np.array(known, dtype=NOWHEN.dtype)[block.places]
            shown.append(Dates({}, dates.day_first, dates.assumed, dates.mixed, dates.zones))
            begin += len(block)
        return shown

    def _count(self, cells: Cells) -> None:
        moments = self._moments[self.rows : self.rows + len(cells)]
        known = set(np.array(cells.distinct, dtype=object)[np.unique(cells.places[~np.isnat(moments)])])
        self.others.add(cells, known, self.rows)
        self.rows += len(cells)
        self.missing += cells.count(cells.missing)
        self.known += len(known)
        self.different += len(cells.present)
        count_words(self.words, cells, cells.missing)

    def series(self, name: str) -> pd.Series:
        """The column; what is no date is missing."""
        series = pd.Series(self._moments, name=name, copy=False)
        zone = next(iter(self.zones), "")
        return series.dt.tz_localize(zone_of(zone)) if zone not in ("", "+00:00") else series


def understood(cells: Sequence[str], decimal: str) -> dict[str, Number]:
    """The cells that are numbers with this decimal mark."""
    found = ((cell, number_of(cell, decimal)) for cell in cells)
    return {cell: number for cell, number in found if number is not None}


def count_words(words: dict[str, int], cells: Cells, wanted: Collection[str]) -> None:
    """Count cells that say a wanted word, by word; cells of nothing but space are none."""
    for cell in cells.distinct:
        if cell in wanted and cell.strip():
            words[cell.strip()] = words.get(cell.strip(), 0) + cells.count({cell})
