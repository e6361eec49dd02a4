"""Large files: their start tells how they are written, then pandas' C engine reads the whole at once."""

import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.reader.cells import MISSING_WORDS
from data.reader.dialect import find_dialect, shape_of
from data.reader.encoding import decode
from data.reader.large.regular import Regular, regularize
from data.reader.large.scan import empty_lines_at_end, fingerprint, has_leading_zeros, lines_from
from data.reader.layout import Layout, lay_out
from data.reader.limits import MOST_CELL_CHARACTERS, check_columns
from data.reader.names import unique_names
from data.reader.report import Report
from data.reader.rows import ANY_LINE_END, Cutter, Dialect
from data.reader.types import Typing, typed_frame
from data.reader.types.numbers import CODE, LONG
from data.table import Reading, Table

LARGE = 3_000_000                                       # bytes from which a file is read this way
HEAD = 30_000                                          # bytes of its start that show how it is written
WORDS = sorted({form for word in MISSING_WORDS for form in (word, word.upper(), word.title(), "NaN", "#N/A")})


@dataclass(frozen=True)
class Start:
    """What the start of the file shows about the whole."""

    dialect: Dialect
    layout: Layout
    names: list[str]
    types: pd.Series                                    # dtype of every column
    decimal: str
    plain: list[bool]                                   # columns of numbers that pandas can read without help


class _Watched(io.BytesIO):
    """Bytes that tell how far they have been read."""

    def __init__(self, content: bytes, tell: Callable[[float], None]) -> None:
        super().__init__(content)
        self._size, self._tell = len(content), tell

    def read(self, size: int | None = -1, /) -> bytes:
        self._tell(0.1 + 0.7 * self.tell() / self._size)
        return super().read(size)


def read_large(
    content: bytes,
    raw: bytes,
    name: str,
    *,
    encoding: str | None,
    delimiter: str | None,
    quote: str | None,
    decimal: str | None,
    header: bool | None,
    report: Report,
    tell: Callable[[float], None],
) -> Table:
    """Read the bytes of a large file; content is the file as it came, raw its unpacked bytes."""
    with ThreadPoolExecutor(max_workers=1) as pool:     # hashing leaves the interpreter free
        printed = pool.submit(fingerprint, content)
        raw, encoding = _as_utf_8(raw, encoding, report)
        start = _start(raw, delimiter, quote, decimal, header, report)
        frame = _read(raw, start, report, tell)
        tell(0.9)
        report.summarize()
        reading = Reading(
            encoding, start.dialect.delimiter, start.dialect.quote, start.decimal, bool(start.layout.names),
            start.layout.first_line, tuple(report.dropped), tuple(report.notes),
        )  # fmt: skip
        tell(1.0)
        return Table(name, frame, reading, printed.result())


def _as_utf_8(raw: bytes, encoding: str | None, report: Report) -> tuple[bytes, str]:
    """The bytes in UTF-8, which the parser reads fastest; most files are that already."""
    if encoding is None and raw.isascii() and b"\x00" not in raw[:HEAD] and raw.find(b"\x1b") < 0:
        report.note("Read as {encoding}.", encoding="utf-8")
        return raw, "utf-8"
    text, encoding = decode(raw, encoding, report)
    return (raw if encoding == "utf-8" and not raw.startswith(b"\xef\xbb\xbf") and "\ufffd" not in text
            else text.encode("utf-8", "replace")), encoding  # fmt: skip


def _start(
    raw: bytes, delimiter: str | None, quote: str | None, decimal: str | None, header: bool | None, report: Report
) -> Start:
    """Read the start of the file with all care."""
    head = raw[:HEAD]
    cut = max(head.rfind(b"\n"), head.rfind(b"\r"))
    text = head[: cut + 1 if cut > 0 else HEAD].decode("utf-8", "ignore")
    dialect = find_dialect(text, delimiter, quote)
    rows = list(Cutter(text, dialect).rows())
    width = shape_of(rows).width
    check_columns(width)
    own = Report()
    layout = lay_out(rows, header, own)
    width = len(layout.names) or max(map(len, layout.rows), default=1)
    names = unique_names(layout.names, width, report)
    columns: list[Sequence[str]] = list(zip(*layout.rows, strict=True)) or [[] for _ in names]
    frame, mark = typed_frame(
        names, columns, layout.lines, decimal=decimal, delimiter=dialect.delimiter, report=Report()
    )
    plain = [
        pd.api.types.is_float_dtype(kind) or pd.api.types.is_integer_dtype(kind)
        for kind in frame.dtypes
    ]
    plain = [each and _needs_no_help(cells, mark) for each, cells in zip(plain, columns, strict=True)]
    for line, reason in own.dropped:
        if line < (layout.lines[0] if layout.lines else 0):
            report.dropped.append((line, reason))
    return Start(dialect, layout, names, frame.dtypes, mark, plain)


def _needs_no_help(cells: Sequence[str], decimal: str) -> bool:
    """Whether every number is written so that pandas understands it by itself."""
    allowed = set("0123456789+-eE \t" + decimal)
    return all(set(cell) <= allowed or cell.strip().lower() in MISSING_WORDS for cell in cells)


def _read(raw: bytes, start: Start, report: Report, tell: Callable[[float], None]) -> pd.DataFrame:
    """Read the whole: at once where it is regular, else after its odd rows have been mended."""
    offset = _offset(raw, start)
    frame = None
    if _may_be_regular(start):
        try:
            frame = _parse(raw, offset, start, tell)
        except (pd.errors.ParserError, pd.errors.DtypeWarning, UnicodeDecodeError, OverflowError):
            frame = None
    if frame is not None:
        frame = _without_empty_end(frame, empty_lines_at_end(raw), report)
    lines: Sequence[int]
    if frame is not None and _is_regular(frame, raw, offset, start):
        first = start.layout.lines[0] if start.layout.lines else 1
        lines = range(first, first + len(frame))
        source, begin = raw, offset
    else:
        del frame
        regular: Regular = regularize(raw[offset:], start.dialect, start.names, start.layout, report, tell)
        source, begin, lines = regular.content, 0, regular.lines
        frame = _parse(source, 0, start, tell, low_memory=False)
    return _finish(frame, source, begin, lines, start, report)


def _offset(raw: bytes, start: Start) -> int:
    """Where the first row of values begins."""
    if not start.layout.lines:
        return len(raw)
    text = raw[:HEAD].decode("utf-8", "ignore")
    place = 0
    finder = Cutter(text, start.dialect)
    for _ in range(start.layout.lines[0] - 1):
        found = finder.next_line_end(place)
        if found is None:
            break
        place = found
    return len(text[:place].encode())


def _may_be_regular(start: Start) -> bool:
    dialect = start.dialect
    return not dialect.runs and dialect.line_end == ANY_LINE_END and not dialect.escape and len(dialect.delimiter) == 1


def _parse(
    content: bytes, offset: int, start: Start, tell: Callable[[float], None], *, low_memory: bool = True
) -> pd.DataFrame:
    """Let pandas read the rows; columns that need care stay text."""
    handle = _Watched(content, tell)
    handle.seek(offset)
    width = len(start.names)
    frame: pd.DataFrame = pd.read_csv(
        handle,
        sep=start.dialect.delimiter or "\x1f",
        quotechar=start.dialect.quote or '"',
        quoting=0 if start.dialect.quote else 3,
        header=None,
        names=range(width),
        index_col=False,
        dtype={column: "str" for column in range(width) if not start.plain[column]},
        na_values={column: WORDS for column in range(width) if start.plain[column]},
        keep_default_na=False,
        decimal=start.decimal,
        encoding="utf-8",
        low_memory=low_memory,
        skip_blank_lines=False,                         # an empty line becomes a row, which is seen
    )
    return frame


def _is_regular(frame: pd.DataFrame, raw: bytes, offset: int, start: Start) -> bool:
    """Whether every line is one row of the usual width: nothing was skipped, padded or joined."""
    quote = start.dialect.quote.encode()
    quoted = bool(quote) and raw.find(quote, offset) >= 0
    if quoted and lines_from(raw, offset) - empty_lines_at_end(raw) != len(frame):
        return False                                    # some cell holds a line end
    if _longest(frame) > MOST_CELL_CHARACTERS:
        return False
    width = len(start.names)
    if not frame.iloc[:, -1].isna().any():
        return True                                     # a row that is too short has nothing in its last column
    if width == 1 or quoted:
        return False
    return raw.count(start.dialect.delimiter.encode(), offset) == len(frame) * (width - 1)


def _without_empty_end(frame: pd.DataFrame, lines: int, report: Report) -> pd.DataFrame:
    """The frame without the rows that empty lines at the end of the file became."""
    if not lines or not frame.iloc[-lines:].isna().all(axis=None):
        return frame
    report.note("{n} empty line(s) were skipped.", n=lines)
    return frame.iloc[:-lines]


def _longest(frame: pd.DataFrame) -> int:
    """Characters of the longest cell of text."""
    texts = [frame[column] for column in frame.columns if frame[column].dtype.kind not in "ifub"]
    return max((int(text.str.len().max()) for text in texts if text.notna().any()), default=0)


def _finish(
    frame: pd.DataFrame, source: bytes, offset: int, lines: Sequence[int], start: Start, report: Report
) -> pd.DataFrame:
    """Look after the columns that pandas could not, or could but not exactly, understand."""
    whole = [column for column in frame.columns if start.plain[column] and _is_whole(frame[column])]
    zeros = bool(whole) and has_leading_zeros(source, start.dialect.delimiter, start.dialect.quote)
    unsure = [
        column for column in frame.columns
        if start.plain[column] and ((zeros and column in whole) or _may_lose(frame[column]))
    ]  # fmt: skip
    if unsure:
        again = pd.read_csv(
            _seeked(source, offset), sep=start.dialect.delimiter or "\x1f", quotechar=start.dialect.quote or '"',
            quoting=0 if start.dialect.quote else 3, header=None, names=range(len(start.names)), usecols=unsure,
            skip_blank_lines=False, dtype="str", keep_default_na=False, encoding="utf-8",
        )  # fmt: skip
        for column in unsure:
            if not _is_harmless(frame[column], again[column]):
                frame[column] = again[column]
    typing = Typing(lines, start.decimal, given=False, report=report)
    columns = {}
    for column, name in enumerate(start.names):
        values = frame[column]
        columns[name] = values if values.dtype.kind in "if" else typing.series(name, values.fillna("").tolist())
        del frame[column]
    typing.say()
    if start.decimal == ",":
        report.note("The decimal mark is a {mark}.", mark="comma")
    return pd.DataFrame(columns)


def _seeked(content: bytes, offset: int) -> io.BytesIO:
    handle = io.BytesIO(content)
    handle.seek(offset)
    return handle


def _is_whole(values: pd.Series) -> bool:
    """Whether a column holds nothing but whole numbers, which codes like 007 turn into."""
    if values.dtype.kind != "f":
        return bool(values.dtype.kind == "i")
    array = values.to_numpy()
    some = array[: 1_000]                               # decides for most columns without a look at the rest
    return all(bool(np.all(np.isnan(part) | (part == np.floor(part)))) for part in (some, array))


def _may_lose(values: pd.Series) -> bool:
    """Whether a column may have lost digits of long numbers, or is no column of numbers after all."""
    if values.dtype.kind not in "if":
        return True
    if values.dtype.kind == "i" or values.isna().all():
        return False
    array = values.to_numpy()
    ends = array.min(), array.max()                     # quick; NaN if anything is missing
    if np.isnan(ends).any():
        ends = np.nanmin(array), np.nanmax(array)
    return float(np.abs(ends).max()) >= 10 ** (LONG - 1)


def _is_harmless(values: pd.Series, text: pd.Series) -> bool:
    """Whether reading a column as numbers lost nothing: no code like 007, no whole number of 16 digits in a float."""
    if values.dtype.kind not in "if":
        return False
    stripped = text.str.strip()
    if stripped.str.fullmatch(CODE.pattern).any():
        return False
    long_ones = stripped.str.fullmatch(rf"[-+]?\d{{{LONG},}}")
    return bool(values.dtype.kind == "i" or not (np.isinf(values).any() or long_ones.any()))
