"""Laws of the reader over files that nobody thought of: made tables come back, any bytes are answered."""

import contextlib
import csv
import io
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.reader import TableError, read_table
from data.table import Table

CALM = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))

# A carriage return at the end of a cell can't be told from a CRLF line end where the writer leaves it bare.
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=10)
plain_name = st.text("abcdefgxyz_éß国", min_size=1, max_size=8)
number = st.one_of(st.integers(-(10**6), 10**6).map(str), st.floats(-1e6, 1e6).map(lambda x: f"{x:.3f}"))
Rows = list[list[str]]


@st.composite
def tables(draw: Callable[..., object], cell: st.SearchStrategy[str] = any_text, rows: int = 5) -> Rows:
    """A header of distinct names over columns of numbers or text; no row is blank."""
    width = draw(st.integers(2, 5))
    height = draw(st.integers(rows, 9))
    assert isinstance(width, int)
    assert isinstance(height, int)
    kinds = [draw(st.booleans()) for _ in range(width)]
    names = draw(st.lists(plain_name, min_size=width, max_size=width, unique=True))
    body = [[str(draw(number if kind else cell)) for kind in kinds] for _ in range(height)]
    return [list(map(str, names)), *body]               # type: ignore[call-overload]


def written(rows: Rows, encoding: str, **dialect: object) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows(rows)         # type: ignore[arg-type]
    return text.getvalue().encode(encoding)


def as_text(table: Table) -> Rows:
    return [list(map(str, table.frame.columns)), *table.frame.to_numpy().tolist()]


@CALM
@given(
    tables(), st.sampled_from(",;\t|^~"), st.sampled_from("\"'`"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "gb18030"]),
)
def test_a_written_table_comes_back_when_the_options_are_given(
    rows: Rows, delimiter: str, quote: str, quoting: int, end: str, encoding: str
) -> None:
    content = written(rows, encoding, delimiter=delimiter, quotechar=quote, quoting=quoting, lineterminator=end)
    table = read_table(content, encoding=encoding, delimiter=delimiter, quote=quote, header=True, text=True)
    assert as_text(table) == rows


@CALM
@given(
    tables(), st.sampled_from(",;\t|"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_a_written_table_comes_back_without_any_option(rows: Rows, delimiter: str, quoting: int, encoding: str) -> None:
    if sum(len(cell) for row in rows for cell in row if not cell.strip("-.0123456789")) < 20:
        return                                          # next to nothing in it: any delimiter would do
    table = read_table(written(rows, encoding, delimiter=delimiter, quoting=quoting), text=True, header=True)
    assert as_text(table) == rows


quiet_cell = st.text("abcdefgh ijk-äöü国", max_size=8).map(str.strip)


@CALM
@given(tables(quiet_cell, rows=6), st.sampled_from(",;\t|"))
def test_rows_are_either_in_the_table_or_in_the_report(rows: Rows, delimiter: str) -> None:
    table = read_table(written(rows, "utf-8", delimiter=delimiter))
    notes = [note for note in table.reading.notes if note.template.startswith("{n} empty line")]
    empty = sum(int(str(note.values["n"])) for note in notes)
    assert len(table.frame) + len(table.reading.dropped) + empty + table.reading.header == len(rows)


@CALM
@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_sentence(content: bytes) -> None:
    _answered(content)


MARKS = st.sampled_from([
    b",", b";", b"\n", b"\r", b"\r\n", b'"', b"'", b"\\", b"#", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'""', b"|",
    b"\t", b" ", b"0", b"1.5", b"1,5", b"NA", b"a", b"%", b"$", b"2020-01-01", b"01/02/2020",
    b"\xe4", b"\xc3\xa4", b"\x81", b"(", b"-",
])  # fmt: skip


@CALM
@given(st.lists(MARKS, max_size=80).map(b"".join), st.booleans(), st.sampled_from([None, True, False]))
def test_any_heap_of_marks_gives_a_table_or_a_sentence(content: bytes, text: bool, header: bool | None) -> None:
    _answered(content, text=text, header=header)


@CALM
@given(st.lists(MARKS, max_size=80).map(b"".join))
def test_any_heap_of_marks_is_answered_as_a_large_file_too(content: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.reader.LARGE", 1)
        _answered(content)


def _answered(content: bytes, **options: object) -> None:
    begun = time.process_time()
    with contextlib.suppress(TableError):
        table = read_table(content, **options)          # type: ignore[arg-type]
        assert len(set(table.frame.columns)) == table.frame.shape[1] > 0
        assert table.columns
        assert all(isinstance(line, int) for line, _ in table.reading.dropped)
    assert time.process_time() - begun < 5
