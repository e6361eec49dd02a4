"""Activations, losses, optimizers, schedules and metrics beside torch and scikit-learn, digit by digit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.arrays import Array
from core.losses import LOSSES
from core.metrics import accuracy, confusion, f1, log_loss, mae, r_squared, rmse
from core.models import linear, network
from core.optimizers import OPTIMIZERS
from core.preparation import polynomial_features, standardize
from core.schedules import schedule

torch = pytest.importorskip("torch", reason="torch is not installed; see tests/benchmarks/requirements.txt")
sklearn_metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
sklearn_preparation = pytest.importorskip("sklearn.preprocessing", reason="scikit-learn is not installed")

F = torch.nn.functional
torch.set_default_dtype(torch.float64)           # else NAdam keeps its product of momenta in 32 bits
SINGLE = {"hard_sigmoid", "celu"}                # torch computes 1/6 and 1/alpha in 32 bits here
Z = np.linspace(-30.0, 30.0, 6001) + 0.000123


def tensor(values: Array) -> Any:  # noqa: ANN401
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


ACTIVATION_PEERS: list[tuple[str, dict[str, float], Callable[[Any], Any]]] = [
    ("sigmoid", {}, torch.sigmoid), ("hard_sigmoid", {}, F.hardsigmoid), ("tanh", {}, torch.tanh),
    ("hard_tanh", {}, F.hardtanh), ("relu", {}, F.relu), ("leaky_relu", {}, F.leaky_relu),
    ("leaky_relu", {"alpha": 0.3}, lambda z: F.leaky_relu(z, 0.3)),
    ("thresholded_relu", {"alpha": 2.0}, lambda z: F.threshold(z, 2.0, 0.0)),
    ("elu", {}, F.elu), ("elu", {"alpha": 2.5}, lambda z: F.elu(z, 2.5)), ("selu", {}, F.selu),
    ("celu", {}, F.celu), ("celu", {"alpha": 0.2}, lambda z: F.celu(z, 0.2)), ("gelu", {}, F.gelu),
    ("gelu_tanh", {}, lambda z: F.gelu(z, approximate="tanh")), ("silu", {}, F.silu),
    ("hard_swish", {}, F.hardswish), ("mish", {}, F.mish),
    ("softplus", {}, lambda z: F.softplus(z, threshold=1e9)),
    ("softsign", {}, F.softsign), ("log_sigmoid", {}, F.logsigmoid), ("sine", {}, torch.sin),
    ("gaussian", {}, lambda z: torch.exp(-z * z)),
]


@pytest.mark.parametrize(("name", "given", "peer"), ACTIVATION_PEERS, ids=lambda v: str(v)[:20])
def test_activations_and_their_slopes_agree_with_torch(
    name: str, given: dict[str, float], peer: Callable[[Any], Any]
) -> None:
    z = tensor(Z)
    values = peer(z)
    values.sum().backward()
    mine, digits = ACTIVATIONS[name], 1e-6 if name in SINGLE else 1e-11
    np.testing.assert_allclose(mine.value(Z, **given), values.detach().numpy(), rtol=digits, atol=digits / 10)
    np.testing.assert_allclose(mine.slope(Z, **given), z.grad.numpy(), rtol=digits, atol=digits / 10)


LOSS_PEERS: list[tuple[str, dict[str, float], Callable[[Any, Any], Any]]] = [
    ("mse", {}, lambda p, y: F.mse_loss(p, y, reduction="none")),
    ("mae", {}, lambda p, y: F.l1_loss(p, y, reduction="none")),
    ("huber", {"delta": 0.7}, lambda p, y: F.huber_loss(p, y, reduction="none", delta=0.7)),
    ("log_cosh", {}, lambda p, y: torch.log(torch.cosh(p - y))),
    ("logistic", {}, lambda p, y: F.binary_cross_entropy_with_logits(p, y, reduction="none")),
    ("hinge", {}, lambda p, y: F.relu(1 - (2 * y - 1) * p)),
    ("exponential", {}, lambda p, y: torch.exp(-(2 * y - 1) * p)),
]


@pytest.mark.parametrize(("name", "given", "peer"), LOSS_PEERS, ids=lambda v: str(v)[:20])
def test_losses_and_their_slopes_agree_with_torch(
    name: str, given: dict[str, float], peer: Callable[[Any, Any], Any]
) -> None:
    random = np.random.default_rng(1)
    prediction, target = 4.0 * random.normal(size=500), random.integers(0, 2, 500).astype(np.float64)
    p = tensor(prediction)
    values = peer(p, torch.tensor(target))
    values.sum().backward()
    loss = LOSSES[name]
    value, slope = (function(prediction, target, **given) for function in (loss.value, loss.slope))
    np.testing.assert_allclose(value, values.detach().numpy(), rtol=1e-11, atol=1e-13)
    np.testing.assert_allclose(slope, p.grad.numpy(), rtol=1e-11, atol=1e-13)


def test_cross_entropy_agrees_with_torch() -> None:
    random = np.random.default_rng(2)
    logits, target = 5.0 * random.normal(size=(200, 6)), random.integers(0, 6, 200)
    p = tensor(logits)
    values = F.cross_entropy(p, torch.tensor(target), reduction="none")
    values.sum().backward()
    loss = LOSSES["cross_entropy"]
    np.testing.assert_allclose(loss.value(logits, target), values.detach().numpy(), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(loss.slope(logits, target), p.grad.numpy(), rtol=1e-11, atol=1e-15)


def test_quantile_loss_agrees_with_scikit_learn() -> None:
    random = np.random.default_rng(3)
    prediction, target = random.normal(size=(2, 300))
    for tau in (0.1, 0.5, 0.93):
        mine = LOSSES["quantile"].value(prediction, target, tau=tau).mean()
        peer = sklearn_metrics.mean_pinball_loss(target, prediction, alpha=tau)
        assert mine == pytest.approx(peer, rel=1e-13)


BETAS = {"beta_1": 0.8, "beta_2": 0.97, "epsilon": 1e-7}
ADAM = {"betas": (0.8, 0.97), "eps": 1e-7}
OPTIMIZER_PEERS: list[tuple[str, dict[str, float], str, dict[str, Any]]] = [
    ("gradient_descent", {}, "SGD", {}),
    ("momentum", {"momentum": 0.8}, "SGD", {"momentum": 0.8}),
    ("nesterov", {"momentum": 0.8}, "SGD", {"momentum": 0.8, "nesterov": True}),
    ("adagrad", {}, "Adagrad", {}),
    ("adagrad", {"epsilon": 1e-5}, "Adagrad", {"eps": 1e-5}),
    ("rmsprop", {}, "RMSprop", {}),
    ("rmsprop", {"decay": 0.9, "epsilon": 1e-5}, "RMSprop", {"alpha": 0.9, "eps": 1e-5}),
    ("adadelta", {}, "Adadelta", {}),
    ("adadelta", {"decay": 0.8, "epsilon": 1e-4}, "Adadelta", {"rho": 0.8, "eps": 1e-4}),
    ("adam", {}, "Adam", {}),
    ("adam", BETAS, "Adam", ADAM),
    ("amsgrad", BETAS, "Adam", {**ADAM, "amsgrad": True}),
    ("adamw", {}, "AdamW", {}),
    ("adamw", {**BETAS, "weight_decay": 0.3}, "AdamW", {**ADAM, "weight_decay": 0.3}),
    ("nadam", {}, "NAdam", {}),
    ("nadam", {**BETAS, "momentum_decay": 0.05}, "NAdam", {**ADAM, "momentum_decay": 0.05}),
]


@pytest.mark.parametrize(("name", "given", "peer", "options"), OPTIMIZER_PEERS)
def test_two_hundred_steps_of_every_optimizer_agree_with_torch(
    name: str, given: dict[str, float], peer: str, options: dict[str, Any]
) -> None:
    random = np.random.default_rng(4)
    start, slopes = random.normal(size=6), random.normal(size=(200, 6)) + 0.3
    parameter = tensor(start)
    optimizer = getattr(torch.optim, peer)([parameter], lr=0.03, **options)
    mine, theta = OPTIMIZERS[name], start
    memory = mine.start(theta)
    for slope in slopes:
        parameter.grad = torch.tensor(slope)
        optimizer.step()
        theta, memory = mine.step(theta, slope, memory, rate=0.03, **given)
        np.testing.assert_allclose(theta, parameter.detach().numpy(), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("name", "given", "peer"), [
    ("step", {"every": 30.0, "factor": 0.3},
     lambda o: torch.optim.lr_scheduler.StepLR(o, step_size=30, gamma=0.3)),
    ("exponential", {"final": 0.97**100}, lambda o: torch.optim.lr_scheduler.ExponentialLR(o, gamma=0.97)),
    ("cosine", {"final": 0.1}, lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 100, eta_min=0.02)),
])
def test_schedules_agree_with_torch(
    name: str, given: dict[str, float], peer: Callable[[Any], Any]
) -> None:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.2)
    scheduler, rate = peer(optimizer), schedule(name, 0.2, 100, **given)
    for step in range(100):
        assert rate(step) == pytest.approx(scheduler.get_last_lr()[0], rel=1e-12)
        optimizer.step()
        scheduler.step()


@pytest.mark.parametrize("activation", ["tanh", "gelu", "silu", "elu", "softplus"])
def test_the_gradient_of_a_network_agrees_with_torch(activation: str) -> None:
    random = np.random.default_rng(5)
    model = network(3, hidden=(7, 4), activation=activation, outputs=3)
    theta, X, y = model.start(seed=1), random.normal(size=(40, 3)), random.integers(0, 3, 40)
    parts = [tensor(part) for layer in model.layers(theta) for part in layer]
    signal = torch.tensor(X)
    for number in range(0, len(parts), 2):
        signal = signal @ parts[number + 1].T + parts[number]
        signal = getattr(F, activation)(signal) if number < 4 else signal
    F.cross_entropy(signal, torch.tensor(y)).backward()
    prediction, pull = model.with_pullback(theta, X)
    np.testing.assert_allclose(prediction, signal.detach().numpy(), rtol=1e-12, atol=1e-13)
    gradient = pull(LOSSES["cross_entropy"].slope(prediction, y) / 40)
    expected = np.concatenate([part.grad.numpy().ravel() for part in parts])
    np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-14)


def test_metrics_agree_with_scikit_learn() -> None:
    random = np.random.default_rng(6)
    y, p = random.normal(size=(2, 200)) * 5.0 + 3.0
    true, given = random.integers(0, 4, (2, 200))
    share = random.dirichlet(np.ones(4), size=200)
    for mine, peer in (
        (mae(p, y), sklearn_metrics.mean_absolute_error(y, p)),
        (rmse(p, y), sklearn_metrics.root_mean_squared_error(y, p)),
        (r_squared(p, y), sklearn_metrics.r2_score(y, p)),
        (accuracy(given, true), sklearn_metrics.accuracy_score(true, given)),
        (f1(given, true).macro, sklearn_metrics.f1_score(true, given, average="macro")),
        (log_loss(share, true), sklearn_metrics.log_loss(true, share)),
    ):
        assert mine == pytest.approx(peer, rel=1e-12)
    np.testing.assert_array_equal(confusion(given, true), sklearn_metrics.confusion_matrix(true, given))
    np.testing.assert_allclose(f1(given, true).per_class, sklearn_metrics.f1_score(true, given, average=None))


def test_preparation_agrees_with_scikit_learn() -> None:
    X = np.random.default_rng(7).normal(size=(50, 3)) * [1.0, 1e4, 1e-3] + [0.0, 7e4, 2.0]
    np.testing.assert_allclose(
        standardize(X)[0], sklearn_preparation.StandardScaler().fit_transform(X), rtol=1e-9, atol=1e-11)
    peer = sklearn_preparation.PolynomialFeatures(3, include_bias=False)
    np.testing.assert_allclose(polynomial_features(X, 3)[0], peer.fit_transform(X), rtol=1e-12)
    theta = np.arange(1.0, 5.0)
    np.testing.assert_allclose(linear(3).predict(theta, X), theta[0] + X @ theta[1:], rtol=1e-12)
