"""New rows become numbers as the learned ones did; what can't be predicted for is said, never guessed."""

import numpy as np
import pytest

from data.matrix import matrix
from data.new_rows import new_rows, way
from data.plain import plain_numbers
from data.reader import TableError, read_table
from data.samples import SAMPLES

LEARNED = b"size,place,day,new,price\n50,north,2024-01-01,True,1\n60,south,2024-01-03,False,2\n" \
          b"70,north,2024-01-05,True,3\n80,west,2024-01-09,False,4\n90,south,2024-01-10,True,5\n95,west,2024-01-12,True,6\n"
FEATURES = ("size", "place", "day", "new")


def test_the_learned_rows_themselves_come_out_the_same() -> None:
    table = read_table(LEARNED, "flats.csv")
    numbers = matrix(table, "price", FEATURES)
    found = way(table, FEATURES, numbers)
    assert found.features[1:3] == (("place", "equals", "south"), ("place", "equals", "west"))
    again = new_rows(table, found, "price")
    np.testing.assert_array_equal(again.X, numbers.X)
    assert again.y is not None
    np.testing.assert_array_equal(again.y, numbers.y)
    assert again.notes == ()


def test_unknown_categories_and_empty_cells_are_left_out_and_said() -> None:
    table = read_table(LEARNED, "flats.csv")
    found = way(table, FEATURES, matrix(table, "price", FEATURES))
    new = read_table(b"place,size,day,new\neast,50,2024-02-01,True\nsouth,55,2024-02-01,False\nnorth,,2024-02-02,True\n"
                     b"south,60,2024-02-02,True\nnorth,61,2024-02-03,False\n", "new.csv")
    rows = new_rows(new, found)
    assert rows.rows.tolist() == [1, 3, 4]
    np.testing.assert_array_equal(rows.X[0], [55, 1, 0, 31, 0])
    assert any("east" in note for note in rows.notes)
    assert any("1 row(s) without a value" in note for note in rows.notes)
    assert rows.y is None


@pytest.mark.parametrize(("content", "said"), [
    (b"size,place\n1,north\n2,south\n", "lacks the column(s) day, new"),
    (b"size,place,day,new\nbig,north,2024-01-01,True\nhuge,north,2024-01-02,True\n", "size is text in the new file"),
    (b"size,place,day,new\n1,east,2024-01-01,True\n2,far,2024-01-02,True\n", "no row that can be predicted for"),
])
def test_what_does_not_fit_gets_a_sentence(content: bytes, said: str) -> None:
    table = read_table(LEARNED, "flats.csv")
    found = way(table, FEATURES, matrix(table, "price", FEATURES))
    with pytest.raises(TableError, match=said.replace("(", r"\(").replace(")", r"\)")):
        new_rows(read_table(content, "new.csv"), found)


def test_the_way_to_some_columns_needs_only_theirs() -> None:
    table = read_table(LEARNED, "flats.csv")
    found = way(table, FEATURES, matrix(table, "price", FEATURES)).only([0, 2])
    assert set(found.kinds) == {"size", "place"}
    rows = new_rows(read_table(b"size,place\n1,west\n2,north\n", "new.csv"), found)
    np.testing.assert_array_equal(rows.X, [[1, 1], [2, 0]])


def test_classes_that_are_new_have_no_number() -> None:
    table = SAMPLES["iris"].table()
    numbers = matrix(table, "species", ("petal_length_cm",), "classification")
    found = way(table, ("petal_length_cm",), numbers)
    new = read_table(b"petal_length_cm,species\n1.4,setosa\n5.1,rosa\n", "new.csv")
    rows = new_rows(new, found, "species", numbers.classes)
    assert rows.y is not None
    np.testing.assert_array_equal(rows.y, [0, np.nan])


@pytest.mark.parametrize(("name", "target", "features", "task"), [
    ("hubble_1929", "velocity_km_s", ("distance_mpc",), "regression"),
    ("auto_mpg", "mpg", ("horsepower", "origin"), "regression"),
    ("penguins", "species", ("body_mass_g", "sex", "island"), "classification"),
    ("us_births", "births", ("date",), "regression"),
])
def test_pandas_alone_comes_to_the_same_numbers(name: str, target: str, features: tuple[str, ...], task: str) -> None:
    table = SAMPLES[name].table()
    numbers = matrix(table, target, features, task)
    found = way(table, features, numbers)
    X, y = plain_numbers(SAMPLES[name].path, found.features, target, numbers.classes, (target, *features), {})
    np.testing.assert_array_equal(X, numbers.X)
    np.testing.assert_array_equal(y, numbers.y)
