"""Every convex loss has a proven minimum, in any unit, and no other point is lower."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.critical_points import inspect
from core.descent import descend
from core.exact import NoExactMinimum, minimize
from core.losses import LOSSES, Loss
from core.models import linear
from core.objective import objective
from tests.core.exact.cases import CONVEX, PENALTIES, assert_proven, each_convex, each_penalty, problem, target_for


@each_convex
@each_penalty
@pytest.mark.parametrize("weighted", [False, True])
def test_every_convex_loss_has_a_proven_minimum(loss: Loss, l1: float, l2: float, weighted: bool) -> None:
    f = problem(loss, n=80, d=3)
    if weighted:
        weights = np.random.default_rng(9).choice([0.0, 0.3, 1.0, 4.0], size=80)
        f = replace(f, share=weights / weights.sum(), weights=weights)
    f = replace(f, l1=l1, l2=l2)
    best = minimize(f)
    assert_proven(f, best)
    assert best.unique is not False or loss.name in ("cross_entropy", "epsilon_insensitive", "quantile", "hinge")


@each_convex
@each_penalty
def test_no_other_point_is_lower(loss: Loss, l1: float, l2: float) -> None:
    """Random points far and near, along each axis, and long descents from random starts."""
    f = problem(loss, l1=l1, l2=l2)
    best, random = minimize(f), np.random.default_rng(6)
    sizes = 10.0 ** random.uniform(-9, 2, size=(4000, 1))
    around = best.theta + sizes * random.normal(size=(4000, f.size)) * (random.random((4000, f.size)) < 0.6)
    lowest = float(f.values(around).min())
    for seed in range(2):
        start = np.random.default_rng(seed).normal(size=f.size) * 2.0
        run = descend(f, start, "adam", lambda step: 0.2 * 0.997**step, 3000, keep=2)
        lowest = min(lowest, float(run.losses.min()))
    assert best.loss <= lowest + 1e-14 * abs(lowest)
    assert best.loss - best.gap <= lowest


@each_convex
@each_penalty
def test_critical_points_agree_that_it_is_a_minimum(loss: Loss, l1: float, l2: float) -> None:
    f = problem(loss, l1=l1, l2=l2)
    assert inspect(f, minimize(f).theta).kind in ("local minimum", "minimum at a crease")


@each_convex
def test_units_of_the_data_don_t_matter(loss: Loss) -> None:
    f = problem(loss)
    usual = minimize(f)
    for factor in (1e-120, 1e-7, 1e9, 1e120):
        other = objective(f.model, loss.name, f.X * [factor, 1.0] + [0.0, 1e3], f.y)
        best = minimize(other)
        assert best.loss == pytest.approx(usual.loss, rel=1e-9)
        assert_proven(other, best)


@pytest.mark.parametrize("name", ["mse", "mae", "huber", "log_cosh", "quantile", "epsilon_insensitive"])
@pytest.mark.parametrize("factor", [1e-100, 1e-9, 1e4, 1e10, 1e100])
def test_units_of_the_target_don_t_matter(name: str, factor: float) -> None:
    f = problem(LOSSES[name])
    scaled = {key: value * (1.0 if key == "tau" else factor) for key, value in f.parameters.items()}
    other = objective(f.model, name, f.X, f.y * factor, parameters=scaled)
    best = minimize(other)
    assert_proven(other, best)
    if name != "log_cosh":
        power = 2 if name in ("mse", "huber") else 1
        assert best.loss == pytest.approx(minimize(f).loss * factor**power, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(CONVEX), st.integers(1, 30), st.integers(1, 5),
       st.sampled_from(PENALTIES),
       st.sampled_from(["plain", "same column twice", "constant column", "whole numbers", "rows twice"]))
def test_random_problems_are_proven_or_refused_with_a_reason(
    seed: int, loss: Loss, n: int, d: int, penalty: tuple[float, float], kind: str
) -> None:
    random = np.random.default_rng(seed)
    X = random.normal(size=(n, d))
    X[:, -1] = {"same column twice": X[:, 0], "constant column": np.full(n, 0.1)}.get(kind, X[:, -1])
    if kind == "rows twice":
        X = np.resize(X[: max(1, n // 2)], (n, d))
    X = np.round(2.0 * X) if kind == "whole numbers" else X
    y = target_for(loss, X.sum(axis=1), random)
    y = np.round(y) if kind == "whole numbers" else y
    f = objective(linear(d, 3 if loss.task == "multiclass" else 1), loss.name, X, y, l1=penalty[0], l2=penalty[1])
    try:
        best = minimize(f)
    except NoExactMinimum as reason:
        assert loss.name in ("logistic", "exponential", "cross_entropy")
        assert str(reason).endswith(".")
        return
    assert best.loss == pytest.approx(f.value(best.theta), rel=1e-12)
    assert 0.0 <= best.gap <= 1e-9 * max(best.loss, 1.0)
    around = best.theta + 10.0 ** random.uniform(-8, 1, size=(300, 1)) * random.normal(size=(300, f.size))
    assert (f.values(around) >= best.loss - best.gap).all()
