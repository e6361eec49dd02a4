"""Guess first: a line set by hand, the loss it costs, and how close that comes to the best there is."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.exact import NoExactMinimum, minimize
from core.losses import LOSSES
from core.models import line, polynomial
from core.objective import objective
from core.registry import fixed
from core.round_numbers import round_below

NOTHING: Mapping[str, float] = fixed()
REACH = 2.0                                      # how many times the natural slope a weight can be turned to
NOTCHES = 60                                     # about so many to either side
FINEST = 1_000                                   # notches beyond which a slider is no help


@dataclass(frozen=True)
class Dial:
    """What a hand can set: from low to high in steps; all three are whole multiples of the step."""

    low: float
    high: float
    step: float

    @property
    def notches(self) -> int:
        """How many there are from low to high."""
        return round((self.high - self.low) / self.step)


def dials(x: Array, y: Array) -> tuple[Dial, Dial]:
    """Return the dials for b and w in the data's units, so that every sensible line can be set.

    A natural weight is spread of y over spread of x; the bias must bring a line of any such weight back among the data.
    """
    spread_x, spread_y = float(np.std(x)) or 1.0, float(np.std(y)) or abs(float(y.mean())) or 1.0
    weight = REACH * spread_y / spread_x
    bias = abs(float(y.mean())) + REACH * spread_y + weight * abs(float(x.mean()))
    return dial(bias, spread_y / 12), dial(weight, weight / NOTCHES)


def dial(reach: float, fine: float) -> Dial:
    """Return a dial that reaches at least `reach` to both sides, in a round step of about `fine`."""
    step = round_below(fine)
    ends = math.ceil(reach / step) * step
    return Dial(-ends, ends, step)


@dataclass(frozen=True)
class Judged:
    """A guess, row by row, and the loss that it adds up to."""

    predictions: Array                           # (n,) b + w·x
    errors: Array                                # (n,) y − ŷ
    costs: Array                                 # (n,) what each row costs
    loss: float                                  # their mean


def judge(b: float, w: float, x: Array, y: Array, loss: str, parameters: Mapping[str, float] = NOTHING) -> Judged:
    """Return what the line b + w·x costs on every row (n,), in the data's units."""
    predictions = b + w * x
    costs = LOSSES[loss].value(predictions, y, **parameters)
    return Judged(predictions, y - predictions, costs, float(costs.mean()))


@dataclass(frozen=True)
class Yardstick:
    """What a guess is measured by: the best line, and what the best constant costs."""

    theta: Array | None                          # (2,) the best line; None where no exact one is known
    best: float
    constant: float

    def score(self, loss: float) -> float:
        """Return the share of the way from the best constant to the best line: 1 is the best, 0 no line at all.

        What is worse than the constant is below 0. Where no line is better than the constant, only the best is 1.
        """
        way = self.constant - self.best
        if not way > 1e-12 * abs(self.constant):
            return 1.0 if loss <= self.best * (1 + 1e-9) + 1e-300 else 0.0
        return (self.constant - loss) / way


def yardstick(x: Array, y: Array, loss: str, parameters: Mapping[str, float] = NOTHING) -> Yardstick:
    """Return the exact best line and constant of a loss for numbers.

    For a loss that is not convex there is no proven best: then the best line under squared errors stands in, theta
    is None, and the constant is the median.
    """
    X = x[:, None]
    f, level = (objective(model, loss, X, y, parameters=parameters) for model in (line(), polynomial(0)))
    try:
        best, flat = minimize(f), minimize(level)
    except NoExactMinimum:
        stand_in = minimize(objective(line(), "mse", X, y))
        return Yardstick(None, f.value(stand_in.theta), level.value([float(np.median(y))]))
    return Yardstick(best.theta, best.loss, flat.loss)
