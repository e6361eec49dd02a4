"""Lines that belong to the file but not to the table: comments, empty lines, titles, notes below."""

from collections.abc import Sequence

from data.reader.cells import EMPTY, NUMBER, kind_of_cell
from data.reader.report import Report
from data.reader.rows import Row

COMMENT_SIGNS = ("#", "%", "//")


def is_empty(row: Row) -> bool:
    """Whether no cell of a row holds anything."""
    return not any(map(str.strip, row.cells))


def is_quoted_nothing(row: Row) -> bool:
    """Whether a row is one cell written as "": in a table of one column that is a missing value, not an empty line."""
    return len(row.cells) == 1 and not row.cells[0].strip() and bool(row.text.strip())


def is_title(row: Row) -> bool:
    """Whether a row of several cells holds something in the first one only."""
    return bool(row.cells[0].strip()) and not any(map(str.strip, row.cells[1:]))


def filled(row: Row) -> int:
    """How many cells of a row hold something."""
    return sum(bool(cell.strip()) for cell in row.cells)


def leave_out_comments(rows: Sequence[Row], report: Report) -> list[Row]:
    """Rows without comment lines, and without comments at the end of lines where there are comment lines."""
    sign = next((sign for sign in COMMENT_SIGNS if _comments_with(rows, sign)), None)
    if sign is None:
        return list(rows)
    comments = _comments_with(rows, sign)
    kept, width = [], _usual_width([row for row in rows if row.line not in comments])
    for row in rows:
        if row.line in comments:
            report.drop(row.line, "a comment")
        elif sign == "#" and len(row.cells) > width > 1 and sign in row.text:
            kept.append(_without_comment(row, sign, width, report))
        else:
            kept.append(row)
    return kept


def _usual_width(rows: Sequence[Row]) -> int:
    widths = [len(row.cells) for row in rows if not is_empty(row)]
    return max(set(widths), key=widths.count) if widths else 1


def _comments_with(rows: Sequence[Row], sign: str) -> frozenset[int]:
    """Lines that are comments if the sign marks comments here; none where it begins cells of the table."""
    marked = [row for row in rows if row.text.lstrip().startswith(sign)]
    plain = [row for row in rows if not row.text.lstrip().startswith(sign) and not is_empty(row)]
    if not marked or not plain:
        return frozenset()
    width = _usual_width(plain)
    misfits = {row.line for row in marked if len(row.cells) != width}
    if width > 1:
        fitting = [row for row in marked if row.line not in misfits]
        head = {row.line for row in fitting if row.line < plain[0].line and not _names_columns(row, plain)}
        loose = {row.line for row in fitting if misfits and row.line > plain[0].line}
        return frozenset(misfits | head | loose) if len(fitting) <= len(plain) else frozenset(misfits)
    above = [row for row in marked if row.line < plain[0].line]
    among = len(marked) - len(above)
    return frozenset(row.line for row in marked) if above and among <= 0.5 * len(plain) else frozenset()


def _names_columns(row: Row, plain: Sequence[Row]) -> bool:
    """Whether a marked row is the header itself: it stands right above rows of values."""
    next_row = plain[0]
    values = [kind_of_cell(cell) == NUMBER for cell in next_row.cells]
    return next_row.line == row.line + 1 and sum(values) >= 0.5 * len(values)


def _without_comment(row: Row, sign: str, width: int, report: Report) -> Row:
    """Cut a comment off the end of a line that is too wide, if what stays fits."""
    cells: list[str] = []
    for cell in row.cells:
        head, mark, _ = cell.partition(sign)
        cells.append(head)
        if mark:
            break
    if len(cells) != width:
        return row
    report.note("Comments at the end of {n} line(s), from line {line} on, were left out.", n=1, line=row.line)
    return Row(row.line, cells, row.text, row.odd, row.repaired)


def follows(row: Row, above: Row) -> bool:
    """Whether a row stands right below another one, without an empty line between."""
    inside = max((cell.count("\n") or cell.count("\r") for cell in above.cells), default=0)
    return row.line <= above.line + 1 + inside


def leave_out_empty(rows: Sequence[Row], report: Report, blank: int) -> list[Row]:
    """Rows that hold something; empty lines are counted, empty rows of a wide table are listed."""
    kept = []
    for row in rows:
        if not is_empty(row) or is_quoted_nothing(row):
            kept.append(row)
        elif len(row.cells) > 1:
            report.drop(row.line, "all its cells are empty")
        else:
            blank += 1
    if blank:
        report.note("{n} empty line(s) were skipped.", n=blank)
    return kept


def leave_out_notes_below(rows: list[Row], width: int, report: Report) -> list[Row]:
    """Rows without the lines of text that stand below the table: sources, remarks, totals of lines."""
    if width < 2:
        return rows
    end = len(rows)
    while end > 0 and _is_note_below(rows, end - 1, width):
        end -= 1
    if end == 0:                                        # nothing would be left: these lines are the table
        return rows
    for row in rows[end:]:
        report.drop(row.line, "a note below the table")
    return rows[:end]


def _is_note_below(rows: Sequence[Row], place: int, width: int) -> bool:
    row = rows[place]
    if len(row.cells) >= width or filled(row) > 1 or any(row.text.count(sign) == width - 1 for sign in ",;\t|"):
        return False                                    # it may be a row that uses another delimiter
    apart = place > 0 and row.line > rows[place - 1].line + 1
    wordy = len(row.cells[0].split()) > 2
    return len(row.cells) == 1 and kind_of_cell(row.cells[0]) not in (NUMBER, EMPTY) and (width > 2 or apart or wordy)
