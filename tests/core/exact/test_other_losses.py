"""A loss that is registered later is minimized without further work, or refused with the reason."""

import time
from collections.abc import Callable
from types import MappingProxyType

import numpy as np
import pytest

from core.arrays import Array
from core.exact import NoExactMinimum, minimize
from core.losses import LOSSES, Loss
from core.models import Model, linear
from core.objective import build, objective
from tests.core.exact.cases import CONVEX, each_penalty, problem, target_for


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
