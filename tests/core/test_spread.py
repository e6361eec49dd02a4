"""Errors in common bars: nothing is lost, and what each loss balances can be read off."""

import numpy as np

from core.comparison import fit_each
from core.spread import BARS, bars, edges


def test_every_error_is_in_a_bar_and_the_far_ones_are_counted() -> None:
    errors = np.concatenate([np.random.default_rng(0).normal(size=500), [60.0, -70.0]])
    at = edges(errors)
    assert len(at) == BARS + 1
    np.testing.assert_allclose(at, -at[::-1])
    found, = bars([errors], at, 1.0)
    assert found.counts.sum() == len(errors)
    assert found.beyond >= 2
    assert found.counts[0] >= 1
    assert found.counts[-1] >= 1
    assert (found.above, found.below, found.on) == (int((errors > 0).sum()), int((errors < 0).sum()), 0)


def test_without_tails_the_bars_end_at_the_largest_error() -> None:
    assert edges(np.array([-1.0, 0.0, 0.5]))[-1] == 1.05
    assert edges(np.zeros(3))[-1] > 0


def test_squares_balance_the_sum_and_lengths_the_number_of_errors() -> None:
    random = np.random.default_rng(2)
    x, y = np.arange(31.0), np.arange(31.0) + random.exponential(size=31)
    thetas = [fit.theta for fit in fit_each([("mse", {}), ("mae", {})], x[:, None], y) if fit.theta is not None]
    errors = [y - theta[0] - theta[1] * x for theta in thetas]
    squares, lengths = bars(errors, edges(errors[0]), float(np.abs(y).max()))
    assert abs(squares.mean) < 1e-12
    assert abs(lengths.above - lengths.below) <= lengths.on
    assert lengths.on >= 2, "the absolute line goes through at least as many rows as it has parameters"
    assert abs(squares.above - squares.below) > 1
