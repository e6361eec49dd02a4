"""The smallest model is one number for all rows: which number a loss picks says what the loss is after.

At the best constant c the rows above pull it up as hard as the rows below pull it down.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.losses import Loss

HALVINGS = 1_100                                 # enough to come from 1e308 down to neighboring numbers
ROUNDING = 1e-13                                 # of the total pull: less than this is balance
NUMBERS_AT_ONCE = 200_000
GRID = 400                                       # starts, for a loss that is not convex


@dataclass(frozen=True)
class Constant:
    """Which constant a loss picks, and the pulls that balance there."""

    low: float                                   # the best constants are all numbers from low
    high: float                                  # to high; the same number where there is only one
    loss: float                                  # the mean loss there
    exact: bool                                  # False: the best found on a grid, the loss not being convex
    above: int                                   # how many rows lie above the constant
    below: int
    pull_up: float                               # sum of the slopes of the rows above: how hard they pull
    pull_down: float

    @property
    def value(self) -> float:
        """The middle of the best constants."""
        return self.low + (self.high - self.low) / 2.0

    @property
    def balanced(self) -> bool:
        """Whether the pulls from above and from below are equal; if not, rows that lie on c hold the rest."""
        return abs(self.pull_up - self.pull_down) <= 1e-6 * (self.pull_up + self.pull_down)

    @property
    def unique(self) -> bool:
        """Whether no other constant is as good."""
        return self.high - self.low <= 1e-9 * max(abs(self.low), abs(self.high))


def best_constant(loss: Loss, y: Array, parameters: Mapping[str, float]) -> Constant:
    """Return the constants c that make the mean of loss(c, y) smallest; y (n,) holds numbers of a regression.

    Straight pieces: a walk over the sorted kinks. Smooth and convex: the slope is bisected. Not convex: the lowest
    of many starts between the smallest and the largest y, each followed down.
    """
    if not loss.convex:
        low = high = lowest_on_grid(loss, y, parameters)
    elif loss.smooth:
        low, high = level_stretch(loss, y, parameters)
    else:
        low, high = lowest_kinks(loss, y, parameters)
    middle = low + (high - low) / 2.0
    slopes = loss.slope(np.full(len(y), middle), y, **parameters)
    mean = float(loss.value(np.full(len(y), middle), y, **parameters).mean())
    return Constant(low, high, mean, loss.convex, int((y > middle).sum()), int((y < middle).sum()),
                    float(-slopes[y > middle].sum()), float(slopes[y < middle].sum()))


def lowest_kinks(loss: Loss, y: Array, parameters: Mapping[str, float]) -> tuple[float, float]:
    """Return the ends of the lowest stretch of a sum of straight pieces: where its slope passes through 0."""
    kinks = sorted(set(loss.kinks(**parameters)))
    step = float(min(np.diff(kinks), default=1.0)) / 4.0             # to either side of a kink, and short of the next
    slopes = [float(loss.slope(kink + side, 0.0, **parameters)) for kink in kinks for side in (-step, step)]
    places = np.concatenate([y + kink for kink in kinks])
    jumps = np.repeat(np.array(slopes[1::2]) - np.array(slopes[::2]), len(y))
    order = np.argsort(places, kind="stable")
    places, after = places[order], slopes[0] * len(y) + np.cumsum(jumps[order])
    balance = 1e-9 * max(map(abs, slopes))       # slopes are sums of few different numbers: rounding is far smaller
    first = int(np.argmax(after >= -balance))
    last = int(np.argmax(after > balance))
    return float(places[first]), float(places[last])


def level_stretch(loss: Loss, y: Array, parameters: Mapping[str, float]) -> tuple[float, float]:
    """Return the ends of the stretch on which the slope of a smooth convex sum is 0, most often one number."""
    slopes = loss.slope(y.min(), y, **parameters), loss.slope(y.max(), y, **parameters)
    balance = ROUNDING * max(float(np.abs(each).sum()) for each in slopes)

    def pull(c: float) -> float:
        return float(loss.slope(c, y, **parameters).sum())

    return (bisected(lambda c: pull(c) >= -balance, float(y.min()), float(y.max())),
            bisected(lambda c: pull(c) > balance, float(y.min()), float(y.max())))


def bisected(reached: Callable[[float], bool], low: float, high: float) -> float:
    """Return the smallest number from low to high at which a test that stays true becomes true; else high."""
    if reached(low):
        return low
    for _ in range(HALVINGS):
        middle = low + (high - low) / 2.0
        if middle in (low, high):
            break
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def lowest_on_grid(loss: Loss, y: Array, parameters: Mapping[str, float]) -> float:
    """Return the lowest place that is found from many starts, followed down by reweighted means."""
    ends = np.quantile(y, np.linspace(0.0, 1.0, GRID)) if len(y) > GRID else y
    starts = np.unique(np.concatenate([ends, np.linspace(y.min(), y.max(), GRID)]))
    block = max(1, NUMBERS_AT_ONCE // len(y))
    heights = np.concatenate([loss.value(starts[s: s + block, None], y, **parameters).mean(axis=1)
                              for s in range(0, len(starts), block)])
    place = float(starts[np.argmin(heights)])
    for _ in range(HALVINGS):
        residual = place - y
        apart = np.where(residual != 0.0, residual, 1.0)
        weight = np.where(residual != 0.0, loss.slope(place, y, **parameters) / apart, 1.0)
        if not weight.sum() > 0.0:
            break
        after = place - float((weight * residual).sum() / weight.sum())
        if abs(after - place) <= 1e-15 * abs(place):
            break
        place = after
    return place


def relative_losses(loss: Loss, y: Array, parameters: Mapping[str, float], best: Constant, low: float, high: float,
                    places: int = 161) -> tuple[Array, Array]:
    """Return constants (k,) from low to high, and their mean losses as multiples of the smallest one.

    Where the smallest loss is 0, as for a constant y, the multiples are of the largest loss, and 1 is added.
    """
    ends = np.array([best.low, best.value, best.high])
    at = np.unique(np.concatenate([np.linspace(low, high, places), ends[(ends >= low) & (ends <= high)]]))
    block = max(1, NUMBERS_AT_ONCE // len(y))
    means = np.concatenate([loss.value(at[s: s + block, None], y, **parameters).mean(axis=1)
                            for s in range(0, len(at), block)])
    if best.loss > 0.0:
        return at, means / best.loss
    return at, 1.0 + means / (float(means.max()) or 1.0)
