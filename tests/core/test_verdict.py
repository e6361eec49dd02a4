"""What is said of a descent: the word, the numbers in the reason, and a remedy that works."""

from collections.abc import Mapping

import numpy as np
import pytest

from core.descent import Run, descend
from core.exact import minimize
from core.models import line, linear, network
from core.objective import DataObjective, objective
from core.rates import RATES
from core.verdict import Verdict, judge

X = np.array([[0.032], [0.5], [0.9], [1.1], [1.7], [2.0]])
Y = np.array([170.0, 270.0, 150.0, 500.0, 960.0, 850.0])
BOWL = objective(line(), "mse", X, Y)
START = np.zeros(2)


def judged(f: DataObjective, rate: float, steps: int = 1_000, optimizer: str = "gradient_descent",
           parameters: Mapping[str, float] | None = None) -> tuple[Run, Verdict]:
    parameters = parameters or {}
    run = descend(f, np.zeros(f.size), optimizer=optimizer, rate=rate, steps=steps, parameters=parameters)
    return run, judge(f, run, rate=rate, optimizer=optimizer, parameters=parameters, best=minimize(f))


def test_a_bowl_walked_to_its_bottom_is_converged_and_its_bottom_a_minimum() -> None:
    run, verdict = judged(BOWL, 0.2)
    assert (verdict.kind, verdict.values["step"]) == ("converged", run.last)
    assert "nothing is lower" in verdict.reason
    assert verdict.values["norm"] == pytest.approx(np.linalg.norm(BOWL.gradient(run.thetas[-1])))


def test_too_few_steps_are_still_moving_and_more_help() -> None:
    run, verdict = judged(BOWL, 0.01, steps=5)
    assert verdict.kind == "moving"
    assert verdict.more_steps
    assert verdict.values["gap"] == pytest.approx(run.losses[-1] - minimize(BOWL).loss)
    assert verdict.values["limit"] == pytest.approx(2 / np.linalg.eigvalsh(BOWL.hessian(START))[-1])


@pytest.mark.parametrize(("optimizer", "parameters", "formula", "factor"), [
    ("gradient_descent", {}, "2/λmax", 2.0),
    ("momentum", {"momentum": 0.5}, "2(1 + β)/λmax", 3.0),
    ("nesterov", {"momentum": 0.5}, "2(1 + β)/((1 + 2β)·λmax)", 1.5),
])
def test_a_rate_above_the_limit_diverges_and_the_rate_offered_works(
        optimizer: str, parameters: dict[str, float], formula: str, factor: float) -> None:
    steepest = np.linalg.eigvalsh(BOWL.hessian(START))[-1]
    _, verdict = judged(BOWL, 1.05 * factor / steepest, optimizer=optimizer, parameters=parameters)
    assert (verdict.kind, verdict.values["formula"]) == ("diverged", formula)
    assert verdict.values["limit"] == pytest.approx(factor / steepest)
    assert verdict.values["largest_curvature"] == pytest.approx(steepest)
    assert verdict.better_rate in RATES
    _, better = judged(BOWL, verdict.better_rate, steps=5_000, optimizer=optimizer, parameters=parameters)
    assert better.kind == "converged"


def test_the_limit_itself_jumps_to_and_fro() -> None:
    Z = (X - X.mean()) / X.std()
    z = (Y - Y.mean()) / Y.std()
    _, verdict = judged(objective(line(), "mse", Z, z), 1.0)
    assert (verdict.kind, verdict.word) == ("oscillating", "Jumping to and fro")
    assert verdict.better_rate == 0.5


def test_a_constant_rate_hops_over_a_crease() -> None:
    run, verdict = judged(objective(line(), "mae", X, Y), 5.0, steps=3_000)
    assert (verdict.kind, verdict.word) == ("oscillating", "Hopping over a crease")
    assert verdict.values["lowest"] == pytest.approx(run.losses.min())


def test_batches_jitter() -> None:
    run = descend(BOWL, START, rate=0.1, steps=2_000, batch_size=2)
    verdict = judge(BOWL, run, rate=0.1, best=minimize(BOWL), plain=False)
    assert (verdict.kind, verdict.word) == ("oscillating", "Jittering")
    assert "limit" not in verdict.values


def test_a_stop_by_hand_is_said() -> None:
    run = descend(BOWL, START, rate=0.001, steps=1_000, progress=lambda step, _steps: step < 100)
    assert judge(BOWL, run, rate=0.001).kind == "cancelled"


def test_where_no_limit_is_known_none_is_claimed() -> None:
    f = objective(network(1, hidden=(3,), activation="tanh"), "mse", X, Y)
    start = f.model.start(0)
    moving = judge(f, descend(f, start, rate=1e-6, steps=3), rate=1e-6)
    assert moving.kind == "moving"
    assert "limit" not in moving.values
    lost = judge(f, descend(f, start, rate=1e6, steps=50), rate=1e6)
    assert lost.kind in ("diverged", "oscillating")
    assert lost.better_rate is not None
    assert lost.better_rate < 1e6


def test_level_ground_of_a_network_is_looked_at_before_it_is_called_a_minimum() -> None:
    f = objective(network(1, hidden=(1,), activation="identity"), "mse", [[1.0], [-1.0]], [1.0, -1.0])
    run = descend(f, np.zeros(f.size), rate=0.1, steps=10)
    verdict = judge(f, run, rate=0.1)
    assert verdict.kind == "converged"
    assert verdict.values["kind"] == "saddle point"


def test_of_very_many_parameters_only_level_ground_is_said() -> None:
    f = objective(network(1, hidden=(30,), activation="identity"), "mse", [[1.0], [-1.0]], [1.0, -1.0])
    verdict = judge(f, descend(f, np.zeros(f.size), rate=0.1, steps=10), rate=0.1)
    assert "need not be a minimum" in verdict.reason


def test_two_features_that_move_without_an_optimum_to_compare_with_are_still_moving() -> None:
    f = objective(linear(1), "logistic", [[0.0], [1.0], [2.0], [3.0]], [0.0, 0.0, 1.0, 1.0])
    verdict = judge(f, descend(f, np.zeros(2), rate=0.5, steps=50), rate=0.5)
    assert verdict.kind == "moving"
    assert "gap" not in verdict.values
