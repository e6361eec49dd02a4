"""Deciding what one column holds, and saying why a column that nearly was numbers stays text."""

import math
import re
from collections.abc import Callable, Container, Sequence

import numpy as np
import pandas as pd

from data.reader.cells import is_missing_word
from data.reader.report import Report, listed
from data.reader.types.dates import Dates, dates_of, zone_of
from data.reader.types.numbers import CODE, LONG, Number, number_of

NEARLY = 0.8                                            # share of cells from which what is in the way is said
NOWHEN = np.datetime64("NaT", "us")
EXACT = 2**53                                           # up to here every whole number is a float
# Words that empty a cell of a text column, if a column has only one of them: two or more are words like others.
STRONG_WORDS = frozenset({"na", "n/a", "#n/a", "nan", "null", "<na>", "(null)", "\\n"})

EIGHT_DIGITS = re.compile(r"(?:1[6-9]|20|21)\d{6}")
TRUTHS = {"true": True, "yes": True, "y": True, "t": True, "1": True,
          "false": False, "no": False, "n": False, "f": False, "0": False}  # fmt: skip
NO_NUMBERS = "{column} stays text: {n} cell(s) are no numbers, first in line {line}: {cell}"
NO_DATES = "{column} stays text: {n} cell(s) are no dates, first in line {line}: {cell}"
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

    def series(self, name: str, cells: Sequence[str]) -> pd.Series:
        """The column as numbers, truth values, dates or text."""
        present = [cell for cell in cells if not is_missing_word(cell)]
        if not present:
            return self._without_values(name, cells)
        for attempt in (self._numbers, self._truths, self._dates):
            series = attempt(name, cells, present)
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

    def _say_missing_words(self, name: str, cells: Sequence[str], missing: Callable[[str], bool]) -> None:
        words = [cell.strip() for cell in cells if cell.strip() and missing(cell)]
        if words:
            self.report.note(
                "{column}: {n} cell(s) that say {words} count as missing.",
                column=name, n=len(words), words=listed(list(dict.fromkeys(words))),
            )  # fmt: skip

    def _without_values(self, name: str, cells: Sequence[str]) -> pd.Series:
        if any(cell.strip() for cell in cells):
            return self._text(name, cells)
        if cells:
            self._remember("Nothing stands in column(s) {columns}.", name)
        return pd.Series(np.full(len(cells), np.nan), name=name)

    # ------------------------------------------------------------ numbers

    def _numbers(self, name: str, cells: Sequence[str], present: Sequence[str]) -> pd.Series | None:
        distinct = dict.fromkeys(present)
        decimal = self.decimal
        numbers = _understood(distinct, decimal)
        if len(numbers) < len(distinct) and not self.given:
            other = "," if decimal == "." else "."
            otherwise = _understood(distinct, other)
            if len(otherwise) == len(distinct):
                numbers, decimal = otherwise, other
        if len(numbers) < len(distinct):
            self._say_nearly(name, cells, numbers, NO_NUMBERS)
            return None
        if any(CODE.fullmatch(cell.strip()) for cell in distinct):
            self.report.note("{column} stays text: leading zeros would be lost.", column=name)
            return None
        if not self._is_exact(name, numbers, len(present) < len(cells)):
            return None
        self._say_marks(name, numbers, decimal)
        self._say_missing_words(name, cells, is_missing_word)
        return self.as_numbers(name, cells, numbers)

    def _is_exact(self, name: str, numbers: dict[str, Number], missing: bool) -> bool:
        """Whether the column's type can hold every digit of its long whole numbers."""
        long_ones = [n.value for n in numbers.values() if n.whole and abs(n.value) >= 10 ** (LONG - 1)]
        whole = all(number.whole for number in numbers.values()) and not missing
        if not long_ones or (whole and all(-(2**63) <= value < 2**63 for value in long_ones)):
            return True
        if not whole and all(abs(value) <= EXACT for value in long_ones):
            return True
        self.report.note("{column} stays text: its long numbers would lose digits.", column=name)
        return False

    def as_numbers(self, name: str, cells: Sequence[str], numbers: dict[str, Number]) -> pd.Series:
        """The column in the narrowest type that holds its numbers; other cells are missing."""
        missing = math.nan
        values = [numbers[cell].value if cell in numbers else missing for cell in cells]
        if all(number.whole for number in numbers.values()) and len(values) == sum(c in numbers for c in cells):
            return pd.Series(np.array(values, dtype=np.int64), name=name)
        array = np.array(values, dtype=np.float64)
        endless = int(np.isinf(array).sum())
        if endless:
            self.report.note("{column}: {n} infinite number(s) count as missing.", column=name, n=endless)
            array[np.isinf(array)] = np.nan
        return pd.Series(array, name=name)

    def _say_marks(self, name: str, numbers: dict[str, Number], decimal: str) -> None:
        if any(number.mark == "%" for number in numbers.values()):
            self._remember("Column(s) {columns} are in per cent; the sign was left out.", name)
        for mark in dict.fromkeys(n.mark for n in numbers.values() if n.mark not in ("", "%")):
            self._remember("Column(s) {columns} are in {mark}; the sign was left out.", name, mark)
        if any(number.grouped for number in numbers.values()):
            self._remember("Thousands marks in column(s) {columns} were left out.", name)
        if any(number.negated for number in numbers.values()):
            self._remember("Numbers in parentheses in column(s) {columns} were read as negative.", name)
        if decimal != self.decimal:
            self._remember("In column(s) {columns} the decimal mark is {mark}", name, decimal)

    def _say_nearly(self, name: str, cells: Sequence[str], known: Container[str], template: str) -> None:
        """Name the first cell that keeps a column from being what most of its cells are."""
        others = [place for place, cell in enumerate(cells) if cell not in known and not is_missing_word(cell)]
        present = sum(not is_missing_word(cell) for cell in cells)
        if others and len(others) <= (1 - NEARLY) * present:
            first = cells[others[0]]
            self.report.note(
                template, column=name, n=len(others), line=self.lines[others[0]],
                cell=first if len(first) <= 40 else first[:40] + "…",
            )  # fmt: skip

    # ------------------------------------------------------------ truth values, dates, text

    def _truths(self, name: str, cells: Sequence[str], present: Sequence[str]) -> pd.Series | None:
        if {cell.strip().lower() for cell in dict.fromkeys(present)} - {"true", "false"}:
            return None
        self._say_missing_words(name, cells, is_missing_word)
        values = [None if is_missing_word(cell) else cell.strip().lower() == "true" for cell in cells]
        return pd.Series(values, dtype="bool" if len(present) == len(cells) else "boolean", name=name)

    def _dates(self, name: str, cells: Sequence[str], present: Sequence[str]) -> pd.Series | None:
        stripped = [cell.strip() for cell in present]
        dates = dates_of(stripped, self.day_first)
        if dates.mixed and len(dates.values) > 0.5 * len(set(stripped)):
            self.report.note("{column} stays text: its dates mix day first and month first.", column=name)
            return None
        if len(dates.values) < len(set(stripped)):
            self._say_nearly(name, [cell.strip() for cell in cells], dates.values, NO_DATES)
            return None
        if len(dates.zones) > 1:
            self.report.note("{column} stays text: its times are in different time zones.", column=name)
            return None
        self.say_order(name, dates)
        self._say_missing_words(name, cells, is_missing_word)
        return _as_dates(name, cells, dates)

    def say_order(self, name: str, dates: Dates) -> None:
        """Say whether the day or the month comes first."""
        if dates.day_first is None:
            return
        if self.day_first is None and not dates.assumed:
            self.day_first = dates.day_first
        self._remember(ORDERS[dates.day_first, dates.assumed], name)

    def _text(self, name: str, cells: Sequence[str]) -> pd.Series:
        words = {cell.strip() for cell in cells if cell.strip().lower() in STRONG_WORDS}
        gone = words if len(words) == 1 else set()
        self._say_missing_words(name, cells, lambda cell: cell.strip() in gone)
        values = [None if not cell.strip() or cell.strip() in gone else cell for cell in cells]
        return pd.Series(values, dtype="str", name=name)


def _understood(cells: dict[str, None], decimal: str) -> dict[str, Number]:
    """The cells that are numbers with this decimal mark."""
    found = ((cell, number_of(cell, decimal)) for cell in cells)
    return {cell: number for cell, number in found if number is not None}


def _as_dates(name: str, cells: Sequence[str], dates: Dates) -> pd.Series:
    values = [dates.values.get(cell.strip()) for cell in cells]
    moments = np.array([NOWHEN if value is None else value for value in values], dtype="datetime64[us]")
    series = pd.Series(moments, name=name)
    zone = next(iter(dates.zones), "")
    return series.dt.tz_localize(zone_of(zone)) if zone not in ("", "+00:00") else series


# ------------------------------------------------------------ as asked: what can't be converted becomes missing


def as_numbers(name: str, cells: Sequence[str], report: Report) -> pd.Series:
    """The cells as numbers; cells that are none are missing."""
    point, comma = (_understood(dict.fromkeys(cells), mark) for mark in ".,")
    numbers = comma if len(comma) > len(point) else point
    typing = Typing(range(1, len(cells) + 1), "," if numbers is comma else ".", given=True, report=report)
    if not numbers:
        return pd.Series(np.full(len(cells), np.nan), name=name)
    return typing.as_numbers(name, cells, numbers)


def as_dates(name: str, cells: Sequence[str], report: Report) -> pd.Series:
    """The cells as dates; cells that are none are missing. Eight digits count as year, month and day."""
    spread = [f"{cell[:4]}-{cell[4:6]}-{cell[6:]}" if EIGHT_DIGITS.fullmatch(cell) else cell.strip() for cell in cells]
    dates = dates_of(spread)
    typing = Typing(range(1, len(cells) + 1), ".", given=True, report=report)
    typing.say_order(name, dates)
    typing.say()
    return _as_dates(name, spread, dates)


def as_truths(name: str, cells: Sequence[str], _report: Report) -> pd.Series:
    """The cells as truth values: true, yes, y, t, 1 and false, no, n, f, 0; other cells are missing."""
    values = [TRUTHS.get(cell.strip().lower()) for cell in cells]
    return pd.Series(values, dtype="boolean" if None in values else "bool", name=name)
