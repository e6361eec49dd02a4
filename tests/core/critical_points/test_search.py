"""Searching a box: all points and curves are found, in time, or it is said why not."""

from time import perf_counter

import numpy as np
import pytest

from core.critical_points import LANDSCAPES, CriticalPoint, find, inspect
from core.exact import minimize
from core.formula import formula
from core.models import line, network
from core.objective import objective
from tests.core.critical_points.cases import TODAY, YESTERDAY

FOUND = {  # points by kind, curves by kind; in −3..3
    "sin(u)*cos(v)": ({"local minimum": 1, "local maximum": 1, "saddle point": 2}, {}),
    "u^3 + v^3 - 3u*v": ({"local minimum": 1, "saddle point": 1}, {}),
    "(u-1)^4 + (v+0.5)^2": ({"local minimum": 1}, {}),
    "u^4 - v^2": ({"undecided": 1}, {}),
    "u^2 + 1e-8v^2": ({"local minimum": 1}, {}),
    "exp(-u^2 - v^2)": ({"local maximum": 1}, {}),
    "1e6 + (u^2-1)^2*1e-3 + v^2": ({"local minimum": 2, "saddle point": 1}, {}),
    "u^v": ({"saddle point": 1}, {}),
    "log(u) + v^2/u": ({}, {}),
    "u": ({}, {}),
    "5": ({}, {}),
    "(u^2 + v^2 - 1)^2": ({"local maximum": 1}, {"local minimum": 1}),
    "(1 - u*v)^4": ({"saddle point": 1}, {"local minimum": 2}),
    "(u*v)^2": ({}, {"local minimum": 2}),
    "-(u^2 + v^2 - 1)^2": ({"local minimum": 1}, {"local maximum": 1}),
    "u^2*v": ({}, {"local minimum": 1, "local maximum": 1}),
    "u^3": ({}, {"undecided": 1}),
    "(u + v)^2": ({}, {"local minimum": 1}),
    "u^2*cos(3v)": ({}, {"local minimum": 3, "local maximum": 4}),
    "abs(u)": ({}, {"minimum at a crease": 1}),
    "abs(u) + abs(v)": ({"minimum at a crease": 1}, {}),
    "abs(u) - abs(v)": ({"crease": 1}, {}),
    "-abs(u) - abs(v)": ({"crease": 1}, {}),
    "abs(u - v^2) + (v - 0.5)^2": ({"minimum at a crease": 1}, {}),
    "abs(u*v - 1) + u^2": ({"saddle point": 1}, {}),
    "abs(sin(u)) + abs(cos(v))": ({"minimum at a crease": 2, "crease": 5, "local maximum": 2}, {}),
    "sqrt(u^2 + v^2)": ({"minimum at a crease": 1}, {}),
    "(u^2 + v^2)^0.5 + 1": ({"minimum at a crease": 1}, {}),
    "relu(u) + relu(v)": ({}, {"minimum at a crease": 2}),
    "relu(1 - u*v)": ({"saddle point": 1}, {"minimum at a crease": 2}),
    "-abs(u)": ({}, {"crease": 1}),
    "abs(u) + v": ({}, {}),
    "abs(u)*v^0": ({}, {"minimum at a crease": 1}),
    "(v - 1)^2 + 0*sqrt(u)": ({}, {"local minimum": 1}),
    "abs(u) - 1": ({}, {"minimum at a crease": 1}),
    "abs(log(u)) + v^2": ({"minimum at a crease": 1}, {}),
}


@pytest.mark.parametrize("text", FOUND)
def test_what_is_found_on_a_typed_formula(text: str) -> None:
    begun = perf_counter()
    found = find(formula(text), seconds=60)
    assert perf_counter() - begun < 6
    assert found.complete
    points, curves = FOUND[text]
    assert count([point.kind for point in found.points]) == points
    assert count([curve.kind for curve in found.curves]) == curves
    for curve in found.curves:
        assert curve.reason.endswith(".")
        assert len(curve.path) > 1


def count(kinds: list[str]) -> dict[str, int]:
    return {kind: kinds.count(kind) for kind in kinds}


def test_many_points_are_all_found_to_the_last_digits() -> None:
    found = find(formula("sin(10u)*sin(10v)"), seconds=60)
    assert count([point.kind for point in found.points]) == {
        "local minimum": 200,
        "saddle point": 361,
        "local maximum": 200,
    }
    spots = np.array([point.theta for point in found.points]) * 20 / np.pi
    np.testing.assert_allclose(spots, np.round(spots), atol=1e-9)


def test_level_ground_is_said_and_not_called_points() -> None:
    found = find(formula("relu(u - 1)^2 + relu(v)^2"))
    assert not found.points
    assert len(found.level) > 100
    assert np.all((found.level[:, 0] <= 1.1) & (found.level[:, 1] <= 0.1))
    assert len(find(formula("5")).level) > 1000


def test_points_on_the_border_belong_to_the_box_and_points_outside_do_not() -> None:
    assert len(find(formula("(u-3)^2 + v^2")).points) == 1
    assert not find(formula("(u-3.001)^2 + v^2")).points
    assert len(find(LANDSCAPES["himmelblau"], ((0.0, 4.0), (0.0, 4.0))).points) == 3


def test_a_closed_curve_ends_where_it_began() -> None:
    (curve,) = find(formula("(u^2 + v^2 - 1)^2")).curves
    assert curve.closed
    np.testing.assert_array_equal(curve.path[0], curve.path[-1])
    np.testing.assert_allclose(np.hypot(*curve.path.T), 1.0, atol=1e-10)
    angles = np.unwrap(np.arctan2(*curve.path.T))
    assert abs(angles[-1] - angles[0]) == pytest.approx(2 * np.pi)


def test_a_loss_on_data_has_its_minimum_found() -> None:
    f = objective(line(), "mse", YESTERDAY, TODAY)
    (point,) = find(f, ((-10.0, 10.0), (-3.0, 3.0))).points
    np.testing.assert_allclose(point.theta, minimize(f).theta, rtol=1e-9)
    assert point.kind == "local minimum"
    assert not find(f, ((-10.0, 0.0), (-3.0, 0.0))).points


def test_a_valley_is_found_in_a_window_without_the_point_that_minimize_chose() -> None:
    f = objective(line(), "mse", np.full((6, 1), 3.0), TODAY)
    (valley,) = find(f, ((-10.0, -5.0), (-10.0, 10.0)), seconds=20).curves
    np.testing.assert_allclose(valley.path @ [1, 3], TODAY.mean(), atol=1e-8)


@pytest.mark.parametrize("loss", ["mae", "huber", "log_cosh"])
def test_the_minimum_of_any_convex_loss_on_data_is_found_at_once(loss: str) -> None:
    f = objective(line(), loss, YESTERDAY, TODAY)
    begun = perf_counter()
    (point,) = find(f, ((-10.0, 10.0), (-3.0, 3.0))).points
    assert perf_counter() - begun < 1
    assert point.kind == ("minimum at a crease" if loss == "mae" else "local minimum")


def test_separable_classes_have_no_critical_point() -> None:
    f = objective(line(), "logistic", YESTERDAY, [0, 0, 0, 1, 1, 1])
    assert not find(f, ((-10.0, 10.0), (-3.0, 3.0))).points


def test_a_loss_that_is_not_convex_is_searched_from_a_grid() -> None:
    f = objective(line(), "cauchy", YESTERDAY - 7, TODAY - 8)
    found = find(f, ((-2.0, 2.0), (-2.0, 2.0)), seconds=20)
    assert [point.kind for point in found.points] == ["local minimum"]
    np.testing.assert_allclose(f.gradient(found.points[0].theta), 0, atol=1e-10)


def test_the_search_keeps_its_time_and_says_when_it_was_cut_short() -> None:
    begun = perf_counter()
    found = find(formula("sin(30u)*sin(30v) + u^2*v^2"), seconds=0.05)
    assert perf_counter() - begun < 2
    assert not found.complete


def test_curves_are_not_followed_when_the_time_is_up() -> None:
    f = formula("(u^2 + v^2 - 1)^2*(u - v)^2")
    assert len(find(f, seconds=20).curves) == 2
    cut_short = find(f, seconds=0.02)
    assert not cut_short.complete
    assert len(cut_short.curves) < 2


@pytest.mark.parametrize("box", [((0, 0), (0, 1)), ((1, 0), (0, 1)), ((0, np.inf), (0, 1)), ((0, 1),)])
def test_an_empty_box_is_refused(box: object) -> None:
    with pytest.raises(ValueError, match="box"):
        find(LANDSCAPES["bowl"], box)  # type: ignore[arg-type]


def test_what_cannot_be_searched_is_refused() -> None:
    f = objective(network(1, hidden=(2,)), "mse", YESTERDAY, TODAY)
    with pytest.raises(ValueError, match="cut a plane"):
        find(f)
    with pytest.raises(ValueError, match="Give the box"):
        find(objective(line(), "mse", YESTERDAY, TODAY))


def test_a_point_is_a_value_object() -> None:
    point = inspect(LANDSCAPES["bowl"], [0, 0])
    assert isinstance(point, CriticalPoint)
    with pytest.raises(AttributeError):
        point.kind = "saddle point"  # type: ignore[misc]
