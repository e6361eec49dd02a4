"""What read_table promises: names that programs use, the plain cases, and that nothing happens in silence."""

import gzip
import hashlib
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

from data.reader import TableError, read_table
from data.table import Reading, Table


def said(table: Table) -> str:
    """Everything a reading reports, as one text."""
    return "\n".join([*map(str, table.reading.notes), *(f"{line}: {why}" for line, why in table.reading.dropped)])


def read(written: str, **options: object) -> Table:
    return read_table(written.encode("utf-8"), **options)  # type: ignore[arg-type]


def rows_of(table: Table) -> list[list[object]]:
    rows: list[list[object]] = table.frame.astype(object).where(table.frame.notna(), None).to_numpy().tolist()
    return rows


def test_a_plain_file_becomes_a_typed_table() -> None:
    table = read("city,area,price\nOslo,50,1.5\nRome,70,2.25\n", name="flats.csv")
    assert table.name == "flats.csv"
    assert list(table.frame.columns) == ["city", "area", "price"]
    assert rows_of(table) == [["Oslo", 50, 1.5], ["Rome", 70, 2.25]]
    assert [kind.kind for kind in table.frame.dtypes][1:] == ["i", "f"]
    assert table.reading == Reading("utf-8", ",", '"', ".", header=True, first_line=1, dropped=(),
                                    notes=table.reading.notes)


def test_the_fingerprint_is_that_of_the_bytes_that_came() -> None:
    content = b"a,b\n1,2\n3,4\n"
    packed = gzip.compress(content, mtime=0)
    assert read_table(content).fingerprint == hashlib.sha256(content).hexdigest()
    assert read_table(packed).fingerprint == hashlib.sha256(packed).hexdigest()


def test_a_table_and_its_reading_do_not_change() -> None:
    table = read("a,b\n1,2\n")
    with pytest.raises(FrozenInstanceError):
        table.name = "other"                                # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        table.reading.header = False                        # type: ignore[misc]


@pytest.mark.parametrize(("text", "delimiter"), [
    ("a,b\n1,2\n3,4\n", ","), ("a;b\n1;2\n3;4\n", ";"), ("a\tb\n1\t2\n3\t4\n", "\t"), ("a|b\n1|2\n3|4\n", "|"),
    ("a^b\n1^2\n3^4\n5^6\n", "^"), ("a\x1fb\n1\x1f2\n3\x1f4\n", "\x1f"),
])
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    table = read(text)
    assert table.reading.delimiter == delimiter
    assert rows_of(table)[:2] == [[1, 2], [3, 4]]


def test_columns_of_spaces_are_cut_at_runs_of_spaces() -> None:
    table = read("year  level   flow\n1990  10.5    3\n1991   9.25  14\n1992  11.0    7\n")
    assert list(table.frame.columns) == ["year", "level", "flow"]
    assert rows_of(table)[1] == [1991, 9.25, 14]


def test_one_column_stays_one_column() -> None:
    assert read("height\n1.5\n2.5\n").frame["height"].tolist() == [1.5, 2.5]
    table = read("what people said\nI came, I saw\nnothing; at all\nthe end\nwell\nyes\nno\n")
    assert table.frame.shape == (6, 1)
    assert table.reading.delimiter == ""


def test_times_and_dates_are_not_cut_into_pieces() -> None:
    assert read("at\n12:30:00\n13:45:10\n14:00:00\n").frame.shape == (3, 1)
    assert read("on\n2 Jan 2020\n3 Jan 2020\n4 Jan 2020\n").frame["on"].dtype.kind == "M"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_understood(end: str) -> None:
    assert rows_of(read(end.join(["a,b", "1,x", "2,y"]))) == [[1, "x"], [2, "y"]]


def test_mixed_line_ends_are_understood() -> None:
    assert rows_of(read("a,b\r\n1,x\n2,y\r\n3,z")) == [[1, "x"], [2, "y"], [3, "z"]]


def test_line_feeds_inside_cells_of_a_file_of_carriage_returns_stay_in_their_cells() -> None:
    table = read("id;text\r1;one\nand two\r2;three\r3;four\r")
    assert table.frame["text"].tolist() == ["one\nand two", "three", "four"]


def test_cells_in_quotation_marks_may_hold_delimiters_line_ends_and_marks() -> None:
    table = read('a,b\n1,"x, y"\n2,"line\nline"\n3,"say ""hi"""\n')
    assert table.frame["b"].tolist() == ["x, y", "line\nline", 'say "hi"']


def test_spaces_around_quoted_cells_are_no_part_of_them() -> None:
    table = read('"year", "title"\n1968, "Greetings, all" \n1970, "Bloody Mama"\n')
    assert table.frame["title"].tolist() == ["Greetings, all", "Bloody Mama"]


def test_single_quotation_marks_are_found_where_they_enclose_cells() -> None:
    table = read("1,'a, b','x'\n2,'c','y'\n3,'d','z'\n")
    assert table.reading.quote == "'"
    assert table.frame.iloc[:, 1].tolist() == ["a, b", "c", "d"]


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert read("name,n\n'Aamu,1\nO'Hara,2\nD'Arcy,3\n").frame["name"].tolist() == ["'Aamu", "O'Hara", "D'Arcy"]


def test_escaped_quotation_marks_are_understood() -> None:
    table = read('"id","text"\n"1","say \\"hi\\", twice"\n"2","plain"\n')
    assert table.frame["text"].tolist() == ['say "hi", twice', "plain"]
    assert "escaped" in said(table)


# ------------------------------------------------------------ what is asked for overrules what is detected


def test_every_option_overrules_detection() -> None:
    content = "x;1,5\ny;2,5\n".encode("utf-16")
    table = read_table(content, encoding="utf-16", delimiter=";", decimal=",", header=False, quote="")
    assert rows_of(table) == [["x", 1.5], ["y", 2.5]]
    assert (table.reading.encoding, table.reading.quote, table.reading.decimal) == ("utf-16", "", ",")
    assert read("a;b\n1;2\n", delimiter=",").frame.columns.tolist() == ["a;b"]
    assert read("a,b\n1,2\n", header=False).frame.shape == (2, 2)
    assert read("1,2\n3,4\n", header=True).frame.columns.tolist() == ["1", "2"]
    assert read("a;b\n1,5;2\n", decimal=".").frame["a"].tolist() == ["1,5"]


def test_lines_can_be_skipped() -> None:
    table = read("report of\nlast,year\na,b\n1,2\n3,4\n", skip_rows=2)
    assert list(table.frame.columns) == ["a", "b"]
    assert table.reading.first_line == 3
    assert "2 line(s) were skipped" in said(table)


def test_as_text_nothing_is_changed_or_left_out() -> None:
    text = "id,note\n007, spaced \n,\n# no comment,NA\n1e5,01/02/2020\n"
    table = read(text, text=True)
    assert table.frame.to_numpy().tolist() == [
        ["007", " spaced "], ["", ""], ["# no comment", "NA"], ["1e5", "01/02/2020"]]
    assert not table.reading.dropped


def test_an_unknown_encoding_is_refused_with_a_sentence() -> None:
    for encoding in ("latin-99", "base64", "rot13", "unicode_escape", "punycode"):
        with pytest.raises(TableError, match=f"Can't be read as {encoding}"):
            read_table(b"a,b\n1,2\n", encoding=encoding)
    with pytest.raises(TableError, match="Can't be read as utf-8"):
        read_table(b"a,b\n\xff,2\n", encoding="utf-8")


def test_progress_rises_from_0_to_1() -> None:
    seen: list[float] = []
    read_table(b"a,b\n1,2\n", progress=seen.append)
    assert seen[0] == 0
    assert seen[-1] == 1
    assert seen == sorted(seen)


# ------------------------------------------------------------ names


def test_blank_and_repeated_names_are_made_unique_at_their_end_and_it_is_said() -> None:
    table = read("a,,a,a_2,\n1,2,3,4,5\n")
    assert list(table.frame.columns) == ["a", "column_2", "a_3", "a_2", "column_5"]
    assert "a → a_3" in said(table)
    assert "(blank) → column_2" in said(table)


def test_columns_without_a_header_are_numbered_and_it_is_said() -> None:
    table = read("1,2\n3,4\n5,6\n")
    assert list(table.frame.columns) == ["column_1", "column_2"]
    assert table.reading.header is False
    assert "No header row; columns are named column_1, column_2." in said(table)


def test_a_filled_in_name_never_meets_one_of_the_file() -> None:
    table = read("column_2,,x\n1,2,3\n")
    assert len(set(table.frame.columns)) == 3


# ------------------------------------------------------------ sentences


def test_notes_and_reasons_carry_template_and_values_for_translation() -> None:
    table = read("a;b\n1;2\n# remark\n3;4\n5;6;7;8\n7;8\n9;10\n11;12\n13;14\n15;16\n17;18\n19;20\n21;22\n")
    for sentence in [*table.reading.notes, *(why for _, why in table.reading.dropped)]:
        assert sentence.template.format(**sentence.values) == sentence if sentence.values else sentence.template
    note = next(note for note in table.reading.notes if note.template.startswith("Read as"))
    assert note.values == {"encoding": "utf-8"}
    assert "Columns are separated by semicolons." in said(table)
    assert "Columns are separated by '^'." in said(read("a^b\n1^2\n3^4\n5^6\n"))


def test_a_refusal_carries_template_and_values() -> None:
    with pytest.raises(TableError) as refused:
        read_table(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert refused.value.template.format(**refused.value.values) == str(refused.value)
    assert refused.value.values == {"kind": "a PNG picture"}


def test_a_header_without_rows_is_a_table_of_no_rows_with_a_note() -> None:
    table = read("a,b,c\n")
    assert table.frame.shape == (0, 3)
    assert table.reading.header
    assert "There is a header but no row." in said(table)


def test_frames_of_the_profile_are_plain() -> None:
    table = read("n,c,d,t,b\n1,x,2020-01-01,hello,true\n2,x,2020-01-02,world,false\n"
                 ",y,,foo,true\n4,y,2020-01-04,bar,true\n")
    kinds = {name: column.kind for name, column in table.columns.items()}
    assert kinds == {"n": "number", "c": "category", "d": "date", "t": "text", "b": "boolean"}
    assert table.columns["n"].missing == 1
    assert table.columns["n"].distinct == 3
    assert (table.columns["n"].smallest, table.columns["n"].largest) == (1.0, 4.0)
    assert table.columns["d"].largest == pd.Timestamp("2020-01-04")
    assert np.isnan(table.frame["n"].iloc[2])


def test_spaces_around_names_are_left_out_and_that_is_said() -> None:
    table = read_table(b"a, b ,\" c\"\n1,2,3\n4,5,6\n")
    assert list(table.frame.columns) == ["a", "b", "c"]
    assert "Spaces around the names of 2 column(s) were left out." in map(str, table.reading.notes)
    assert not [note for note in read_table(b"a,b\n1,2\n3,4\n").reading.notes if "Spaces" in note]
