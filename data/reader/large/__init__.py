"""Large files: their start tells how they are written, then pandas' C engine reads the whole at once."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

import pandas as pd

from data.reader.encoding import decode
from data.reader.large.exact import finish
from data.reader.large.parsing import Tell, parse, parse_in_parts, tell_nobody
from data.reader.large.regular import regularize
from data.reader.large.scan import (
    count,
    empty_lines_at_end,
    fingerprint,
    has_leading_zeros,
    has_stray_quotes,
    lines_from,
)
from data.reader.large.short import say_short_rows
from data.reader.large.start import Asked, Start, start_of
from data.reader.limits import MOST_CELL_CHARACTERS
from data.reader.report import Report
from data.reader.types import Typing
from data.table import Reading, Table

LARGE = 3_000_000                                       # bytes from which a file is read this way

__all__ = ["LARGE", "Asked", "read_large"]


def read_large(
    content: bytes, raw: bytes, name: str, asked: Asked, *, encoding: str | None, report: Report, tell: Tell
) -> Table:
    """Read the bytes of a large file; content is the file as it came, raw its unpacked bytes."""
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool:   # while the parser works
        printed = pool.submit(fingerprint, content)         # one thread hashes, another one counts
        raw, encoding = _as_utf_8(raw, encoding, report)
        start = start_of(raw, asked, report)
        cuts = pool.submit(count, raw, start.dialect.separator.encode(), start.offset)
        frame = _read(raw, start, cuts.result, report, tell, pool)
        report.summarize()
        reading = Reading(
            encoding, start.dialect.delimiter, start.dialect.quote, start.decimal, bool(start.layout.names),
            start.layout.first_line, tuple(report.dropped), tuple(report.notes),
        )  # fmt: skip
        tell(1.0)
        return Table(name, frame, reading, printed.result())


def _as_utf_8(raw: bytes, encoding: str | None, report: Report) -> tuple[bytes, str]:
    """The bytes in UTF-8, which the parser reads fastest; most files are that already."""
    if encoding is None and raw.isascii() and raw.find(b"\x00") < 0 and raw.find(b"\x1b") < 0:
        report.note("Read as {encoding}.", encoding="utf-8")
        return raw, "utf-8"
    text, encoding = decode(raw, encoding, report)
    unchanged = encoding == "utf-8" and not raw.startswith(b"\xef\xbb\xbf") and "\ufffd" not in text
    return raw if unchanged else text.encode("utf-8", "replace"), encoding


def _read(
    raw: bytes, start: Start, cuts: Callable[[], int], report: Report, tell: Tell, pool: Executor
) -> pd.DataFrame:
    """Read the whole: at once where it is regular, else after its odd rows have been mended."""
    frame = _read_at_once(raw, start, cuts, report, tell, pool)
    lines: Sequence[int]
    source: bytes | bytearray
    if frame is not None:
        source, offset = raw, start.offset
        lines = range(start.first_line, start.first_line + len(frame))
    else:
        below = memoryview(raw)[start.offset :]
        regular = regularize(below, start.dialect, start.names, start.layout, report, tell, start.empty_above)
        source, offset, lines = regular.content, 0, regular.lines
        frame = parse(source, start, tell, offset=0, low_memory=False)
    tell(0.9)
    return finish(
        frame,
        names=start.names,
        plain=start.plain,
        zeros=lambda: has_leading_zeros(source, start.dialect.separator, start.dialect.mark),
        as_text=lambda columns: _as_text(source, offset, start, columns),
        typing=Typing(lines, start.decimal, given=False, report=report),
        report=report,
    )


def _read_at_once(
    raw: bytes, start: Start, cuts: Callable[[], int], report: Report, tell: Tell, pool: Executor
) -> pd.DataFrame | None:
    """The frame if every line is one row, so that nothing is skipped or joined, or filled up without a word."""
    if not start.may_be_regular:
        return None
    quote = start.dialect.quote.encode()
    quoted = bool(quote) and raw.find(quote, start.offset) >= 0
    try:
        if all(start.plain) and not quoted:
            frame = parse_in_parts(raw, start, tell, pool)
        else:
            frame = parse(raw, start, tell, offset=start.offset, low_memory=not quoted)
    except (pd.errors.ParserError, pd.errors.DtypeWarning, UnicodeDecodeError, OverflowError):
        return None
    if not _is_plain(frame, raw, start) or _longest(frame) > MOST_CELL_CHARACTERS:
        return None
    complete = _has_plain_quotes(frame, raw, start) if quoted else _has_full_rows(frame, raw, start, cuts(), report)
    if not complete:
        return None
    empty = start.empty_above + empty_lines_at_end(raw)
    if empty:
        report.note("{n} empty line(s) were skipped.", n=empty)
    return frame


def _is_plain(frame: pd.DataFrame, raw: bytes, start: Start) -> bool:
    """Whether columns of numbers are that all the way down, and the header does not stand below again."""
    kinds = [kind.kind for kind in frame.dtypes]
    if any(plain and kind not in "if" for plain, kind in zip(start.plain, kinds, strict=True)):
        return False                                    # words among the numbers: comments, another header?
    return any(start.plain) or not start.layout.names or not _occurs_again(raw, start)


def _has_full_rows(frame: pd.DataFrame, raw: bytes, start: Start, cuts: int, report: Report) -> bool:
    """Whether no row was filled up or cut off, or filled up ones have been said: the delimiters are counted."""
    width = len(start.names)
    if width == 1:
        return not frame.iloc[:, 0].isna().any()        # an empty line or a missing value? the careful way tells
    return cuts == len(frame) * (width - 1) or say_short_rows(frame, raw, start, cuts, report)


def _has_plain_quotes(frame: pd.DataFrame, raw: bytes, start: Start) -> bool:
    """Whether quotation marks only enclose cells, no cell holds a line end, and no row can have been filled up."""
    if frame.iloc[:, -1].isna().any() or lines_from(raw, start.offset) - empty_lines_at_end(raw) != len(frame):
        return False
    return not has_stray_quotes(raw, start.offset, start.dialect.delimiter, start.dialect.quote)


def _occurs_again(raw: bytes, start: Start) -> bool:
    """Whether the last line above the values, the header, stands somewhere below as well."""
    header = raw[: start.offset].splitlines()[-1]
    return raw.find(b"\n" + header, start.offset) >= 0


def _as_text(content: bytes | bytearray, offset: int, start: Start, columns: list[int]) -> pd.DataFrame:
    """Some columns as text."""
    try:
        return parse(content, start, tell_nobody, offset=offset, text=True, only=columns)
    except pd.errors.ParserError:                       # some columns alone can't be had where all rows are too short
        return parse(content, start, tell_nobody, offset=offset, text=True)[columns]


def _longest(frame: pd.DataFrame) -> int:
    """Characters of the longest cell of text."""
    columns = (frame[column] for column in frame.columns)
    texts = [column.cat.categories.to_series() if column.dtype == "category" else column
             for column in columns if column.dtype in ("category", "str")]
    parts = (text.iloc[begin : begin + 50_000] for text in texts for begin in range(0, len(text), 50_000))
    return max((int(part.str.len().max()) for part in parts if part.notna().any()), default=0)
