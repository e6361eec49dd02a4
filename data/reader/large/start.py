"""The start of a large file, read with all care, shows how the whole is written."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.reader.cells import MISSING_WORDS, is_missing_word
from data.reader.dialect import find_dialect, say_dialect, shape_of
from data.reader.layout import Layout, lay_out
from data.reader.limits import check_columns
from data.reader.names import unique_names
from data.reader.refusal import TableError
from data.reader.report import Report
from data.reader.rows import ANY_LINE_END, Cutter, Dialect
from data.reader.types import typed_frame
from data.reader.types.dates import iso_dates

HEAD = 30_000                                           # bytes that are looked at, if they hold two rows of values


@dataclass(frozen=True)
class Asked:
    """What the person has asked for; None where it shall be found out."""

    delimiter: str | None
    quote: str | None
    decimal: str | None
    header: bool | None


@dataclass(frozen=True)
class Start:
    """What the start of the file shows about the whole."""

    dialect: Dialect
    layout: Layout
    names: list[str]
    decimal: str
    plain: list[bool]                                   # columns of numbers that pandas can read without help
    dates: list[bool]                                   # columns of dates as ISO 8601 writes them
    offset: int                                         # bytes before the first row of values
    empty_above: int                                    # empty lines before it
    first_fits: bool                                    # the first row has as many cells as there are names

    @property
    def first_line(self) -> int:
        """Line in the file of the first row of values."""
        return self.layout.lines[0]

    @property
    def may_be_regular(self) -> bool:
        """Whether pandas can read such rows without help."""
        dialect = self.dialect
        simple = (dialect.delimiter + dialect.quote).isascii() and not dialect.runs and not dialect.escape
        return simple and dialect.line_end == ANY_LINE_END and self.first_fits


def start_of(raw: bytes, asked: Asked, report: Report) -> Start:
    """Read the start of a file; more of it where titles, comments or a long line fill it."""
    later = _with_escapes(raw)
    for size in (HEAD, 20 * HEAD, len(raw)):
        found = _look_at(raw[:size], later, asked, report, whole=size >= len(raw))
        if found is not None:
            return found
    raise TableError("There is no row of values in the file.")


def _with_escapes(raw: bytes) -> str:
    """Lines from where a backslash first stands before a quotation mark: they show whether it escapes the mark."""
    first = raw.find(b"\\")
    place = raw.find(b'\\"', first) if first >= 0 else -1
    if place < 0:
        return ""
    begin = max(raw.rfind(b"\n", 0, place), raw.rfind(b"\r", 0, place)) + 1
    lines = raw[begin : begin + HEAD]
    end = max(lines.rfind(b"\n"), lines.rfind(b"\r")) + 1
    return lines[: end or HEAD].decode("utf-8", "ignore")


def _look_at(head: bytes, later: str, asked: Asked, report: Report, *, whole: bool) -> Start | None:
    """What a part of the file shows; None when it holds less than two rows of values but more is to come."""
    cut = max(head.rfind(b"\n"), head.rfind(b"\r"))
    if cut <= 0 and not whole:
        return None
    text = (head if whole else head[: cut + 1]).decode("utf-8", "ignore")
    dialect = find_dialect(text + later, asked.delimiter, asked.quote)
    rows = list(Cutter(text, dialect).rows())           # empty lines are counted when the whole is read
    check_columns(shape_of(rows).width)
    own = Report()
    layout = lay_out(rows, asked.header, own)
    if len(layout.rows) < 2 and not whole:
        return None
    if not layout.rows:
        raise TableError("There is no row of values in the file.")
    names = unique_names(layout.names, len(layout.rows[0]), report)
    columns: list[Sequence[str]] = list(zip(*layout.rows, strict=True))
    frame, decimal = typed_frame(
        names, columns, layout.lines, decimal=asked.decimal, delimiter=dialect.delimiter, report=Report()
    )
    plain = [
        kind.kind in "if" and _needs_no_help(cells, decimal) for kind, cells in zip(frame.dtypes, columns, strict=True)
    ]
    dates = [
        kind.kind == "M" and iso_dates(pd.Series(cells, dtype="str")) is not None
        for kind, cells in zip(frame.dtypes, columns, strict=True)
    ]
    say_dialect(dialect, report)
    report.dropped += [(line, reason) for line, reason in own.dropped if line < layout.lines[0]]
    report.notes += [note for note in own.notes if note.template in ABOUT_NAMES]
    first = layout.lines[0]
    empty = sum(row.line < first and not row.text.strip() and len(row.cells) == 1 for row in rows)
    fits = any(row.line == first and len(row.cells) == len(names) for row in rows)
    return Start(dialect, layout, names, decimal, plain, dates, _offset(text, dialect, first), empty, fits)


# Notes of the layout that hold for the whole file; others count rows and are made anew for all of them.
ABOUT_NAMES = frozenset({
    "The names of the columns are put together from {n} header rows.",
    "The first column has no name in the header; it counts the rows.",
    "The header has {found} names for {wanted} columns.",
})  # fmt: skip


def _needs_no_help(cells: Sequence[str], decimal: str) -> bool:
    """Whether there are numbers, all of them written so that pandas understands them by itself."""
    allowed = set("0123456789+-eE \t" + decimal)
    if all(map(is_missing_word, cells)):
        return False
    return all(set(cell) <= allowed or cell.strip().lower() in MISSING_WORDS for cell in cells)


def _offset(text: str, dialect: Dialect, first_line: int) -> int:
    """Bytes before a line of the text."""
    cutter = Cutter(text, dialect)
    place = 0
    for _ in range(first_line - 1):
        place = cutter.next_line_end(place) or place
    return len(text[:place].encode())
