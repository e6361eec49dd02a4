"""A table changed by hand: the cells that were touched, nothing else, and it is said."""

import pandas as pd
import pytest

from data.changes import change
from data.reader import read_table
from data.table import Table


def table() -> Table:
    return read_table(b"n,word,day,yes,k\n1.5,a,2024-01-01,true,1\n2.5,b,2024-01-02,false,2\n3.5,a,2024-01-03,true,3\n",
                      name="t.csv")


def test_a_cell_is_changed_and_the_rest_is_as_it_was() -> None:
    before = table()
    after = change(before, {1: {"n": 9.0}}, name="t, edited")
    assert after.frame["n"].tolist() == [1.5, 9.0, 3.5]
    assert before.frame["n"].tolist() == [1.5, 2.5, 3.5]
    pd.testing.assert_frame_equal(after.frame.drop(columns="n"), before.frame.drop(columns="n"))
    assert after.fingerprint != before.fingerprint
    assert after.name == "t, edited"
    assert "1 cell" in after.reading.notes[-1]


def test_every_column_keeps_its_kind() -> None:
    before = table()
    after = change(before, {0: {"n": None, "word": "c", "day": "2024-02-01T00:00:00", "yes": False, "k": 7}}, name="t")
    assert {name: column.kind for name, column in after.columns.items()} == {
        name: column.kind for name, column in before.columns.items()}
    assert after.frame["day"][0] == pd.Timestamp("2024-02-01")
    assert after.frame["k"].tolist() == [7, 2, 3]
    assert after.frame["k"].dtype == "int64"
    assert after.columns["n"].missing == 1


def test_a_whole_number_may_become_a_fraction() -> None:
    assert change(table(), {0: {"k": 1.5}}, name="t").frame["k"].tolist() == [1.5, 2, 3]


def test_rows_are_added_at_the_end_and_deleted_by_their_place() -> None:
    after = change(table(), {}, [{"n": 10.0, "word": "z"}, {}], [0, 2], name="t")
    assert after.frame["n"].tolist()[:2] == [2.5, 10.0]
    assert len(after.frame) == 3
    assert after.columns["yes"].missing == 2
    assert "2 row(s) added, 2 row(s) deleted" in after.reading.notes[-1]


@pytest.mark.parametrize("deleted", [[0, 1, 2]])
def test_all_rows_can_go(deleted: list[int]) -> None:
    assert change(table(), {}, (), deleted, name="t").frame.empty


def test_a_category_column_takes_new_values() -> None:
    before = table()
    frame = before.frame.assign(word=before.frame["word"].astype("category"))
    after = change(Table("t", frame, before.reading, ""), {0: {"word": "new"}}, name="t")
    assert after.frame["word"].tolist() == ["new", "b", "a"]
