"""Missing values and types: what is done is counted and said, and the old table stays as it was."""

import pandas as pd
import pytest

from data.reader import TableError, read_table
from data.samples import SAMPLES
from data.table import Table
from data.treatment import CONVERSIONS, FILLINGS, change_type, treat_missing


def read(written: str) -> Table:
    return read_table(written.encode())


def new_notes(before: Table, after: Table) -> list[str]:
    return [str(note) for note in after.reading.notes[len(before.reading.notes):]]


TABLE = read("k,n,c,t\n1,1.5,x,2020-01-01\n2,,x,2020-01-02\n3,4.5,,2020-01-03\n4,9,y,\n5,1.5,x,2020-01-05\n")


@pytest.mark.parametrize(("filling", "value"), [("mean", 4.125), ("median", 3.0), ("mode", 1.5)])
def test_numbers_are_filled_with_what_is_said(filling: str, value: float) -> None:
    filled = treat_missing(TABLE, {"n": filling})
    assert filled.frame["n"].tolist() == [1.5, value, 4.5, 9, 1.5]
    assert new_notes(TABLE, filled) == [f"n: 1 missing; filled with {value:g} ({filling})."]
    assert TABLE.frame["n"].isna().sum() == 1
    assert filled.fingerprint != TABLE.fingerprint


def test_words_and_dates_are_filled_with_the_most_frequent() -> None:
    filled = treat_missing(TABLE, {"c": "mode", "t": "mode"})
    assert filled.frame["c"].tolist() == ["x", "x", "x", "y", "x"]
    assert filled.frame["t"].iloc[3] == pd.Timestamp("2020-01-01")


def test_rows_are_left_out_once_and_counted() -> None:
    kept = treat_missing(TABLE, {"n": "drop", "c": "drop"})
    assert kept.frame["k"].tolist() == [1, 4, 5]
    assert kept.frame.index.tolist() == [0, 1, 2]
    assert new_notes(TABLE, kept) == [
        "n: 1 missing; these rows are left out.", "c: 1 missing; these rows are left out.",
        "2 row(s) left out for missing values."]


def test_fills_come_before_drops() -> None:
    assert len(treat_missing(TABLE, {"n": "drop", "c": "mode"}).frame) == 4


def test_a_column_without_gaps_changes_nothing() -> None:
    assert treat_missing(TABLE, {"k": "mean"}) is TABLE


def test_fillings_that_do_not_suit_are_refused() -> None:
    with pytest.raises(TableError, match="c is category: it has no mean"):
        treat_missing(TABLE, {"c": "mean"})
    empty = read("a,b\n1,\n2,\n3,\n")
    with pytest.raises(TableError, match="b is empty"):
        treat_missing(empty, {"b": "mean"})


def test_filled_truth_values_are_plain_ones() -> None:
    table = read("k,b\n1,true\n2,\n3,true\n4,false\n")
    assert treat_missing(table, {"b": "mode"}).frame["b"].dtype == bool


def test_every_filling_says_its_idea() -> None:
    assert all(filling.idea.endswith(".") and filling.title for filling in FILLINGS.values())
    assert list(FILLINGS) == ["drop", "mean", "median", "mode"]


# ------------------------------------------------------------ types


def test_a_type_is_changed_and_said_and_lost_cells_are_counted() -> None:
    table = read("k,v\n1,5\n2,about 6\n3,7.5\n")
    changed = change_type(table, "v", "number")
    assert changed.frame["v"].tolist()[::2] == [5, 7.5]
    assert new_notes(table, changed) == [
        "v was made number.", "v: 1 cell(s) can't be read as number and became missing."]
    assert table.frame["v"].tolist()[1] == "about 6"


@pytest.mark.parametrize(("kind", "expected"), [
    ("text", ["1", "2", "1"]), ("category", ["1", "2", "1"]), ("number", [1, 2, 1]), ("boolean", [True, None, True]),
])
def test_whole_numbers_become_other_kinds(kind: str, expected: list[object]) -> None:
    table = read("k,v\na,1\nb,2\nc,1\n")
    values = change_type(table, "v", kind).frame["v"]
    assert [None if pd.isna(value) else value for value in values] == expected
    assert change_type(table, "v", kind).columns["v"].kind == ("text" if kind == "text" else kind)


def test_numbers_with_gaps_are_written_without_a_point() -> None:
    table = read("k,v\na,1\nb,\nc,20\n")
    assert change_type(table, "v", "text").frame["v"].tolist()[::2] == ["1", "20"]


def test_codes_become_numbers_only_on_request() -> None:
    table = read("k,v\na,007\nb,010\n")
    assert change_type(table, "v", "number").frame["v"].tolist() == [7, 10]


def test_eight_digits_become_dates_on_request() -> None:
    table = read("k,v\na,20200131\nb,20200201\n")
    assert change_type(table, "v", "date").frame["v"].tolist() == list(pd.to_datetime(["2020-01-31", "2020-02-01"]))


def test_dates_and_truth_values_become_text_and_numbers() -> None:
    table = read("d,b\n2020-01-01,true\n2020-01-02,false\n2020-01-03,true\n")
    assert change_type(table, "d", "text").frame["d"].tolist()[0] == "2020-01-01"
    assert change_type(table, "b", "number").frame["b"].tolist() == [1, 0, 1]
    gaps = read("d,b\n2020-01-01,true\n,false\n2020-01-03,\n")
    assert change_type(gaps, "b", "number").frame["b"].isna().sum() == 1
    assert change_type(gaps, "d", "text").frame["d"].isna().sum() == 1


def test_a_change_that_would_empty_the_column_is_refused() -> None:
    with pytest.raises(TableError, match="No cell of species can be read as date"):
        change_type(SAMPLES["iris"].table(), "species", "date")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TableError, match="can't be made picture"):
        change_type(TABLE, "n", "picture")
    assert "picture" not in CONVERSIONS


def test_there_and_back_again() -> None:
    table = SAMPLES["penguins"].table()
    back = change_type(change_type(table, "body_mass_g", "text"), "body_mass_g", "number")
    pd.testing.assert_series_equal(back.frame["body_mass_g"], table.frame["body_mass_g"])


def test_a_column_that_was_made_text_is_text_though_it_repeats() -> None:
    made = change_type(TABLE, "c", "text")
    assert (TABLE.columns["c"].kind, made.columns["c"].kind) == ("category", "text")
    assert treat_missing(made, {"n": "mean"}).columns["c"].kind == "text"
    assert change_type(made, "c", "category").columns["c"].kind == "category"
    with pytest.raises(TableError, match="c is text: it has no mean"):
        treat_missing(made, {"c": "mean"})


def test_words_inside_sentences_can_be_translated() -> None:
    kinds = [note.values["kind"] for note in change_type(TABLE, "n", "category").reading.notes if "kind" in note.values]
    assert [getattr(kind, "template", None) for kind in kinds] == ["category"]
    what = treat_missing(TABLE, {"n": "mean"}).reading.notes[-1].values["what"]
    assert getattr(what, "template", None) == "mean"
