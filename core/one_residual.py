"""One residual alone: what it costs by a loss, and how hard it pulls, in a unit in which losses can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.losses import LOSSES
from core.losses.loss import robust_spread
from core.outliers import round_number

REACH = 5.0                                      # units to either side
PLACES = 201
SQUARED = 1e-100, 1e100                          # units whose squares are numbers
PLAIN = 0.4, 2.5                                 # spreads at which the data's own unit will do


@dataclass(frozen=True)
class Cost:
    """A loss as a function of one residual e = y − ŷ, or of one margin."""

    at: Array                                    # (k,)
    value: Array                                 # (k,)
    slope: Array                                 # (k,) derivative by e, or by the margin
    name: str
    parameters: Mapping[str, float]
    unit: float                                  # of e, in units of y
    degree: int                                  # values are divided by unit to this power

    def value_at(self, e: ArrayLike) -> Array:
        """Return the loss at e, in units."""
        return self._of(e)[0]

    def slope_at(self, e: ArrayLike) -> Array:
        """Return its derivative by e there."""
        return self._of(e)[1]

    def _of(self, e: ArrayLike) -> tuple[Array, Array]:
        loss, place = LOSSES[self.name], as_array(e)
        sign, target = (-1.0, 0.0) if loss.task == "regression" else (1.0, 1.0)
        prediction = sign * self.unit * place
        goal = np.full_like(prediction, target)
        value = loss.value(prediction, goal, **self.parameters) / self.unit**self.degree
        slope = sign * loss.slope(prediction, goal, **self.parameters) / self.unit ** (self.degree - 1)
        return value, slope


def unit_for(y: Array) -> float:
    """Return the unit in which residuals of y are shown: its own where they are of size 1, else 1, 2, 5 · 10ᵏ of it.

    In the data's unit e² of some hundreds would hide |e| altogether.
    """
    spread = float(np.clip(robust_spread(y), *SQUARED))
    return 1.0 if PLAIN[0] <= spread <= PLAIN[1] else round_number(spread)


def degree(name: str) -> int:
    """Return how a loss of large errors grows with the unit: 2 for squares and what is made of them, 1 for lengths.

    Measured: residual, parameters and all stretched twofold, the loss grows by 2 to this power. (log_cosh, whose
    bend is fixed at 1, grows like a length in the far.)
    """
    loss = LOSSES[name]
    lengths = {key: 2.0 * value for key, value in loss.parameters.items() if key in loss.in_units_of_y}
    far = 1e6
    ratio = loss.value(2.0 * far, 0.0, **lengths) / loss.value(far, 0.0)
    return round(float(np.log2(ratio)))


def cost(name: str, parameters: Mapping[str, float], unit: float) -> Cost:
    """Return a regression loss against the residual, from -REACH to REACH units."""
    return _sampled(name, parameters, unit, degree(name), REACH)


def margin_cost(name: str, reach: float = 3.0) -> Cost:
    """Return a loss for two classes against the margin."""
    return _sampled(name, {}, 1.0, 0, reach)


def _sampled(name: str, parameters: Mapping[str, float], unit: float, power: int, reach: float) -> Cost:
    loss = LOSSES[name]
    kinks = np.array(loss.kinks(**{**loss.parameters, **parameters})) / unit
    beside = np.concatenate([-kinks, kinks]) if loss.task == "regression" else kinks
    near = np.concatenate([beside - 1e-9, beside, beside + 1e-9])
    at = np.unique(np.concatenate([np.linspace(-reach, reach, PLACES), near[np.abs(near) <= reach]]))
    empty = Cost(at, at, at, name, parameters, unit, power)
    return Cost(at, empty.value_at(at), empty.slope_at(at), name, parameters, unit, power)
