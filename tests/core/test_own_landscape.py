"""Landscapes on data: a line's bowl with its bottom in view, a network's saddle at zero weights."""

import numpy as np
import pytest

from core.coarse_search import find_coarsely
from core.critical_points import find, inspect
from core.own_landscape import CUTS, line_landscape, training

RANDOM = np.random.default_rng(2)
X = RANDOM.uniform(1, 9, 40)
Y = 2.5 - 0.75 * X + RANDOM.normal(0, 0.4, 40)
CLASSES = (X + RANDOM.normal(0, 2, 40) > 5).astype(float)


def inside(box: tuple[tuple[float, float], tuple[float, float]], theta: np.ndarray) -> bool:
    return all(low <= part <= high for (low, high), part in zip(box, theta, strict=True))


@pytest.mark.parametrize("loss", ["mse", "huber", "log_cosh", "cauchy"])
def test_a_line_s_bottom_lies_in_the_window_and_is_found(loss: str) -> None:
    made = line_landscape(X, Y, loss)
    found = find(made.f, made.box, seconds=20)
    assert found.points[0].kind == "local minimum"
    assert inside(made.box, found.points[0].theta)
    assert inside(made.box, made.first)
    z = made.coordinates.apply(X)
    assert made.f.value(made.first) == pytest.approx(
        made.f.loss.value(made.first[0] + made.first[1] * z, Y, **made.f.parameters).mean())


def test_the_bowl_of_squares_is_lowest_at_least_squares() -> None:
    made = line_landscape(X, Y, "mse")
    slope, bias = np.polyfit(X, Y, 1)
    found = find(made.f, made.box)
    assert len(found.points) == 1
    np.testing.assert_allclose(found.points[0].theta, made.coordinates.of(np.array([bias, slope])), rtol=1e-8)
    limit = 2 / np.linalg.eigvalsh(made.f.hessian(made.first))[-1]
    assert limit / 16 < made.rate <= limit / 4


def test_two_classes_have_a_bowl_too_and_separable_ones_have_no_bottom() -> None:
    found = find((made := line_landscape(X, CLASSES, "logistic")).f, made.box)
    assert [point.kind for point in found.points] == ["local minimum"]
    apart = line_landscape(X, (X > 5).astype(float), "logistic")
    assert not find(apart.f, apart.box).points


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_zero_weights_are_a_saddle_of_a_network_s_plane_and_of_the_whole(activation: str) -> None:
    trained = training(X, Y, 2, activation, 0, 200)
    cut = CUTS["zero"](trained)
    point = inspect(cut.f, [0.0, 0.0])
    assert point.kind == "saddle point"
    r = np.corrcoef(X, Y)[0, 1]
    slope = {"tanh": 1.0, "sigmoid": 0.25}[activation]
    if activation == "tanh":            # σ(0) = 0, so the Hessian is the tiny network's: −2rσ′(0) off the diagonal
        np.testing.assert_allclose(point.eigenvalues, np.array([-2, 2]) * abs(r) * slope, rtol=1e-6)
        assert inspect(trained.f, cut.f.lift([0.0, 0.0])).kind == "saddle point"


@pytest.mark.parametrize("how", list(CUTS))
def test_every_plane_shows_the_network_s_own_loss(how: str) -> None:
    trained = training(X, Y, 3, "tanh", 1, 300)
    cut = CUTS[how](trained)
    assert inside(cut.box, cut.first)
    for point in ([0.0, 0.0], [0.4, -0.2]):
        assert cut.f.value(point) == pytest.approx(trained.f.value(cut.f.lift(point)))
    if how == "path":
        np.testing.assert_allclose(cut.f.lift([1.0, 0.0]), trained.run.thetas[0], atol=1e-12)
        np.testing.assert_allclose(cut.f.lift([0.0, 0.0]), trained.run.thetas[-1], atol=1e-12)
    assert find_coarsely(cut.f, cut.box, seconds=20).complete


def test_a_constant_target_is_learned_at_once_by_weights_of_zero() -> None:
    trained = training(X, np.ones(40), 2, "tanh", 0, 500)
    assert trained.f.value(np.zeros(trained.f.size)) == 0
