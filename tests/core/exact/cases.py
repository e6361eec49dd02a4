"""Problems for the exact solvers, and what a proven minimum has to keep."""


import numpy as np
import pytest

from core.arrays import Array
from core.exact import Minimum, minimize
from core.losses import LOSSES, Loss
from core.models import linear
from core.objective import DataObjective, objective
from core.objective.linear import LinearObjective

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
