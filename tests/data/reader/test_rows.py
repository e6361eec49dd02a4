"""Cutting lines into cells, and mending the quotation marks that programs forget."""

import pytest

from data.reader.rows import Cutter, Dialect, Row


def cut(text: str, width: int = 0, **dialect: object) -> list[Row]:
    return list(Cutter(text, Dialect(**{"delimiter": ",", **dialect})).rows(width))     # type: ignore[arg-type]


def cells(text: str, width: int = 0, **dialect: object) -> list[list[str]]:
    return [row.cells for row in cut(text, width, **dialect)]


@pytest.mark.parametrize(("text", "expected"), [
    ("a,b", [["a", "b"]]),
    ("a,b\n", [["a", "b"]]),
    (",", [["", ""]]),
    ("a,,", [["a", "", ""]]),
    ('"a",b', [["a", "b"]]),
    ('"a,b",c', [["a,b", "c"]]),
    ('"a""b",c', [['a"b', "c"]]),
    ('"""a""",c', [['"a"', "c"]]),
    ('"",c', [["", "c"]]),
    ('a,"b\nc"\nd,e', [["a", "b\nc"], ["d", "e"]]),
    ('a, "b" ,c', [["a", "b", "c"]]),
    ('a,b"c,d', [["a", 'b"c', "d"]]),
    ('a,"b "c" d",e', [["a", 'b "c" d', "e"]]),
    ("", []),
    ("\n\n", [[""], [""]]),
])
def test_cells_of_a_text(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


def test_lines_are_counted_as_in_an_editor() -> None:
    assert [row.line for row in cut('a,"1\n2\n3",b\nc,d,e\n\nf,"g",h\n')] == [1, 4, 5, 6]
    assert [row.line for row in cut('a,"1\r\n2",b\r\nc,d\r\n')] == [1, 3]


def test_a_mark_that_never_closes_is_text_and_costs_one_line_only() -> None:
    rows = cut('a,"b,c\nd,e,f\n')
    assert [row.cells for row in rows] == [["a", '"b', "c"], ["d", "e", "f"]]
    assert [row.odd for row in rows] == ["unclosed", ""]


def test_a_stray_mark_is_kept_and_noticed() -> None:
    assert cut('a,"b "c" d"\n')[0].odd == "stray"
    assert cut('a,5" pipe\n')[0].odd == "stray"
    assert cut('a,"b"\n')[0].odd == ""


def test_an_opening_mark_too_many_is_mended_by_the_width() -> None:
    text = 'a,"b,c\nd,"e, f",g\nh,i,j\n'
    assert cells(text, width=3) == [["a", '"b', "c"], ["d", "e, f", "g"], ["h", "i", "j"]]
    assert [row.repaired for row in cut(text, width=3)] == [True, False, False]


def test_a_mark_that_swallows_following_lines_is_mended_by_the_width() -> None:
    text = 'a,b,"\nd,"e, f",g\nh,i,j\n'
    assert cells(text, width=3) == [["a", "b", '"'], ["d", "e, f", "g"], ["h", "i", "j"]]


def test_marks_that_were_not_doubled_are_mended_by_the_width() -> None:
    text = 'a,"table, 48"","made, well"\n'
    assert cells(text, width=3) == [["a", 'table, 48"', "made, well"]]


def test_a_row_that_nothing_mends_stays_as_it_was() -> None:
    assert cells('a,"b,c"\n', width=5) == [["a", "b,c"]]


def test_escaped_marks_and_delimiters_lose_the_escape_and_other_backslashes_stay() -> None:
    assert cells(r'"a\"b",c\,d,e\f', escape="\\") == [['a"b', "c,d", r"e\f"]]
    assert cells('"a\\\\",b', escape="\\") == [["a\\", "b"]]
    assert cells('"a\x00"b",c', escape="\x00") == [['a"b', "c"]]


def test_empty_lines_can_be_passed_over_and_are_counted() -> None:
    cutter = Cutter("\n\r\na,b\n\n\r\r\nc,d\n\n", Dialect(","), skip_empty=True)
    assert [(row.line, row.cells) for row in cutter.rows()] == [(3, ["a", "b"]), (7, ["c", "d"])]
    assert cutter.skipped == 6


def test_runs_of_spaces_count_once() -> None:
    assert cells("  a   b  c \n d e", delimiter=" ", runs=True) == [["a", "b", "c"], ["d", "e"]]
    assert cells('a   "b c"  d', delimiter=" ", runs=True) == [["a", "b c", "d"]]
    assert cells("a  b", delimiter=" ") == [["a", "", "b"]]


def test_without_a_delimiter_a_line_is_a_cell() -> None:
    assert cells('a,b\n"c\nd"', delimiter="") == [["a,b"], ["c\nd"]]


def test_without_a_quotation_mark_nothing_is_protected() -> None:
    assert cells('"a,b"', quote="") == [['"a', 'b"']]


def test_rows_can_be_limited() -> None:
    assert len(list(Cutter("a\n" * 100, Dialect(",")).rows(limit=7))) == 7


@pytest.mark.parametrize("unit", ['a,"b\n', '"\n', 'a,""b"",c\n', '\\"', '",', '""', "'", 'x"y,z\n', '"a" b,"\n'])
def test_nasty_repetitions_take_time_in_proportion(unit: str) -> None:
    rows = list(Cutter(unit * 20_000, Dialect(",", escape="\\")).rows(width=3))
    assert rows
