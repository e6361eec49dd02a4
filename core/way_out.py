"""Leaving a saddle: from exactly there nobody moves; beside it, each step is a little longer than the last."""

from dataclasses import dataclass
from math import inf, log, log1p

import numpy as np

from core.arrays import Array
from core.critical_points import CriticalPoint, escape
from core.descent import descend
from core.objective import Objective
from core.standing import Box, nudged, reach


@dataclass(frozen=True)
class Course:
    """Gradient descent from one start near a saddle: the loss (k,) of every step."""

    start: Array
    losses: Array
    left: int | None                     # the first step by which half of the whole fall is done; None if it stays

    @property
    def fall(self) -> float:
        """How much lower the last step lies than the first."""
        return float(self.losses[0] - self.losses[-1])


def courses(f: Objective, saddle: CriticalPoint, box: Box, rate: float, steps: int, share: float,
            seeds: tuple[int, ...]) -> tuple[Course, ...]:
    """Descents from the saddle itself, from a step along its way out, and from beside it by noise of each seed.

    The step and the deviation of the noise are `share` of half the window. Raises ValueError if the point has no
    way out.
    """
    if saddle.down is None:
        raise ValueError("No direction is known that leads down from here.")
    out = escape(f, saddle, share * reach(box, saddle.down)).theta
    starts = [saddle.theta, out, *(nudged(box, saddle.theta, share, seed) for seed in seeds)]
    return tuple(course(f, start, saddle, rate, steps) for start in starts)


def course(f: Objective, start: Array, saddle: CriticalPoint, rate: float, steps: int) -> Course:
    """One descent, its last loss kept up to the end of the picture."""
    run = descend(f, start, "gradient_descent", rate, steps)
    losses = run.losses[np.minimum(np.arange(steps + 1), run.last)]
    losses = np.where(np.isfinite(losses), losses, np.nan)
    fall = losses[0] - np.nanmin(losses)
    if not fall > 1e-6 * max(abs(saddle.value), 1e-300):
        return Course(start, losses, None)
    return Course(start, losses, int(np.flatnonzero(losses <= losses[0] - fall / 2)[0]))


def steps_out(curvature: float, rate: float, gain: float) -> float:
    """Steps of gradient descent until the distance to a saddle has grown `gain`-fold along its way out.

    Along an eigenvector with eigenvalue λ < 0 every step multiplies the distance by 1 + η|λ|, so it takes
    log(gain)/log(1 + η|λ|) of them: infinitely many from exactly the saddle (gain infinite).
    """
    if not (curvature < 0 < rate) or gain == inf:
        return inf
    return log(gain) / log1p(-rate * curvature)
