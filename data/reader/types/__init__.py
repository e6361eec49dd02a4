"""Cells are text; a column becomes numbers, dates or truth values only if every cell of it is one."""

from collections.abc import Sequence

import pandas as pd

from data.reader.report import Report
from data.reader.types.columns import Typing, as_dates, as_numbers, as_truths
from data.reader.types.numbers import find_decimal

DECIMAL_COMMA = "The decimal mark is a comma."
JUDGED_CELLS = 2_000                                    # of a column, for the decimal mark of the file


def text_frame(names: Sequence[str], columns: Sequence[Sequence[str]]) -> pd.DataFrame:
    """A frame whose cells are the text of the file, empty ones included."""
    return pd.DataFrame({name: pd.Series(list(cells), dtype="str") for name, cells in zip(names, columns, strict=True)})


def typed_frame(
    names: Sequence[str],
    columns: Sequence[Sequence[str]],
    lines: Sequence[int],
    *,
    decimal: str | None,
    delimiter: str,
    report: Report,
) -> tuple[pd.DataFrame, str]:
    """A frame of typed columns and the decimal mark of the file; what is not plain is reported."""
    given = decimal is not None
    decimal = decimal or find_decimal((_judged(cells) for cells in columns), delimiter)
    typing = Typing(lines, decimal, given=given, report=report)
    frame = pd.DataFrame({name: typing.series(name, cells) for name, cells in zip(names, columns, strict=True)})
    typing.say()
    if decimal == ",":
        report.note(DECIMAL_COMMA)
    return frame, decimal


def _judged(cells: Sequence[str]) -> list[str]:
    step = max(1, len(cells) // JUDGED_CELLS)
    return [cell for cell in cells[::step] if cell and any(sign.isdigit() for sign in cell) and len(cell) < 60]


__all__ = ["DECIMAL_COMMA", "Typing", "as_dates", "as_numbers", "as_truths", "text_frame", "typed_frame"]
