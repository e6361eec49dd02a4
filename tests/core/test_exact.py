"""Exact minima: right where the answer is known, never beaten, and proven."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.arrays import Array
from core.critical_points import LANDSCAPES, inspect
from core.descent import descend
from core.exact import Minimum, NoExactMinimum, minimize
from core.exact.conjugates import CONJUGATES, allowed, conjugate, searched
from core.exact.interior import Pulls, balance, inverse_square
from core.losses import LOSSES, Loss
from core.models import Model, line, linear, network, polynomial
from core.objective import DataObjective, build, objective
from core.objective.linear import LinearObjective
from core.pieces import pieces

CONVEX = [loss for loss in LOSSES.values() if loss.convex]
each_convex = pytest.mark.parametrize("loss", CONVEX, ids=lambda loss: loss.name)
PENALTIES = [(0.0, 0.0), (0.05, 0.0), (0.0, 0.05), (0.02, 0.01)]
each_penalty = pytest.mark.parametrize(("l1", "l2"), PENALTIES)


def target_for(loss: Loss, score: Array, random: np.random.Generator) -> Array:
    """A target that suits the loss; classes overlap."""
    noisy = score + random.standard_t(3, size=len(score)) * 1.5
    if loss.task == "regression":
        return np.asarray(noisy, dtype=float)
    classes = noisy > 0 if loss.task == "binary" else np.digitize(noisy, [-1.0, 1.0])
    return np.asarray(classes, dtype=float)


def problem(loss: Loss, n: int = 60, d: int = 2, seed: int = 0, **options: float) -> LinearObjective:
    random = np.random.default_rng(seed)
    X = random.normal(size=(n, d)) * 3.0 + 2.0
    y = target_for(loss, (X - 2.0).sum(axis=1) / 3.0, random)
    f = objective(linear(d, 3 if loss.task == "multiclass" else 1), loss.name, X, y, **options)     # type: ignore[arg-type]
    assert isinstance(f, LinearObjective)
    return f


def constant_loss(f: DataObjective) -> float:
    """The loss of the best constant."""
    model = linear(1, f.model.outputs)
    return minimize(objective(model, f.loss.name, np.zeros((len(f.y), 1)), f.y, parameters=f.parameters,
                              weights=f.weights)).loss


def assert_proven(f: DataObjective, best: Minimum) -> None:
    assert best.loss == pytest.approx(f.value(best.theta), rel=1e-12)
    assert 0.0 <= best.gap <= 1e-9 * max(best.loss, constant_loss(f))


# ---------------------------------------------------------------- known answers

@pytest.mark.parametrize(("name", "parameters", "constant"), [
    ("mse", {}, 4.0), ("mae", {}, 2.0), ("quantile", {"tau": 0.9}, 10.0), ("quantile", {"tau": 0.1}, 1.0),
    ("huber", {"delta": 100.0}, 4.0), ("huber", {"delta": 1e-6}, 2.0), ("epsilon_insensitive", {"epsilon": 4.5}, 5.5)])
def test_which_constant_each_loss_picks(name: str, parameters: dict[str, float], constant: float) -> None:
    f = objective(line(), name, np.zeros(5), [1.0, 1.0, 2.0, 6.0, 10.0], parameters=parameters)
    best = minimize(f)
    assert best.theta[0] == pytest.approx(constant, abs=1e-5)
    assert best.theta[1] == 0.0
    assert best.unique is False, "x is constant, so its weight can be anything"


def test_the_line_of_hubbles_data_is_the_textbooks() -> None:
    x = np.array([0.032, 0.034, 0.214, 0.263, 0.275, 0.275, 0.45, 0.5, 0.5, 0.63, 0.8, 0.9, 0.9, 0.9, 0.9, 1.0, 1.1,
                  1.1, 1.4, 1.7, 2.0, 2.0, 2.0, 2.0])
    y = np.array([170, 290, -130, -70, -185, -220, 200, 290, 270, 200, 300, -30, 650, 150, 500, 920, 450, 500, 500, 960,
                  500, 850, 800, 1090.0])
    best = minimize(objective(line(), "mse", x, y))
    np.testing.assert_allclose(best.theta, [-40.78365, 454.15844], rtol=1e-7)
    assert best.loss == pytest.approx(49726.765, abs=1e-3)
    assert best.unique is True
    slope, middle = np.polyfit(x, y, 1)
    np.testing.assert_allclose(best.theta, [middle, slope], rtol=1e-10)


def test_ridge_and_lasso_of_one_standardized_column() -> None:
    """w = r/(1 + l2), and with l1 = 2|r| it has just become 0 (LESSONS, challenge 21)."""
    random = np.random.default_rng(1)
    x, y = random.normal(size=(2, 200))
    y = y + 0.5 * x
    x, y = (x - x.mean()) / x.std(), (y - y.mean()) / y.std()
    r = float(np.mean(x * y))
    assert minimize(objective(line(), "mse", x, y, l2=0.7)).theta[1] == pytest.approx(r / 1.7, rel=1e-12)
    assert minimize(objective(line(), "mse", x, y, l1=0.3)).theta[1] == pytest.approx(r - 0.15, rel=1e-9)
    assert minimize(objective(line(), "mse", x, y, l1=1.98 * r)).theta[1] > 0.0
    held = minimize(objective(line(), "mse", x, y, l1=2.02 * r))
    assert held.theta[1] == 0.0
    assert held.unique is True


@pytest.mark.parametrize("name", ["mae", "quantile", "epsilon_insensitive", "hinge"])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(("l1", "seed"), [(0.0, 0), (0.0, 1), (0.1, 2), (0.3, 3)])
def test_losses_with_corners_against_every_corner_there_is(name: str, weighted: bool, l1: float, seed: int) -> None:
    """A sum of straight pieces is lowest where two creases cross, so all crossings are tried."""
    random, loss = np.random.default_rng(seed), LOSSES[name]
    x = random.normal(size=14)
    y = target_for(loss, x, random)
    parameters = {"quantile": {"tau": 0.3}, "epsilon_insensitive": {"epsilon": 0.7}}.get(name, {})
    weights = random.uniform(0.5, 3.0, size=14) if weighted else None
    f = objective(line(), name, x, y, parameters=parameters, l1=l1, weights=weights)
    places = [t + kink if loss.task == "regression" else (2.0 * t - 1.0) * kink
              for t in y for kink in loss.kinks(**f.parameters)]
    per_row = len(loss.kinks(**f.parameters))
    rows = np.column_stack([np.ones(14 * per_row), np.repeat(x, per_row)])
    creases = [*zip(rows, places, strict=True), (np.array([0.0, 1.0]), 0.0)]
    crossings = [np.linalg.solve(np.array([a[0], b[0]]), np.array([a[1], b[1]])) for a, b in combinations(creases, 2)
                 if abs(np.linalg.det(np.array([a[0], b[0]]))) > 1e-9]
    lowest = f.values(np.array(crossings)).min()
    best = minimize(f)
    assert best.loss == pytest.approx(lowest, rel=1e-11, abs=1e-13)
    assert best.loss - lowest <= best.gap + 1e-12
    assert_proven(f, best)


def test_huber_lies_between_absolute_and_squared() -> None:
    f = problem(LOSSES["huber"])
    wide = objective(linear(2), "huber", f.X, f.y, parameters={"delta": 1e4})
    squares = minimize(objective(linear(2), "mse", f.X, f.y))
    np.testing.assert_allclose(minimize(wide).theta, squares.theta, rtol=1e-9)
    assert minimize(wide).loss == pytest.approx(squares.loss / 2.0, rel=1e-12)
    narrow = objective(linear(2), "huber", f.X, f.y, parameters={"delta": 1e-7})
    assert minimize(narrow).loss == pytest.approx(1e-7 * minimize(objective(linear(2), "mae", f.X, f.y)).loss, rel=1e-6)


def test_logistic_against_its_own_equations() -> None:
    f = problem(LOSSES["logistic"])
    best = minimize(f)
    probability = 1.0 / (1.0 + np.exp(-f.model.predict(best.theta, f.X)))
    assert np.mean(probability) == pytest.approx(np.mean(f.y), abs=1e-12)
    np.testing.assert_allclose(f.X.T @ (probability - f.y), 0.0, atol=1e-10)


def test_two_classes_by_softmax_are_logistic() -> None:
    f = problem(LOSSES["logistic"])
    best = minimize(f)
    classes = minimize(objective(linear(2, 2), "cross_entropy", f.X, f.y))
    assert classes.loss == pytest.approx(best.loss, rel=1e-12)
    b, w = classes.theta[:2], classes.theta[2:].reshape(2, 2)
    np.testing.assert_allclose(np.r_[b[1] - b[0], w[1] - w[0]], best.theta, rtol=1e-7)
    assert classes.theta[:2].sum() == pytest.approx(0.0, abs=1e-9)
    assert classes.unique is False, "a number added to both biases changes nothing"


def test_xor_has_its_minimum_at_zero() -> None:
    """No line helps: loss ln 2 at all weights 0 (LESSONS, challenge 16)."""
    X = [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
    best = minimize(objective(linear(2), "logistic", X, [0.0, 1.0, 1.0, 0.0]))
    np.testing.assert_allclose(best.theta, 0.0, atol=1e-12)
    assert best.loss == pytest.approx(np.log(2.0), rel=1e-14)
    assert best.unique is True


def test_polynomials_are_minimized_in_their_own_parameters() -> None:
    x = np.linspace(0.0, 4.0, 30)
    model = polynomial(3)
    best = minimize(objective(model, "mae", x, 1.0 - 2.0 * x + 0.5 * x**3 + np.where(np.arange(30) % 7, 0.0, 9.0)))
    np.testing.assert_allclose(model.coefficients(best.theta), [1.0, -2.0, 0.0, 0.5], atol=1e-9)


# ---------------------------------------------------------------- laws

@each_convex
@each_penalty
@pytest.mark.parametrize("weighted", [False, True])
def test_every_convex_loss_has_a_proven_minimum(loss: Loss, l1: float, l2: float, weighted: bool) -> None:
    f = problem(loss, n=80, d=3)
    if weighted:
        weights = np.random.default_rng(9).choice([0.0, 0.3, 1.0, 4.0], size=80)
        f = replace(f, share=weights / weights.sum(), weights=weights)
    f = replace(f, l1=l1, l2=l2)
    best = minimize(f)
    assert_proven(f, best)
    assert best.unique is not False or loss.name in ("cross_entropy", "epsilon_insensitive", "quantile", "hinge")


@each_convex
@each_penalty
def test_no_other_point_is_lower(loss: Loss, l1: float, l2: float) -> None:
    """Random points far and near, along each axis, and long descents from random starts."""
    f = problem(loss, l1=l1, l2=l2)
    best, random = minimize(f), np.random.default_rng(6)
    sizes = 10.0 ** random.uniform(-9, 2, size=(4000, 1))
    around = best.theta + sizes * random.normal(size=(4000, f.size)) * (random.random((4000, f.size)) < 0.6)
    lowest = float(f.values(around).min())
    for seed in range(2):
        start = np.random.default_rng(seed).normal(size=f.size) * 2.0
        run = descend(f, start, "adam", lambda step: 0.2 * 0.997**step, 3000, keep=2)
        lowest = min(lowest, float(run.losses.min()))
    assert best.loss <= lowest + 1e-14 * abs(lowest)
    assert best.loss - best.gap <= lowest


@each_convex
@each_penalty
def test_critical_points_agree_that_it_is_a_minimum(loss: Loss, l1: float, l2: float) -> None:
    f = problem(loss, l1=l1, l2=l2)
    assert inspect(f, minimize(f).theta).kind in ("local minimum", "minimum at a crease")


@each_convex
def test_units_of_the_data_don_t_matter(loss: Loss) -> None:
    f = problem(loss)
    usual = minimize(f)
    for factor in (1e-120, 1e-7, 1e9, 1e120):
        other = objective(f.model, loss.name, f.X * [factor, 1.0] + [0.0, 1e3], f.y)
        best = minimize(other)
        assert best.loss == pytest.approx(usual.loss, rel=1e-9)
        assert_proven(other, best)


@pytest.mark.parametrize("name", ["mse", "mae", "huber", "log_cosh", "quantile", "epsilon_insensitive"])
@pytest.mark.parametrize("factor", [1e-100, 1e-9, 1e4, 1e10, 1e100])
def test_units_of_the_target_don_t_matter(name: str, factor: float) -> None:
    f = problem(LOSSES[name])
    scaled = {key: value * (1.0 if key == "tau" else factor) for key, value in f.parameters.items()}
    other = objective(f.model, name, f.X, f.y * factor, parameters=scaled)
    best = minimize(other)
    assert_proven(other, best)
    if name != "log_cosh":
        power = 2 if name in ("mse", "huber") else 1
        assert best.loss == pytest.approx(minimize(f).loss * factor**power, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(CONVEX), st.integers(1, 30), st.integers(1, 5),
       st.sampled_from(PENALTIES),
       st.sampled_from(["plain", "same column twice", "constant column", "whole numbers", "rows twice"]))
def test_random_problems_are_proven_or_refused_with_a_reason(
    seed: int, loss: Loss, n: int, d: int, penalty: tuple[float, float], kind: str
) -> None:
    random = np.random.default_rng(seed)
    X = random.normal(size=(n, d))
    X[:, -1] = {"same column twice": X[:, 0], "constant column": np.full(n, 0.1)}.get(kind, X[:, -1])
    if kind == "rows twice":
        X = np.resize(X[: max(1, n // 2)], (n, d))
    X = np.round(2.0 * X) if kind == "whole numbers" else X
    y = target_for(loss, X.sum(axis=1), random)
    y = np.round(y) if kind == "whole numbers" else y
    f = objective(linear(d, 3 if loss.task == "multiclass" else 1), loss.name, X, y, l1=penalty[0], l2=penalty[1])
    try:
        best = minimize(f)
    except NoExactMinimum as reason:
        assert loss.name in ("logistic", "exponential", "cross_entropy")
        assert str(reason).endswith(".")
        return
    assert best.loss == pytest.approx(f.value(best.theta), rel=1e-12)
    assert 0.0 <= best.gap <= 1e-9 * max(best.loss, 1.0)
    around = best.theta + 10.0 ** random.uniform(-8, 1, size=(300, 1)) * random.normal(size=(300, f.size))
    assert (f.values(around) >= best.loss - best.gap).all()


# ---------------------------------------------------------------- unique or not

@pytest.mark.parametrize(("y", "unique"), [([1.0, 2.0, 4.0], True), ([1.0, 2.0, 4.0, 9.0], False)])
def test_a_median_is_unique_when_the_number_of_rows_is_odd(y: list[float], unique: bool) -> None:
    f = objective(line(), "mae", np.r_[np.zeros(len(y)), 1.0, 1.0, 1.0], [*y, 0.0, 5.0, 6.0])
    assert minimize(f).unique is unique


@each_convex
@pytest.mark.parametrize(("l1", "l2", "answers"), [(0.0, 0.0, {False}), (0.0, 0.1, {True}), (0.1, 0.0, {False, None})])
def test_a_column_given_twice_leaves_the_weights_open(
    loss: Loss, l1: float, l2: float, answers: set[bool | None]
) -> None:
    f = problem(loss, d=1)
    twice = objective(linear(2, f.model.outputs), loss.name, f.X[:, [0, 0]], f.y, l1=l1, l2=l2)
    best = minimize(twice)
    once = minimize(objective(linear(1, f.model.outputs), loss.name, f.X, f.y, l1=l1, l2=l2 / 2.0))
    assert best.loss == pytest.approx(once.loss, rel=1e-9)
    assert best.unique in ({False} if loss.name == "cross_entropy" else answers)


@pytest.mark.parametrize("name", ["hinge", "squared_hinge"])
def test_hinges_reach_zero_when_classes_are_apart(name: str) -> None:
    best = minimize(objective(line(), name, [-2.0, -1.0, 1.0, 2.0], [0.0, 0.0, 1.0, 1.0]))
    assert best.loss == pytest.approx(0.0, abs=1e-12)
    assert best.gap <= 1e-12
    assert best.unique is False


@pytest.mark.parametrize("name", ["mae", "mse", "huber", "log_cosh", "epsilon_insensitive"])
def test_more_weights_than_rows_fit_exactly(name: str) -> None:
    random = np.random.default_rng(0)
    best = minimize(objective(linear(9), name, random.normal(size=(4, 9)), random.normal(size=4)))
    assert best.loss == pytest.approx(0.0, abs=1e-12)
    assert best.unique is False


@each_convex
def test_one_row_is_enough(loss: Loss) -> None:
    if loss.name in ("logistic", "exponential", "cross_entropy"):
        return
    best = minimize(objective(linear(2), loss.name, [[3.0, 4.0]], [1.0]))
    assert best.loss == pytest.approx(0.0, abs=1e-12)


# ---------------------------------------------------------------- no minimum

APART = np.array([-2.0, -1.0, 1.0, 2.0])
TOUCHING = np.array([-2.0, 0.0, 0.0, 2.0])
LABELS = np.array([0.0, 0.0, 1.0, 1.0])
each_endless = pytest.mark.parametrize("name", ["logistic", "exponential", "cross_entropy"])


def endless(name: str, x: Array, y: Array, **penalty: float) -> DataObjective:
    return objective(linear(1, 2 if name == "cross_entropy" else 1), name, x, y, **penalty)      # type: ignore[arg-type]


@each_endless
def test_classes_apart_have_no_minimum_unless_weights_cost(name: str) -> None:
    with pytest.raises(NoExactMinimum, match="separates the classes perfectly"):
        minimize(endless(name, APART, LABELS))
    for penalty in ({"l2": 0.01}, {"l1": 0.01}):
        f = endless(name, APART, LABELS, **penalty)
        assert_proven_roughly(f)


def assert_proven_roughly(f: DataObjective) -> None:
    best = minimize(f)
    assert 0.0 <= best.gap <= 1e-9
    assert np.isfinite(best.theta).all()


@each_endless
def test_classes_that_touch_have_none_either(name: str) -> None:
    with pytest.raises(NoExactMinimum, match="at no cost to the others"):
        minimize(endless(name, TOUCHING, LABELS))


@each_endless
def test_one_class_alone_has_none(name: str) -> None:
    sentence = "No row belongs to class 0" if name == "cross_entropy" else "All rows belong to the same class"
    for penalty in ({}, {"l2": 0.1}):
        with pytest.raises(NoExactMinimum, match=sentence) as refusal:
            minimize(endless(name, APART, np.ones(4), **penalty))
        assert refusal.value.template.format(**refusal.value.values) == str(refusal.value)


@each_endless
def test_almost_separable_classes_do_have_one(name: str) -> None:
    x = np.r_[np.linspace(-3.0, 0.01, 40), np.linspace(0.0, 3.0, 40)]
    assert_proven_roughly(endless(name, x, np.r_[np.zeros(40), np.ones(40)]))


def test_separable_classes_in_many_dimensions_are_found_quickly() -> None:
    random = np.random.default_rng(2)
    X = random.normal(size=(2000, 10))
    before = time.process_time()
    with pytest.raises(NoExactMinimum, match="separates"):
        minimize(objective(linear(10), "logistic", X, (X @ random.normal(size=10) > 0.3) * 1.0))
    assert time.process_time() - before < 10.0


@pytest.mark.parametrize(("f", "sentence"), [
    (objective(line(), "cauchy", APART, APART), "Cauchy is not convex"),
    (objective(line(), "tukey", APART, APART), "Tukey's biweight is not convex"),
    (objective(line(), "zero_one", APART, LABELS), "no slope to follow"),
    (objective(network(1, (2,), "tanh"), "mse", APART, APART), "This model bends with its parameters"),
    (LANDSCAPES["bowl"], "A landscape has no exact solver")])
def test_what_has_no_exact_minimum_says_why(f: DataObjective, sentence: str) -> None:
    with pytest.raises(NoExactMinimum, match=sentence):
        minimize(f)


@pytest.mark.parametrize("found", [Minimum(np.zeros(2), 1.0, 0.5, None), Minimum(np.full(2, np.inf), 1.0, 0.0, None),
                                   Minimum(np.zeros(2), 1.0, np.inf, None)])
def test_what_could_not_be_computed_reliably_is_refused(found: Minimum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["core.exact.minimize"], "solved", lambda _: found)
    with pytest.raises(NoExactMinimum, match="Standardize the columns"):
        minimize(objective(line(), "mae", APART, APART))


def test_no_warning_and_no_wrong_answer_from_sizes_that_are_worlds_apart() -> None:
    random = np.random.default_rng(0)
    X = random.normal(size=(6, 9)) * 10.0 ** random.integers(-150, 150, size=9)
    for name in ("mae", "hinge", "logistic", "huber"):
        for l1, l2 in PENALTIES:
            try:
                best = minimize(objective(linear(9), name, X, [0.0, 1.0, 0.0, 1.0, 1.0, 0.0], l1=l1, l2=l2))
                assert 0.0 <= best.gap <= 1e-6
            except NoExactMinimum as reason:
                assert str(reason).endswith(".")


def test_log_cosh_far_from_its_bend() -> None:
    """Where residuals are huge it is |e| − log 2; on a line that fits exactly they are not, however large y."""
    x = np.arange(9.0)
    noise = np.array([3.0, -1.0, 4.0, -1.0, 5.0, -9.0, 2.0, -6.0, 5.0]) * 1e12
    far, absolute = (minimize(objective(line(), name, x, noise)) for name in ("log_cosh", "mae"))
    assert far.loss == pytest.approx(absolute.loss - np.log(2.0), rel=1e-12)
    exact = minimize(objective(line(), "log_cosh", x, 2.0**40 * x + 2.0**41))
    np.testing.assert_allclose(exact.theta, [2.0**41, 2.0**40], rtol=1e-12)


def test_pulls_beyond_all_numbers_leave_the_search_where_it_began() -> None:
    ones, none = np.ones(2), np.zeros(2)
    pulls = Pulls(np.ones((2, 1)), ones, -ones, ones, none, np.array([[np.inf]]), np.zeros(1))
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.array_equal(balance(pulls, np.ones(1)).beta, [1.0])
    assert np.isnan(inverse_square(np.array([[np.inf]]))).all()


@pytest.mark.parametrize("loss", CONVEX, ids=lambda loss: loss.name)
def test_conjugates_start_the_highest_line_below_the_loss(loss: Loss) -> None:
    if loss.name not in CONJUGATES:
        return
    z = np.linspace(-4.0, 4.0, 81)
    for target in (0.0, 1.0):
        t, places = np.full(81, target), np.linspace(-30.0, 30.0, 6001)
        slopes = loss.slope(z, t)
        start = conjugate(loss, {}, slopes, t, z)
        np.testing.assert_allclose(loss.value(z, t) + start, slopes * z, atol=1e-12)       # it touches at z
        lines = slopes[:, None] * places - start[:, None]
        assert (lines <= loss.value(places, np.full(6001, target)) + 1e-9).all()           # and is nowhere above
        np.testing.assert_allclose(searched(loss, {}, slopes, t, z), start, atol=1e-9)
        assert np.isfinite(conjugate(loss, {}, allowed(loss, 3.0 * slopes, t), t, z)).all()


def test_slopes_that_a_loss_never_has_prove_nothing() -> None:
    slopes = np.array([1.5, -1.5, 0.5])
    for found in (searched(LOSSES["log_cosh"], {}, slopes, np.zeros(3), np.zeros(3)), conjugate(
            LOSSES["log_cosh"], {}, slopes, np.zeros(3), np.zeros(3))):
        assert np.array_equal(np.isinf(found), [True, True, False])


@pytest.mark.parametrize("loss", CONVEX, ids=lambda loss: loss.name)
def test_pieces_add_up_to_the_loss(loss: Loss) -> None:
    found = pieces(loss, loss.parameters)
    assert (found is None) == (loss.name in ("mse", "log_cosh", "logistic", "exponential", "cross_entropy"))
    for r in (-7.3, -1.0, -0.05, 0.0, 0.4, 1.0, 2.2):
        if found is not None:
            target = np.array([0.0 if loss.task == "regression" else 1.0])
            total = found.constant + sum(part.value(r) for part in found.parts)
            assert total == pytest.approx(loss.value(np.array([r]), target, **loss.parameters)[0], abs=1e-14)


# ---------------------------------------------------------------- losses of other people

def pinball_huber(prediction: Array, target: Array) -> Array:
    """½e² up to 1 on the left and up to 2 on the right, straight beyond, and a corner at 0."""
    e = prediction - target
    return np.where(e < 0.0, np.where(e > -1.0, 0.5 * e**2, -e - 0.5) + 0.3 * np.abs(e),
                    np.where(e < 2.0, 0.5 * e**2, 2.0 * e - 2.0) + 0.3 * np.abs(e))


def pinball_huber_slope(prediction: Array, target: Array) -> Array:
    e = prediction - target
    return np.clip(e, -1.0, 2.0) + 0.3 * np.sign(e)


def softened_absolute(prediction: Array, target: Array) -> Array:
    """The square root of 1 + e², minus 1."""
    return np.hypot(1.0, prediction - target) - 1.0


def entry(name: str, formula: Callable[..., Array], first: Callable[..., Array], second: Callable[..., Array],
          kinks: tuple[float, ...] = (), bends: tuple[float, ...] = ()) -> Loss:
    return Loss(name=name, title=name, task="regression", formula=formula, first=first, second=second, latex="",
                slope_latex="", idea="", choose="", fails="", smooth=not kinks, kinks=lambda: kinks,
                bends=lambda: bends)


OTHERS = [
    entry("pinball_huber", pinball_huber, pinball_huber_slope,
          lambda p, t: np.where((p - t > -1.0) & (p - t < 2.0), 1.0, 0.0), (0.0,), (-1.0, 2.0)),
    entry("softened_absolute", softened_absolute, lambda p, t: (p - t) / np.hypot(1.0, p - t),
          lambda p, t: np.hypot(1.0, p - t) ** -3.0),
]


@pytest.mark.parametrize("loss", OTHERS, ids=lambda loss: loss.name)
@each_penalty
def test_a_new_convex_loss_is_minimized_without_further_work(
    loss: Loss, l1: float, l2: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "LOSSES", MappingProxyType({**LOSSES, loss.name: loss}))
    f = problem(loss, l1=l1, l2=l2)
    best = minimize(f)
    assert 0.0 <= best.gap <= 1e-9 * best.loss
    around = best.theta + 10.0 ** np.random.default_rng(0).uniform(-8, 1, size=(2000, 1)) * (
        np.random.default_rng(1).normal(size=(2000, 3)))
    assert (f.values(around) >= best.loss - 1e-14).all()


def test_a_bent_loss_with_a_corner_has_no_method_here(monkeypatch: pytest.MonkeyPatch) -> None:
    loss = entry("bent", lambda p, t: np.abs(p - t) + (p - t) ** 4, lambda p, t: np.sign(p - t) + 4.0 * (p - t) ** 3,
                 lambda p, t: 12.0 * (p - t) ** 2, (0.0,))
    monkeypatch.setattr(build, "LOSSES", MappingProxyType({**LOSSES, loss.name: loss}))
    with pytest.raises(NoExactMinimum, match="No exact method is known here for bent"):
        minimize(problem(loss))


@pytest.mark.parametrize("model", [linear(10), linear(10, 3)], ids=["one output", "three"])
def test_ten_thousand_rows_take_about_a_second(model: Model) -> None:
    random = np.random.default_rng(0)
    X = random.normal(size=(10_000, 10))
    for loss in CONVEX:
        if (loss.task == "multiclass") == (model.outputs > 1):
            f = objective(model, loss.name, X, target_for(loss, X.sum(axis=1), random))
            before = time.process_time()
            minimize(f)
            assert time.process_time() - before < 5.0, loss.name
