"""Residuals: bars count every one of them, patterns are found where they are and not where they are not."""

import numpy as np
import pytest

from core import metrics
from core.residuals import class_scores, correlation, hardest_first, histogram, pattern, ranks

RANDOM = np.random.default_rng(0)


@pytest.mark.parametrize("values", [
    RANDOM.normal(size=500), RANDOM.exponential(size=37) * 1e9, RANDOM.normal(size=10_000) * 1e-7,
    np.array([1.0, 2.0]), np.array([0.0] * 99 + [1e6]), np.array([-3.0, 3.0, 3.0, 3.0]), RANDOM.uniform(5, 6, 40)])
def test_a_histogram_counts_every_value_once_in_a_few_round_bars(values: np.ndarray) -> None:
    found = histogram(values)
    assert found.counts.sum() == len(values)
    assert 1 <= len(found.counts) <= 40
    widths = np.diff(found.edges)
    np.testing.assert_allclose(widths, widths[0], rtol=1e-6)
    assert f"{widths[0]:.0e}"[0] in "125"
    assert found.edges[0] <= values.min()
    assert values.max() < found.edges[-1]


def test_zero_is_an_edge() -> None:
    assert np.abs(histogram(RANDOM.normal(size=200)).edges).min() == 0


def test_the_width_is_that_of_freedman_and_diaconis_rounded_down() -> None:
    values = np.linspace(-1, 1, 1000)            # IQR 1, so 2·1/10 = 0.2
    np.testing.assert_allclose(np.diff(histogram(values * 0.99).edges), 0.1, rtol=1e-9)
    np.testing.assert_allclose(np.diff(histogram(values * 1.01).edges), 0.2, rtol=1e-9)


@pytest.mark.parametrize("value", [0.0, 7.0, -1e9])
def test_equal_values_stand_in_one_bar(value: float) -> None:
    found = histogram(np.full(5, value))
    assert found.counts.tolist() == [5]
    assert found.edges[0] < value < found.edges[1]


def test_a_bend_is_found_and_noise_is_not_called_one() -> None:
    x = np.linspace(-1, 1, 200)
    noise = np.random.default_rng(5).normal(size=200)
    bowed = pattern(x, x**2 - (x**2).mean() + 0.1 * noise)
    assert bowed.bends
    assert bowed.bend > 0.9
    plain = pattern(x, noise)
    assert not plain.bends
    assert not plain.fans


def test_a_line_left_over_is_no_bend_even_where_the_predictions_are_skewed() -> None:
    x = np.random.default_rng(1).exponential(size=300)
    assert abs(pattern(x, x - x.mean()).bend) < 1e-9


def test_errors_that_grow_are_a_fan() -> None:
    x = np.linspace(1, 10, 300)
    found = pattern(x, x * np.random.default_rng(2).normal(size=300))
    assert found.fans
    assert found.fan > 0.3


def test_few_rows_claim_nothing() -> None:
    x = np.linspace(-1, 1, 9)
    assert not pattern(x, x**2).bends
    assert pattern(np.ones(1), np.ones(1)).mean == 1.0


def test_ranks_and_correlation_by_hand() -> None:
    assert ranks(np.array([30.0, 10.0, 10.0, 20.0])).tolist() == [4.0, 1.5, 1.5, 3.0]
    assert correlation(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])) == pytest.approx(1.0)
    assert correlation(np.ones(3), np.array([1.0, 2.0, 3.0])) == 0.0


def test_scores_of_classes_by_hand_and_as_the_metrics_have_them() -> None:
    true, chosen = np.array([0, 0, 0, 1, 1, 2.0]), np.array([0, 0, 1, 1, 0, 0])
    found = class_scores(chosen, true, 4)
    assert found.table.tolist() == [[2, 1, 0, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]
    np.testing.assert_allclose(found.precision, [0.5, 0.5, np.nan, np.nan])
    np.testing.assert_allclose(found.recall, [2 / 3, 0.5, 0.0, np.nan])
    np.testing.assert_allclose(found.f1, metrics.f1(chosen, true, 4).per_class)
    assert found.support.tolist() == [3, 2, 1, 0]


def test_the_row_with_the_least_probable_truth_comes_first() -> None:
    shares = np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]])
    assert hardest_first(shares, np.array([0.0, 0.0, 1.0])).tolist() == [1, 2, 0]
