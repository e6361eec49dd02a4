"""A plane through a network: its fast slopes and bends are those of the whole network."""

import numpy as np
import pytest

from core.models import line, network
from core.network_plane import network_plane
from core.objective import DataObjective, objective, plane

RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(30, 1))
Y = np.sin(2 * X[:, 0]) + 0.1 * RANDOM.normal(size=30)


def loss_of(units: int, activation: str) -> DataObjective:
    return objective(network(1, (units,), activation), "mse", X, Y)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "gelu"])
@pytest.mark.parametrize("units", [1, 3])
def test_slopes_and_bends_are_those_of_the_plain_plane(units: int, activation: str) -> None:
    f = loss_of(units, activation)
    origin, u, v = RANDOM.normal(size=(3, f.size))
    fast, plain = network_plane(f, origin, u, v), plane(f, origin, u, v)
    points = RANDOM.normal(size=(4, 2))
    gradients, hessians = fast.derivatives(points)
    for point, gradient, hessian in zip(points, gradients, hessians, strict=True):
        np.testing.assert_allclose(gradient, plain.gradient(point), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(hessian, plain.hessian(point), rtol=1e-5, atol=1e-7)
        np.testing.assert_allclose(fast.gradient(point), gradient, rtol=1e-13)
        np.testing.assert_allclose(fast.hessian(point), hessian, rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize("f", [
    objective(network(1, (2, 2), "tanh"), "mse", X, Y), objective(line(), "mse", X[:, 0], Y),
    objective(network(1, (2,), "tanh"), "mae", X, Y), objective(network(2, (2,), "tanh"), "mse", np.hstack([X, X]), Y),
])
def test_other_objectives_are_refused(f: DataObjective) -> None:
    with pytest.raises(ValueError, match="one hidden layer"):
        network_plane(f, np.zeros(f.size), np.eye(f.size)[0], np.eye(f.size)[1])
