"""The function L(θ) made of model, loss and data: its value, slopes and bends, and what it refuses."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pytest

from core.arrays import Array, ArrayLike
from core.losses import LOSSES, Loss
from core.models import Model, line, linear, network, polynomial, sum_of_units
from core.objective import DataObjective, ObjectiveError, condition_number, objective, plane
from core.objective.linear import LinearObjective
from core.objective.sorted import SortedObjective
from core.objective.sums import SquaredObjective

VIEWS = [4.8, 4.9, 7.5, 7.9, 8.6, 9.8, 9.0]      # thousand views a day, the lecture's case
X_VIEWS, Y_VIEWS = np.array(VIEWS[:-1]), np.array(VIEWS[1:])
TRAINABLE = [loss for loss in LOSSES.values() if loss.trainable]
each_loss = pytest.mark.parametrize("loss", TRAINABLE, ids=lambda loss: loss.name)
Make: TypeAlias = Callable[[int], Model]         # from the number of outputs
MODELS: dict[str, Make] = {
    "line": lambda k: linear(1, k), "linear": lambda k: linear(3, k),
    "network": lambda k: network(2, (3, 2), "tanh", k),
    "polynomial": lambda k: polynomial(3) if k == 1 else linear(2, k),
    "sum_of_units": lambda k: sum_of_units(2, "sigmoid") if k == 1 else linear(1, k),
}
each_model = pytest.mark.parametrize("make", MODELS.values(), ids=MODELS)


def data_for(loss: Loss, model: Model, rows: int = 17, seed: int = 3) -> tuple[Array, Array]:
    random = np.random.default_rng(seed)
    X = random.normal(size=(rows, model.features))
    y = {"regression": X.sum(axis=1) + random.normal(size=rows), "binary": random.integers(0, 2, rows).astype(float),
         "multiclass": random.integers(0, 3, rows).astype(float)}[loss.task]
    return X, y


def made(
    loss: Loss, make: Make, l1: float = 0.0, l2: float = 0.0, weights: Array | None = None
) -> tuple[DataObjective, Array]:
    """An objective, and a θ that is not on a crease."""
    model = make(3 if loss.task == "multiclass" else 1)
    f = objective(model, loss.name, *data_for(loss, model), l1=l1, l2=l2, weights=weights)
    return f, np.random.default_rng(11).normal(size=f.size) + 0.01


def slopes_by_differences(f: DataObjective, theta: Array, step: float = 1e-6) -> Array:
    return np.array([(f.value(theta + e) - f.value(theta - e)) / (2.0 * step) for e in step * np.eye(f.size)])


# ---------------------------------------------------------------- numbers by hand

def test_the_worked_example_of_the_notes() -> None:
    """b = 0.5, w = 1: the errors are 0.4 2.1 0.1 0.2 0.7 1.3."""
    mae, mse = (objective(line(), name, X_VIEWS, Y_VIEWS) for name in ("mae", "mse"))
    assert mae.value([0.5, 1.0]) == pytest.approx(4.8 / 6)
    assert mse.value([0.5, 1.0]) == pytest.approx(6.8 / 6)
    np.testing.assert_allclose(mse.gradient([0.5, 1.0]), [-0.4, -0.826666667], rtol=1e-8)


def test_weights_and_penalties_by_hand() -> None:
    f = objective(line(), "mae", [[0.0], [1.0]], [1.0, 5.0], l1=0.5, l2=0.25, weights=[1.0, 3.0])
    assert f.value([0.0, 2.0]) == pytest.approx((1.0 * 1.0 + 3.0 * 3.0) / 4.0 + 0.5 * 2.0 + 0.25 * 4.0)
    np.testing.assert_allclose(f.gradient([0.0, 2.0]), [-1.0, -0.75 + 0.5 + 1.0])


def test_the_bias_is_never_penalized() -> None:
    f = objective(line(), "mae", X_VIEWS, Y_VIEWS, l1=3.0, l2=2.0)
    assert f.value([7.0, 0.0]) == objective(line(), "mae", X_VIEWS, Y_VIEWS).value([7.0, 0.0])


def test_condition_number_of_the_squared_loss() -> None:
    x = np.array([0.0, 1.0, 2.0, 3.0])
    f = objective(line(), "mse", x, x)
    values = np.linalg.eigvalsh(2.0 * np.array([[1.0, x.mean()], [x.mean(), np.mean(x**2)]]))
    assert condition_number(f) == pytest.approx(values[1] / values[0])
    assert condition_number(objective(line(), "mae", x, x)) is None
    assert condition_number(objective(line(), "mse", np.ones(4), x)) is None


# ---------------------------------------------------------------- laws

@each_loss
@each_model
@pytest.mark.parametrize("weighted", [False, True])
def test_gradient_and_hessian_are_derivatives(loss: Loss, make: Make, weighted: bool) -> None:
    weights = np.linspace(0.0, 2.0, 17) if weighted else None
    f, theta = made(loss, make, l1=0.03, l2=0.02, weights=weights)
    np.testing.assert_allclose(f.gradient(theta), slopes_by_differences(f, theta), rtol=1e-5, atol=1e-7)
    bends = np.array([(f.gradient(theta + e) - f.gradient(theta - e)) / 2e-6 for e in 1e-6 * np.eye(f.size)])
    np.testing.assert_allclose(f.hessian(theta), bends, rtol=1e-4, atol=1e-6 * (1.0 + np.abs(bends).max()))
    assert f.exact_hessian == f.model.linear_in_parameters


@each_loss
@each_model
def test_many_values_at_once_are_those_one_by_one(loss: Loss, make: Make) -> None:
    f, theta = made(loss, make, l1=0.1, l2=0.1)
    thetas = theta + np.random.default_rng(2).normal(size=(7, f.size))
    np.testing.assert_allclose(f.values(thetas), [f.value(one) for one in thetas], rtol=1e-12)
    assert f.values(np.zeros((0, f.size))).shape == (0,)


@each_loss
@each_model
@pytest.mark.parametrize("weighted", [False, True])
def test_batches_of_equal_size_average_to_the_whole(loss: Loss, make: Make, weighted: bool) -> None:
    model = make(3 if loss.task == "multiclass" else 1)
    X, y = data_for(loss, model, rows=20)
    weights = np.linspace(0.0, 2.0, 20) if weighted else None
    f = objective(model, loss.name, X, y, l1=0.1, l2=0.1, weights=weights)
    theta = np.random.default_rng(1).normal(size=f.size)
    batches = [f.batch(rows) for rows in np.random.default_rng(0).permutation(20).reshape(4, 5)]
    np.testing.assert_allclose(np.mean([b.value(theta) for b in batches]), f.value(theta), rtol=1e-12)
    np.testing.assert_allclose(np.mean([b.gradient(theta) for b in batches], axis=0), f.gradient(theta), rtol=1e-9,
                               atol=1e-12)
    if not weighted:
        alone = objective(model, loss.name, X[:5], y[:5], l1=0.1, l2=0.1)
        assert f.batch(slice(0, 5)).value(theta) == pytest.approx(alone.value(theta), rel=1e-12)


def test_batches_can_be_given_by_flags_and_keep_their_weights() -> None:
    f = objective(line(), "mae", X_VIEWS, Y_VIEWS, weights=np.arange(1.0, 7.0))
    batch = f.batch(X_VIEWS > 7.0)
    np.testing.assert_array_equal(batch.y, Y_VIEWS[X_VIEWS > 7.0])
    np.testing.assert_array_equal(batch.weights, np.arange(1.0, 7.0)[X_VIEWS > 7.0])


@each_loss
def test_convex_objectives_are_convex_on_random_chords(loss: Loss) -> None:
    f, _ = made(loss, MODELS["linear"], 0.1 * loss.convex, 0.1 * loss.convex)
    assert f.convex == loss.convex
    random = np.random.default_rng(4)
    ends, part = random.normal(size=(200, 2, f.size)) * 3.0, random.random(200)
    between = ends[:, 0] * part[:, None] + ends[:, 1] * (1.0 - part)[:, None]
    chord = f.values(ends[:, 0]) * part + f.values(ends[:, 1]) * (1.0 - part)
    assert (f.values(between) <= chord * (1.0 + 1e-12)).all() == loss.convex


@pytest.mark.parametrize("weighted", [False, True])
def test_sums_say_the_same_as_the_rows(weighted: bool) -> None:
    random = np.random.default_rng(8)
    X, y = random.normal(size=(40, 3)) * [1.0, 1e-3, 1e3] + [5.0, 1.0, 1e4], random.normal(size=40)
    weights = random.choice([0.0, 1.0, 2.0], size=40) if weighted else None
    by_sums = objective(linear(3), "mse", X, y, l1=0.1, l2=0.2, weights=weights)
    by_rows = LinearObjective(by_sums.model, by_sums.loss, {}, X, y, by_sums.share, 0.1, 0.2, by_sums.weights)
    assert isinstance(by_sums, SquaredObjective)
    theta = by_sums.bowl.bottom + random.normal(size=4) * [1.0, 0.1, 100.0, 1e-4]
    assert by_sums.value(theta) == pytest.approx(by_rows.value(theta), rel=1e-10)
    for name in ("gradient", "hessian"):
        np.testing.assert_allclose(getattr(by_sums, name)(theta), getattr(by_rows, name)(theta), rtol=1e-7, atol=1e-7)
    assert by_sums.batch([1, 5]).value(theta) == pytest.approx(by_rows.batch([1, 5]).value(theta))


def test_sums_keep_the_digits_that_raw_sums_of_squares_lose() -> None:
    x, noise = np.linspace(0.0, 1.0, 50), 1e-4 * np.sin(np.arange(50.0) * 7.0)
    f = objective(line(), "mse", 1e6 + x, 1e8 + 3.0 * (1e6 + x) + noise)
    small = objective(line(), "mse", x, noise)
    assert isinstance(f, SquaredObjective)
    assert isinstance(small, SquaredObjective)
    assert f.bowl.height == pytest.approx(small.bowl.height, rel=1e-3)       # y itself has 1e-8 left of the noise


def test_smooth_quadratic_and_bound_are_said() -> None:
    x = np.arange(4.0)
    smooth = {name: objective(line(), name, x, x).smooth for name in ("mse", "mae", "huber", "log_cosh", "quantile")}
    assert smooth == {"mse": True, "mae": False, "huber": True, "log_cosh": True, "quantile": False}
    assert not objective(line(), "mse", x, x, l1=0.1).smooth
    assert objective(line(), "mse", x, x, l2=0.1).quadratic
    assert not objective(line(), "mse", x, x, l1=0.1).quadratic
    assert not objective(line(), "huber", x, x).quadratic
    bent = objective(network(1, (2,), "tanh"), "mse", x, x)
    assert (bent.convex, bent.quadratic, bent.lower_bound, bent.exact_hessian) == (False, False, 0.0, False)
    assert bent.names == bent.model.names


def test_plane_is_offered_here_and_agrees() -> None:
    f = objective(line(), "mse", X_VIEWS, Y_VIEWS)
    assert plane(f, [1.0, 2.0], [1.0, 0.0], [0.0, 1.0]).value([0.5, -1.0]) == pytest.approx(f.value([1.5, 1.0]))


# ---------------------------------------------------------------- creases

@pytest.mark.parametrize(("name", "kink", "low", "high"), [
    ("mae", 0.0, -1.0, 1.0), ("quantile", 0.0, -0.5, 0.5), ("epsilon_insensitive", 0.1, 0.0, 1.0),
    ("epsilon_insensitive", -0.1, -1.0, 0.0)])
def test_a_crease_is_seen_where_a_residual_is_at_a_kink(name: str, kink: float, low: float, high: float) -> None:
    f = objective(line(), name, [0.0, 1.0], [3.0, 100.0], weights=[3.0, 1.0])
    assert isinstance(f, LinearObjective)
    middle, jumps = f.creases([3.0 + kink, 0.0])
    other = f.loss.slope([3.0 + kink], [100.0], **f.parameters)[0] / 4.0
    np.testing.assert_allclose(middle, np.array([1.0, 0.0]) * 0.75 * (low + high) / 2.0 + other)
    np.testing.assert_allclose(jumps, [[0.75 * (high - low) / 2.0, 0.0]])
    assert f.creases([2.5, 0.0])[1].shape == (0, 2)


def test_a_hinge_has_its_crease_at_the_margin_one() -> None:
    f = objective(line(), "hinge", [0.0, 1.0], [0.0, 1.0])
    assert isinstance(f, LinearObjective)
    middle, jumps = f.creases([-1.0, 2.0])       # margins 1 and 1
    np.testing.assert_allclose(middle, 0.25 * np.array([1.0, 0.0]) - 0.25 * np.array([1.0, 1.0]))
    np.testing.assert_allclose(np.abs(jumps), [[0.25, 0.0], [0.25, 0.25]])


def test_l1_has_a_crease_where_a_weight_is_zero() -> None:
    f = objective(linear(2), "mse", [[0.0, 1.0], [1.0, 5.0], [2.0, 3.0]], [0.0, 1.0, 3.0], l1=0.3)
    assert isinstance(f, LinearObjective)
    smooth = objective(linear(2), "mse", f.X, f.y)
    for nearly in (0.0, 1e-12, -1e-12):
        middle, jumps = f.creases([1.0, nearly, 2.0])
        np.testing.assert_allclose(jumps, [[0.0, 0.3, 0.0]])
        np.testing.assert_allclose(middle, smooth.gradient([1.0, nearly, 2.0]) + np.array([0.0, 0.0, 0.3]))
    assert f.creases([1.0, 0.1, 2.0])[1].shape == (0, 3)


def test_l1_has_creases_for_several_classes_too() -> None:
    f = objective(linear(2, 3), "cross_entropy", np.eye(4)[:, :2], [0.0, 1.0, 2.0, 0.0], l1=0.3)
    assert isinstance(f, LinearObjective)
    _, jumps = f.creases(np.r_[np.zeros(3), 1.0, 0.0, 1.0, 1.0, 1.0, 1.0])
    np.testing.assert_allclose(jumps, [0.3 * np.eye(9)[4]])


# ---------------------------------------------------------------- what it refuses, and what it stands

GOOD: dict[str, Any] = {"model": linear(2), "loss": "mse", "X": np.eye(3)[:, :2], "y": np.arange(3.0)}
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"loss": "mean"}, "There is no loss called 'mean'"),
    ({"X": np.zeros((3, 4))}, "X has 4 columns, but the model has 2 features."),
    ({"X": np.zeros(3)}, "X must be a table"),
    ({"X": [["a", "b"]] * 3}, "X must hold numbers only."),
    ({"X": np.zeros((0, 2)), "y": []}, "There are no rows to learn from."),
    ({"X": [[0.0, np.nan]] * 3}, "X has a missing or infinite value in row 1."),
    ({"X": [[0.0, 1e300]] * 3}, "X holds 1e\\+300"),
    ({"y": [0.0, 1.0]}, "y must hold one value for each of the 3 rows"),
    ({"y": [0.0, np.inf, 1.0]}, "y has a missing or infinite value in row 2."),
    ({"y": [0.0, -1e300, 1.0]}, "y holds -1e\\+300"),
    ({"loss": "logistic", "y": [0.0, 1.0, 2.0]}, "Logistic needs targets 0 and 1, but y holds 2."),
    ({"loss": "cross_entropy", "model": linear(2, 3), "y": [0.0, 1.0, 3.0]}, "classes 0 to 2, but y holds 3."),
    ({"loss": "cross_entropy", "model": linear(2, 3), "y": [0.0, 0.5, 1.0]}, "but y holds 0.5."),
    ({"loss": "cross_entropy"}, "needs one output per class, at least two"),
    ({"model": linear(2, 3)}, "needs a model with one output; this one has 3."),
    ({"l1": -1.0}, "The penalty l1 must be 0 or a positive number"),
    ({"l2": np.nan}, "The penalty l2 must be 0 or a positive number"),
    ({"weights": [1.0, 1.0]}, "There must be one weight for each of the 3 rows"),
    ({"weights": [1.0, -2.0, 1.0]}, "A weight can't be negative, but that of row 2 is -2."),
    ({"weights": [0.0, 0.0, 0.0]}, "All weights are 0: no row counts."),
    ({"parameters": {"delta": 1.0}}, "has no parameter called delta."),
    ({"loss": "huber", "parameters": {"delta": 0.0}}, "The width delta must be positive"),
    ({"loss": "huber", "parameters": {"delta": np.nan}}, "The parameter delta must be a finite number"),
    ({"loss": "quantile", "parameters": {"tau": 1.0}}, "must lie between 0 and 1"),
    ({"loss": "epsilon_insensitive", "parameters": {"epsilon": -0.1}}, "can't be negative"),
    ({"loss": "cauchy", "parameters": {"scale": -1.0}}, "The width scale must be positive"),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED, ids=[sentence[:40] for _, sentence in REFUSED])
def test_what_does_not_fit_together_is_refused_with_a_sentence(change: dict[str, Any], sentence: str) -> None:
    given = {**GOOD, **change}
    with pytest.raises(ValueError, match=sentence) as refusal:
        objective(given.pop("model"), given.pop("loss"), given.pop("X"), given.pop("y"), **given)
    if isinstance(refusal.value, ObjectiveError):
        assert refusal.value.template.format(**refusal.value.values) == str(refusal.value)


def test_mistakes_can_be_counted_but_not_descended() -> None:
    f = objective(line(), "zero_one", [0.0, 1.0], [0.0, 1.0])
    assert f.value([-0.5, 1.0]) == 0.0
    assert f.value([0.5, 1.0]) == 0.5
    for refused in (f.gradient, f.value_and_gradient):
        with pytest.raises(ValueError, match="no slope to follow"):
            refused([0.0, 1.0])
    assert isinstance(f, LinearObjective)
    assert f.gradient_scale == 0.0


@each_loss
def test_far_away_the_value_is_infinite_or_huge_but_never_nan(loss: Loss) -> None:
    f, theta = made(loss, MODELS["linear"])
    for size in (1e100, 1e200, 1e308):
        assert not np.isnan(f.value(np.sign(theta) * size))
        assert not np.isnan(f.values(np.sign(theta)[None] * size)).any()


@pytest.mark.parametrize("theta", [[1.0], [1.0, 2.0, 3.0], [[1.0, 2.0]]])
def test_a_theta_of_another_size_is_refused(theta: ArrayLike) -> None:
    f = objective(linear(1), "mae", X_VIEWS, Y_VIEWS)
    if np.ndim(theta) == 1:
        with pytest.raises(ValueError, match="this model has 2 parameters"):
            f.value(theta)
    else:
        assert f.values(theta).shape == (1,)


def test_weights_of_any_size_are_shares() -> None:
    usual = objective(line(), "mae", X_VIEWS, Y_VIEWS, weights=[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    for factor in (1e140, 1e-140):
        other = objective(line(), "mae", X_VIEWS, Y_VIEWS, weights=factor * np.arange(1.0, 7.0))
        assert other.value([0.5, 1.0]) == pytest.approx(usual.value([0.5, 1.0]), rel=1e-13)


def test_the_gradients_natural_length_is_that_of_pulls_that_do_not_cancel() -> None:
    f = objective(line(), "mae", [1.0, 3.0], [0.0, 10.0])
    assert isinstance(f, LinearObjective)
    assert f.gradient_scale == pytest.approx(np.hypot(1.0, 2.0))
    bent = objective(network(1, (2,), "tanh"), "mae", [1.0, 3.0], [0.0, 10.0])
    assert bent.gradient_scale == 0.0
    classes = objective(linear(1, 2), "cross_entropy", [1.0, 3.0], [0.0, 1.0])
    assert isinstance(classes, LinearObjective)
    assert classes.gradient_scale == pytest.approx(0.5 * np.hypot(1.0, 2.0))


# ---------------------------------------------------------------- sorted rows

@pytest.mark.parametrize("name", ["mae", "quantile", "epsilon_insensitive", "hinge"])
@pytest.mark.parametrize("weighted", [False, True])
def test_a_map_by_sorting_says_the_same_as_row_by_row(name: str, weighted: bool) -> None:
    random = np.random.default_rng(5)
    x = np.r_[random.normal(size=60), 2.0, 2.0] + 1e3
    y = np.round(x + random.standard_t(2, size=62), 1) if name != "hinge" else (x > 1e3) * 1.0
    weights = random.choice([0.0, 1.0, 2.5], size=62) if weighted else None
    f = objective(line(), name, x, y, l1=0.1, l2=0.2, weights=weights)
    assert isinstance(f, SortedObjective)
    b, w = random.normal(size=30) * 100.0, np.r_[random.normal(size=8), 0.0, 1.0]
    thetas = np.stack(np.meshgrid(b, w), axis=-1).reshape(-1, 2)
    by_rows = LinearObjective(f.model, f.loss, f.parameters, f.X, f.y, f.share, 0.1, 0.2, f.weights)
    np.testing.assert_allclose(f.values(thetas), by_rows.values(thetas), rtol=1e-11)
    np.testing.assert_array_equal(f.values(thetas[:3]), by_rows.values(thetas[:3]))
    assert np.isposinf(f.values(np.c_[np.full(9, 1e308), np.full(9, -1e308)])).all()


def test_one_class_alone_can_be_mapped_by_sorting() -> None:
    f = objective(line(), "hinge", [0.0, 1.0, 2.0], [1.0, 1.0, 1.0])
    thetas = np.c_[np.linspace(-2.0, 2.0, 9), np.zeros(9)]
    np.testing.assert_allclose(f.values(thetas), np.maximum(1.0 - thetas[:, 0], 0.0), atol=1e-15)


def test_only_lines_under_straight_pieces_are_sorted() -> None:
    x = np.arange(5.0)
    assert type(objective(line(), "huber", x, x)) is LinearObjective
    assert type(objective(linear(2), "mae", np.c_[x, x], x)) is LinearObjective
    assert type(objective(polynomial(1), "mae", x, x)) is LinearObjective
