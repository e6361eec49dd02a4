"""What no table can be made of is refused with a sentence; what is endless is stopped in time."""

import contextlib
import gzip
import io
import time
import zipfile

import pytest

from data.reader import TableError, read_table
from data.reader.container import SIGNATURES, unpack
from data.reader.limits import MOST_BYTES, MOST_CELL_CHARACTERS, MOST_COLUMNS, size


def refusal(content: bytes) -> str:
    with pytest.raises(TableError) as refused:
        read_table(content)
    return str(refused.value)


@pytest.mark.parametrize(("start", "kind"), [(start, kind) for start, kind, _ in SIGNATURES], ids=lambda x: str(x)[:20])
def test_files_of_other_kinds_are_named(start: bytes, kind: str) -> None:
    assert kind in refusal(start + bytes(range(256)) * 4)


@pytest.mark.parametrize(("part", "kind", "advice"), [
    ("xl/workbook.xml", "an Excel workbook", "Export it as CSV"), ("word/document.xml", "a Word document", "Choose"),
    ("data.csv", "a ZIP archive", "Unpack it"), ("ppt/slide.xml", "a PowerPoint file", "Choose"),
])
def test_zipped_files_are_told_apart(part: str, kind: str, advice: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(part, "x")
    sentence = refusal(packed.getvalue())
    assert kind in sentence
    assert advice in sentence


def test_a_web_page_is_no_table() -> None:
    assert "a web page" in refusal(b"<!DOCTYPE html><html><body>not found</body></html>")


def test_a_header_that_begins_like_a_packed_file_is_a_header() -> None:
    assert read_table(b"BZh,PAR1\n1,2\n").frame.shape == (1, 2)


def test_gzip_is_known_by_its_content_also_in_several_members() -> None:
    packed = gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n")
    assert read_table(packed, name="x.csv").frame.to_numpy().tolist() == [[1, 2], [3, 4]]


def test_damaged_gzip_is_refused() -> None:
    packed = gzip.compress(b"a,b\n" + b"1,2\n" * 1000)
    assert "ends too early" in refusal(packed[:-20])
    assert "damaged" in refusal(packed[:12] + b"\xff\xff\xff" + packed[15:])


def test_a_bomb_is_stopped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.reader.container.MOST_BYTES", 1_000_000)
    bomb = gzip.compress(bytes(20_000_000))
    with pytest.raises(TableError, match="Unpacked, this file is larger than 1 MB"):
        unpack(bomb)


def test_a_file_over_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.reader.limits.MOST_BYTES", 1_000)
    assert refusal(b"a,b\n" * 300) == "1.2 kB: the limit is 1 kB. Keep fewer rows or columns."


def test_a_table_that_is_too_wide_is_refused() -> None:
    wide = ",".join(f"c{i}" for i in range(MOST_COLUMNS + 1))
    assert refusal(f"{wide}\n1\n".encode()) == "2,001 columns: the limit is 2,000. Keep fewer columns."
    fits = ",".join(f"c{i}" for i in range(MOST_COLUMNS))
    assert read_table(f"{fits}\n{fits}\n{fits}\n".encode()).frame.shape[1] == MOST_COLUMNS


def test_a_cell_as_long_as_a_book_is_refused_with_its_line() -> None:
    text = "a,b\n1,2\n3," + "x" * (MOST_CELL_CHARACTERS + 1) + "\n"
    assert refusal(text.encode()).startswith("Line 3 holds a cell of 1,000,001 characters; the limit is 1,000,000.")


def test_sizes_are_written_as_people_do() -> None:
    assert [size(n) for n in (4, 1_234, 3_400_000, MOST_BYTES)] == ["4 bytes", "1.23 kB", "3.4 MB", "200 MB"]


NASTY = {
    "comma and quote": b',"x' * 200_000,
    "only quotes": b'"abcdefghijklmnopqrstuvwxyz"\n' * 30_000,
    "two million empty lines": b"\n" * 2_000_000 + b"a",
    "a million columns": ",".join(f"c{i}" for i in range(1_000_000)).encode() + b"\n1\n",
    "quotation marks": b'"' * 500_000,
    "unclosed": b'a,"b\n' * 50_000,
    "doubled": b'a,""b"",c\n' * 50_000,
    "backslashes": b'\\"' * 300_000,
    "commas": b"," * 1_000_000,
    "zeros": b"a\x00" * 300_000,
    "one long number": b"1" * 1_000_000,
    "high bytes": bytes(range(128, 256)) * 3_000,
    "comments": b"#a\n" * 100_000 + b"a,b\n1,2\n",
    "parentheses": b"(" * 500_000 + b"\n1",
    "growing rows": b"".join(b"," * (i % 300) + b"\n" for i in range(2_000)),
}


@pytest.mark.parametrize("content", NASTY.values(), ids=NASTY.keys())
def test_nasty_files_are_answered_within_five_seconds(content: bytes) -> None:
    begun = time.process_time()
    with contextlib.suppress(TableError):
        read_table(content)
    assert time.process_time() - begun < 5
