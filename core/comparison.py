"""Every loss finds a best line of its own on the same rows; the cross table measures each line with each loss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.arrays import Array
from core.best_found import best_found, starts_for
from core.exact import NoExactMinimum, minimize
from core.losses import LOSSES
from core.models import linear
from core.objective import objective
from core.objective.general import DataObjective

Chosen = tuple[str, Mapping[str, float]]         # a loss by name, and its parameters
GUIDES = ("mse", "mae", "huber")                 # whose answers are among the starts of a loss that is not convex


@dataclass(frozen=True)
class Fitted:
    """What one loss makes of the data."""

    loss: str
    theta: Array | None                          # (p,), or None where there is no fit
    gap: float                                   # a proven bound on loss - smallest; NaN where nothing is proven
    unique: bool | None                          # None: not known
    starts: int = 0                              # 0: exact; else it is the best found from so many starts
    agreed: int = 0                              # how many of those ended there
    reason: str = ""                             # why there is no fit, a sentence with {names}
    values: Mapping[str, object] = field(default_factory=dict)       # what is filled in


def fit_each(losses: Sequence[Chosen], X: Array, y: Array, l2: float = 0.0) -> tuple[Fitted, ...]:
    """Return the fit of b + w·x by each loss to X (n, d) and y (n,): exact where the loss is convex.

    Raises:
        ValueError: with a sentence, when the data don't suit a loss.
    """
    found: list[Fitted] = []
    for name, parameters in losses:
        f = objective(linear(X.shape[1]), name, X, y, parameters=parameters, l2=l2)
        hilly = f.loss.trainable and not f.loss.convex
        found.append(searched(f) if hilly else fitted(f))
    return tuple(found)


def fitted(f: DataObjective) -> Fitted:
    """Return the exact fit, or why there is none."""
    if not f.loss.trainable:
        return Fitted(f.loss.name, None, np.nan, None, reason=f.loss.refusal)
    try:
        best = minimize(f)
    except NoExactMinimum as why:
        return Fitted(f.loss.name, None, np.nan, None, reason=why.template, values=why.values)
    return Fitted(f.loss.name, best.theta, best.gap, best.unique)


def searched(f: DataObjective) -> Fitted:
    """Return the best fit that is found from several starts, for a loss with many valleys."""
    known = [fit.theta for fit in fit_each([(name, LOSSES[name].parameters_for(f.y)) for name in GUIDES], f.X, f.y)]
    best = best_found(f, starts_for(f, [theta for theta in known if theta is not None]))
    return Fitted(f.loss.name, best.theta, np.nan, None, starts=best.starts, agreed=best.agreed)


def cross_table(losses: Sequence[Chosen], fits: Sequence[Fitted], X: Array, y: Array) -> Array:
    """Return the mean loss of each fit (rows) under each loss (columns); NaN in the row of a loss without a fit."""
    model = linear(X.shape[1])
    table = np.full((len(fits), len(losses)), np.nan)
    there = [i for i, fit in enumerate(fits) if fit.theta is not None]
    if there:
        thetas = np.array([fits[i].theta for i in there])
        for column, (name, parameters) in enumerate(losses):
            table[there, column] = objective(model, name, X, y, parameters=parameters).values(thetas)
    return table
