"""Large files take another way; the result and the report are the same."""

import io

import numpy as np
import pandas as pd
import pytest

import data.reader.large.parsing
from data.reader import TableError, read_table
from data.reader.large.scan import count, empty_lines_at_end, fingerprint, has_leading_zeros, lines_from
from data.samples import SAMPLES
from data.table import Table


@pytest.fixture(name="large")
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Every file goes the way of large ones; the start that is looked at is short."""
    monkeypatch.setattr("data.reader.LARGE", 1)
    monkeypatch.setattr("data.reader.large.start.HEAD", 200)
    monkeypatch.setattr("data.reader.large.parsing.LEAST_PART", 100)
    monkeypatch.setattr("data.reader.large.parsing.TOGETHER", 9)
    monkeypatch.setattr("data.reader.large.pieces.MOST_DIFFERENT", 12)
    monkeypatch.setattr("data.reader.types.cells.BLOCK", 7)
    monkeypatch.setattr("data.reader.types.cells.MOST_DIFFERENT", 12)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    return monkeypatch


def both(content: bytes, monkeypatch: pytest.MonkeyPatch, **options: object) -> tuple[Table, Table]:
    """The same bytes read with care and as a large file."""
    with monkeypatch.context() as careful:
        careful.setattr("data.reader.LARGE", 1 << 40)
        one = read_table(content, **options)            # type: ignore[arg-type]
    return one, read_table(content, **options)          # type: ignore[arg-type]


def said(table: Table) -> set[str]:
    return {*map(str, table.reading.notes), *(f"{line}: {why}" for line, why in table.reading.dropped)}


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_the_same_either_way(name: str, large: pytest.MonkeyPatch) -> None:
    careful, fast = both(SAMPLES[name].path.read_bytes(), large)
    pd.testing.assert_frame_equal(careful.frame, fast.frame)
    assert careful.reading == fast.reading
    assert careful.fingerprint == fast.fingerprint


BODY = "".join(f"{i},name {i},{i}.25\n" for i in range(60))


@pytest.mark.parametrize("text", [
    "n,name,x\n" + BODY,
    "n,name,x\r\n" + BODY.replace("\n", "\r\n"),
    "n,name,x\r" + BODY.replace("\n", "\r"),
    "n;name;x\n" + BODY.replace(",", ";").replace(".", ","),
    "n,name,x\n" + BODY.removesuffix("\n"),
    "n,name,x\n" + BODY + "\n\n\n",
    "n,name,x\n" + BODY + "\n61,b,2.5\n",
    "n,name,x\n" + BODY + "61,b,2.5\r62,c\n63,d,4.5\n",
    "n,name,x\n" + BODY + "61,b\n62,c,3.5\n",
    "n,name,x\n" + BODY + "61,b,2.5,9\n62,c,3.5\n",
    "n,name,x\n" + BODY + '61,"b, c",2.5\n62,"d\ne",3.5\n63,f,4.5\n',
    "n,name,x\n" + BODY + "61,b,\n62,,4.5\n",
    "n,name,x\n" + BODY + "n,name,x\n61,b,2.5\n",
    "n,name,x\n" + BODY + "unknown,b,2.5\n",
    "n,name,x\n" + BODY + "007,b,2.5\n",
    "n,name,x\n" + BODY + "9007199254740993,b,2.5\n",
    "n,name,x\n" + BODY + "61,b,9007199254740993\n",
    "n,name,x\n" + BODY + "12345678901234567890123,b,1.5\n",
    "n,name,x\n" + BODY + "61,b,inf\n62,c,NA\n",
    "n,name,x\n" + BODY + "61,b,$5.50\n62,c,\"1,200.5\"\n",
    "n,name,x\n" + BODY + ",b,2.5\n",
    "A title\n\nn,name,x\n" + BODY,
    "# about\n# this\nn,name,x\n" + BODY + "# remark, here\n61,b,2.5\n",
    "x\n" + "".join(f"{i}.5\n" for i in range(80)) + "\n1.5\n",
    "n,d,b\n" + "".join(f"{i},2020-01-{i % 28 + 1:02},{'true' if i % 2 else 'false'}\n" for i in range(60)),
    "n,name,x\n" + BODY + '61,b "c" d,2.5\n62,"open,3.5\n63,e,4.5\n',
    BODY,
    "n§name§x\n" + BODY.replace(",", "§"),
    "n  name  x\n" + BODY.replace(",", "   ").replace("name ", "name"),
    "n,name,x\n" + BODY + '61,"say \\"hi\\"",2.5\n' * 30,
    "name\n" + "".join(f"name {i}\n" for i in range(60)),
    "n,name,x\n1,a,2,3\n" + BODY,
    "n,name,x\n" + BODY + "61,b\n62,c,3.5,\n63,,\n",
    "n,name,x\n" + BODY + '61,"b "c" d",2.5\n62,"e, f",3.5\n',
    "n,name,x\n" + BODY + '61,"b ""c"" d",2.5\n62, "e, f",3.5\n',
])
def test_files_of_every_kind_are_the_same_either_way(text: str, large: pytest.MonkeyPatch) -> None:
    careful, fast = both(text.encode(), large)
    pd.testing.assert_frame_equal(careful.frame, fast.frame)
    assert {line for line, _ in careful.reading.dropped} == {line for line, _ in fast.reading.dropped}
    same = {note for note in said(careful) if "quotation mark" not in note}
    assert {note for note in said(fast) if "quotation mark" not in note} == same


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "cp1252", "shift_jis"])
def test_other_encodings_are_the_same_either_way(encoding: str, large: pytest.MonkeyPatch) -> None:
    word = {"cp1252": "Zürich", "shift_jis": "東京都"}.get(encoding, "北京")
    text = f"名,{word}\n" if encoding != "cp1252" else f"n,{word}\n"
    content = (text + "".join(f"{word}{i},{i}\n" for i in range(100))).encode(encoding)
    careful, fast = both(content, large)
    pd.testing.assert_frame_equal(careful.frame, fast.frame)
    assert careful.reading == fast.reading


def test_asked_for_options_hold_for_large_files(large: pytest.MonkeyPatch) -> None:
    careful, fast = both(b"a;b\n" + b"1,5;x\n2,5;y\n" * 40, large, delimiter=";", decimal=",", header=True, quote="")
    pd.testing.assert_frame_equal(careful.frame, fast.frame)
    assert fast.frame["a"].iloc[0] == 1.5


def test_a_cell_as_long_as_a_book_is_refused_there_too(large: pytest.MonkeyPatch) -> None:
    large.setattr("data.reader.large.MOST_CELL_CHARACTERS", 1_000)
    large.setattr("data.reader.limits.MOST_CELL_CHARACTERS", 1_000)
    with pytest.raises(TableError, match="Line 62 holds a cell of 2,000 characters"):
        read_table(("n,name,x\n" + BODY + "61," + "x" * 2_000 + ",1.5\n").encode())


def test_a_long_first_line_is_read_in_full_before_anything_is_decided(large: pytest.MonkeyPatch) -> None:
    wide = ",".join(f"c{i}" for i in range(3_000))
    with pytest.raises(TableError, match="3,000 columns"):
        read_table(f"{wide}\n1\n".encode())
    assert large


def test_progress_rises_to_1(large: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    read_table(("n,name,x\n" + BODY + "61\n").encode(), progress=seen.append)
    assert seen[0] == 0
    assert seen[-1] == 1
    assert all(0 <= share <= 1 for share in seen)
    assert large


# ------------------------------------------------------------ looking at bytes


def test_lines_are_counted() -> None:
    contents = (b"", b"a", b"a\n", b"a\nb", b"a\r\nb\r\n", b"a\rb\r")
    assert [lines_from(content, 0) for content in contents] == [0, 1, 1, 2, 2, 2]
    assert lines_from(b"ab\ncd\n", 3) == 1


def test_bytes_are_counted_over_all_chunks() -> None:
    content = b",a" * 400_000
    assert count(content, b",") == 400_000
    assert count(content, b",", offset=1) == 399_999
    assert count(b"", b",") == 0


def test_empty_lines_at_the_end_are_counted() -> None:
    contents = (b"a", b"a\n", b"a\n\n", b"a\r\n\r\n\r\n", b"a\r\r")
    assert [empty_lines_at_end(content) for content in contents] == [0, 0, 1, 2, 1]


@pytest.mark.parametrize(("content", "found"), [
    (b"007,1\n", True), (b"1,007\n", True), (b"a\n01\n", True), (b'a,"01"\n', True), (b"0,0.5,10,100\n", False),
    (b"1.005,2\n", False), (b"a,-05\n", False),
    (b"a, 05\n", True), (b"2020-01-01 05:00,1\n", False), (b"", False), (b"0", False),
    (b"x" * 600_000 + b",01\n", True),
    (b"1" * ((1 << 19) - 1) + b",01", True), (b"1" * ((1 << 19) - 2) + b",01", True), (b"1" * (1 << 19) + b",01", True),
])
def test_leading_zeros_are_found_wherever_they_stand(content: bytes, found: bool) -> None:
    assert has_leading_zeros(content, ",", '"') is found


def test_the_fingerprint_is_sha_256() -> None:
    assert fingerprint(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_really_large_file_of_numbers_is_read_exactly() -> None:
    numbers = np.random.default_rng(0).normal(size=(60_000, 4))
    text = io.StringIO()
    pd.DataFrame(numbers, columns=list("abcd")).to_csv(text, index=False)
    content = text.getvalue().encode()
    assert len(content) > 3_000_000
    assert (read_table(content).frame.to_numpy() == numbers).all()


NUMBERS = [f"{i},{i / 4},{i % 7}" for i in range(100)]


@pytest.mark.parametrize("changed", [
    {},
    {60: "60,15.0"},                                    # too short
    {60: "60,15.0,4,9"},                                # too long, wherever a part begins
    {50: "50,1,2,3", 49: "49,1,2,3", 51: "51,1,2,3", 52: "52,1,2,3"},
    {30: "30,2.0", 70: "70,1.0,2,3"},                   # one delimiter lacks, one is too many
    {60: "# a comment"},
    {60: ""},
    {60: "n,x,k"},
    {60: "60,unknown,1"},
    {60: "060,1.0,1"},                                  # a code
    {60: "9007199254740993,1.0,1"},
    {60: "9007199254740993,1.0,1", 61: ",1.0,1"},
    {60: "12345678901234567890123,1.0,1"},
    {60: '60,"1.0",1'},
    {i: f"{i},,{i}" for i in range(50, 100)},           # a part in which nothing is known
    {i: f"{i},True,{i}" for i in range(50, 100)},
])  # fmt: skip
def test_parts_that_are_read_at_once_give_the_table_and_the_report_of_one(
    changed: dict[int, str], large: pytest.MonkeyPatch
) -> None:
    content = "\n".join(["n,x,k", *(changed.get(i, row) for i, row in enumerate(NUMBERS))]).encode()
    careful, fast = both(content, large)
    pd.testing.assert_frame_equal(careful.frame, fast.frame)
    assert said(careful) == said(fast)
    assert careful.reading.dropped == fast.reading.dropped


def test_a_regular_file_is_read_in_parts(large: pytest.MonkeyPatch) -> None:
    stretches: list[tuple[int, int]] = []
    real = data.reader.large.parsing.parse

    def watched(*given: object, offset: int, end: int | None = None, **options: object) -> pd.DataFrame:
        assert end is not None
        stretches.append((offset, end))
        return real(*given, offset=offset, end=end, **options)      # type: ignore[arg-type]

    large.setattr("data.reader.large.parsing.parse", watched)
    content = "\n".join(["n,x,k", *NUMBERS]).encode()
    assert len(read_table(content).frame) == len(NUMBERS)
    assert sorted(begin for begin, _ in stretches)[1:] == sorted(end for _, end in stretches)[:-1]
    assert len(stretches) == 4
