"""The names of the columns stand in a row that does not look like the rows below it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.reader.cells import EMPTY, MOMENT, NUMBER, is_missing_word, kind_of_cell
from data.reader.layout.margins import filled, is_empty, is_title
from data.reader.report import Report
from data.reader.rows import Row

MOST_HEADER_ROWS = 5
LOOKED_AT = 300                                         # rows of the table whose cells are looked at
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
    above = _narrow_header(rows, places[0], width) if first_values == places[0] and header is not False else None
    if above is not None:
        _leave_out_above(rows, above, report)
        return Header(_shifted(rows[above], rows[places[0]:], width, report), rows[above].line, places[0], width)
    top = _top_of_names(rows, start, first_values)
    if top is None:
        _leave_out_above(rows, first_values, report)
        return Header([], 0, first_values, width)
    _leave_out_above(rows, top, report)
    used = [row for row in rows[top:first_values] if not is_empty(row)]
    if len(used) > 1:
        report.note("The names of the columns are put together from {n} header rows.", n=len(used))
    return Header(_joined(used, width), rows[top].line, first_values, width)


def _leave_out_above(rows: Sequence[Row], end: int, report: Report) -> None:
    for row in rows[:end]:
        if not is_empty(row):
            report.drop(row.line, "it stands above the table")


def _first_full_row(rows: Sequence[Row], fitting: Sequence[int], width: int) -> int:
    """The first row that is no title: in a table of several columns more than one cell is filled."""
    if width < 2:
        return fitting[0]
    for place in fitting:
        if not is_title(rows[place]):
            return place
    return fitting[0]


def _first_row_of_values(rows: Sequence[Row], places: Sequence[int], header: bool | None) -> int:
    """Place of the first row that holds values and not names."""
    if header is False:
        return places[0]
    typed = _typed_columns([rows[place] for place in places])
    found = 0
    if typed:
        found = next((i for i, place in enumerate(places[:12]) if _holds_values(rows[place], typed)), 1)
        if found > 0 and places[found] - places[0] > MOST_HEADER_ROWS + found:
            found = 1
        if found == 0 and _counts_columns(rows, places):
            found = 1
    elif len(places) > 1 or header is None:
        found = 0 if _repeats_below([rows[place] for place in places]) else 1
    if len(places) == 1 and header is None:
        found = 0 if any(_is_typed(cell) for cell in rows[places[0]].cells) else 1
    if header is True:
        found = max(found, 1)
    return places[found] if found < len(places) else places[-1] + 1


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


def _holds_values(row: Row, typed: Sequence[int]) -> bool:
    """Whether a row has values where values belong; words there make it a row of names."""
    values = sum(_is_typed(row.cells[column]) for column in typed)
    words = sum(not _is_typed(row.cells[column]) and not is_missing_word(row.cells[column]) for column in typed)
    return values > 0 and values > 2 * words


def _counts_columns(rows: Sequence[Row], places: Sequence[int]) -> bool:
    """Whether the first row counts the columns: 0, 1, 2 ... or 2001, 2002 ..., which values rarely do."""
    if len(places) < 2:
        return False
    first, second = rows[places[0]].cells, rows[places[1]].cells
    corner = kind_of_cell(first[0]) not in (NUMBER, MOMENT)
    numbers = _whole(first[corner:])
    if len(numbers) < 2 or _steps(numbers) is None or _steps(_whole(second[corner:])) == _steps(numbers):
        return False
    years = all(1800 <= number <= 2100 for number in numbers)
    return (corner and (years or _steps(numbers) == 1)) or (numbers == list(range(len(first))))


def _whole(cells: Sequence[str]) -> list[int]:
    plain = [cell.strip() for cell in cells]
    while plain and not plain[-1]:
        plain.pop()
    return [int(cell) for cell in plain] if all(re.fullmatch(r"\d{1,6}", cell) for cell in plain) else []


def _steps(numbers: Sequence[int]) -> int | None:
    """The common difference of numbers that rise or fall evenly."""
    differences = {b - a for a, b in zip(numbers, numbers[1:], strict=False)}
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
    return again > len(first) / 3 and [row.cells for row in below[:1]] != [first]


def _narrow_header(rows: Sequence[Row], place: int, width: int) -> int | None:
    """A row of names right above the table that has fewer cells, or more but empty ones, than the rows below."""
    above = place - 1
    if above < 0 or is_empty(rows[above]):
        return None
    cells = [cell.strip() for cell in rows[above].cells]
    while len(cells) > width and not cells[-1]:
        cells.pop()
    fits = len(cells) >= max(2, width / 2) and len(cells) <= width
    return above if fits and all(cells) and not any(map(_is_typed, cells)) else None


def _shifted(row: Row, below: Sequence[Row], width: int, report: Report) -> list[str]:
    """Names of a narrow header; R writes the numbers of the rows first and gives that column no name."""
    names = [*row.cells][:width]
    firsts = [each.cells[0].strip() for each in below if len(each.cells) == width][:LOOKED_AT]
    counted = firsts == [str(i + 1) for i in range(len(firsts))] and len(firsts) > 1
    if counted and len(names) == width - 1:
        report.note("The first column has no name in the header; it counts the rows.")
        return ["", *names]
    if len(names) < width:
        report.note("The header has {found} names for {wanted} columns.", found=len(names), wanted=width)
    return names + [""] * (width - len(names))


def _top_of_names(rows: Sequence[Row], start: int, first_values: int) -> int | None:
    """Place of the first of the header rows that end right above the values; None without a header."""
    place = first_values - 1
    while place >= start and is_empty(rows[place]):
        place -= 1
    if place < start:
        return None
    lowest = place
    while place - 1 >= start and lowest - place + 1 < MOST_HEADER_ROWS and _may_be_names(rows[place - 1], rows[lowest]):
        place -= 1
    return place


def _may_be_names(row: Row, lowest: Row) -> bool:
    """Whether a row above the lowest row of names belongs to the header as well."""
    return len(row.cells) == len(lowest.cells) and not is_empty(row) and not is_title(row) and filled(row) >= 1


def _joined(rows: Sequence[Row], width: int) -> list[str]:
    """One name per column from several header rows; a name above several columns counts for each of them."""
    table = [[cell.strip() for cell in row.cells] for row in rows]
    for place, cells in enumerate(table[:-1]):
        below = table[place + 1]
        for column in range(1, width):
            if not cells[column] and cells[column - 1] and below[column] and kind_of_cell(below[column]) != EMPTY:
                cells[column] = cells[column - 1]
    return [" ".join(cells[column] for cells in table if cells[column]) for column in range(width)]
