"""From a table to numbers: what is kept, what becomes 0 and 1, what is left out, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from data.matrix import guess_roles, guess_task, matrix
from data.reader import TableError, read_table
from data.samples import SAMPLES
from data.table import Table, profile


def table(text: str) -> Table:
    return read_table(text.encode(), name="t.csv", encoding="utf-8", delimiter=",", decimal=".", header=True)


PEOPLE = table("height,city,tall,born,weight\n"
               "1.5,Rome,true,2000-01-01,50\n1.6,Oslo,false,2000-01-03,60\n"
               ",Rome,true,2000-01-05,70\n1.8,Lima,false,2000-01-11,80\n1.7,Oslo,true,2000-01-21,75\n"
               "1.9,Lima,true,2000-01-02,90\n1.4,Rome,false,2000-01-04,40\n")


def test_numbers_stay_as_they_are_and_the_row_with_a_gap_is_left_out_and_said() -> None:
    made = matrix(PEOPLE, "weight", ["height"])
    assert made.X.tolist() == [[1.5], [1.6], [1.8], [1.7], [1.9], [1.4]]
    assert made.y.tolist() == [50, 60, 80, 75, 90, 40]
    assert made.rows.tolist() == [0, 1, 3, 4, 5, 6]
    assert made.left_out == 1
    assert made.notes == ("1 row has a missing value in a chosen column and is left out.",)


def test_a_category_becomes_columns_of_0_and_1_and_the_first_value_is_all_0() -> None:
    made = matrix(PEOPLE, "weight", ["city"])
    assert made.names == ("city = Oslo", "city = Rome")             # Lima, the first by alphabet, is all 0
    assert made.X.tolist() == [[0, 1], [1, 0], [0, 1], [0, 0], [1, 0], [0, 0], [0, 1]]
    assert any("Lima" in note for note in made.notes)


def test_a_date_counts_days_and_yes_or_no_is_1_or_0() -> None:
    made = matrix(PEOPLE, "weight", ["born", "tall"])
    assert made.X[:, 0].tolist() == [0, 2, 4, 10, 20, 1, 3]
    assert made.X[:, 1].tolist() == [1, 0, 1, 0, 1, 1, 0]


def test_classes_are_numbered_in_order_and_named() -> None:
    made = matrix(PEOPLE, "city", ["weight"], "classification")
    assert made.classes == ("Lima", "Oslo", "Rome")
    assert made.y.tolist() == [2, 1, 2, 0, 1, 0, 2]


def test_whole_numbers_can_be_classes_and_are_named_without_a_point() -> None:
    made = matrix(table("k,x\n1,2\n2,3\n,5\n1,4\n"), "k", ["x"], "classification")
    assert made.classes == ("1", "2")


def test_a_column_of_texts_needs_no_x_to_learn_to_spell() -> None:
    made = matrix(SAMPLES["names"].table(), "name", [], "structured")
    assert made.X.shape == (len(made.rows), 0)
    assert len(made.rows) > 7_900


def test_infinite_numbers_are_left_out_and_counted_apart_from_missing_ones() -> None:
    frame = pd.DataFrame({"x": [1.0, np.inf, 3.0, np.nan], "y": [1.0, 2.0, 3.0, 4.0]})
    made = matrix(Table("t", frame, PEOPLE.reading, ""), "y", ["x"])
    assert made.X.tolist() == [[1.0], [3.0]]
    assert made.left_out == 2
    assert any("infinite" in note for note in made.notes)
    assert any("missing" in note for note in made.notes)


MANY = "k,x\n" + "".join(f"{i},{i % 7}\n" for i in range(150))


@pytest.mark.parametrize(("content", "target", "features", "task", "words"), [
    ("x,y\n1,a\n2,b\n3,a\n4,b\n", "y", ["x"], "regression", "choose classification"),
    ("x,y\n1,5\n2,5\n", "y", ["x"], "regression", "y is the same in every row"),
    ("x,y\n1,5\n1,6\n", "y", ["x"], "regression", "x is the same in every row"),
    ("x,y\n1,5\n", "y", ["x"], "regression", "same in every row"),
    ("x,y\n1,a\n2,a\n", "y", ["x"], "classification", "only one class"),
    ("x,y\n1,\n,2\n", "y", ["x"], "regression", "No row has a value"),
    ("x,y\n1e300,1\n2,2\n", "y", ["x"], "regression", "power of ten"),
    ("x,y\n1,1e200\n2,2\n", "y", ["x"], "regression", "y holds numbers beyond"),
    ("x,y\n1e-311,1\n2e-311,2\n", "y", ["x"], "regression", "x lie too close together"),
    ("x,y\n1e-311,a\n2e-311,b\n", "y", ["x"], "classification", "x lie too close together"),
    ("x,y\n1,2\n2,3\n", "y", ["x"], "structured", "nothing to spell"),
    ("x,y\nab,2\ncd,3\n", "y", ["x"], "regression", "cannot be a feature"),
    (MANY, "k", ["x"], "classification", "too many classes"),
])
def test_what_cannot_be_learned_from_is_refused_in_a_sentence(content: str, target: str, features: list[str],
                                                              task: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        matrix(table(content), target, features, task)


def test_a_category_with_too_many_values_is_no_feature() -> None:
    frame = pd.DataFrame({"x": pd.Categorical([f"v{i}" for i in range(150)]), "y": np.arange(150.0)})
    with pytest.raises(TableError, match="too many columns"):
        matrix(Table("t", frame, PEOPLE.reading, ""), "y", ["x"])


def test_a_category_of_one_value_is_constant() -> None:
    frame = pd.DataFrame({"x": pd.Categorical(["a", "a", "a"]), "y": np.arange(3.0)})
    with pytest.raises(TableError, match="same in every row"):
        matrix(Table("t", frame, PEOPLE.reading, ""), "y", ["x"])


@pytest.mark.parametrize(("content", "target", "features"), [
    ("a,b,c\n1,2,3\n2,3,5\n", "c", ("a",)),                         # the last column of numbers from the first
    ("y,x,t\n1,2,u\n2,3,v\n", "y", ("x",)),                         # called y
    ("id,size,price\n1,20,3\n2,30,5\n", "price", ("size",)),        # id only counts the rows
    ("one\n1\n2\n", "one", ()),
    ("name,v\na,1\nb,1\n", "v", ()),                                # v never changes, and the page says so
])
def test_first_guesses_are_sensible(content: str, target: str, features: tuple[str, ...]) -> None:
    assert guess_roles(table(content).columns, "", ()) == (target, features)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_every_sample_can_be_learned_from_as_it_comes(name: str) -> None:
    sample = SAMPLES[name]
    made = matrix(sample.table(), sample.target, sample.features, sample.task)
    assert len(made.y) > 0
    assert made.X.shape[1] >= len(sample.features) * (sample.task != "structured")
    assert guess_task(sample.table().columns[sample.target]) == sample.task


def test_a_date_asks_for_regression_and_text_for_something_made() -> None:
    dates = pd.Series(pd.date_range("2024-01-01", periods=3), name="d")
    texts = pd.Series(["ab", "cd", "ef"], name="t")
    assert guess_task(profile(dates)) == "regression"
    assert guess_task(profile(texts)) == "structured"
