"""Every step is the rule's own, whether steps are taken one by one, all at once or in batches."""

import time

import numpy as np
import pytest

from core.arrays import Array, ArrayLike
from core.descent import Ended, descend, largest_stable_rate
from core.descent.bowl import walk_bowl
from core.descent.plan import plan
from core.descent.walk import walk
from core.models import line, linear, network
from core.objective import DataObjective, Objective, objective
from core.optimizers import OPTIMIZERS
from tests.core.descent.cases import each_bowl_rule


def walked_one_by_one(f: Objective, start: ArrayLike, rule: str, rate: float, steps: int) -> Array:
    optimizer, theta = OPTIMIZERS[rule], np.array(start, dtype=float)
    memory, path = optimizer.start(theta), [theta]
    for _ in range(steps):
        theta, memory = optimizer.step(theta, f.gradient(theta), memory, rate=rate)
        path.append(theta)
    return np.array(path)


def test_one_step_of_the_worked_example() -> None:
    views = [4.8, 4.9, 7.5, 7.9, 8.6, 9.8, 9.0]
    run = descend(objective(line(), "mse", views[:-1], views[1:]), [0.5, 1.0], rate=0.01, steps=1)
    np.testing.assert_allclose(run.thetas, [[0.5, 1.0], [0.504, 1.0082666667]], rtol=1e-9)
    np.testing.assert_allclose(run.losses, [6.8 / 6, 1.12921], rtol=1e-5)
    assert run.ended is Ended.REACHED_MAX_STEPS
    assert run.last == 1


@pytest.mark.parametrize("rule", OPTIMIZERS)
def test_every_optimizer_walks_its_own_steps(rule: str, hubble: DataObjective) -> None:
    bent = objective(network(1, (3,), "tanh"), "mae", hubble.X, hubble.y / 1000.0)
    for f, theta in ((hubble, np.array([1.0, 2.0])), (bent, bent.model.start(1))):
        run = descend(f, theta, rule, 0.01, 12, tolerance=0.0)
        np.testing.assert_allclose(run.thetas, walked_one_by_one(f, theta, rule, 0.01, 12), rtol=1e-12)
        np.testing.assert_allclose(run.losses, f.values(run.thetas), rtol=1e-12)
        np.testing.assert_allclose(run.gradient_norms, [np.linalg.norm(f.gradient(t)) for t in run.thetas], rtol=1e-9)
        np.testing.assert_array_equal(run.steps, np.arange(13))


@each_bowl_rule
@pytest.mark.parametrize("part", [0.01, 0.3, 0.95, 1.1])
@pytest.mark.parametrize("columns", [1, 2])
def test_many_steps_at_once_are_the_steps_one_by_one(
    rule: str, parameters: dict[str, float], part: float, columns: int, hubble: DataObjective
) -> None:
    f = objective(linear(columns), "mse", hubble.X ** np.arange(1, columns + 1), hubble.y, l2=0.01)
    limit = largest_stable_rate(f, rule, parameters)
    assert limit is not None
    asked = plan(f, np.arange(1.0, f.size + 1), rule, part * limit, 2500, parameters, None, 0, 1e-8, None, None)
    at_once, one_by_one = walk_bowl(asked), walk(asked)
    assert at_once is not None
    assert at_once[1] is one_by_one[1]
    np.testing.assert_allclose(at_once[0].shown(), one_by_one[0].shown(), rtol=1e-9, atol=1e-7)
    thetas = one_by_one[0].shown()[:, 3:]
    np.testing.assert_allclose(at_once[0].shown()[:, 3:], thetas, atol=1e-12 * np.abs(thetas).max())


def test_a_million_steps_of_a_bowl_are_thinned_and_quick(hubble: DataObjective) -> None:
    before = time.process_time()
    run = descend(hubble, [0.0, 0.0], rate=1e-6, steps=1_000_000, keep=300, tolerance=0.0)
    assert time.process_time() - before < 20.0
    assert (len(run.steps) <= 300, run.thinned, run.last) == (True, True, 1_000_000)
    assert list(run.steps[:4]) == [0, 1, 2, 3]
    gaps = np.diff(run.steps)
    assert gaps.max() < 0.1 * 1_000_000
    np.testing.assert_allclose(run.losses, hubble.values(run.thetas), rtol=1e-12)


def test_a_thousand_steps_never_look_at_the_rows_again(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    X = random.normal(size=(200_000, 1))
    f = objective(line(), "mse", X, 3.0 * X[:, 0] + random.normal(size=200_000))
    assert f.value([0.0, 0.0]) > 0.0

    def no_more(*_: object) -> None:
        raise AssertionError("the rows were looked at")

    for name in ("predict", "with_pullback", "design"):
        monkeypatch.setattr(type(f.model), name, no_more)
    monkeypatch.setattr(type(f), "gradient_scale", 1.0)
    for rule in ("gradient_descent", "adam"):
        assert descend(f, [0.0, 0.0], rule, 1e-4, 1000).ended is Ended.REACHED_MAX_STEPS


def test_batches_are_a_fresh_permutation_each_epoch() -> None:
    f = objective(linear(2), "mse", np.random.default_rng(1).normal(size=(10, 2)), np.arange(10.0))
    run = descend(f, [0.0, 0.0, 0.0], "adam", 0.05, 7, batch_size=4, seed=5, tolerance=0.0)
    generator, theta = np.random.default_rng(5), np.zeros(3)
    memory = OPTIMIZERS["adam"].start(theta)
    batches = [rows[s: s + 4] for rows in (generator.permutation(10) for _ in range(3)) for s in (0, 4, 8)]
    assert [len(rows) for rows in batches[:3]] == [4, 4, 2]
    for step, rows in enumerate(batches[:7]):
        theta, memory = OPTIMIZERS["adam"].step(theta, f.batch(rows).gradient(theta), memory, rate=0.05)
        np.testing.assert_allclose(run.thetas[step + 1], theta, rtol=1e-13)
    np.testing.assert_allclose(run.losses, f.values(run.thetas), rtol=1e-12)
    again = descend(f, [0.0, 0.0, 0.0], "adam", 0.05, 7, batch_size=4, seed=5, tolerance=0.0)
    np.testing.assert_array_equal(run.thetas, again.thetas)
    other = descend(f, [0.0, 0.0, 0.0], "adam", 0.05, 7, batch_size=4, seed=6, tolerance=0.0)
    assert not np.array_equal(run.thetas, other.thetas)


def test_a_batch_of_all_rows_is_the_whole() -> None:
    f = objective(line(), "mse", np.arange(5.0), np.arange(5.0) ** 2)
    whole, batch = (descend(f, [0.0, 0.0], rate=0.01, steps=20, batch_size=size) for size in (None, 5))
    np.testing.assert_array_equal(whole.thetas, batch.thetas)


def test_a_schedule_gives_each_step_its_rate() -> None:
    f = objective(line(), "mse", np.arange(5.0), np.arange(5.0) ** 2)
    seen: list[int] = []

    def rate(step: int) -> float:
        seen.append(step)
        return 0.02 / (1 + step)

    run = descend(f, [0.0, 0.0], rate=rate, steps=4)
    assert seen == [0, 1, 2, 3]
    theta = np.zeros(2)
    for step in range(4):
        theta = theta - 0.02 / (1 + step) * f.gradient(theta)
    np.testing.assert_allclose(run.thetas[-1], theta, rtol=1e-14)
