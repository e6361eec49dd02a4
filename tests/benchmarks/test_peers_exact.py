"""Exact minima beside scikit-learn and statsmodels: the same coefficients and predictions, or a lower loss."""

import numpy as np
import pytest

from core.arrays import Array
from core.exact import minimize
from core.models import linear
from core.objective import DataObjective, objective

linear_model = pytest.importorskip("sklearn.linear_model", reason="scikit-learn is not installed")
svm = pytest.importorskip("sklearn.svm", reason="scikit-learn is not installed")
statsmodels = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed; see requirements.txt")

each_seed = pytest.mark.parametrize("seed", range(3))
N = 120


def data(seed: int, task: str = "regression") -> tuple[Array, Array]:
    random = np.random.default_rng(seed)
    X = random.normal(size=(N, 4)) * [1.0, 10.0, 0.1, 3.0] + [0.0, 50.0, 0.0, 1.0]
    score = (X - [0.0, 50.0, 0.0, 1.0]) @ [1.0, 0.1, -5.0, 0.2] + random.standard_t(4, size=N)
    classes = {"binary": (score > 0) * 1.0, "multiclass": np.digitize(score, [-1.0, 1.0]) * 1.0}
    return X, np.asarray(classes.get(task, score), dtype=np.float64)


def theta_of(peer: object) -> Array:
    """The peer's intercept and coefficients in our order."""
    return np.concatenate([np.ravel(peer.intercept_), np.ravel(peer.coef_)])             # type: ignore[attr-defined]


def assert_same(f: DataObjective, theirs: Array, digits: float = 1e-8) -> None:
    """The same parameters and predictions; where the peer stops early, ours are at least as good."""
    best = minimize(f)
    assert best.loss <= f.value(theirs) * (1.0 + 1e-13)
    size = np.abs(theirs).max()
    np.testing.assert_allclose(best.theta, theirs, rtol=digits, atol=digits * size)
    mine, other = f.model.predict(best.theta, f.X), f.model.predict(theirs, f.X)
    np.testing.assert_allclose(mine, other, rtol=10 * digits, atol=10 * digits * np.abs(other).max())


def assert_close(f: DataObjective, theirs: Array, rest: float) -> None:
    """Their loss is ours but for a relative rest that an early stop leaves, and never lower."""
    best = minimize(f)
    assert best.loss * (1.0 - 1e-13) <= f.value(theirs) <= best.loss * (1.0 + rest)


@each_seed
def test_least_squares_with_and_without_weights(seed: int) -> None:
    X, y = data(seed)
    weights = np.random.default_rng(seed).uniform(0.1, 3.0, size=N)
    assert_same(objective(linear(4), "mse", X, y), theta_of(linear_model.LinearRegression().fit(X, y)))
    design = statsmodels.add_constant(X)
    assert_same(objective(linear(4), "mse", X, y), statsmodels.OLS(y, design).fit().params)
    assert_same(objective(linear(4), "mse", X, y, weights=weights), statsmodels.WLS(y, design, weights).fit().params)


@each_seed
@pytest.mark.parametrize("strength", [1e-3, 0.1, 10.0])
def test_ridge(seed: int, strength: float) -> None:
    X, y = data(seed)
    peer = linear_model.Ridge(alpha=N * strength, solver="svd").fit(X, y)
    assert_same(objective(linear(4), "mse", X, y, l2=strength), theta_of(peer))


@each_seed
@pytest.mark.parametrize("strength", [1e-3, 0.1, 1.0])
@pytest.mark.parametrize("share", [1.0, 0.4])
def test_lasso_and_elastic_net(seed: int, strength: float, share: float) -> None:
    X, y = data(seed)
    peer = linear_model.ElasticNet(alpha=strength, l1_ratio=share, tol=1e-14, max_iter=1_000_000).fit(X, y)
    f = objective(linear(4), "mse", X, y, l1=2.0 * strength * share, l2=strength * (1.0 - share))
    assert_same(f, theta_of(peer), 1e-6)


@each_seed
@pytest.mark.parametrize("tau", [0.1, 0.5, 0.8])
@pytest.mark.parametrize("l1", [0.0, 0.01])
def test_quantiles(seed: int, tau: float, l1: float) -> None:
    X, y = data(seed)
    peer = linear_model.QuantileRegressor(quantile=tau, alpha=l1, solver="highs").fit(X, y)
    assert_same(objective(linear(4), "quantile", X, y, parameters={"tau": tau}, l1=l1), theta_of(peer), 1e-7)


@each_seed
def test_absolute_errors(seed: int) -> None:
    X, y = data(seed)
    theirs = statsmodels.QuantReg(y, statsmodels.add_constant(X)).fit(q=0.5, p_tol=1e-10, max_iter=5000).params
    f = objective(linear(4), "mae", X, y)
    assert_close(f, theirs, 1e-5)


@each_seed
@pytest.mark.parametrize("strength", [0.1, 10.0])
def test_tolerance_and_hinge(seed: int, strength: float) -> None:
    X, y = data(seed)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    peer = svm.SVR(kernel="linear", C=strength, epsilon=0.3, tol=1e-9).fit(X, y)
    f = objective(linear(4), "epsilon_insensitive", X, y, parameters={"epsilon": 0.3}, l2=0.5 / (strength * N))
    assert_close(f, theta_of(peer), 1e-5)
    X, y = data(seed, "binary")
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    peer = svm.SVC(kernel="linear", C=strength, tol=1e-9).fit(X, y)
    f = objective(linear(4), "hinge", X, y, l2=0.5 / (strength * N))
    assert_close(f, theta_of(peer), 1e-5)


@each_seed
def test_logistic_plain_ridged_and_sparse(seed: int) -> None:
    X, y = data(seed, "binary")
    theirs = statsmodels.Logit(y, statsmodels.add_constant(X)).fit(disp=False, tol=1e-14, maxiter=200).params
    assert_same(objective(linear(4), "logistic", X, y), theirs, 1e-7)
    peer = linear_model.LogisticRegression(C=0.5, solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(X, y)
    assert_same(objective(linear(4), "logistic", X, y, l2=1.0 / N), theta_of(peer), 1e-7)


@each_seed
def test_softmax_plain_and_ridged(seed: int) -> None:
    X, y = data(seed, "multiclass")
    peer = linear_model.LogisticRegression(C=0.5, solver="newton-cg", tol=1e-13, max_iter=10_000).fit(X, y)
    f = objective(linear(4, 3), "cross_entropy", X, y, l2=1.0 / N)
    assert_close(f, theta_of(peer), 1e-9)
    plain = objective(linear(4, 3), "cross_entropy", X, y)
    theirs = statsmodels.MNLogit(y, statsmodels.add_constant(X)).fit(disp=False, tol=1e-14, maxiter=500).params
    columns = np.column_stack([np.zeros(5), np.asarray(theirs)])
    assert_close(plain, np.concatenate([columns[0], columns[1:].T.ravel()]), 1e-10)


@each_seed
def test_huber_of_fixed_width(seed: int) -> None:
    X, y = data(seed)
    norm = statsmodels.robust.norms.HuberT(t=1.3)
    fit = statsmodels.RLM(y, statsmodels.add_constant(X), M=norm).fit(maxiter=5000, tol=1e-12)
    f = objective(linear(4), "huber", X, y, parameters={"delta": 1.3 * float(fit.scale)})
    theirs = np.asarray(fit.params)
    assert_close(f, theirs, 1e-8)
