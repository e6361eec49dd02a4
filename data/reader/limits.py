"""A file may be large, but not endless: what is too much, and the sentence that says so."""

from collections.abc import Sequence

from data.reader.refusal import TableError

MOST_BYTES = 200_000_000
MOST_COLUMNS = 2_000
MOST_CELL_CHARACTERS = 1_000_000


def size(number_of_bytes: int) -> str:
    """A number of bytes as people write it: 4 bytes, 12 kB, 3.4 MB."""
    if number_of_bytes < 1_000:
        return f"{number_of_bytes} bytes"
    if number_of_bytes < 1_000_000:
        return f"{number_of_bytes / 1_000:.3g} kB"
    return f"{number_of_bytes / 1_000_000:.4g} MB"


def check_size(content: bytes) -> None:
    """Refuse a file that is larger than what the app can hold."""
    if len(content) > MOST_BYTES:
        raise TableError(
            "{size}: the limit is {limit}. Keep fewer rows or columns.",
            size=size(len(content)),
            limit=size(MOST_BYTES),
        )


def check_columns(width: int) -> None:
    """Refuse a table that no page could show."""
    if width > MOST_COLUMNS:
        raise TableError(
            "{columns} columns: the limit is {limit}. Keep fewer columns.",
            columns=f"{width:,}",
            limit=f"{MOST_COLUMNS:,}",
        )


def check_cells(rows: Sequence[Sequence[str]], lines: Sequence[int]) -> None:
    """Refuse a cell that is as long as a book: most often a quotation mark that never closes."""
    for row, line in zip(rows, lines, strict=True):
        longest = max(map(len, row), default=0)
        if longest > MOST_CELL_CHARACTERS:
            raise TableError(
                "Line {line} holds a cell of {length} characters; the limit is {limit}. "
                "Is a quotation mark never closed there?",
                line=line,
                length=f"{longest:,}",
                limit=f"{MOST_CELL_CHARACTERS:,}",
            )
