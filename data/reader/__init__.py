"""Turning the bytes of a file into a table, and saying everything that was done on the way."""

import hashlib
from collections.abc import Callable, Sequence

import pandas as pd

from data.reader.container import EMPTY, unpack
from data.reader.dialect import find_dialect, say_dialect, shape_of
from data.reader.encoding import decode, mend_controls
from data.reader.large import LARGE, Asked, read_large
from data.reader.layout import Layout, lay_out, lay_out_plainly
from data.reader.limits import check_cells, check_columns
from data.reader.names import unique_names
from data.reader.refusal import TableError
from data.reader.report import Report
from data.reader.rows import Cutter, Dialect
from data.reader.types import text_frame, typed_frame
from data.table import Reading, Table

__all__ = ["TableError", "read_table"]


def read_table(
    content: bytes,
    name: str = "table.csv",
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
    skip_rows: int = 0,
    text: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Table:
    """Read a table from the bytes of a file (CSV and its kin, also gzipped).

    What is not given is detected: ``encoding`` by name, ``delimiter`` and ``quote`` as one character ("" for
    none), ``decimal`` "." or ",", ``header`` True or False. ``skip_rows`` lines are left out at the top.
    With ``text`` every cell stays as it is written and no row is left out. ``progress`` is called now and
    then with the share that is done, from 0 to 1.

    Raises TableError, with a sentence for the person who chose the file, when it can't become a table.
    """
    report = Report()
    tell = progress or _tell_nobody
    tell(0.0)
    raw = unpack(content)
    if len(raw) >= LARGE and not text and not skip_rows:
        asked = Asked(delimiter, quote, decimal, header)
        return read_large(content, raw, name, asked, encoding=encoding, report=report, tell=tell)
    written, encoding = decode(raw, encoding, report)
    tell(0.2)
    written = _skipped(written, skip_rows, report)
    if not written.strip("\ufeff \t\r\n\x00"):
        raise TableError(EMPTY)
    if not text:
        written = mend_controls(written, report)
    dialect = find_dialect(written, delimiter, quote)
    layout = _layout(written, dialect, header, text, report)
    tell(0.6)
    frame, decimal, has_names = _frame(layout, dialect, decimal, text, report)
    report.summarize()
    tell(1.0)
    reading = Reading(
        encoding, dialect.delimiter, dialect.quote, decimal, has_names,
        layout.first_line + skip_rows, tuple(report.dropped), tuple(report.notes),
    )  # fmt: skip
    return Table(name, frame, reading, hashlib.sha256(content).hexdigest())


def _tell_nobody(_share: float) -> None:
    """Nobody waits for news of the progress."""


def _skipped(written: str, skip_rows: int, report: Report) -> str:
    """The text without its first lines."""
    if skip_rows <= 0:
        return written
    lines = written.splitlines(keepends=True)
    report.note("The first {n} line(s) were skipped, as you asked.", n=skip_rows)
    return "".join(lines[skip_rows:])


def _layout(written: str, dialect: Dialect, header: bool | None, text: bool, report: Report) -> Layout:
    if text:
        layout = lay_out_plainly(list(Cutter(written, dialect).rows()), header)
    else:
        first = list(Cutter(written, dialect, skip_empty=True).rows(limit=2_000))
        width = shape_of([row for row in first if any(map(str.strip, row.cells))]).width
        check_columns(width)
        cutter = Cutter(written, dialect, skip_empty=True)
        rows = list(cutter.rows(width=width))
        layout = lay_out(rows, header, report, empty_lines=cutter.skipped)
        say_dialect(dialect, report)
    check_cells(layout.rows, layout.lines)
    return layout


def _frame(
    layout: Layout, dialect: Dialect, decimal: str | None, text: bool, report: Report
) -> tuple[pd.DataFrame, str, bool]:
    width = len(layout.names) or max(map(len, layout.rows), default=0)
    if width == 0:
        raise TableError("There is no row of values in the file.")
    names = unique_names(layout.names, width, report)
    columns: list[Sequence[str]] = list(zip(*layout.rows, strict=True)) or [[] for _ in names]
    if not layout.rows:
        report.note("There is a header but no row.")
    if text:
        return text_frame(names, columns), decimal or ".", bool(layout.names)
    frame, decimal = typed_frame(
        names, columns, layout.lines, decimal=decimal, delimiter=dialect.delimiter, report=report
    )
    return frame, decimal, bool(layout.names)
