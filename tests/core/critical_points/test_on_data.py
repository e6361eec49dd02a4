"""Losses on data: every exact minimum is called one, and a place beside it is not."""


import numpy as np
import pytest

from core.critical_points import find, inspect
from core.exact import minimize
from core.losses import LOSSES
from core.models import line, linear, network
from core.objective import objective
from tests.core.critical_points.cases import TODAY, YESTERDAY


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_the_exact_line_is_a_minimum_in_any_unit_and_a_point_beside_it_is_not(unit: float) -> None:
    f = objective(line(), "mse", YESTERDAY * unit, TODAY)
    best = minimize(f)
    assert inspect(f, best.theta).kind == "local minimum"
    assert inspect(f, best.theta).flat.shape == (0, 2)
    for beside in ([0.01, 0.0], [0.0, 0.001 / unit]):
        assert inspect(f, best.theta + beside).kind == "not critical"


def test_small_eigenvalues_survive_units_that_are_far_apart() -> None:
    x = 3.0 + np.array([[-1.0], [1.0], [-1.0], [1.0]])  # H = 2 [[1, 3], [3, 10]] in one unit
    f = objective(line(), "mse", 1e9 * x, [0.0, 1.0, 0.0, 1.0])
    point = inspect(f, minimize(f).theta)
    # λ₁ λ₂ = det H = 4·1e18, λ₁ + λ₂ = 2 + 20e18
    np.testing.assert_allclose(point.eigenvalues, [4e18 / (2e19 + 2), 2e19 + 2], rtol=1e-12)
    assert point.kind == "local minimum"


def test_a_constant_feature_leaves_a_flat_direction_and_a_valley() -> None:
    f = objective(line(), "mse", np.full((6, 1), 3.0), TODAY)
    point = inspect(f, [0.0, TODAY.mean() / 3])
    assert point.kind == "local minimum"
    np.testing.assert_allclose(np.abs(point.flat), [np.array([3, 1]) / np.sqrt(10)])
    found = find(f, ((-10.0, 10.0), (-3.0, 3.0)))
    assert not found.points
    (valley,) = found.curves
    np.testing.assert_allclose(valley.path @ [1, 3], TODAY.mean(), atol=1e-9)
    assert valley.kind == "local minimum"


def test_the_best_line_by_absolute_errors_is_a_minimum_at_a_crease() -> None:
    f = objective(line(), "mae", YESTERDAY, TODAY)
    # through the first and the last point, or any two: try all pairs, the best pair is the optimum
    pairs = [(i, j) for i in range(6) for j in range(i)]
    lines = []
    for i, j in pairs:
        w = (TODAY[i] - TODAY[j]) / (YESTERDAY[i, 0] - YESTERDAY[j, 0])
        lines.append([TODAY[i] - w * YESTERDAY[i, 0], w])
    losses = f.values(np.array(lines))
    kinds = [inspect(f, theta).kind for theta in lines]
    assert kinds[int(np.argmin(losses))] == "minimum at a crease"
    for kind, loss in zip(kinds, losses, strict=True):
        assert kind == ("minimum at a crease" if loss <= losses.min() * (1 + 1e-12) else "crease")


CONVEX = [name for name, loss in LOSSES.items() if loss.convex and loss.trainable]


@pytest.mark.parametrize(("l1", "l2", "unit"), [(0.0, 0.0, 1.0), (0.05, 0.0, 1.0), (0.0, 0.05, 1.0), (0.0, 0.0, 1e5)])
@pytest.mark.parametrize("name", CONVEX)
def test_every_exact_minimum_is_called_one_and_a_place_beside_it_is_not(
    name: str, l1: float, l2: float, unit: float
) -> None:
    random, task = np.random.default_rng(0), LOSSES[name].task
    X = random.normal(size=(60, 3))
    score = X @ [1.0, -2.0, 0.5] + 3 + 2 * random.normal(size=60)
    y = {"regression": score, "binary": (score > 3) * 1.0, "multiclass": np.digitize(score, [2, 4]) * 1.0}[task]
    outputs = 3 if task == "multiclass" else 1
    f = objective(linear(3, outputs), name, X * [unit, 1, 1 / unit], y, l1=l1, l2=l2)
    best = minimize(f).theta
    assert inspect(f, best).kind in ("local minimum", "minimum at a crease")
    assert inspect(f, best + 0.1 * np.abs(best) * np.arange(1, f.size + 1)).kind in ("not critical", "crease")


def test_a_network_has_names_for_its_way_down_and_a_measured_hessian() -> None:
    model = network(1, hidden=(3,), activation="tanh")
    f = objective(model, "mse", (YESTERDAY - 7) / 2, (TODAY - 8) / 2)
    point = inspect(f, model.start(0))
    assert point.kind == "not critical"
    assert point.reason.count("_") >= 2
    assert point.eigenvalues.shape == (10,)


def test_a_dead_network_is_a_saddle_or_flat_but_its_zeros_are_zeros() -> None:
    # all inner weights 0: the outer weights see nothing, the inner ones get no slope
    model = network(1, hidden=(2,), activation="tanh")
    x = (YESTERDAY - YESTERDAY.mean()) / 2
    f = objective(model, "mse", x, TODAY - TODAY.mean())
    point = inspect(f, np.zeros(model.size))
    assert point.kind == "saddle point"
    # dL/(dw1 dw2) = −2·mean(x·y) for each unit: two negative, two positive, and the bias of the output
    assert [int(np.sum(point.signs == sign)) for sign in (1, 0, -1)] == [3, 2, 2]
