"""The small histogram of a column: every value is counted once, whatever the values are."""

import numpy as np
import pandas as pd
import pytest

from data.spread import BINS, histogram, spread


def test_values_fall_into_equal_parts_of_the_range() -> None:
    assert spread(pd.Series([0.0, 1, 2, 3, 4, 10]), "number", bins=5) == (2, 2, 1, 0, 1)


@pytest.mark.parametrize("values", [
    np.linspace(-1e300, 1e300, 50), np.array([1e-320, 2e-320, 5e-320]), np.array([-5.0, 5.0]),
    np.random.default_rng(0).normal(size=1_000)])
def test_every_finite_value_is_counted_once(values: np.ndarray) -> None:
    counts = histogram(values, BINS)
    assert len(counts) == BINS
    assert sum(counts) == len(values)
    assert counts[0] > 0
    assert counts[-1] > 0                       # smallest and largest are in


def test_equal_values_stand_in_one_part() -> None:
    assert spread(pd.Series([7.0, 7.0, np.nan, np.inf]), "number", bins=3) == (2, 0, 0)


def test_categories_are_counted_the_commonest_first_and_text_has_no_spread() -> None:
    assert spread(pd.Series(["b", "a", "b", None]), "category") == (2, 1)
    assert spread(pd.Series(["b", "a"]), "text") == ()
    assert spread(pd.Series([None, None], dtype=object), "category") == ()
    assert histogram(np.array([np.inf]), 3) == ()


def test_dates_are_spread_over_time() -> None:
    days = pd.Series(pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-11", None]))
    assert spread(days, "date", bins=2) == (2, 1)
