"""A formula as a landscape: undefined places, many points at once, creases."""


import numpy as np
import pytest

from core.formula import formula


def test_undefined_places_and_overflow_are_infinitely_high_without_a_warning() -> None:
    points = np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    np.testing.assert_array_equal(formula("log(u)").values(points), [np.inf, -np.inf, 0.0])
    np.testing.assert_array_equal(formula("sqrt(u)").values(points), [np.inf, 0.0, 1.0])
    assert formula("exp(u^20)").value([10.0, 0.0]) == np.inf
    assert formula("1/u").value([0.0, 0.0]) == np.inf
    assert formula("0/u").value([0.0, 0.0]) == np.inf


def test_many_points_at_once_are_the_points_one_by_one() -> None:
    f = formula("sin(u)*v^2 + abs(u - v)")
    points = np.random.default_rng(1).normal(size=(50, 2))
    np.testing.assert_array_equal(f.values(points), [f.value(point) for point in points])
    np.testing.assert_array_equal(f.gradients(points), [f.gradient(point) for point in points])
    np.testing.assert_array_equal(f.derivatives(points)[1], [f.hessian(point) for point in points])
    assert formula("3").values(points).shape == (50,)
    assert f.values(np.zeros((0, 2))).shape == (0,)


@pytest.mark.parametrize(
    "call",
    [
        lambda f: f.value([1.0]),
        lambda f: f.gradient(np.zeros((1, 2))),
        lambda f: f.values([1.0, 2.0]),
        lambda f: f.values(np.zeros((3, 3))),
    ],
)
def test_points_of_the_wrong_shape_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match="shape"):
        call(formula("u"))  # type: ignore[operator]


def test_creases_give_the_middle_slope_the_half_jumps_and_their_signs() -> None:
    f = formula("3abs(u - 1) - 2relu(v) + v^2 + u")
    middle, jumps = f.creases([1.0, 0.0])
    np.testing.assert_allclose(middle, [1.0, -1.0])
    np.testing.assert_allclose(jumps, [[3.0, 0.0], [0.0, -1.0]])
    np.testing.assert_array_equal(f.crease_signs([1.0, 0.0]), [1.0, -1.0])
    middle, jumps = f.creases([1.0, 2.0])
    np.testing.assert_allclose(middle, [1.0, 2.0])
    assert jumps.shape == (1, 2)
    assert f.creases([5.0, 5.0])[1].shape == (0, 2)


def test_a_kink_that_is_squared_away_is_no_crease() -> None:
    assert formula("relu(u)^2").creases([0.0, 1.0])[1].shape == (0, 2)


def test_the_slope_jumps_by_twice_the_half_jump() -> None:
    f = formula("u*abs(v - u^2) + abs(abs(u) - 1)")
    middle, jumps = f.creases([2.0, 4.0])
    across, h = np.array([0.0, 1.0]), 1e-7
    before, after = f.gradient([2.0, 4.0 - h]), f.gradient([2.0, 4.0 + h])
    np.testing.assert_allclose(jumps[0] * np.sign(jumps[0] @ across), (after - before) / 2, rtol=1e-5)
    np.testing.assert_allclose(middle, (after + before) / 2, rtol=1e-5)


@pytest.mark.parametrize("text", ["u^2 - v^2", "u^v + v^u", "sin(u*v)/(1 + v^2)", "abs(u - v) + relu(u)", "1/u - v",
                                  "3", "-u", "log(u) + sqrt(v)", "tanh(u)*exp(-v^2) - sigmoid(u)"])
def test_slopes_without_curvature_are_the_same_slopes(text: str) -> None:
    f = formula(text)
    points = np.random.default_rng(0).normal(size=(40, 2))
    np.testing.assert_allclose(f.gradients(points), f.derivatives(points)[0], rtol=1e-13, atol=1e-14)
    for point in points[:8]:
        value, gradient = f.value_and_gradient(point)
        assert value == pytest.approx(f.value(point), rel=1e-13)
        np.testing.assert_array_equal(gradient, f.gradient(point))
