"""Which constant each loss picks: known ones by hand, all of them against a grid, and the pulls that balance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.constants import best_constant, relative_losses
from core.losses import LOSSES

REGRESSION = [name for name, loss in LOSSES.items() if loss.task == "regression"]
CONVEX = [name for name in REGRESSION if LOSSES[name].convex]
SOME = np.array([1.0, 2.0, 3.0, 4.0, 100.0])


def test_squares_pick_the_mean_and_lengths_the_median() -> None:
    mean, median = (best_constant(LOSSES[name], SOME, {}) for name in ("mse", "mae"))
    assert mean.value == pytest.approx(22.0)
    assert mean.unique
    assert (mean.above, mean.below) == (1, 4)
    assert mean.pull_up == pytest.approx(2 * 78.0)
    assert mean.pull_down == pytest.approx(2 * 78.0)
    assert (median.low, median.high) == (3.0, 3.0)
    assert (median.above, median.below) == (2, 2)
    assert median.balanced


def test_between_the_two_middle_rows_every_median_is_as_good() -> None:
    even = best_constant(LOSSES["mae"], np.array([4.0, 1.0, 9.0, 2.0]), {})
    assert (even.low, even.high) == (2.0, 4.0)
    assert not even.unique
    assert even.value == 3.0


@pytest.mark.parametrize(("tau", "low", "high"), [(0.5, 5.0, 6.0), (0.9, 9.0, 10.0), (0.25, 3.0, 3.0), (0.1, 1.0, 2.0)])
def test_the_quantile_loss_picks_the_quantile(tau: float, low: float, high: float) -> None:
    found = best_constant(LOSSES["quantile"], np.arange(1.0, 11.0), {"tau": tau})
    assert (found.low, found.high) == (low, high)


def test_a_tube_picks_its_middle_and_huber_lies_between() -> None:
    tube = best_constant(LOSSES["epsilon_insensitive"], np.array([0.0, 10.0]), {"epsilon": 6.0})
    assert (tube.low, tube.high) == (4.0, 6.0)
    assert tube.loss == 0.0
    # huber, delta 1: four rows at 0 and one at 100 pull 4c = 1 within delta
    huber = best_constant(LOSSES["huber"], np.array([0.0, 0.0, 0.0, 0.0, 100.0]), {"delta": 1.0})
    assert huber.value == pytest.approx(0.25)
    apart = best_constant(LOSSES["huber"], np.array([0.0, 10.0]), {"delta": 1.0})
    assert (apart.low, apart.high) == pytest.approx((1.0, 9.0))


def test_losses_that_let_go_stay_with_the_many() -> None:
    for name in ("cauchy", "tukey"):
        found = best_constant(LOSSES[name], np.array([1.0, 1.1, 0.9, 1.0, 60.0]), {"scale": 1.0})
        assert found.value == pytest.approx(1.0, abs=0.02)
        assert not found.exact


@pytest.mark.parametrize("name", REGRESSION)
@given(y=st.lists(st.floats(-50, 50).map(lambda v: round(v, 2)), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_no_constant_of_a_fine_grid_is_better_and_the_pulls_balance(name: str, y: list[float]) -> None:
    values = np.array(y)
    parameters = LOSSES[name].parameters_for(values)
    best = best_constant(LOSSES[name], values, parameters)
    grid = np.linspace(values.min() - 1, values.max() + 1, 2001)
    means = np.array([LOSSES[name].value(c, values, **parameters).mean() for c in grid])
    assert best.loss <= means.min() + 1e-9 * (1 + means.min())
    assert values.min() - 1e-6 <= best.value <= values.max() + 1e-6
    on = len(values) - best.above - best.below
    if LOSSES[name].smooth:
        assert best.pull_up == pytest.approx(best.pull_down, rel=1e-5, abs=1e-5)
    else:
        assert abs(best.pull_up - best.pull_down) <= max(on, 0) + 1e-9 if on else True


@pytest.mark.parametrize("name", CONVEX)
def test_the_ends_of_the_best_stretch_are_as_good_as_its_middle(name: str) -> None:
    y = np.array([0.0, 1.0, 5.0, 6.0])
    loss, parameters = LOSSES[name], LOSSES[name].parameters_for(y)
    best = best_constant(loss, y, parameters)
    for c in (best.low, best.high):
        assert loss.value(c, y, **parameters).mean() == pytest.approx(best.loss, rel=1e-9)


@pytest.mark.parametrize("name", REGRESSION)
def test_the_rise_is_1_at_the_best_constant_and_more_elsewhere(name: str) -> None:
    loss, parameters = LOSSES[name], LOSSES[name].parameters_for(SOME)
    best = best_constant(loss, SOME, parameters)
    at, rise = relative_losses(loss, SOME, parameters, best, -10.0, 110.0)
    assert rise.min() == pytest.approx(1.0, rel=1e-6)
    assert rise[np.argmin(np.abs(at - best.value))] == pytest.approx(1.0, rel=1e-6)


def test_rows_that_are_all_equal_leave_no_loss_and_still_have_a_picture() -> None:
    y = np.full(4, 7.0)
    best = best_constant(LOSSES["mse"], y, {})
    assert (best.value, best.loss) == (7.0, 0.0)
    _, rise = relative_losses(LOSSES["mse"], y, {}, best, 6.0, 8.0)
    assert rise.min() == 1.0
    assert rise.max() == 2.0


def test_huge_numbers_don_t_overflow() -> None:
    y = np.array([-1e150, 0.0, 1e150])
    for name in REGRESSION:
        found = best_constant(LOSSES[name], y, LOSSES[name].parameters_for(y))
        assert abs(found.value) < 1e142
