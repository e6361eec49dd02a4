"""A row is a line cut at its delimiters; quotation marks protect delimiters and line ends inside a cell."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ANY_LINE_END = r"\r\n|\n|\r"
MOST_OPENINGS = 12                                      # quotation marks of one row that a repair tries to ignore
MOST_REPAIRS = 2_000                                    # rows of one file that are repaired by trying


@dataclass(frozen=True)
class Dialect:
    """How cells are told apart."""

    delimiter: str                                      # "" when a line is one cell
    quote: str = '"'                                    # "" when nothing is quoted
    escape: str = ""                                    # makes the next character plain; "" for doubled quotes
    line_end: str = ANY_LINE_END                        # a regular expression
    runs: bool = False                                  # several delimiters in a row are one (columns of spaces)

    @property
    def separator(self) -> str:
        """The delimiter where it is one byte, which pandas wants, else one that stands in no text."""
        return self.delimiter if len(self.delimiter) == 1 and self.delimiter.isascii() else "\x1f"

    @property
    def mark(self) -> str:
        """The quotation mark for writing and for pandas: the usual one where there is none, or one of several bytes."""
        return self.quote if len(self.quote) == 1 and self.quote.isascii() else '"'


@dataclass(frozen=True)
class Row:
    """One record of the file."""

    line: int                                           # number of its first line, counted from 1
    cells: list[str]
    text: str                                           # its first line, as it stands in the file
    odd: str = ""                                       # its quotation marks: "" for right, "stray" or "unclosed"
    repaired: bool = False                              # a quotation mark was taken as plain text to make the row fit


@dataclass(frozen=True)
class _Cut:
    """A record cut out of the text, before it is known whether it fits."""

    cells: list[str]
    end: int                                            # where its text ends, before the line end
    openings: tuple[int, ...] = ()                      # where quoted cells begin
    odd: str = ""
    first_bad: int = -1                                 # opening of the cell that is odd or spans lines
    doubtful: bool = False                              # a cell spans lines and holds stray marks: it may be several


class Cutter:
    """Cuts one text into rows by one dialect."""

    def __init__(self, text: str, dialect: Dialect, *, skip_empty: bool = False) -> None:
        self.text = text
        self.dialect = dialect
        self.skipped = 0                                # empty lines that were passed over, if they are skipped
        self._empty = re.compile(f"(?:{dialect.line_end})+") if skip_empty else None
        self._line_end = re.compile(dialect.line_end)
        stops = "|".join(part for part in (re.escape(dialect.delimiter), dialect.line_end) if part)
        self._stop = re.compile(stops)
        self._hopeless = len(text) + 1                  # from here on no quotation mark closes a cell
        self._special = tuple(mark for mark in (dialect.quote, dialect.escape) if mark)
        self._split = _splitter(dialect)

    def rows(self, width: int = 0, limit: int | None = None) -> Iterator[Row]:
        """Rows in order; with a width, odd rows of another width are repaired where one quotation mark explains it."""
        position, line, number = 0, 1, 0
        repairs = MOST_REPAIRS if width else 0
        text, size = self.text, len(self.text)
        while position < size and (limit is None or number < limit):
            run = self._empty.match(text, position) if self._empty else None
            if run:
                ends = _line_ends_in(run.group())
                self.skipped += ends
                position, line = run.end(), line + ends
                continue
            found = self._line_end.search(text, position)
            end, following = (found.start(), found.end()) if found else (size, size)
            first = text[position:end]
            if not any(mark in first for mark in self._special):
                yield Row(line, self._split(first), first)
                position, line = following, line + 1
            else:
                cut, fixed = self._cut(position, frozenset()), False
                if repairs and (len(cut.cells) != width or cut.doubtful) and cut.openings:
                    better = self._repair(position, cut, width)
                    repairs -= 1
                    cut, fixed = (better, True) if better else (cut, False)
                yield Row(line, cut.cells, first, cut.odd, fixed)
                line += 1 + (self._count_lines(position, cut.end) if cut.end > end else 0)
                found = self._line_end.match(text, cut.end)
                position = found.end() if found else size
            number += 1

    def next_line_end(self, position: int) -> int | None:
        """Where the line after the one at position begins; None after the last one."""
        found = self._line_end.search(self.text, position)
        return found.end() if found else None

    def _count_lines(self, start: int, end: int) -> int:
        return sum(1 for _ in self._line_end.finditer(self.text, start, end))

    def _repair(self, position: int, cut: _Cut, width: int) -> _Cut | None:
        """The same record read otherwise, if that gives the width.

        Either two quotation marks before a delimiter are a mark of the text and the end of the cell (the
        writer forgot to double it), or one opening mark is plain text.
        """
        other = self._cut(position, frozenset(), early=True)
        if len(other.cells) == width and other.end <= cut.end and not other.doubtful:
            return other
        order = [cut.first_bad] if cut.first_bad >= 0 else []
        order += [opening for opening in cut.openings[:MOST_OPENINGS] if opening not in order]
        for opening in order:
            other = self._cut(position, frozenset((opening,)))
            if len(other.cells) == width and other.end <= cut.end and not other.doubtful:
                return other
        return None

    def _cut(self, position: int, plain: frozenset[int], *, early: bool = False) -> _Cut:
        """Cut the record that begins at position; quotation marks at plain places are plain text."""
        text, size, dialect = self.text, len(self.text), self.dialect
        cells: list[str] = []
        openings: list[int] = []
        odd, first_bad, doubtful = "", -1, False
        if dialect.runs:
            position = self._after_run(position)
        while True:
            opening = self._opening(position)
            quoted = None
            if opening >= 0 and opening not in plain:
                openings.append(opening)
                quoted = self._quoted(opening + 1, early=early)
                if quoted is None:
                    odd, first_bad = "unclosed", opening if first_bad < 0 else first_bad
            if quoted is not None:
                cell, stray, stop = quoted
                spans = self._spans(opening, stop)
                doubtful = doubtful or (stray and spans)
                if (stray or spans) and first_bad < 0:
                    first_bad = opening
                odd = odd or ("stray" if stray else "")
            else:
                stop = self._end_of_plain(position)
                cell = self._unescaped(text[position:stop])
                odd = odd or ("stray" if dialect.quote and dialect.quote in cell else "")
            cells.append(cell)
            if not (dialect.delimiter and text.startswith(dialect.delimiter, stop)):
                return _Cut(cells, min(stop, size), tuple(openings), odd, first_bad, doubtful)
            position = stop + len(dialect.delimiter)
            if dialect.runs:
                position = self._after_run(position)

    def _spans(self, start: int, stop: int) -> bool:
        return self._line_end.search(self.text, start, stop) is not None

    def _after_run(self, position: int) -> int:
        while self.text.startswith(self.dialect.delimiter, position):
            position += len(self.dialect.delimiter)
        return position

    def _opening(self, position: int) -> int:
        """Where the quotation mark of a quoted cell stands, spaces before it allowed; -1 for a plain cell."""
        quote, text = self.dialect.quote, self.text
        if not quote:
            return -1
        if self.dialect.delimiter != " ":
            while position < len(text) and text[position] == " ":
                position += 1
        return position if text.startswith(quote, position) else -1

    def _quoted(self, position: int, *, early: bool = False) -> tuple[str, bool, int] | None:
        """Content of a quoted cell, whether a mark in it is stray, and where the cell stops; None if it never closes.

        A mark closes the cell only before a delimiter, a line end or the end: everything else is a slip of the
        program that wrote the file, and the mark is text.
        """
        text, quote, escape = self.text, self.dialect.quote, self.dialect.escape
        opened, start, parts, stray = position, position, [], False
        if opened >= self._hopeless:
            return None
        while True:
            mark = text.find(quote, position)
            if mark < 0:
                self._hopeless = min(self._hopeless, opened)
                return None
            if escape and self._is_escaped(mark, start):
                position = mark + 1
                continue
            if text.startswith(quote, mark + 1) and not (early and self._close(mark + 2) is not None):
                parts.append(text[start:mark + 1])
                start = position = mark + 2
                continue
            doubled = text.startswith(quote, mark + 1)  # closing early: the first of the two belongs to the text
            mark += doubled
            stop = self._close(mark + 1)
            if stop is not None:
                parts.append(text[start:mark])
                return self._unescaped("".join(parts)), stray, stop
            stray = True
            position = mark + 1

    def _is_escaped(self, mark: int, start: int) -> bool:
        before = mark
        while before > start and self.text[before - 1] == self.dialect.escape:
            before -= 1
        return (mark - before) % 2 == 1

    def _close(self, position: int) -> int | None:
        """Where the cell stops if a quotation mark just before position may close it."""
        text, delimiter = self.text, self.dialect.delimiter
        if delimiter != " ":
            while position < len(text) and text[position] == " ":
                position += 1
        if position >= len(text):
            return len(text)
        if (delimiter and text.startswith(delimiter, position)) or self._line_end.match(text, position):
            return position
        return None

    def _end_of_plain(self, position: int) -> int:
        """Where a cell without quotation marks stops."""
        while True:
            found = self._stop.search(self.text, position)
            if found is None:
                return len(self.text)
            if not self.dialect.escape or not self._is_escaped(found.start(), position):
                return found.start()
            position = found.end()

    def _unescaped(self, cell: str) -> str:
        """Take the escape character away where it protects something."""
        escape, delimiter, quote = self.dialect.escape, self.dialect.delimiter, self.dialect.quote
        if not escape or escape not in cell:
            return cell
        protected = "".join(map(re.escape, {escape, delimiter, quote} - {""}))
        return re.sub(f"{re.escape(escape)}([{protected}])", r"\1", cell)


def _line_ends_in(run: str) -> int:
    return run.count("\n") + run.count("\r") - run.count("\r\n")


def _splitter(dialect: Dialect) -> Callable[[str], list[str]]:
    """How a line without quotation marks is cut."""
    delimiter = dialect.delimiter
    if not delimiter:
        return lambda line: [line]
    if dialect.runs:
        return lambda line: [cell for cell in line.split(delimiter) if cell] or [""]
    return lambda line: line.split(delimiter)
