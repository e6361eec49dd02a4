"""The names of the columns stand in a row that does not look like the rows below it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.reader.cells import EMPTY, MOMENT, NUMBER, is_missing_word, kind_of_cell
from data.reader.layout.margins import filled, follows, is_empty, is_quoted_nothing, is_title
from data.reader.report import Report
from data.reader.rows import Row

MOST_HEADER_ROWS = 5
LOOKED_AT = 300                                         # rows of the table whose cells are looked at
VALUES, WORDS, UNSURE = "values", "words", "unsure"
SKIPPED = 8                                             # first rows that may not be typical, if there are more


@dataclass(frozen=True)
class Header:
    """Names of the columns, and where the rows of the table begin."""

    names: list[str]                                    # [] when no row holds names
    line: int                                           # line of the first row of names; 0 without one
    rows_above: int                                     # rows of the file before the first row of values
    width: int                                          # usual number of cells of a row


def find_header(rows: Sequence[Row], width: int, header: bool | None, report: Report) -> Header:
    """Names of the columns; header says whether there are any, None that it shall be found out."""
    fitting = [place for place, row in enumerate(rows) if len(row.cells) == width and not is_empty(row)]
    if not fitting:
        return Header([], 0, 0, width)
    start = _first_full_row(rows, fitting, width)
    places = [place for place in fitting if place >= start]
    first_values = _first_row_of_values(rows, places, header)
    above = None
    if header is not False and (first_values == places[0] or len(places) == 1):
        above = _narrow_header(rows, places[0], width)
    if above is not None:
        _leave_out_above(rows, above, report)
        return Header(_shifted(rows[above], rows[places[0]:], width, report), rows[above].line, places[0], width)
    lowest = max((place for place in places if place < first_values), default=None)
    if lowest is None:
        _leave_out_above(rows, first_values, report)
        return Header([], 0, first_values, width)
    top = _top_of_names(rows, start, lowest)
    _leave_out_above(rows, top, report)
    used = [row for row in rows[top : lowest + 1] if not is_empty(row)]
    if len(used) > 1:
        report.note("The names of the columns are put together from {n} header rows.", n=len(used))
    return Header(_joined(used, width), rows[top].line, lowest + 1, width)


def _leave_out_above(rows: Sequence[Row], end: int, report: Report) -> None:
    for row in rows[:end]:
        if not is_empty(row) or is_quoted_nothing(row):
            report.drop(row.line, "it stands above the table")


def _first_full_row(rows: Sequence[Row], fitting: Sequence[int], width: int) -> int:
    """The first row that is no title: in a table of several columns more than one cell is filled."""
    if width < 2:
        return fitting[0]
    for place in fitting:
        if not is_title(rows[place]) and (filled(rows[place]) > 1 or width == 2):
            return place
    return fitting[0]


def _first_row_of_values(rows: Sequence[Row], places: Sequence[int], header: bool | None) -> int:
    """Place of the first row that holds values and not names; one beyond the last place if none does."""
    table = [rows[place] for place in places]
    if header is False:
        found = 0
    elif len(table) == 1:
        found = 0 if any(map(_is_typed, table[0].cells)) else 1
    elif typed := _typed_columns(table):
        found = _rows_of_names(table, typed) or int(_counts_columns(table))
    else:
        found = 0 if _repeats_below(table) else 1
    if header is True:
        found = max(found, 1)
    return places[found] if found < len(places) else places[-1] + 1


def _rows_of_names(table: Sequence[Row], typed: Sequence[int]) -> int:
    """How many rows at the top hold names: up to the last one that has words where values belong."""
    looks = [_holds(row, typed) for row in table[:12]]
    if VALUES not in looks:
        return 1
    before = looks[: looks.index(VALUES)]
    if WORDS in before:
        first = before.index(WORDS)
        run = 1
        while first + run < len(before) and before[first + run] == WORDS:
            run += 1
        return first + run if first + run <= MOST_HEADER_ROWS else 1
    return min(len(before), 1)


def _is_typed(cell: str) -> bool:
    return kind_of_cell(cell) in (NUMBER, MOMENT)


def _typed_columns(rows: Sequence[Row]) -> list[int]:
    """Columns that hold numbers or dates in nearly every row below the first ones."""
    below = rows[max(1, min(SKIPPED, len(rows) // 2)) :][:LOOKED_AT]
    typed = []
    for column in range(len(rows[0].cells)):
        cells = [row.cells[column] for row in below if not is_missing_word(row.cells[column])]
        if cells and sum(map(_is_typed, cells)) >= 0.8 * len(cells):
            typed.append(column)
    return typed


def _holds(row: Row, typed: Sequence[int]) -> str:
    """Whether a row has VALUES where values belong, or WORDS, or nothing there (UNSURE)."""
    values = sum(_is_typed(row.cells[column]) for column in typed)
    words = sum(not _is_typed(row.cells[column]) and not is_missing_word(row.cells[column]) for column in typed)
    if values == words == 0:
        return UNSURE
    return VALUES if values > 2 * words else WORDS


def _counts_columns(table: Sequence[Row]) -> bool:
    """Whether the first row counts the columns: 0, 1, 2 ... or 1985, 1993 ..., which values rarely do."""
    first, second = table[0].cells, table[1].cells
    corner = kind_of_cell(first[0]) not in (NUMBER, MOMENT)
    numbers, below = _whole(first[corner:]), _whole(second[corner:])
    if len(numbers) < 2 or numbers == below:
        return False
    if numbers == list(range(len(first))):
        return True
    years = len(numbers) > 2 and _are_years(numbers) and not _are_years(below)
    return corner and (years or (_steps(numbers) == 1 and _steps(below) != 1))


def _are_years(numbers: Sequence[int]) -> bool:
    rising = all(a < b for a, b in pairwise(numbers))
    return len(numbers) > 1 and rising and all(1800 <= number <= 2100 for number in numbers)


def _whole(cells: Sequence[str]) -> list[int]:
    plain = [cell.strip() for cell in cells]
    while plain and not plain[-1]:
        plain.pop()
    return [int(cell) for cell in plain] if all(re.fullmatch(r"\d{1,6}", cell) for cell in plain) else []


def _steps(numbers: Sequence[int]) -> int | None:
    """The common difference of numbers that rise or fall evenly."""
    differences = {b - a for a, b in pairwise(numbers)}
    return differences.pop() if len(differences) == 1 and 0 not in differences else None


def _repeats_below(rows: Sequence[Row]) -> bool:
    """In a table of words: whether the cells of the first row occur again below, as values do and names don't."""
    if len(rows) < 2:
        return False
    first, below = rows[0].cells, rows[1 : LOOKED_AT + 1]
    again = 0
    for column, cell in enumerate(first):
        values = Counter(row.cells[column].strip() for row in below)
        again += bool(cell.strip()) and values[cell.strip()] > 0
    return again > len(first) / 2 and [row.cells for row in below[:1]] != [first]


def _narrow_header(rows: Sequence[Row], place: int, width: int) -> int | None:
    """A row of names right above the table that has fewer cells, or more but empty ones, than the rows below."""
    above = place - 1
    if above < 0 or is_empty(rows[above]) or not follows(rows[place], rows[above]):
        return None
    cells = [cell.strip() for cell in rows[above].cells]
    while len(cells) > width and not cells[-1]:
        cells.pop()
    fits = max(2, width / 2) <= len(cells) <= 2 * width
    return above if fits and all(cells) and not any(map(_is_typed, cells)) else None


def _shifted(row: Row, below: Sequence[Row], width: int, report: Report) -> list[str]:
    """Names of a narrow header; R writes the numbers of the rows first and gives that column no name."""
    names = list(row.cells)
    while len(names) > width and not names[-1].strip():
        names.pop()
    firsts = [each.cells[0].strip() for each in below if len(each.cells) == width][:LOOKED_AT]
    counted = firsts == [str(i + 1) for i in range(len(firsts))] and len(firsts) > 1
    if counted and len(names) == width - 1:
        report.note("The first column has no name in the header; it counts the rows.")
        return ["", *names]
    if len(names) != width:
        report.note("The header has {found} names for {wanted} columns.", found=len(names), wanted=width)
    return names + [""] * (width - len(names))


def _top_of_names(rows: Sequence[Row], start: int, lowest: int) -> int:
    """Place of the first of the rows of names that end with the lowest one."""
    place = lowest
    while place > start and lowest - place + 1 < MOST_HEADER_ROWS:
        if not _may_be_names(rows[place - 1], rows[lowest]) or not follows(rows[place], rows[place - 1]):
            break
        place -= 1
    return place


def _may_be_names(row: Row, lowest: Row) -> bool:
    """Whether a row above the lowest row of names belongs to the header as well."""
    return len(row.cells) == len(lowest.cells) and not is_empty(row) and filled(row) > 1


def _joined(rows: Sequence[Row], width: int) -> list[str]:
    """One name per column from several header rows; a name above several columns counts for each of them."""
    if len(rows) == 1:
        return list(rows[0].cells[:width])
    table = [[cell.strip() for cell in row.cells] for row in rows]
    for place, cells in enumerate(table[:-1]):
        below = table[place + 1]
        for column in range(1, width):
            if not cells[column] and cells[column - 1] and below[column] and kind_of_cell(below[column]) != EMPTY:
                cells[column] = cells[column - 1]
    return [" ".join(cells[column] for cells in table if cells[column]) for column in range(width)]
