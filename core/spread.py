"""The errors of several fits as histograms with common bars, so that their shapes can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Whole
from core.losses.loss import robust_spread

BARS = 41
WIDTH = 4.0                                      # robust deviations to either side


@dataclass(frozen=True)
class Bars:
    """One histogram; the outermost bars also count what lies farther out."""

    counts: Whole                                # (BARS,)
    beyond: int                                  # how many lie farther out
    mean: float
    median: float
    above: int                                   # rows above the line, below it, and on it
    below: int
    on: int


def edges(errors: Array) -> Array:
    """Return the common edges (BARS + 1,), even about 0 and wide enough for the given errors but for their tails."""
    reach = WIDTH * robust_spread(errors)
    largest = float(np.abs(errors).max())
    reach = min(reach, 1.05 * largest) if largest > 0.0 else reach
    return np.linspace(-reach, reach, BARS + 1)


def bars(errors: Sequence[Array], at: Array, scale: float) -> list[Bars]:
    """Return the histogram of each fit's errors e = y − ŷ (n,) with edges `at`.

    An error within 1e-9 of `scale`, the size of the numbers it comes from, counts as 0: the row lies on the line.
    """
    return [_bars(each, at, 1e-9 * scale) for each in errors]


def _bars(errors: Array, at: Array, nothing: float) -> Bars:
    inside = np.clip(errors, at[0], at[-1])
    above, below = int((errors > nothing).sum()), int((errors < -nothing).sum())
    return Bars(np.histogram(inside, at)[0].astype(np.int64), int(((errors < at[0]) | (errors > at[-1])).sum()),
                float(errors.mean()), float(np.median(errors)), above, below, len(errors) - above - below)
