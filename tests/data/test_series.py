"""Predicting the next from the past: the lecture's numbers, and no gap bridged in silence."""

import numpy as np
import pandas as pd
import pytest

from data.reader import TableError, read_table
from data.samples import SAMPLES
from data.series import Lagged, lagged
from data.table import Table


def made(dates: list[str], values: list[object]) -> Table:
    rows = "\n".join(f"{date},{value}" for date, value in zip(dates, values, strict=True))
    return read_table(f"day,y\n{rows}\n".encode())


def days(n: int) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in pd.date_range("2020-01-01", periods=n)]


def said(result: Lagged) -> str:
    return "\n".join(map(str, result.table.reading.notes))


def error_of_the_line(result: Lagged) -> float:
    """Mean absolute error on the test rows of the least-squares line through the training rows."""
    frame = result.table.frame
    X = np.column_stack([np.ones(len(frame)), frame[list(result.features)]])
    y = frame[result.target].to_numpy(dtype=float)
    weights = np.linalg.lstsq(X[~result.test], y[~result.test], rcond=None)[0]
    return float(np.abs(y - X @ weights)[result.test].mean())


@pytest.mark.parametrize(("past", "error"), [(1, 1642), (7, 551), (28, 401), (56, 381)])
def test_births_from_the_past_days_err_as_the_lesson_says(past: int, error: int) -> None:
    result = lagged(SAMPLES["us_births"].table(), "date", "births", past)
    assert round(error_of_the_line(result)) == error
    assert len(result.features) == past


def test_the_same_day_last_week_is_hard_to_beat() -> None:
    result = lagged(SAMPLES["us_births"].table(), "date", "births", 56)
    y = result.table.frame["births"].to_numpy(dtype=float)
    assert round(np.abs(y - result.baselines["the same day last week"])[result.test].mean()) == 448
    assert not np.isnan(result.baselines["the same day last week"]).any()


def test_the_test_rows_are_the_same_last_fifth_for_every_number_of_days() -> None:
    table = SAMPLES["us_births"].table()
    tests = [lagged(table, "date", "births", k) for k in (1, 28)]
    dates = [set(each.table.frame["date"][each.test]) for each in tests]
    assert dates[0] == dates[1]
    assert len(dates[0]) == 1096
    assert all(each.table.frame["date"].is_monotonic_increasing for each in tests)


def test_a_lag_holds_the_value_of_that_many_days_before() -> None:
    result = lagged(made(days(12), list(range(12))), "day", "y", (1, 3))
    frame = result.table.frame
    assert result.features == ("y 1 day ago", "y 3 days ago")
    assert (frame["y"] - frame["y 1 day ago"]).eq(1).all()
    assert (frame["y"] - frame["y 3 days ago"]).eq(3).all()
    assert "3 row(s) at the start have no full past" in said(result)


def test_a_gap_is_said_and_its_neighbors_are_left_out_not_shifted() -> None:
    dates = days(20)
    del dates[10]
    result = lagged(made(dates, list(range(19))), "day", "y", 1)
    assert pd.Timestamp("2020-01-12") not in set(result.table.frame["day"])
    assert "1 gap(s) in the dates, the first after 2020-01-10; nothing is filled in." in said(result)
    assert "1 later row(s) miss a value" in said(result)
    assert not result.by_position


def test_a_missing_value_leaves_out_its_row_and_those_that_need_it() -> None:
    values: list[object] = list(range(20))
    values[10] = ""
    result = lagged(made(days(20), values), "day", "y", 1)
    left_out = set(pd.to_datetime(days(20))) - set(result.table.frame["day"])
    assert left_out == set(pd.to_datetime(["2020-01-01", "2020-01-11", "2020-01-12"]))


def test_uneven_dates_are_taken_by_position_and_it_is_said() -> None:
    dates = ["2020-01-01", "2020-01-02", "2020-01-07", "2020-02-01", "2020-02-11", "2020-03-01", "2020-03-05",
             "2020-04-01"]
    result = lagged(made(dates, list(range(8))), "day", "y", 1)
    assert result.by_position
    assert "The dates are uneven: a lag counts rows, not days." in said(result)
    assert result.features == ("y 1 row ago",)
    assert len(result.table.frame) == 7


def test_a_weekly_series_counts_weeks() -> None:
    result = lagged(SAMPLES["co2"].table(), "date", "co2", (1, 52))
    assert "One step of this series is 7 days." in said(result)
    assert result.features == ("co2 1 step ago", "co2 52 steps ago")
    assert list(result.baselines) == ["the value before"]


def test_rows_out_of_order_are_sorted_and_it_is_said() -> None:
    result = lagged(made(days(10)[::-1], list(range(10))), "day", "y", 1)
    assert "put in the order of day" in said(result)
    assert result.table.frame["y"].tolist() == list(range(8, -1, -1))


def test_rows_without_a_date_are_left_out_and_it_is_said() -> None:
    dates = days(10)
    dates[3] = ""
    assert "1 row(s) without a date are left out." in said(lagged(made(dates, list(range(10))), "day", "y", 1))


@pytest.mark.parametrize(("table", "date", "value", "past", "sentence"), [
    (made(days(10), list(range(10))), "y", "y", 1, "holds no dates"),
    (made(days(10), ["a", "b"] * 5), "day", "y", 1, "holds no numbers"),
    (made(["2020-01-01"] * 10, list(range(10))), "day", "y", 1, "occur more than once"),
    (made(days(5), list(range(5))), "day", "y", 5, "too short"),
    (made(days(10), list(range(10))), "day", "y", 0, "Choose 1 to 400 days"),
    (made(days(10), list(range(10))), "day", "y", (0, 1), "Choose 1 to 400 days"),
    (made(days(10), list(range(10))), "day", "y", 500, "Choose 1 to 400 days"),
    (made(days(1), [1]), "day", "y", 1, "too short"),
])
def test_what_is_no_series_is_refused(table: Table, date: str, value: str, past: int, sentence: str) -> None:
    with pytest.raises(TableError, match=sentence):
        lagged(table, date, value, past)


def test_hours_are_steps_too() -> None:
    stamps = [f"{moment:%Y-%m-%d %H:%M}" for moment in pd.date_range("2020-01-01", periods=12, freq="2h")]
    assert "One step of this series is 2 hours." in said(lagged(made(stamps, list(range(12))), "day", "y", 1))


def test_features_have_their_names_in_the_language_that_is_asked_for() -> None:
    frame = pd.DataFrame({"day": pd.date_range("2020-01-01", periods=30), "y": np.arange(30.0)})
    table = read_table(frame.to_csv(index=False).encode())
    result = lagged(table, "day", "y", 2, lambda name: f"<{name.template}> {name.values['column']}")
    assert result.features == ("<{column} 1 day ago> y", "<{column} {n} days ago> y")
    assert list(result.table.frame.columns) == ["day", "y", *result.features]


def test_the_step_of_a_series_can_be_said_in_another_language() -> None:
    frame = pd.DataFrame({"day": pd.date_range("2020-01-01", periods=30, freq="7D"), "y": np.arange(30.0)})
    notes = lagged(read_table(frame.to_csv(index=False).encode()), "day", "y", 2).table.reading.notes
    step = next(note.values["step"] for note in notes if "step" in note.values)
    assert (getattr(step, "template", ""), dict(getattr(step, "values", {}))) == ("{n} days", {"n": 7})
