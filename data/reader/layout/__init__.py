"""Where is the table in the file? Titles stand above it, notes below, and its first row may hold the names."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.reader.dialect import shape_of
from data.reader.layout.body import body_of
from data.reader.layout.header import Header, find_header
from data.reader.layout.margins import is_empty, is_quoted_nothing, leave_out_comments, leave_out_empty
from data.reader.limits import check_columns
from data.reader.report import Report
from data.reader.rows import Row


@dataclass(frozen=True)
class Layout:
    """A table of text cells: every row as wide as the list of names."""

    names: list[str]                                    # as in the file, or [] without a header row
    rows: list[list[str]]
    lines: list[int]                                    # line in the file of every row
    first_line: int                                     # line of the header, or of the first row


def lay_out(rows: Sequence[Row], header: bool | None, report: Report, empty_lines: int = 0) -> Layout:
    """Find the table among the rows of a file; everything left out is reported, empty_lines are that already."""
    rows = leave_out_comments(rows, report)
    width = shape_of([row for row in rows if any(map(str.strip, row.cells))]).width
    check_columns(width)
    found = find_header(rows, width, header, report)
    above = [row for row in rows[: found.rows_above] if is_empty(row) and not is_quoted_nothing(row)]
    rows = leave_out_empty([*above, *rows[found.rows_above :]], report, empty_lines)
    body = body_of(rows, found, report)
    check_columns(body.width)
    names = found.names + [""] * (body.width - len(found.names)) if found.names else []
    first = found.line or (body.lines[0] if body.lines else 1)
    return Layout(names, body.rows, body.lines, first)


def lay_out_plainly(rows: Sequence[Row], header: bool | None) -> Layout:
    """Take every row as it stands: nothing is left out, short rows are filled with empty cells."""
    kept = [row for row in rows if row.text.strip() or len(row.cells) > 1]
    width = max((len(row.cells) for row in kept), default=1)
    check_columns(width)
    if header is None:
        header = bool(find_header(kept, width, None, Report()).names)
    cells = [row.cells + [""] * (width - len(row.cells)) for row in kept]
    lines = [row.line for row in kept]
    first = lines[0] if lines else 1
    return Layout(cells[0], cells[1:], lines[1:], first) if header else Layout([], cells, lines, first)


__all__ = ["Header", "Layout", "lay_out", "lay_out_plainly"]
