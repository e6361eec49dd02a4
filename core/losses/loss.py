"""A loss says how bad one prediction is; the mean over all rows is what learning makes small."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.registry import fixed, with_defaults

Task = Literal["regression", "binary", "multiclass"]
Formula = Callable[..., Array]                   # (prediction, target, **parameters) -> per row
Places = Callable[..., tuple[float, ...]]        # (**parameters) -> residuals or margins


def nowhere(**_parameters: float) -> tuple[float, ...]:
    """Return no place at all: the function is smooth."""
    return ()


@dataclass(frozen=True, eq=False)
class Loss:
    """One loss as the app sees it: three formulas that compute and the words and facts that go with them.

    Residuals are prediction - target. Margins are (2 t - 1) z for a target t of 0 or 1 and a logit z.
    """

    name: str                                    # in code, in links, in tests
    title: str                                   # on screen
    task: Task
    formula: Formula                             # value of each row
    first: Formula                               # its derivative by the prediction
    second: Formula                              # and the derivative of that
    latex: str
    slope_latex: str
    idea: str                                    # one sentence a beginner can repeat
    choose: str                                  # when to choose it
    fails: str                                   # how it fails
    parameters: Mapping[str, float] = field(default_factory=fixed)      # default values
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=fixed)
    in_units_of_y: Mapping[str, float] = field(default_factory=fixed)   # good values for y of deviation 1
    convex: bool = True
    smooth: bool = True                          # no kinks
    kinks: Places = nowhere                      # residuals or margins where the slope jumps
    bends: Places = nowhere                      # residuals or margins where only the curvature jumps
    trainable: bool = True
    refusal: str = ""                            # the sentence shown when training with it is refused

    def value(self, prediction: ArrayLike, target: ArrayLike, **parameters: float) -> Array:
        """Return the loss of each row: (n,) from predictions (n,), or logits (n, k) for k classes.

        A value that is beyond the range of numbers is inf, without a warning.
        """
        return self._computed(self.formula, prediction, target, parameters)

    def slope(self, prediction: ArrayLike, target: ArrayLike, **parameters: float) -> Array:
        """Return the derivative by the prediction, in its shape; at a kink a subgradient, 0 if possible."""
        return self._computed(self.first, prediction, target, parameters)

    def curvature(self, prediction: ArrayLike, target: ArrayLike, **parameters: float) -> Array:
        """Return the second derivative by the prediction: (n,), or (n, k, k) for k classes; 0 at a kink."""
        return self._computed(self.second, prediction, target, parameters)

    def parameters_for(self, y: ArrayLike) -> dict[str, float]:
        """Return default parameters that suit targets y: those in y's unit relative to its spread.

        The spread is 1.4826 times the median absolute deviation about the median (which estimates the
        deviation of normal noise), the standard deviation if that is 0, or 1 if y is constant.
        """
        spread = robust_spread(as_array(y)) if self.in_units_of_y else 1.0
        return {**self.parameters, **{name: factor * spread for name, factor in self.in_units_of_y.items()}}

    def _computed(
        self, formula: Formula, prediction: ArrayLike, target: ArrayLike, given: Mapping[str, float]
    ) -> Array:
        parameters = with_defaults(self.name, self.parameters, given)
        # Infinite losses (and, from infinite logits, undefined ones) are how a descent that diverges shows.
        with np.errstate(over="ignore", invalid="ignore"):
            return formula(as_array(prediction), np.asarray(target), **parameters)


def robust_spread(y: Array) -> float:
    """Return the spread of y that outliers don't change: 1.4826 MAD, else the deviation, else 1."""
    finite = y[np.isfinite(y)]
    if finite.size == 0 or finite.max() == finite.min():
        return 1.0
    size = float(np.abs(finite).max())           # scaled first, so that squares of huge numbers stay finite
    scaled = finite / size
    spread = 1.4826 * float(np.median(np.abs(scaled - np.median(scaled)))) or float(scaled.std())
    return spread * size or 1.0
