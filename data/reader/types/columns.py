"""Deciding what one column holds, and saying why a column that nearly was numbers stays text."""

import math
import re
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from data.reader.report import Report, listed
from data.reader.types.cells import Cells
from data.reader.types.dates import Dates, dates_of, zone_of
from data.reader.types.numbers import CODE, LONG, Number, number_of

NEARLY = 0.8                                            # share of cells from which what is in the way is said
NOWHEN = np.datetime64("NaT", "us")
EXACT = 2**53                                           # up to here every whole number is a float
# Words that empty a cell of a text column, if a column has only one of them: two or more are words like others.
# Small and large letters matter: Nan is a name and Null another.
STRONG_WORDS = frozenset({"NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "<NA>", "(null)", "\\N"})
EIGHT_DIGITS = re.compile(r"(?:1[6-9]|20|21)\d{6}")
TRUTHS = {"true": True, "yes": True, "y": True, "t": True, "1": True,
          "false": False, "no": False, "n": False, "f": False, "0": False}  # fmt: skip
NO_NUMBERS = "{column} stays text: {n} cell(s) are no numbers, first in line {line}: {cell}"
NO_DATES = "{column} stays text: {n} cell(s) are no dates, first in line {line}: {cell}"
OTHER_MARKS = {
    ".": "In column(s) {columns} the decimal mark is a point, unlike elsewhere in the file.",
    ",": "In column(s) {columns} the decimal mark is a comma, unlike elsewhere in the file.",
}
ORDERS = {                                              # (day first, only assumed) -> what is said
    (True, False): "The dates in column(s) {columns} were read with the day first.",
    (False, False): "The dates in column(s) {columns} were read with the month first.",
    (True, True): "The dates in column(s) {columns} were read with the day first; they may be meant otherwise.",
    (False, True): "The dates in column(s) {columns} were read with the month first; they may be meant otherwise.",
}


class Typing:
    """Types the columns of one file, one after another; what an earlier column shows helps the later ones."""

    def __init__(self, lines: Sequence[int], decimal: str, *, given: bool, report: Report) -> None:
        self.lines = lines
        self.decimal = decimal
        self.given = given                              # the decimal mark was asked for: no other one is tried
        self.report = report
        self.day_first: bool | None = None
        self._said: dict[tuple[str, str], list[str]] = {}   # template and mark -> columns it holds for

    def series(self, name: str, column: Sequence[str] | pd.Series) -> pd.Series:
        """The column as numbers, truth values, dates or text."""
        cells = Cells.of(column)
        if not any(cell.strip() for cell in cells.distinct):
            if len(cells):
                self._remember("Nothing stands in column(s) {columns}.", name)
            return pd.Series(np.full(len(cells), np.nan), name=name)
        for attempt in (self._numbers, self._truths, self._dates) if cells.present else ():
            series = attempt(name, cells)
            if series is not None:
                return series
        return self._text(name, cells)

    def say(self) -> None:
        """Put what holds for several columns into one sentence each."""
        for (template, mark), columns in self._said.items():
            values = {"mark": mark} if mark else {}
            self.report.note(template, columns=listed(columns), **values)

    def _remember(self, template: str, name: str, mark: str = "") -> None:
        self._said.setdefault((template, mark), []).append(name)

    def _say_missing_words(self, name: str, cells: Cells, missing: Container[str]) -> None:
        words = [cell for cell in cells.distinct if cell in missing and cell.strip()]
        if words:
            self.report.note(
                "{column}: {n} cell(s) that say {words} count as missing.",
                column=name, n=cells.count(words), words=listed(list(dict.fromkeys(map(str.strip, words)))),
            )  # fmt: skip

    def _say_nearly(self, name: str, cells: Cells, known: Container[str], template: str) -> None:
        """Name the first cell that keeps a column from being what most of its cells are."""
        others = {cell for cell in cells.present if cell not in known}
        n = cells.count(others)
        if n and n <= (1 - NEARLY) * (len(cells) - cells.count(cells.missing)):
            place = int(np.argmax(cells.chosen(others)))
            first = cells.distinct[cells.places[place]]
            self.report.note(
                template, column=name, n=n, line=self.lines[place],
                cell=first if len(first) <= 40 else first[:40] + "…",
            )  # fmt: skip

    # ------------------------------------------------------------ numbers

    def _numbers(self, name: str, cells: Cells) -> pd.Series | None:
        decimal = self.decimal
        if not any(_understood(cells.some, mark) for mark in ".,"):
            return None                                 # a column of words: don't look at a million of them
        numbers = _understood(cells.present, decimal)
        if len(numbers) < len(cells.present) and not self.given:
            other = "," if decimal == "." else "."
            otherwise = _understood(cells.present, other)
            if len(otherwise) == len(cells.present):
                numbers, decimal = otherwise, other
        if len(numbers) < len(cells.present):
            self._say_nearly(name, cells, numbers, NO_NUMBERS)
            return None
        if any(CODE.fullmatch(cell.strip()) for cell in cells.present):
            self.report.note("{column} stays text: leading zeros would be lost.", column=name)
            return None
        if not _is_exact(numbers, complete=cells.complete):
            self.report.note("{column} stays text: its long numbers would lose digits.", column=name)
            return None
        self._say_marks(name, numbers, decimal)
        self._say_missing_words(name, cells, cells.missing)
        return as_series(name, cells, numbers, self.report)

    def _say_marks(self, name: str, numbers: Mapping[str, Number], decimal: str) -> None:
        if any(number.mark == "%" for number in numbers.values()):
            self._remember("Column(s) {columns} are in per cent; the sign was left out.", name)
        for mark in dict.fromkeys(n.mark for n in numbers.values() if n.mark not in ("", "%")):
            self._remember("Column(s) {columns} are in {mark}; the sign was left out.", name, mark)
        if any(number.grouped for number in numbers.values()):
            self._remember("Thousands marks in column(s) {columns} were left out.", name)
        if any(number.negated for number in numbers.values()):
            self._remember("Numbers in parentheses in column(s) {columns} were read as negative.", name)
        if decimal != self.decimal:
            self._remember(OTHER_MARKS[decimal], name)

    # ------------------------------------------------------------ truth values, dates, text

    def _truths(self, name: str, cells: Cells) -> pd.Series | None:
        if {cell.strip().lower() for cell in cells.present} - {"true", "false"}:
            return None
        self._say_missing_words(name, cells, cells.missing)
        true = cells.chosen({cell for cell in cells.present if cell.strip().lower() == "true"})
        if cells.complete:
            return pd.Series(true, name=name)
        return pd.Series(pd.arrays.BooleanArray(true, cells.chosen(cells.missing)), name=name)

    def _dates(self, name: str, cells: Cells) -> pd.Series | None:
        if not dates_of([cell.strip() for cell in cells.some]).values:
            return None
        dates = dates_of([cell.strip() for cell in cells.present], self.day_first)
        known = {cell for cell in cells.present if cell.strip() in dates.values}
        if dates.mixed and len(known) > 0.5 * len(cells.present):
            self.report.note("{column} stays text: its dates mix day first and month first.", column=name)
            return None
        if len(known) < len(cells.present):
            self._say_nearly(name, cells, known, NO_DATES)
            return None
        if len(dates.zones) > 1:
            self.report.note("{column} stays text: its times are in different time zones.", column=name)
            return None
        self.say_order(name, dates)
        self._say_missing_words(name, cells, cells.missing)
        return _as_dates(name, cells, dates)

    def say_order(self, name: str, dates: Dates) -> None:
        """Say whether the day or the month comes first."""
        if dates.day_first is None:
            return
        if self.day_first is None and not dates.assumed:
            self.day_first = dates.day_first
        self._remember(ORDERS[dates.day_first, dates.assumed], name)

    def _text(self, name: str, cells: Cells) -> pd.Series:
        words = {cell.strip() for cell in cells.distinct if cell.strip() in STRONG_WORDS}
        gone = {cell for cell in cells.distinct if len(words) == 1 and cell.strip() in words}
        self._say_missing_words(name, cells, gone)
        gone |= {cell for cell in cells.distinct if not cell.strip()}
        values = pd.array([None if cell in gone else cell for cell in cells.distinct], dtype="str")
        return pd.Series(values.take(cells.places), name=name)


def _understood(cells: Sequence[str], decimal: str) -> dict[str, Number]:
    """The cells that are numbers with this decimal mark."""
    found = ((cell, number_of(cell, decimal)) for cell in cells)
    return {cell: number for cell, number in found if number is not None}


def _is_exact(numbers: Mapping[str, Number], *, complete: bool) -> bool:
    """Whether a column's type can hold every digit of its long whole numbers."""
    long_ones = [n.value for n in numbers.values() if n.whole and abs(n.value) >= 10 ** (LONG - 1)]
    if complete and all(number.whole for number in numbers.values()):
        return all(-(2**63) <= value < 2**63 for value in long_ones)
    return all(abs(value) <= EXACT for value in long_ones)


def as_series(name: str, cells: Cells, numbers: Mapping[str, Number], report: Report) -> pd.Series:
    """The column in the narrowest type that holds its numbers; other cells are missing, infinite ones too."""
    known = [numbers.get(cell) for cell in cells.distinct]
    if all(number is not None and number.whole for number in known):
        whole = np.array([number.value for number in known if number is not None], dtype=np.int64)
        return pd.Series(whole[cells.places], name=name)
    values = np.array([math.nan if number is None else number.value for number in known], dtype=np.float64)
    endless = {cell for cell, value in zip(cells.distinct, values, strict=True) if math.isinf(value)}
    if endless:
        report.note("{column}: {n} infinite number(s) count as missing.", column=name, n=cells.count(endless))
        values[np.isinf(values)] = np.nan
    return pd.Series(values[cells.places], name=name)


def _as_dates(name: str, cells: Cells, dates: Dates) -> pd.Series:
    known: list[datetime | np.datetime64] = [dates.values.get(cell.strip(), NOWHEN) for cell in cells.distinct]
    series = pd.Series(np.array(known, dtype="datetime64[us]")[cells.places], name=name)
    zone = next(iter(dates.zones), "")
    return series.dt.tz_localize(zone_of(zone)) if zone not in ("", "+00:00") else series


# ------------------------------------------------------------ as asked: what can't be converted becomes missing

Convert = Callable[[str, Sequence[str], Report], pd.Series]


def as_numbers(name: str, column: Sequence[str], report: Report) -> pd.Series:
    """The cells as numbers; cells that are none are missing."""
    cells = Cells.of(column)
    point, comma = (_understood(cells.distinct, mark) for mark in ".,")
    numbers = comma if len(comma) > len(point) else point
    exact = {cell: n for cell, n in numbers.items() if not n.whole or abs(n.value) < 2**63}
    return as_series(name, cells, exact, report)


def as_dates(name: str, column: Sequence[str], report: Report) -> pd.Series:
    """The cells as dates; cells that are none are missing. Eight digits count as year, month and day."""
    spread = [f"{cell[:4]}-{cell[4:6]}-{cell[6:]}" if EIGHT_DIGITS.fullmatch(cell) else cell.strip() for cell in column]
    cells = Cells.of(spread)
    dates = dates_of(cells.present)
    typing = Typing(range(1, len(cells) + 1), ".", given=True, report=report)
    typing.say_order(name, dates)
    typing.say()
    return _as_dates(name, cells, dates)


def as_truths(name: str, column: Sequence[str], _report: Report) -> pd.Series:
    """The cells as truth values: true, yes, y, t, 1 and false, no, n, f, 0; other cells are missing."""
    values = [TRUTHS.get(cell.strip().lower()) for cell in column]
    return pd.Series(values, dtype="boolean" if None in values else "bool", name=name)
