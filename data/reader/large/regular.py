"""Making a large file regular: its odd rows are mended or left out one by one, the others pass untouched."""

import csv
import io
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.reader.cells import NUMBER, kind_of_cell
from data.reader.layout import Layout
from data.reader.layout.body import Fitting, signature_of
from data.reader.limits import check_cells
from data.reader.report import Report, listed
from data.reader.rows import Cutter, Dialect, Row

EVERY = 50_000                                          # rows between two reports of progress
MOST_BELOW = 50                                         # lines at the end of a file that may be notes below the table


@dataclass(frozen=True)
class Regular:
    """Rows of one width as UTF-8 CSV with the dialect's delimiter, and the line in the file of each."""

    content: bytearray
    lines: Sequence[int]


def regularize(
    raw: memoryview, dialect: Dialect, names: Sequence[str], start: Layout, report: Report,
    tell: Callable[[float], None], empty_above: int = 0,
) -> Regular:
    """Bring the rows of a large file to one width; what is left out or mended is reported."""
    text = str(raw, "utf-8", "replace")
    width = len(names)
    first = start.lines[0] if start.lines else 1
    head = [Row(line, cells, "") for line, cells in zip(start.lines, start.rows, strict=True)]
    fitting = Fitting(width, signature_of(head, width), report)
    sign = "#" if kind_of_cell(start.rows[0][0] if start.rows else "") == NUMBER else ""
    header = [name.strip() for name in start.names]
    writing = Writing(dialect)
    lines, odd = array("q"), list[int]()
    cutter = Cutter(text, dialect, skip_empty=True)
    empty = empty_above
    for number, row in enumerate(cutter.rows(width=width)):
        line = row.line + first - 1
        if number % EVERY == 0:
            tell(0.1 + 0.4 * writing.size / max(len(raw), 1))
        if not any(map(str.strip, row.cells)):
            if len(row.cells) > 1:
                report.drop(line, "all its cells are empty")
            empty += len(row.cells) == 1
            continue
        if sign and row.text.startswith(sign):
            report.drop(line, "a comment")
            continue
        if [cell.strip() for cell in row.cells] == header:
            report.drop(line, "it repeats the header")
            continue
        cells = row.cells if len(row.cells) == width else fitting.fit(Row(line, row.cells, row.text))
        if row.odd or row.repaired:
            odd.append(line)
        if cells is not None:
            check_cells([cells], [line])
            writing.write(row, cells)
            lines.append(line)
    empty += cutter.skipped
    if empty:
        report.note("{n} empty line(s) were skipped.", n=empty)
    if odd:
        report.note("Line(s) {lines} hold quotation marks inside a cell; they were kept as text.", lines=listed(odd))
    fitting.say()
    return Regular(writing.content(), lines)


class Writing:
    """Collects rows as text: an untouched line as it is, a changed row written anew."""

    def __init__(self, dialect: Dialect) -> None:
        same = dialect.separator == dialect.delimiter and dialect.mark == (dialect.quote or '"')
        self._plain = same and not dialect.runs and not dialect.escape
        self._quote = dialect.quote
        self._parts: list[str] = []
        self._done = bytearray()
        self._buffer = io.StringIO()
        self._writer = csv.writer(
            self._buffer, delimiter=dialect.separator, quotechar=dialect.mark, lineterminator="\r\n"
        )                                               # the writer quotes what is in its line end

    def write(self, row: Row, cells: Sequence[str]) -> None:
        """Add one row."""
        untouched = cells is row.cells and self._plain and (not self._quote or self._quote not in row.text)
        if untouched and row.text.strip():
            line = row.text
        else:
            self._writer.writerow(cells)
            line = self._buffer.getvalue().removesuffix("\r\n")
            self._buffer.seek(0)
            self._buffer.truncate()
        self._parts.append(line)
        if len(self._parts) >= EVERY:
            self._flush()

    def _flush(self) -> None:
        """Pack the rows collected so far: a list of lines takes more memory than their bytes."""
        for line in ("\n".join(self._parts), "\n" if self._parts else ""):
            self._done += line.encode("utf-8", "replace")
        self._parts.clear()

    @property
    def size(self) -> int:
        """Bytes packed so far."""
        return len(self._done)

    def content(self) -> bytearray:
        """All rows as bytes; nothing is kept, and nothing copied."""
        self._flush()
        content, self._done = self._done, bytearray()
        return content
