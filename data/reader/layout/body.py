"""The rows of the table: of one width, without repeated headers, second tables and notes below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.reader.cells import kind_of_cell
from data.reader.dialect import PRIORS
from data.reader.layout.header import Header
from data.reader.layout.margins import is_title, leave_out_notes_below
from data.reader.report import Report, listed
from data.reader.rows import Row

WIDEN_FROM = 0.1                                        # share of longer rows from which the table is made wider
LOOKED_AT = 500
MOST_REPEATS = 0.2                                      # share of rows that may repeat the header; more are values
MOST_TRIED = 60                                         # places tried when a cell is too many or missing


@dataclass(frozen=True)
class Body:
    """Rows of one width."""

    rows: list[list[str]]
    lines: list[int]
    width: int


def body_of(rows: list[Row], header: Header, report: Report) -> Body:
    """Bring the rows below the header to one width and leave out what is no row; all of it is reported."""
    rows = leave_out_notes_below(rows, header.width, report)
    if header.names:
        rows = _only_first_table(rows, header.names, report)
    width = max(_width_for(rows, header.width), len(header.names))
    signature = signature_of(rows, width)
    fitted, lines = [], []
    fits = Fitting(width, signature, report)
    for row in rows:
        cells = row.cells if len(row.cells) == width else fits.fit(row)
        if cells is not None:
            fitted.append(cells)
            lines.append(row.line)
    fits.say()
    _say_quotes(rows, report)
    return Body(fitted, lines, width)


def _width_for(rows: Sequence[Row], width: int) -> int:
    """The usual width, or the largest when many rows are longer than usual."""
    lengths = [len(row.cells) if row.cells[-1].strip() else _used(row.cells) for row in rows]
    longer = [length for length in lengths if length > width]
    return max(longer) if longer and len(longer) > WIDEN_FROM * len(rows) else width


def _used(cells: Sequence[str]) -> int:
    """Number of cells up to the last one that holds something."""
    return max((place + 1 for place, cell in enumerate(cells) if cell.strip()), default=0)


def _only_first_table(rows: Sequence[Row], names: Sequence[str], report: Report) -> list[Row]:
    """Rows without repetitions of the header, and without a second table with another header."""
    wanted = [name.strip() for name in names if name.strip()]
    kept: list[Row] = []
    if len(wanted) < 2 or sum(map(wanted.__eq__, map(_filled_cells, rows))) > max(1, MOST_REPEATS * len(rows)):
        return list(rows)
    for place, row in enumerate(rows):
        cells = [cell.strip() for cell in row.cells]
        if _filled_cells(row) == wanted:
            while kept and len(row.cells) > 1 and (is_title(kept[-1]) or len(kept[-1].cells) == 1) and _is_apart(kept):
                title = kept.pop()
                report.drop(title.line, "a title between two tables")
            report.drop(row.line, "it repeats the header")
        elif _is_other_header(cells, wanted):
            for other in rows[place:]:
                report.drop(other.line, "a second table with other columns begins at line {first}", first=row.line)
            break
        else:
            kept.append(row)
    return kept


def _filled_cells(row: Row) -> list[str]:
    return [cell.strip() for cell in row.cells if cell.strip()]


def _is_apart(kept: Sequence[Row]) -> bool:
    """Whether the last row stands apart from the one above it: an empty line lies between."""
    return len(kept) < 2 or kept[-1].line > kept[-2].line + 1


def _is_other_header(cells: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether cells are the names of the header with some added or some left out."""
    present = [cell for cell in cells if cell]
    if len(present) == len(wanted) or len(present) < 2:
        return False
    shorter, longer = sorted((list(present), list(wanted)), key=len)
    return len(shorter) >= max(2, len(longer) - 3) and set(shorter) <= set(longer)


def signature_of(rows: Sequence[Row], width: int) -> list[Counter[str]]:
    """For every column, how often each kind of cell occurs in rows of the right width."""
    counts: list[Counter[str]] = [Counter() for _ in range(width)]
    for row in [row for row in rows if len(row.cells) == width][:LOOKED_AT]:
        for column, cell in enumerate(row.cells):
            counts[column][kind_of_cell(cell)] += 1
    return counts


class Fitting:
    """Makes rows of another width fit, and remembers what it did."""

    def __init__(self, width: int, signature: Sequence[Counter[str]], report: Report) -> None:
        self.width = width
        self.signature = signature
        self.report = report
        self.done: dict[str, list[int]] = {}            # template of a note -> lines

    def fit(self, row: Row) -> list[str] | None:
        """Cells of the row in the table's width, or None when it has to be left out."""
        cells = row.cells
        if len(cells) > self.width:
            return self._shortened(row)
        other = self._cut_otherwise(row)
        if other is not None:
            self._remember("Line(s) {lines} use another delimiter than the rest and were cut there.", row)
            return other
        self._remember("Line(s) {lines} have too few cells; the missing ones are empty.", row)
        return self._filled_up(cells)

    def _remember(self, template: str, row: Row) -> None:
        self.done.setdefault(template, []).append(row.line)

    def _shortened(self, row: Row) -> list[str] | None:
        cells = row.cells
        if _used(cells) <= self.width and self._agreement(cells[: self.width]) >= 0.5:
            better = self._without_one(cells) if len(cells) == self.width + 1 else None
            if better is None or self._agreement(better) <= self._agreement(cells[: self.width]):
                self._remember("Line(s) {lines} have empty cells beyond the last column.", row)
                return cells[: self.width]
        if len(cells) == self.width + 1:
            better = self._without_one(cells)
            if better is not None:
                self._remember("Line(s) {lines} have an empty cell too many, which was taken out.", row)
                return better
        self.report.drop(
            row.line, "{found} cells where {wanted} are expected", found=len(cells), wanted=self.width
        )
        return None

    def _without_one(self, cells: Sequence[str]) -> list[str] | None:
        """The row without the empty cell whose removal makes the others agree best with their columns."""
        empty = [place for place, cell in enumerate(cells) if not cell.strip()][:MOST_TRIED]
        tries = [[*cells[:place], *cells[place + 1 :]] for place in reversed(empty)]
        return max(tries, key=self._agreement, default=None)

    def _filled_up(self, cells: Sequence[str]) -> list[str]:
        """The row with empty cells where they make the others agree best with their columns; at the end if in doubt."""
        missing = self.width - len(cells)
        places = [len(cells), *range(len(cells) - 1, 0, -1)][:MOST_TRIED]
        tries = [[*cells[:place], *[""] * missing, *cells[place:]] for place in places]
        return max(tries, key=self._agreement)

    def _agreement(self, cells: Sequence[str]) -> float:
        """Mean share of each cell's kind in its column."""
        shares = []
        for cell, counts in zip(cells, self.signature, strict=True):
            total = sum(counts.values())
            shares.append(counts[kind_of_cell(cell)] / total if total else 0.5)
        return sum(shares) / len(shares)

    def _cut_otherwise(self, row: Row) -> list[str] | None:
        """Cells of a short row cut at another delimiter, if that gives the width and cells of the right kinds."""
        if len(row.cells) > max(1, self.width // 2) or self.width < 3 or "\n" in "".join(row.cells):
            return None
        for delimiter in PRIORS:
            if row.text.count(delimiter) == self.width - 1:
                cells = row.text.split(delimiter)
                if self._agreement(cells) >= 0.5:
                    return cells
        return None

    def say(self) -> None:
        """Put what was done into the report, with the lines."""
        for template, lines in self.done.items():
            self.report.note(template, lines=listed(lines))


def _say_quotes(rows: Sequence[Row], report: Report) -> None:
    """Name the lines whose quotation marks are not as they should be."""
    for odd, template in (
        ("stray", "Line(s) {lines} hold quotation marks inside a cell; they were kept as text."),
        ("unclosed", "Line(s) {lines} open a quotation mark that never closes; it was kept as text."),
    ):
        lines = [row.line for row in rows if row.odd == odd]
        if lines:
            report.note(template, lines=listed(lines))
    repaired = [row.line for row in rows if row.repaired]
    if repaired:
        report.note("Line(s) {lines} fit only with a quotation mark taken as text.", lines=listed(repaired))

