"""Exact minima that can be had by other means: from textbooks, by hand, from every corner there is."""

from itertools import combinations

import numpy as np
import pytest

from core.exact import minimize
from core.losses import LOSSES
from core.models import line, linear, polynomial
from core.objective import objective
from tests.core.exact.cases import assert_proven, problem, target_for


@pytest.mark.parametrize(("name", "parameters", "constant"), [
    ("mse", {}, 4.0), ("mae", {}, 2.0), ("quantile", {"tau": 0.9}, 10.0), ("quantile", {"tau": 0.1}, 1.0),
    ("huber", {"delta": 100.0}, 4.0), ("huber", {"delta": 1e-6}, 2.0), ("epsilon_insensitive", {"epsilon": 4.5}, 5.5)])
def test_which_constant_each_loss_picks(name: str, parameters: dict[str, float], constant: float) -> None:
    f = objective(line(), name, np.zeros(5), [1.0, 1.0, 2.0, 6.0, 10.0], parameters=parameters)
    best = minimize(f)
    assert best.theta[0] == pytest.approx(constant, abs=1e-5)
    assert best.theta[1] == 0.0
    assert best.unique is False, "x is constant, so its weight can be anything"


def test_the_line_of_hubbles_data_is_the_textbooks() -> None:
    x = np.array([0.032, 0.034, 0.214, 0.263, 0.275, 0.275, 0.45, 0.5, 0.5, 0.63, 0.8, 0.9, 0.9, 0.9, 0.9, 1.0, 1.1,
                  1.1, 1.4, 1.7, 2.0, 2.0, 2.0, 2.0])
    y = np.array([170, 290, -130, -70, -185, -220, 200, 290, 270, 200, 300, -30, 650, 150, 500, 920, 450, 500, 500, 960,
                  500, 850, 800, 1090.0])
    best = minimize(objective(line(), "mse", x, y))
    np.testing.assert_allclose(best.theta, [-40.78365, 454.15844], rtol=1e-7)
    assert best.loss == pytest.approx(49726.765, abs=1e-3)
    assert best.unique is True
    slope, middle = np.polyfit(x, y, 1)
    np.testing.assert_allclose(best.theta, [middle, slope], rtol=1e-10)


def test_ridge_and_lasso_of_one_standardized_column() -> None:
    """w = r/(1 + l2), and with l1 = 2|r| it has just become 0 (LESSONS, challenge 21)."""
    random = np.random.default_rng(1)
    x, y = random.normal(size=(2, 200))
    y = y + 0.5 * x
    x, y = (x - x.mean()) / x.std(), (y - y.mean()) / y.std()
    r = float(np.mean(x * y))
    assert minimize(objective(line(), "mse", x, y, l2=0.7)).theta[1] == pytest.approx(r / 1.7, rel=1e-12)
    assert minimize(objective(line(), "mse", x, y, l1=0.3)).theta[1] == pytest.approx(r - 0.15, rel=1e-9)
    assert minimize(objective(line(), "mse", x, y, l1=1.98 * r)).theta[1] > 0.0
    held = minimize(objective(line(), "mse", x, y, l1=2.02 * r))
    assert held.theta[1] == 0.0
    assert held.unique is True


@pytest.mark.parametrize("name", ["mae", "quantile", "epsilon_insensitive", "hinge"])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(("l1", "seed"), [(0.0, 0), (0.0, 1), (0.1, 2), (0.3, 3)])
def test_losses_with_corners_against_every_corner_there_is(name: str, weighted: bool, l1: float, seed: int) -> None:
    """A sum of straight pieces is lowest where two creases cross, so all crossings are tried."""
    random, loss = np.random.default_rng(seed), LOSSES[name]
    x = random.normal(size=14)
    y = target_for(loss, x, random)
    parameters = {"quantile": {"tau": 0.3}, "epsilon_insensitive": {"epsilon": 0.7}}.get(name, {})
    weights = random.uniform(0.5, 3.0, size=14) if weighted else None
    f = objective(line(), name, x, y, parameters=parameters, l1=l1, weights=weights)
    places = [t + kink if loss.task == "regression" else (2.0 * t - 1.0) * kink
              for t in y for kink in loss.kinks(**f.parameters)]
    per_row = len(loss.kinks(**f.parameters))
    rows = np.column_stack([np.ones(14 * per_row), np.repeat(x, per_row)])
    creases = [*zip(rows, places, strict=True), (np.array([0.0, 1.0]), 0.0)]
    crossings = [np.linalg.solve(np.array([a[0], b[0]]), np.array([a[1], b[1]])) for a, b in combinations(creases, 2)
                 if abs(np.linalg.det(np.array([a[0], b[0]]))) > 1e-9]
    lowest = f.values(np.array(crossings)).min()
    best = minimize(f)
    assert best.loss == pytest.approx(lowest, rel=1e-11, abs=1e-13)
    assert best.loss - lowest <= best.gap + 1e-12
    assert_proven(f, best)


def test_huber_lies_between_absolute_and_squared() -> None:
    f = problem(LOSSES["huber"])
    wide = objective(linear(2), "huber", f.X, f.y, parameters={"delta": 1e4})
    squares = minimize(objective(linear(2), "mse", f.X, f.y))
    np.testing.assert_allclose(minimize(wide).theta, squares.theta, rtol=1e-9)
    assert minimize(wide).loss == pytest.approx(squares.loss / 2.0, rel=1e-12)
    narrow = objective(linear(2), "huber", f.X, f.y, parameters={"delta": 1e-7})
    assert minimize(narrow).loss == pytest.approx(1e-7 * minimize(objective(linear(2), "mae", f.X, f.y)).loss, rel=1e-6)


def test_logistic_against_its_own_equations() -> None:
    f = problem(LOSSES["logistic"])
    best = minimize(f)
    probability = 1.0 / (1.0 + np.exp(-f.model.predict(best.theta, f.X)))
    assert np.mean(probability) == pytest.approx(np.mean(f.y), abs=1e-12)
    np.testing.assert_allclose(f.X.T @ (probability - f.y), 0.0, atol=1e-10)


def test_two_classes_by_softmax_are_logistic() -> None:
    f = problem(LOSSES["logistic"])
    best = minimize(f)
    classes = minimize(objective(linear(2, 2), "cross_entropy", f.X, f.y))
    assert classes.loss == pytest.approx(best.loss, rel=1e-12)
    b, w = classes.theta[:2], classes.theta[2:].reshape(2, 2)
    np.testing.assert_allclose(np.r_[b[1] - b[0], w[1] - w[0]], best.theta, rtol=1e-7)
    assert classes.theta[:2].sum() == pytest.approx(0.0, abs=1e-9)
    assert classes.unique is False, "a number added to both biases changes nothing"


def test_xor_has_its_minimum_at_zero() -> None:
    """No line helps: loss ln 2 at all weights 0 (LESSONS, challenge 16)."""
    X = [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
    best = minimize(objective(linear(2), "logistic", X, [0.0, 1.0, 1.0, 0.0]))
    np.testing.assert_allclose(best.theta, 0.0, atol=1e-12)
    assert best.loss == pytest.approx(np.log(2.0), rel=1e-14)
    assert best.unique is True


def test_polynomials_are_minimized_in_their_own_parameters() -> None:
    x = np.linspace(0.0, 4.0, 30)
    model = polynomial(3)
    best = minimize(objective(model, "mae", x, 1.0 - 2.0 * x + 0.5 * x**3 + np.where(np.arange(30) % 7, 0.0, 9.0)))
    np.testing.assert_allclose(model.coefficients(best.theta), [1.0, -2.0, 0.0, 0.5], atol=1e-9)
