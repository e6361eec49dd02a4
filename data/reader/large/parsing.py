"""pandas' C parser reads the rows: two stretches of a regular file at once, so that two processors share the work."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import partial

import pandas as pd

from data.reader.cells import MISSING_WORDS
from data.reader.large.pieces import Pieces
from data.reader.large.scan import count, end_of_text
from data.reader.large.start import Start

WORDS = sorted({form for word in MISSING_WORDS for form in (word, word.upper(), word.title(), "NaN", "#N/A")})
MOST_PARTS = 4
LEAST_PART = 2_000_000                                  # bytes below which another thread does not pay
TOGETHER = 50_000                                       # rows with texts that are read at once
TRIED_LINES = 100                                       # where a part may begin: at a line with all its cells
Tell = Callable[[float], None]


def parse(
    content: bytes | bytearray, start: Start, tell: Tell, *, offset: int, end: int | None = None, text: bool = False,
    only: list[int] | None = None, low_memory: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Let pandas read rows; columns that need care stay text, or all of them, or all of only some.

    Texts are Python's while pandas reads them, and take several times the memory they take later: so rows with
    texts come some after others.
    """
    width = len(start.names)
    numbers = [column for column in range(width) if start.plain[column] and not text]
    read = partial(
        pd.read_csv,
        Stretch(content, offset, end_of_text(content) if end is None else end, tell),
        sep=start.dialect.separator,
        quotechar=start.dialect.mark,
        quoting=0 if start.dialect.quote else 3,
        header=None,
        names=range(width),
        usecols=only,
        index_col=False,
        dtype={column: "str" for column in range(width) if column not in numbers},
        na_values=dict.fromkeys(numbers, WORDS),
        keep_default_na=False,
        decimal=start.decimal,
        encoding="utf-8",
        skip_blank_lines=False,                         # an empty line becomes a row, which is seen
    )
    if len(numbers) == width:
        frame: pd.DataFrame = read(low_memory=low_memory)
        return frame
    with read(low_memory=False, chunksize=TOGETHER) as frames:
        most = count(content, b"\n", offset) + count(content, b"\r", offset) + 1
        columns = {column: Pieces(most, texts=column not in numbers, dates=start.dates[column] and not text)
                   for column in (range(width) if only is None else only)}
        for frame in frames:                            # each is let go as soon as it is taken apart
            for column, pieces in columns.items():
                pieces.add(frame[column])
    undated = [column for column, pieces in columns.items() if pieces.no_dates]
    again = parse(content, start, tell_nobody, offset=offset, end=end, text=True, only=undated) if undated else {}
    whole = {column: again[column] if column in undated else columns[column].whole() for column in columns}
    return pd.DataFrame(whole, copy=False)


def parse_in_parts(content: bytes, start: Start, tell: Tell, pool: Executor) -> pd.DataFrame:
    """Read rows of unquoted numbers: there every line is a row, so that several stretches can be read at once."""
    begins = _begins(content, start)
    ends = [*begins[1:], end_of_text(content)]
    others = [
        pool.submit(parse, content, start, tell_nobody, offset=begin, end=end)
        for begin, end in zip(begins[1:], ends[1:], strict=True)
    ]
    try:
        first = parse(content, start, tell, offset=begins[0], end=ends[0])
    finally:
        waited = [other.exception() for other in others]  # none is left behind at work on the bytes
    if any(waited):
        raise next(problem for problem in waited if problem)
    return _joined([first, *(other.result() for other in others)]) if others else first


def tell_nobody(_share: float) -> None:
    """Another thread must not draw, and reading a second time is no progress."""


class Stretch:
    """Some bytes of a file as pandas wants to be given them: as they are, not decoded and encoded once more."""

    def __init__(self, content: bytes | bytearray, begin: int, end: int, tell: Tell) -> None:
        self._content = memoryview(content)
        self._begin, self._place, self._end, self._tell = begin, begin, end, tell

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most ``size``; none at the end."""
        self._tell(0.1 + 0.8 * (self._place - self._begin) / max(self._end - self._begin, 1))
        stop = self._end if size < 0 else min(self._place + size, self._end)
        found = bytes(self._content[self._place : stop])
        self._place = stop
        return found

    def __iter__(self) -> Iterator[bytes]:
        """Pieces of the rest; pandas asks every file whether it has them."""
        return iter(lambda: self.read(1 << 18), b"")


def _begins(content: bytes, start: Start) -> list[int]:
    """Where the parts begin: at lines that have all their cells, for pandas checks no part's first row."""
    size = end_of_text(content) - start.offset
    parts = max(1, min(MOST_PARTS, os.cpu_count() or 1, size // LEAST_PART))
    wanted = (_full_line(content, start.offset + size * part // parts, start) for part in range(1, parts))
    return [start.offset, *sorted({place for place in wanted if place is not None})]


def _full_line(content: bytes, place: int, start: Start) -> int | None:
    """Where the next line begins that has all its cells."""
    delimiter, cuts = start.dialect.separator.encode(), len(start.names) - 1
    for _ in range(TRIED_LINES):
        begin = content.find(b"\n", place) + 1
        end = content.find(b"\n", begin)
        if begin <= 0 or end < 0:
            return None
        if content.count(delimiter, begin, end) == cuts:
            return begin
        place = begin
    return None


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The parts below one another, column by column, each let go as soon as it is copied."""
    columns = {}
    for column in parts[0].columns:
        pieces = Pieces(sum(map(len, parts)), texts=False)
        for part in parts:
            pieces.add(part.pop(column))
        columns[column] = pieces.whole()
    return pd.DataFrame(columns, copy=False)
