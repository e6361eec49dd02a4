"""Every loss's line on the same rows, and the cross table: each loss is smallest for its own fit, on every sample."""

import numpy as np
import pytest

from core.arrays import Array
from core.comparison import Chosen, cross_table, fit_each
from core.losses import LOSSES
from core.models import linear
from core.objective import objective

REGRESSION = [name for name, loss in LOSSES.items() if loss.task == "regression"]
BINARY = [name for name, loss in LOSSES.items() if loss.task == "binary"]


def made(kind: str, seed: int = 0) -> tuple[Array, Array]:
    random = np.random.default_rng(seed)
    x = random.uniform(0.0, 10.0, 50)
    noise = {"normal": random.normal(size=50), "heavy": random.standard_t(1.5, size=50),
             "skew": random.exponential(size=50)}[kind]
    return x[:, None], 2.0 + 0.5 * x + noise


def line_of(name: str, X: Array, y: Array, **parameters: float) -> Array:
    found = fit_each([(name, parameters)], X, y)[0].theta
    assert found is not None
    return found


@pytest.mark.parametrize("kind", ["normal", "heavy", "skew"])
@pytest.mark.parametrize("seed", range(3))
def test_each_loss_is_smallest_for_its_own_fit(kind: str, seed: int) -> None:
    X, y = made(kind, seed)
    losses = [(name, LOSSES[name].parameters_for(y)) for name in REGRESSION]
    fits = fit_each(losses, X, y)
    table = cross_table(losses, fits, X, y)
    assert np.isfinite(table).all()
    own = np.diag(table)
    assert (table >= own * (1 - 1e-9)).all(), "down a column nothing is below the diagonal"
    for fit, value in zip(fits, own, strict=True):
        if LOSSES[fit.loss].convex:
            assert fit.starts == 0
            assert 0.0 <= fit.gap <= 1e-9 * max(value, np.abs(y).max())
        else:
            assert fit.starts >= 8
            assert np.isnan(fit.gap)


def test_the_table_holds_mean_losses() -> None:
    X, y = np.array([[0.0], [1.0], [2.0]]), np.array([0.0, 1.0, 5.0])
    losses: list[Chosen] = [("mse", {}), ("mae", {})]
    table = cross_table(losses, fit_each(losses, X, y), X, y)
    np.testing.assert_allclose(line_of("mse", X, y), [-0.5, 2.5])
    np.testing.assert_allclose(table[0], [0.5, 2 / 3])
    for i, theta in enumerate([line_of("mse", X, y), line_of("mae", X, y)]):
        error = y - theta[0] - theta[1] * X[:, 0]
        np.testing.assert_allclose(table[i], [(error**2).mean(), np.abs(error).mean()])


def test_a_loss_without_a_fit_says_why_and_its_row_is_empty() -> None:
    X, target = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0.0, 0.0, 1.0, 1.0])
    losses: list[Chosen] = [(name, {}) for name in BINARY]
    fits = {fit.loss: fit for fit in fit_each(losses, X, target)}
    for name in ("logistic", "exponential"):
        assert fits[name].theta is None
        assert "separates" in fits[name].reason.format(**fits[name].values)
    assert fits["zero_one"].reason == LOSSES["zero_one"].refusal
    assert fits["hinge"].theta is not None
    table = cross_table(losses, list(fits.values()), X, target)
    assert np.isnan(table[BINARY.index("logistic")]).all()
    assert table[BINARY.index("hinge"), BINARY.index("zero_one")] == 0.0
    with_penalty = fit_each(losses, X, target, l2=0.1)
    assert with_penalty[0].theta is not None


@pytest.mark.parametrize("name", ["logistic", "hinge", "squared_hinge", "exponential"])
def test_on_classes_that_overlap_no_step_from_the_fit_goes_down(name: str) -> None:
    random = np.random.default_rng(5)
    X = random.normal(size=(80, 2))
    target = (X[:, 0] + random.normal(size=80) > 0).astype(float)
    theta = line_of(name, X, target)
    f = objective(linear(2), name, X, target)
    around = theta + 0.01 * random.normal(size=(200, 3))
    assert f.value(theta) <= f.values(around).min() + 1e-12


def test_data_that_don_t_suit_a_loss_are_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="targets 0 and 1"):
        fit_each([("hinge", {})], np.zeros((3, 1)), np.array([0.0, 1.0, 2.0]))


def test_the_quantile_lines_have_their_share_of_rows_below() -> None:
    X, y = made("skew", 3)
    for tau in (0.1, 0.5, 0.9):
        theta = line_of("quantile", X, y, tau=tau)
        below = float((y < theta[0] + theta[1] * X[:, 0] - 1e-9).mean())
        assert below <= tau <= below + 2.5 / len(y)


def test_few_rows_and_constant_columns_have_fits() -> None:
    for X, y in ((np.array([[1.0]]), np.array([2.0])), (np.ones((5, 1)), np.arange(5.0))):
        losses = [(name, LOSSES[name].parameters_for(y)) for name in REGRESSION]
        fits = fit_each(losses, X, y)
        table = cross_table(losses, fits, X, y)
        assert (table >= np.diag(table) - 1e-9).all()
        assert all(fit.unique is not True for fit in fits)


def test_larger_delta_brings_huber_from_the_absolute_line_to_the_squares_line() -> None:
    X, y = made("heavy", 2)
    squares = line_of("mse", X, y)
    np.testing.assert_allclose(line_of("huber", X, y, delta=1e4), squares, rtol=1e-7)
    near = line_of("huber", X, y, delta=1e-5)
    lengths = [np.abs(y - theta[0] - theta[1] * X[:, 0]).mean() for theta in (near, line_of("mae", X, y))]
    assert lengths[0] == pytest.approx(lengths[1], rel=1e-4)
