"""What is downloaded reads back exactly, and no cell of it runs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.export import GUARD, STARTS, to_csv
from data.reader import read_table
from data.samples import SAMPLES


@pytest.mark.parametrize("start", STARTS)
def test_a_cell_that_would_run_gets_an_apostrophe(start: str) -> None:
    exported = to_csv(pd.DataFrame({"a": [f"{start}1+1", "plain"], "n": [1, 2]}))
    back = read_table(exported.content, delimiter=",", text=True).frame
    assert back["a"].tolist() == [f"{GUARD}{start}1+1", "plain"]
    assert str(exported.notes[0]).startswith("1 cell(s) that a spreadsheet would run")


def test_spaces_in_front_do_not_help() -> None:
    assert b"'  =1+1" in to_csv(pd.DataFrame({"a": ["  =1+1"]})).content


def test_names_are_guarded_too() -> None:
    exported = to_csv(pd.DataFrame({"=a": [1], "-b": [2], "c": [3]}))
    assert exported.content.splitlines()[0] == b"'=a,'-b,c"
    assert exported.notes[0].values["n"] == 2


def test_negative_numbers_stay_numbers() -> None:
    exported = to_csv(pd.DataFrame({"n": [-1.5, 2.0], "k": [-3, 4]}))
    assert exported.content == b"n,k\r\n-1.5,-3\r\n2.0,4\r\n"
    assert exported.notes == ()


@settings(deadline=None)                               # other programs share the processor
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=20))
def test_numbers_come_back_exactly(values: list[float]) -> None:
    frame = pd.DataFrame({"i": range(len(values)), "x": values})
    back = read_table(to_csv(frame).content, delimiter=",", decimal=".", header=True).frame["x"]
    assert np.array_equal(back.to_numpy(dtype=float), np.array(values))


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_come_back_as_they_were(name: str) -> None:
    frame = SAMPLES[name].table().frame
    pd.testing.assert_frame_equal(read_table(to_csv(frame).content).frame, frame)


def test_missing_cells_stay_empty_and_names_may_repeat() -> None:
    frame = pd.DataFrame([[1.0, "x"], [None, None]], columns=["a", "a"])
    assert to_csv(frame).content == b"a,a\r\n1.0,x\r\n,\r\n"


def test_a_mark_for_excel_on_request() -> None:
    assert to_csv(pd.DataFrame({"é": [1]}), mark=True).content.startswith(b"\xef\xbb\xbf")
    assert to_csv(pd.DataFrame({"é": [1]})).content.startswith("é".encode())
