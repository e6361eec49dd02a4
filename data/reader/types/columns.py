"""Deciding what one column holds, and saying why a column that nearly was numbers stays text."""

import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from data.reader.report import Report, listed
from data.reader.types.cells import LongColumn
from data.reader.types.dates import dates_of, iso_dates
from data.reader.types.gathered import Gathered, GatheredDates, Others, count_words, understood

NEARLY = 0.8                                            # share of cells from which what is in the way is said
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
        cells = LongColumn(column)
        if cells.is_blank:
            if len(cells):
                self._remember("Nothing stands in column(s) {columns}.", name)
            return pd.Series(np.full(len(cells), np.nan), name=name)
        for attempt in (self._numbers, self._truths, self._dates) if cells.some else ():
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

    def _say_missing_words(self, name: str, words: dict[str, int]) -> None:
        if words:
            self.report.note(
                "{column}: {n} cell(s) that say {words} count as missing.",
                column=name, n=sum(words.values()), words=listed(list(words)),
            )  # fmt: skip

    def _say_nearly(self, name: str, others: Others, present: int, template: str) -> None:
        """Name the first cell that keeps a column from being what most of its cells are."""
        if others.number and others.number <= (1 - NEARLY) * present:
            self.report.note(
                template, column=name, n=others.number, line=self.lines[others.place],
                cell=others.first if len(others.first) <= 40 else others.first[:40] + "…",
            )  # fmt: skip

    # ------------------------------------------------------------ numbers

    def _numbers(self, name: str, cells: LongColumn) -> pd.Series | None:
        if not any(understood(cells.some, mark) for mark in ".,"):
            return None                                 # a column of words: don't look at a million of them
        found = _gathered(cells, self.decimal)
        if not (found.complete or self.given):
            otherwise = _gathered(cells, "," if self.decimal == "." else ".")
            found = otherwise if otherwise.complete else found
        if not found.complete:
            self._say_nearly(name, found.others, found.rows - found.missing, NO_NUMBERS)
            return None
        if found.coded:
            self.report.note("{column} stays text: leading zeros would be lost.", column=name)
            return None
        if not found.exact:
            self.report.note("{column} stays text: its long numbers would lose digits.", column=name)
            return None
        self._say_marks(name, found)
        self._say_missing_words(name, found.words)
        if found.endless:
            self.report.note("{column}: {n} infinite number(s) count as missing.", column=name, n=found.endless)
        return found.series(name)

    def _say_marks(self, name: str, found: Gathered) -> None:
        if "%" in found.marks:
            self._remember("Column(s) {columns} are in per cent; the sign was left out.", name)
        for mark in (mark for mark in found.marks if mark != "%"):
            self._remember("Column(s) {columns} are in {mark}; the sign was left out.", name, mark)
        if found.grouped:
            self._remember("Thousands marks in column(s) {columns} were left out.", name)
        if found.negated:
            self._remember("Numbers in parentheses in column(s) {columns} were read as negative.", name)
        if found.decimal != self.decimal:
            self._remember(OTHER_MARKS[found.decimal], name)

    # ------------------------------------------------------------ truth values, dates, text

    def _truths(self, name: str, cells: LongColumn) -> pd.Series | None:
        if not all(map(_is_truth, cells.some)):
            return None
        parts, unknown, words = [], [], dict[str, int]()
        for block in cells.blocks():
            if not all(map(_is_truth, block.present)):
                return None
            parts.append(block.chosen({cell for cell in block.present if cell.strip().lower() == "true"}))
            unknown.append(block.chosen(block.missing))
            count_words(words, block, block.missing)
        self._say_missing_words(name, words)
        true, missing = np.concatenate(parts), np.concatenate(unknown)
        return pd.Series(pd.arrays.BooleanArray(true, missing) if missing.any() else true, name=name)

    def _dates(self, name: str, cells: LongColumn) -> pd.Series | None:
        if not dates_of([cell.strip() for cell in cells.some]).values:
            return None
        plain = iso_dates(cells.source) if isinstance(cells.source, pd.Series) else None
        if plain is not None:
            return plain.rename(name)
        found = GatheredDates(cells, self.day_first)
        if found.mixed and found.known > 0.5 * found.different:
            self.report.note("{column} stays text: its dates mix day first and month first.", column=name)
            return None
        if found.others.number:
            self._say_nearly(name, found.others, found.rows - found.missing, NO_DATES)
            return None
        if len(found.zones) > 1:
            self.report.note("{column} stays text: its times are in different time zones.", column=name)
            return None
        self.say_order(name, found)
        self._say_missing_words(name, found.words)
        return found.series(name)

    def say_order(self, name: str, dates: GatheredDates) -> None:
        """Say whether the day or the month comes first."""
        if dates.day_first is None:
            return
        if self.day_first is None and not dates.assumed:
            self.day_first = dates.day_first
        self._remember(ORDERS[dates.day_first, dates.assumed], name)

    def _text(self, name: str, cells: LongColumn) -> pd.Series:
        words, blank, strong = dict[str, int](), [], []
        for block in cells.blocks():
            said = {cell for cell in block.distinct if cell.strip() in STRONG_WORDS}
            count_words(words, block, said)
            strong.append(block.chosen(said))
            blank.append(block.chosen({cell for cell in block.distinct if not cell.strip()}))
        gone = np.concatenate(blank)
        if len(words) == 1:
            self._say_missing_words(name, words)
            gone |= np.concatenate(strong)
        return cells.texts(gone).rename(name)


def _gathered(cells: LongColumn, decimal: str) -> Gathered:
    """The numbers of a column; no further than it takes to see that it hardly holds any."""
    found = Gathered(len(cells), decimal)
    for block in cells.blocks():
        found.add(block)
        if found.others.number > (1 - NEARLY) * len(cells):
            break
    return found


def _is_truth(cell: str) -> bool:
    return cell.strip().lower() in ("true", "false")


# ------------------------------------------------------------ as asked: what can't be converted becomes missing

Convert = Callable[[str, Sequence[str], Report], pd.Series]


def as_numbers(name: str, column: Sequence[str], report: Report) -> pd.Series:
    """The cells as numbers; cells that are none are missing."""
    cells = LongColumn(column)
    point, comma = (Gathered(len(cells), mark, forced=True) for mark in ".,")
    for block in cells.blocks():
        point.add(block)
        comma.add(block)
    found = comma if comma.understood > point.understood else point
    if found.endless:
        report.note("{column}: {n} infinite number(s) count as missing.", column=name, n=found.endless)
    return found.series(name)


def as_dates(name: str, column: Sequence[str], report: Report) -> pd.Series:
    """The cells as dates; cells that are none are missing. Eight digits count as year, month and day."""
    spread = [f"{cell[:4]}-{cell[4:6]}-{cell[6:]}" if EIGHT_DIGITS.fullmatch(cell) else cell.strip() for cell in column]
    found = GatheredDates(LongColumn(spread), None)
    typing = Typing(range(1, len(spread) + 1), ".", given=True, report=report)
    typing.say_order(name, found)
    typing.say()
    return found.series(name)


def as_truths(name: str, column: Sequence[str], _report: Report) -> pd.Series:
    """The cells as truth values: true, yes, y, t, 1 and false, no, n, f, 0; other cells are missing."""
    values = [TRUTHS.get(cell.strip().lower()) for cell in column]
    return pd.Series(values, dtype="boolean" if None in values else "bool", name=name)
