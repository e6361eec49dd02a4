"""Titles above, remarks below, several header rows, repeated headers, rows of another width: found and reported."""

import pytest

from data.reader import TableError, read_table
from data.table import Table


def read(written: str, **options: object) -> Table:
    return read_table(written.encode("utf-8"), **options)  # type: ignore[arg-type]


def said(table: Table) -> str:
    return "\n".join([*map(str, table.reading.notes), *(f"{line}: {why}" for line, why in table.reading.dropped)])


def names(table: Table) -> list[str]:
    return [str(name) for name in table.frame.columns]


# ------------------------------------------------------------ above and below


def test_titles_above_the_table_are_left_out_and_listed() -> None:
    table = read("Spending 2020,,\n,,\nplace,kind,sum\nOslo,a,1\nRome,b,2\n")
    assert names(table) == ["place", "kind", "sum"]
    assert table.reading.first_line == 3
    assert (1, "it stands above the table") in table.reading.dropped


def test_a_title_without_delimiters_is_left_out_too() -> None:
    table = read("A fine table\nmade by hand\n\nplace,kind,sum\nOslo,a,1\nRome,b,2\nBonn,c,3\n")
    assert names(table) == ["place", "kind", "sum"]
    assert len(table.frame) == 3
    assert [line for line, _ in table.reading.dropped] == [1, 2]
    assert "1 empty line(s) were skipped" in said(table)


def test_remarks_below_the_table_are_left_out_and_listed() -> None:
    table = read("place,kind,sum\nOslo,a,1\nRome,b,2\n\nSource: the town hall\nNo warranty\n")
    assert len(table.frame) == 2
    assert [(line, str(why)) for line, why in table.reading.dropped] == [
        (5, "a note below the table"), (6, "a note below the table")]


def test_comment_lines_are_left_out_wherever_they_stand() -> None:
    table = read("# made by hand\nid,name\n1,Ann\n# Bob left, alas, in May\n2,Cid\n")
    assert names(table) == ["id", "name"]
    assert table.frame["id"].tolist() == [1, 2]
    assert [line for line, _ in table.reading.dropped] == [1, 4]


def test_a_quoted_nothing_is_a_missing_value_of_a_single_column() -> None:
    table = read('name\nAnn\n""\n\nBob\n')
    assert table.frame["name"].isna().tolist() == [False, True, False]
    assert "1 empty line(s) were skipped." in said(table)


def test_comments_at_the_end_of_lines_are_cut_off_where_comments_are_in_use() -> None:
    table = read("# settings\na;b\n1;3\n4;5#was;7\n6;7\n8;9\n")
    assert table.frame["b"].tolist() == [3, 5, 7, 9]
    assert "Comments at the end" in said(table)


def test_a_number_sign_may_begin_names_and_values() -> None:
    assert names(read("# energy, n\n0.0, 1.0\n0.1, 2.0\n")) == ["# energy", "n"]
    assert read("a,b\n#1,x\n#2,y\n#3,z\n").frame["a"].tolist() == ["#1", "#2", "#3"]
    assert read("a,b,c\nx,#y,z\n").frame["b"].tolist() == ["#y"]


def test_a_file_of_mostly_comments_is_read() -> None:
    table = read("#c\n" * 500 + "a,b\n1,2\n3,4\n")
    assert names(table) == ["a", "b"]
    assert len(table.frame) == 2
    assert len(table.reading.dropped) == 500


def test_empty_rows_of_a_wide_table_are_listed_and_empty_lines_counted() -> None:
    table = read("a,b\n1,2\n,\n\n\n3,4\n")
    assert table.frame["a"].tolist() == [1, 3]
    assert [(line, str(why)) for line, why in table.reading.dropped] == [(3, "all its cells are empty")]
    assert "2 empty line(s) were skipped." in said(table)


# ------------------------------------------------------------ the header


@pytest.mark.parametrize(("text", "header"), [
    ("name,n\nAnn,1\nBob,2\n", True),
    ("Ann,1\nBob,2\nCid,3\n", False),
    ("name,city\nAnn,Oslo\nBob,Rome\n", True),
    ("yes,no\nyes,no\nno,no\nyes,yes\n", True),
    ("b,x\na,x\nb,y\na,y\nb,x\n", False),
    ("1,null\n2,0\n3,null\n", False),
    (",a\n0,x\n1,y\n", True),
    ("region,2001,2002,2003\nnorth,5,6,7\nsouth,8,9,1\n", True),
    (",0,1,2\na,5.5,6.1,7\nb,8,9,1.5\n", True),
    ("0,1,2\n0.3,0.5,0.1\n0.2,0.9,0.4\n", True),
    ("1,2,3\n2,3,4\n3,4,5\n", False),
    ("05/06/2019\n", False),
    ("32\n", False),
    ("words\n", True),
])
def test_the_header_is_told_from_values(text: str, header: bool) -> None:
    assert read(text).reading.header is header


def test_several_header_rows_are_joined_and_a_wide_name_counts_for_all_its_columns() -> None:
    table = read("Trip,,Cost,\nday,place,rail,taxi\n01/02/2020,Bonn,5.5,3\n13/02/2020,Rome,7,4\n")
    assert names(table) == ["Trip day", "Trip place", "Cost rail", "Cost taxi"]
    assert "put together from 2 header rows" in said(table)


def test_header_rows_that_repeat_themselves_are_joined() -> None:
    assert names(read("n,m\nn,m\n1,2\n3,4\n")) == ["n n", "m m"]


def test_a_header_with_a_name_too_few_gets_a_made_one() -> None:
    table = read("one,two\n1,5,7\n1,6,8\n1,7,9\n")
    assert names(table) == ["one", "two", "column_3"]
    assert "2 names for 3 columns" in said(table)


def test_row_numbers_as_r_writes_them_shift_the_names() -> None:
    table = read('"x","y"\n"1",5,7\n"2",6,8\n"3",7,9\n')
    assert names(table) == ["column_1", "x", "y"]
    assert table.frame["y"].tolist() == [7, 8, 9]


def test_a_header_with_more_names_than_cells_keeps_them_all() -> None:
    table = read("a,b,c,d\n1,2,3\n4,5,6\n7,8,9\n")
    assert names(table) == ["a", "b", "c", "d"]
    assert table.frame["d"].isna().all()


# ------------------------------------------------------------ more than one table


def test_a_repeated_header_is_left_out_and_said() -> None:
    table = read("a,b\n1,x\n2,y\na,b\n3,z\n4,w\n5,v\n6,u\n")
    assert table.frame["a"].tolist() == [1, 2, 3, 4, 5, 6]
    assert (4, "it repeats the header") in table.reading.dropped


def test_a_title_between_two_like_tables_is_left_out_as_well() -> None:
    table = read("T1,\n,\nk,n\na,1\nb,2\n,\nT2,\n,\nk,n\nc,3\nd,4\ne,5\nf,6\ng,7\nh,8\n")
    assert table.frame["k"].tolist() == list("abcdefgh")
    assert (7, "a title between two tables") in table.reading.dropped


def test_a_second_table_with_other_columns_is_left_out_and_said() -> None:
    table = read("a,b,c\n1,2,x\n3,4,y\na,b,c,d\n1,2,x,5\n6,7,y,8\n")
    assert len(table.frame) == 2
    assert "a second table with other columns begins at line 4" in said(table)


# ------------------------------------------------------------ rows of another width

TEN = "".join(f"{i},name {i},{i}.5\n" for i in range(10))


def test_short_rows_are_filled_up_and_their_lines_named() -> None:
    table = read("n,name,x\n" + TEN + "10,ten\n")
    assert table.frame["x"].isna().sum() == 1
    assert len(table.frame) == 11
    assert "Line(s) 12 have too few cells; the missing ones are empty." in said(table)


def test_a_missing_cell_in_the_middle_is_found_by_what_the_others_hold() -> None:
    table = read("n,name,x\n" + TEN + "10,10.5\n")
    assert table.frame.iloc[-1, 0] == 10
    assert table.frame.iloc[-1, 2] == 10.5


def test_an_empty_cell_too_many_is_taken_out_where_it_disturbs() -> None:
    table = read("n,name,x\n" + TEN + ",10,ten,10.5\n")
    assert table.frame.iloc[-1].tolist() == [10, "ten", 10.5]
    assert "an empty cell too many" in said(table)


def test_empty_cells_beyond_the_last_column_are_said() -> None:
    table = read("n,name,x\n" + TEN + "10,ten,10.5,,\n")
    assert table.frame.iloc[-1].tolist() == [10, "ten", 10.5]
    assert "empty cells beyond the last column" in said(table)


def test_a_row_with_cells_too_many_is_left_out_with_its_line() -> None:
    table = read("n,name,x\n" + TEN + "10,ten,10.5,more\n")
    assert len(table.frame) == 10
    assert table.reading.dropped == ((12, "4 cells where 3 are expected"),)


def test_many_longer_rows_make_the_table_wider_instead() -> None:
    table = read("a,b\n1,x\n2,y\n3,z,extra\n4,w\n5,v,extra\n6,u\n7,t\n")
    assert names(table) == ["a", "b", "column_3"]
    assert len(table.frame) == 7


def test_a_row_with_another_delimiter_is_cut_there_and_said() -> None:
    table = read("n,name,x\n" + TEN + "10;ten;10.5\n")
    assert table.frame.iloc[-1].tolist() == [10, "ten", 10.5]
    assert "another delimiter" in said(table)


def test_odd_quotation_marks_are_named_with_their_lines() -> None:
    table = read('n,name,x\n' + TEN + '10,a "b" c,1.5\n11,"open,2.5\n12,e,3.5\n')
    assert len(table.frame) == 13
    assert "Line(s) 12 hold quotation marks inside a cell" in said(table)
    assert "13" in said(table)


# ------------------------------------------------------------ nothing to read


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t \r\n", "\ufeff", "\x00\x00"])
def test_an_empty_file_is_refused(text: str) -> None:
    with pytest.raises(TableError, match=r"empty|no row"):
        read(text)


def test_a_file_of_delimiters_only_is_answered() -> None:
    with pytest.raises(TableError):
        read(",,,\n,,,\n")
