"""The valleys of different losses on one map, and how a descent in each is said to end."""

import numpy as np
import pytest

from core.descent import descend
from core.exact import minimize
from core.models import line
from core.objective import objective
from core.schedules import schedule
from core.valley import Coordinates, common_window, coordinates, course, first_step_rate

X = np.array([0.03, 0.2, 0.5, 0.9, 1.1, 1.7, 2.0])
Y = np.array([170.0, -130.0, 290.0, 650.0, 450.0, 960.0, 850.0])


def test_round_data_keep_their_units_and_narrow_ones_are_standardized() -> None:
    assert coordinates(X, Y).plain
    years = coordinates(X + 2_000.0, Y)
    assert not years.plain
    z = years.apply(X + 2_000.0)
    assert z.mean() == pytest.approx(0.0, abs=1e-9)
    assert z.std() == pytest.approx(1.0)
    assert coordinates(np.ones(4), np.arange(4.0)) == Coordinates(1.0, 1.0)


def test_a_line_is_the_same_line_in_either_coordinates() -> None:
    chosen = coordinates(X + 2_000.0, Y)
    theta = np.array([3.0, -0.5])
    b, w = chosen.of(theta)
    np.testing.assert_allclose(b + w * chosen.apply(X), theta[0] + theta[1] * X)


def test_all_losses_start_at_one_place_in_one_window_that_holds_their_optima() -> None:
    window, start = common_window(X, Y)
    f = objective(line(), "mse", X, Y)
    assert window.inside(start[None]).all()
    assert f.value(start) > 1.5 * minimize(f).loss
    for loss in ("mse", "mae"):
        best = minimize(objective(line(), loss, X, Y)).theta
        assert window.inside(best[None]).all()
    flat, start = common_window(np.zeros(3), np.full(3, 2.0))
    assert np.isfinite([*flat.low, *flat.high, *start]).all()


def test_the_first_step_covers_its_share_of_the_way() -> None:
    f = objective(line(), "mae", X, Y)
    start, goal = np.array([0.0, 0.0]), np.array([10.0, 400.0])
    rate = first_step_rate(f.gradient(start), start, goal, 0.25)
    assert np.linalg.norm(rate * f.gradient(start)) == pytest.approx(0.25 * np.linalg.norm(goal))
    assert first_step_rate(np.zeros(2), start, goal, 0.25) == 1.0
    assert first_step_rate(np.ones(2), goal, goal, 0.25) == 1.0


def test_squares_settle_and_a_crease_rattles_until_the_steps_shrink() -> None:
    chosen = Coordinates(float(X.mean()), float(X.std()))
    z = chosen.apply(X)
    _, start = common_window(z, Y)
    ends = {}
    for loss in ("mse", "mae"):
        f = objective(line(), loss, z, Y)
        best = minimize(f)
        rate = first_step_rate(f.gradient(start), start, best.theta, 0.1)
        ends[loss] = course(descend(f, start, rate=rate, steps=300).losses, best.loss)
        shrinking = descend(f, start, rate=schedule("cosine", rate, 300), steps=300)
        assert course(shrinking.losses, best.loss) == "settles"
        assert shrinking.losses[-1] < 1.02 * best.loss
    assert ends == {"mse": "settles", "mae": "rattles"}


def test_a_descent_under_way_still_moves() -> None:
    assert course(np.linspace(10.0, 5.0, 40), 1.0) == "moves"
    assert course(np.array([3.0, 2.0]), 1.0) == "moves"
    assert course(np.array([3.0, 1.00001]), 1.0) == "settles"
    assert course(np.tile([2.0, 3.0], 20), 1.0) == "rattles"
    assert course(np.linspace(2.0, 1.0, 40), None) == "moves"
