"""Models learn: slopes agree with differences, and a bend learns what no line can."""


import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.arrays import Array
from core.losses import LOSSES
from core.models import Model, network
from core.optimizers import OPTIMIZERS
from tests.core.models.cases import differences


def mean_loss(model: Model, name: str, theta: Array, X: Array, y: Array) -> float:
    return float(LOSSES[name].value(model.predict(theta, X), y).mean())


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backpropagation_agrees_with_differences_for_every_activation_and_loss(
    activation: str, loss: str
) -> None:
    random = np.random.default_rng(6)
    task = LOSSES[loss].task
    model = network(2, hidden=(3, 2), activation=activation, outputs=3 if task == "multiclass" else 1)
    X = random.normal(size=(9, 2))
    y = random.normal(size=9) if task == "regression" else (
        random.integers(0, 3 if task == "multiclass" else 2, 9).astype(np.float64))
    theta = model.start(seed=4) + 0.3 * random.normal(size=model.size)
    prediction, pull = model.with_pullback(theta, X)
    gradient = pull(LOSSES[loss].slope(prediction, y) / len(y))
    measured = differences(lambda t: mean_loss(model, loss, t, X, y), theta)
    np.testing.assert_allclose(gradient, measured, rtol=2e-6, atol=2e-8)


@pytest.mark.parametrize("activation", ["tanh", "relu", "gelu", "sigmoid"])
def test_a_small_network_learns_what_no_line_can(activation: str) -> None:
    X, y = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 1.0, 1.0, 0.0])
    model, adam = network(2, hidden=(6,), activation=activation), OPTIMIZERS["adam"]
    theta = model.start(seed=3)
    memory = adam.start(theta)
    assert mean_loss(model, "logistic", theta, X, y) > 0.4
    for _ in range(800):
        prediction, pull = model.with_pullback(theta, X)
        theta, memory = adam.step(theta, pull(LOSSES["logistic"].slope(prediction, y) / 4), memory, rate=0.05)
    assert mean_loss(model, "logistic", theta, X, y) < 0.02          # the best line has ln 2 = 0.693
