"""A sweep: what is had in one go equals what is walked, and what costs too much is walked less far, and said so."""

import numpy as np
import pytest

from core.descent import Ended, descend, largest_stable_rate
from core.exact import minimize
from core.models import line, linear, network
from core.objective import objective
from core.rates import RATES
from core.sweep import affordable_steps, best_of, bowl_losses, loss_after, rates_around

X = np.array([[0.2], [0.9], [1.4], [2.0], [2.6]])
Y = np.array([1.0, 2.9, 4.2, 4.9, 6.8])
RULES = [("gradient_descent", {}), ("momentum", {"momentum": 0.8}), ("nesterov", {"momentum": 0.6})]
each_rule = pytest.mark.parametrize(("optimizer", "parameters"), RULES, ids=[name for name, _ in RULES])


@each_rule
@pytest.mark.parametrize("steps", [0, 1, 2, 7, 40])
def test_in_one_go_is_what_is_walked_step_by_step(optimizer: str, parameters: dict[str, float], steps: int) -> None:
    f = objective(line(), "mse", X, Y, l2=0.01)
    limit = largest_stable_rate(f, optimizer, parameters)
    assert limit is not None
    rates = np.array([0.01, 0.3, 0.9, 1.001]) * limit
    walked = [descend(f, [3.0, -2.0], optimizer=optimizer, rate=rate, steps=steps, parameters=parameters, tolerance=0.0)
              for rate in rates]
    assert all(run.last == steps for run in walked)
    expected = [run.losses[-1] for run in walked]
    np.testing.assert_allclose(bowl_losses(f, [3.0, -2.0], rates, steps, optimizer, parameters), expected, rtol=1e-9)


@each_rule
def test_a_flat_direction_is_not_walked_along(optimizer: str, parameters: dict[str, float]) -> None:
    twice = np.hstack([X, X])
    f = objective(linear(2), "mse", twice, Y)
    run = descend(f, [0.0, 1.0, 3.0], optimizer=optimizer, rate=0.02, steps=30, parameters=parameters, tolerance=0.0)
    found = bowl_losses(f, [0.0, 1.0, 3.0], [0.02], 30, optimizer, parameters)
    np.testing.assert_allclose(found, run.losses[-1], rtol=1e-9)


def test_above_the_limit_a_long_walk_is_lost_without_a_warning() -> None:
    f = objective(line(), "mse", X, Y)
    limit = largest_stable_rate(f)
    assert limit is not None
    losses = bowl_losses(f, [0.0, 0.0], [limit * 0.5, limit * 3], 5_000)
    assert losses[0] == pytest.approx(minimize(f).loss, rel=1e-9)
    assert losses[1] == np.inf


def test_only_bowls_are_had_in_one_go() -> None:
    with pytest.raises(ValueError, match="quadratic"):
        bowl_losses(objective(line(), "mae", X, Y), [0.0, 0.0], [0.1], 3)
    with pytest.raises(ValueError, match="quadratic"):
        bowl_losses(objective(line(), "mse", X, Y), [0.0, 0.0], [0.1], 3, "adam")


def test_one_walk_by_hand() -> None:
    f = objective(line(), "mse", [[1.0], [3.0]], [2.0, 2.0])        # gradient at 0: b −4, w −8
    assert loss_after(f, [0.0, 0.0], 0.1, 1) == pytest.approx((1.2 - 2) ** 2 / 2 + (2.8 - 2) ** 2 / 2)


def test_a_walk_that_leaves_the_numbers_costs_infinity() -> None:
    f = objective(network(1, (3,)), "mse", X, Y)
    start = f.model.start(1)
    assert loss_after(f, start, 1e6, 500) == np.inf
    assert loss_after(f, start, 0.05, 50) < f.value(start)


def test_a_seed_and_batches_are_those_of_a_descent() -> None:
    f = objective(line(), "mae", X, Y)
    run = descend(f, [0.0, 0.0], rate=0.05, steps=23, batch_size=2, seed=4)
    assert loss_after(f, [0.0, 0.0], 0.05, 23, batch_size=2, seed=4) == run.losses[-1]
    assert run.ended is not Ended.DIVERGED


def test_the_rates_reach_from_far_below_the_limit_to_above_it() -> None:
    rates = rates_around(0.1, 0.4918)
    assert rates[0] == pytest.approx(0.0005)
    assert rates[-1] == pytest.approx(1.2)
    assert (np.diff(rates) > 0).all()
    assert set(rates) <= set(RATES)


def test_the_current_rate_is_among_them_whatever_it_is() -> None:
    assert 0.123 in rates_around(0.123, None)
    assert 40.0 in rates_around(40.0, 0.4918)


def test_fewer_rates_are_one_two_five_times_a_power_of_ten() -> None:
    np.testing.assert_allclose(rates_around(0.1, None, every=False),
                               [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10])


def test_a_dear_walk_is_shorter_by_a_round_number() -> None:
    cheap = objective(line(), "mae", X, Y)
    assert affordable_steps(cheap, 12, 500) == 500
    rows = np.random.default_rng(0).normal(size=(20_000, 2))
    dear = objective(network(2, (8, 8)), "mse", rows, rows[:, 0])
    steps = affordable_steps(dear, 12, 1_000)
    assert 1 <= steps < 100
    assert str(steps).rstrip("0") in ("1", "2", "5")
    assert affordable_steps(dear, 10**9, 1_000) == 1


def test_the_best_is_the_lowest_and_there_may_be_none() -> None:
    best = best_of(np.array([0.1, 0.2, 0.4]), np.array([3.0, 1.0, np.inf]))
    assert best is not None
    assert (best.rate, best.loss) == (0.2, 1.0)
    assert best_of(np.array([1.0]), np.array([np.inf])) is None


def test_hubble_s_best_rate_is_near_two_over_the_sum_of_its_curvatures() -> None:
    from data.samples import SAMPLES

    frame = SAMPLES["hubble_1929"].table().frame
    f = objective(line(), "mse", frame[["distance_mpc"]].to_numpy(float), frame["velocity_km_s"].to_numpy(float))
    rates = rates_around(0.1, largest_stable_rate(f))
    best = best_of(rates, bowl_losses(f, [0.0, 0.0], rates, 30))
    assert best is not None
    assert best.rate == 0.4                      # 2/(λmax + λmin) = 0.448; 0.5 diverges
