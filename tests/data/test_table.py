"""Profiles of columns, and sentences that keep their template."""

import copy
import pickle

import pandas as pd
import pytest

from data.reader import TableError
from data.sentence import Sentence
from data.table import KINDS, Column, fingerprint_of, kind_of, profile


@pytest.mark.parametrize(("values", "expected"), [
    (pd.Series([3, 1, 2], name="n"), Column("n", "number", 0, 3, 1, 3)),
    (pd.Series([3.5, None, 2.0], name="n"), Column("n", "number", 1, 2, 2.0, 3.5)),
    (pd.Series([True, False, True], name="b"), Column("b", "boolean", 0, 2, False, True)),
    (pd.Series([True, None], dtype="boolean", name="b"), Column("b", "boolean", 1, 1, True, True)),
    (pd.Series(["x", "y", "x", "x"], name="c"), Column("c", "category", 0, 2, "x", "y")),
    (pd.Series(["b", "a", None], name="t"), Column("t", "text", 1, 2, "a", "b")),
    (pd.Series(["b", "a", "b"], dtype="category", name="c"), Column("c", "category", 0, 2, "a", "b")),
    (pd.Series([None, None], dtype="float64", name="n"), Column("n", "number", 2, 0, None, None)),
    (pd.Series([1, "a"], dtype=object, name="o"), Column("o", "text", 0, 2, None, None)),
])
def test_the_profile_of_a_column(values: pd.Series, expected: Column) -> None:
    assert profile(values) == expected


def test_dates_are_dates_with_and_without_a_zone() -> None:
    dates = pd.Series(pd.to_datetime(["2020-01-02", "2020-01-01"]), name="d")
    assert profile(dates) == Column("d", "date", 0, 2, pd.Timestamp("2020-01-01"), pd.Timestamp("2020-01-02"))
    assert kind_of(dates.dt.tz_localize("UTC")) == "date"


def test_many_different_words_are_text_and_repeated_ones_a_category() -> None:
    assert kind_of(pd.Series([f"w{i}" for i in range(101)] * 3)) == "text"
    assert kind_of(pd.Series([f"w{i}" for i in range(100)] * 3)) == "category"
    assert kind_of(pd.Series(["a", "b", "c", "a"])) == "text"
    assert set(KINDS) >= {"text", "category"}


def test_a_sentence_is_its_finished_text_and_keeps_template_and_values() -> None:
    sentence = Sentence("{n} rows of {name}", n=3, name="x")
    assert sentence == "3 rows of x"
    assert sentence.template == "{n} rows of {name}"
    assert dict(sentence.values) == {"n": 3, "name": "x"}
    assert Sentence("No {braces} to fill") == "No {braces} to fill"


def test_a_sentence_survives_copies() -> None:
    sentence = Sentence("{n} rows", n=3)
    for other in (pickle.loads(pickle.dumps(sentence)), copy.deepcopy(sentence)):
        assert other == sentence
        assert other.template == sentence.template
        assert dict(other.values) == {"n": 3}


def test_values_with_braces_are_not_filled_again() -> None:
    assert Sentence("{name} is empty", name="{n}") == "{n} is empty"
    assert str(TableError("{name} is empty", name="{name}")) == "{name} is empty"


def test_values_of_a_sentence_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        Sentence("{n}", n=1).values["n"] = 2            # type: ignore[index]


def test_a_fingerprint_names_columns_and_cells() -> None:
    frame = pd.DataFrame({"a": [1, 2, 3], "b": ["x", None, "y"], "c": pd.to_datetime(["2020-01-01"] * 3)})
    same = frame.copy()
    others = [
        frame.rename(columns={"a": "d"}), frame[["b", "a", "c"]], frame.iloc[::-1], frame.iloc[:2],
        frame.astype({"a": float}),
        frame.assign(b=["x", "", "y"]), frame.assign(a=[1, 2, 4]), frame.assign(c=pd.Timestamp("2020-01-02")),
    ]  # fmt: skip
    prints = [fingerprint_of(each) for each in (frame, *others)]
    assert fingerprint_of(same) == prints[0]
    assert len(set(prints)) == len(prints)
