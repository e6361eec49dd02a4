import numpy as np
import pytest

from core.critical_points import find, inspect
from core.exact import minimize
from core.formula import formula
from core.models import Model, linear, network
from core.objective import objective, plane
from core.objective.plane import Plane

RANDOM = np.random.default_rng(7)
X = RANDOM.normal(size=(40, 3))
Y = X @ [1.0, -2.0, 0.5] + 3 + RANDOM.normal(size=40)
MODELS: dict[str, Model] = {"linear": linear(3), "network": network(3, hidden=(4,), activation="tanh")}


@pytest.fixture(params=[(name, loss) for name in MODELS for loss in ("mse", "huber")], ids=str)
def cut(request: pytest.FixtureRequest) -> Plane:
    name, loss = request.param
    f = objective(MODELS[name], loss, X, Y, l2=0.1)
    return plane(f, *np.random.default_rng(1).normal(size=(3, f.size)))


def test_a_point_of_the_plane_is_the_point_of_the_whole(cut: Plane) -> None:
    s, t = 0.3, -1.2
    theta = cut.origin + s * cut.directions[0] + t * cut.directions[1]
    np.testing.assert_allclose(cut.lift([s, t]), theta)
    np.testing.assert_allclose(cut.project(theta), [s, t])
    assert cut.value([s, t]) == pytest.approx(cut.f.value(theta), rel=1e-13)


def test_many_points_at_once_are_the_points_one_by_one(cut: Plane) -> None:
    points = np.random.default_rng(2).normal(size=(7, 2))
    np.testing.assert_allclose(cut.values(points), [cut.value(point) for point in points], rtol=1e-12)
    np.testing.assert_allclose(cut.project(cut.lift(points)), points, atol=1e-12)


def test_slopes_and_bends_are_the_differences(cut: Plane) -> None:
    at, h = np.array([0.4, 0.1]), 1e-5
    slopes = [(cut.value(at + h * way) - cut.value(at - h * way)) / (2 * h) for way in np.eye(2)]
    bends = [(cut.gradient(at + h * way) - cut.gradient(at - h * way)) / (2 * h) for way in np.eye(2)]
    np.testing.assert_allclose(cut.gradient(at), slopes, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(cut.hessian(at), bends, rtol=1e-4, atol=1e-6)


def test_it_knows_what_the_whole_knows(cut: Plane) -> None:
    for fact in ("convex", "smooth", "quadratic", "lower_bound", "exact_hessian"):
        assert getattr(cut, fact) == getattr(cut.f, fact)
    assert cut.size == 2
    assert cut.names == ("s", "t")


def test_batches_of_the_plane_are_planes_of_the_batch(cut: Plane) -> None:
    rows = np.arange(10)
    assert cut.batch(rows).value([1.0, 2.0]) == pytest.approx(cut.f.batch(rows).value(cut.lift([1.0, 2.0])))  # type: ignore[attr-defined]


def test_a_plane_through_the_optimum_has_its_minimum_there() -> None:
    f = objective(linear(3), "mse", X, Y)
    best = minimize(f)
    cut = plane(f, best.theta, [0, 1, 0, 0], [0, 0, 1, 1])
    assert inspect(cut, [0.0, 0.0]).kind == "local minimum"
    (point,) = find(cut, ((-1.0, 1.0), (-1.0, 1.0))).points
    np.testing.assert_allclose(point.theta, [0, 0], atol=1e-9)


def test_creases_are_those_that_the_plane_feels() -> None:
    f = objective(linear(2), "mae", [[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]], [1.0, 2.0, 9.0])
    cut = plane(f, [0.0, 1.0, 2.0], [0, 1, 0], [1, 0, -1])  # the first two rows fit exactly at (0, 0)
    middle, jumps = cut.creases([0.0, 0.0])
    np.testing.assert_allclose(jumps, [[1 / 3, 1 / 3]])  # the second row stays fitted in the plane: b + w₂
    whole, _ = f.creases(cut.lift([0.0, 0.0]))  # type: ignore[attr-defined]
    np.testing.assert_allclose(middle, cut.directions @ whole)


def test_a_plane_of_a_plane_is_a_plane() -> None:
    f = formula("u^2 + 3v^2")
    cut = plane(plane(f, [1, 1], [1, 0], [0, 1]), [0, 0], [1, 1], [1, -1])
    assert cut.value([1.0, 0.0]) == f.value([2.0, 2.0])


@pytest.mark.parametrize(
    ("origin", "u", "v", "said"),
    [
        ([0, 0], [1, 0], [2, 0], "parallel"),
        ([0, 0], [0, 0], [1, 0], "length 0"),
        ([0], [1, 0], [0, 1], "2 finite"),
        ([0, 0], [1, 0, 0], [0, 1], "2 finite"),
        ([0, np.nan], [1, 0], [0, 1], "2 finite"),
    ],
)
def test_what_spans_no_plane_is_refused(origin: list[float], u: list[float], v: list[float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        plane(formula("u*v"), origin, u, v)
