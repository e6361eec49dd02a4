"""Whether the minimum is the only one, and what a weight that nothing holds does."""


import numpy as np
import pytest

from core.exact import minimize
from core.losses import Loss
from core.models import line, linear
from core.objective import objective
from tests.core.exact.cases import each_convex, problem


@pytest.mark.parametrize(("y", "unique"), [([1.0, 2.0, 4.0], True), ([1.0, 2.0, 4.0, 9.0], False)])
def test_a_median_is_unique_when_the_number_of_rows_is_odd(y: list[float], unique: bool) -> None:
    f = objective(line(), "mae", np.r_[np.zeros(len(y)), 1.0, 1.0, 1.0], [*y, 0.0, 5.0, 6.0])
    assert minimize(f).unique is unique


@each_convex
@pytest.mark.parametrize(("l1", "l2", "answers"), [(0.0, 0.0, {False}), (0.0, 0.1, {True}), (0.1, 0.0, {False, None})])
def test_a_column_given_twice_leaves_the_weights_open(
    loss: Loss, l1: float, l2: float, answers: set[bool | None]
) -> None:
    f = problem(loss, d=1)
    twice = objective(linear(2, f.model.outputs), loss.name, f.X[:, [0, 0]], f.y, l1=l1, l2=l2)
    best = minimize(twice)
    once = minimize(objective(linear(1, f.model.outputs), loss.name, f.X, f.y, l1=l1, l2=l2 / 2.0))
    assert best.loss == pytest.approx(once.loss, rel=1e-9)
    assert best.unique in ({False} if loss.name == "cross_entropy" else answers)


@pytest.mark.parametrize("name", ["hinge", "squared_hinge"])
def test_hinges_reach_zero_when_classes_are_apart(name: str) -> None:
    best = minimize(objective(line(), name, [-2.0, -1.0, 1.0, 2.0], [0.0, 0.0, 1.0, 1.0]))
    assert best.loss == pytest.approx(0.0, abs=1e-12)
    assert best.gap <= 1e-12
    assert best.unique is False


@pytest.mark.parametrize("name", ["mae", "mse", "huber", "log_cosh", "epsilon_insensitive"])
def test_more_weights_than_rows_fit_exactly(name: str) -> None:
    random = np.random.default_rng(0)
    best = minimize(objective(linear(9), name, random.normal(size=(4, 9)), random.normal(size=4)))
    assert best.loss == pytest.approx(0.0, abs=1e-12)
    assert best.unique is False


@each_convex
def test_one_row_is_enough(loss: Loss) -> None:
    if loss.name in ("logistic", "exponential", "cross_entropy"):
        return
    best = minimize(objective(linear(2), loss.name, [[3.0, 4.0]], [1.0]))
    assert best.loss == pytest.approx(0.0, abs=1e-12)
