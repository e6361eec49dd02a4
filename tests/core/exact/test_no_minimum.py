"""Where there is no minimum, or none to be had reliably, it says why."""

import sys
import time

import numpy as np
import pytest

from core.arrays import Array
from core.critical_points import LANDSCAPES
from core.exact import Minimum, NoExactMinimum, minimize
from core.models import line, linear, network
from core.objective import DataObjective, objective
from tests.core.exact.cases import (
    PENALTIES,
)

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
