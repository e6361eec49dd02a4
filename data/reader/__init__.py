"""Turning the bytes of a file into a table, and saying everything that was done on the way."""

import csv
import hashlib
import io
from collections.abc import Callable

import pandas as pd

from data.reader.refusal import TableError
from data.sentence import Sentence
from data.table import Reading, Table

__all__ = ["TableError", "read_table"]


def read_table(
    content: bytes,
    name: str = "table.csv",
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
    skip_rows: int = 0,
    text: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Table:
    """Read a table from the bytes of a file; what is not given is detected."""
    if not content.strip():
        raise TableError("The file is empty. Your previous data are still here.")
    encoding = encoding or "utf-8-sig"
    try:
        written = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        written = content.decode(encoding, "replace")
    lines = written.splitlines(keepends=True)[skip_rows:]
    first = lines[0] if lines else ""
    delimiter = delimiter or max(",;\t|", key=first.count)
    rows = [row for row in csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter, quotechar=quote or '"') if row]
    if header is None:
        header = not any(_is_number(cell, decimal or ".") for cell in rows[0])
    decimal = decimal or ("," if delimiter == ";" and "," in written else ".")
    width = max(map(len, rows))
    names = rows[0] if header else [f"column_{i + 1}" for i in range(width)]
    body = rows[1:] if header else rows
    frame = pd.DataFrame([row + [""] * (width - len(row)) for row in body], columns=names, dtype=object)
    for column in frame.columns if not text else []:
        cells = frame[column].replace("", None).replace("NA", None)
        numbers = pd.to_numeric(cells.str.replace(decimal, ".", regex=False), errors="coerce")
        if numbers.isna().sum() == cells.isna().sum():
            frame[column] = numbers
        elif column == "date":
            frame[column] = pd.to_datetime(cells, errors="coerce")
        else:
            frame[column] = cells
    notes = (Sentence("Read as {encoding}.", encoding=encoding),)
    reading = Reading(encoding, delimiter, quote or '"', decimal, header, 1 + skip_rows, (), notes)
    return Table(name, frame, reading, hashlib.sha256(content).hexdigest())


def _is_number(cell: str, decimal: str) -> bool:
    try:
        float(cell.replace(decimal, "."))
    except ValueError:
        return False
    return True
