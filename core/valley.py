"""The valleys that different losses make of the same data, on one map: where each is lowest, and how to walk down.

All maps share their coordinates, their window and the start of the walk, so that only the loss makes a difference.
"""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.exact import minimize
from core.models import line
from core.objective import condition_number, objective
from core.surface import Window, window

ROUND_ENOUGH = 30.0                              # condition number up to which a small map in data units is legible
CORNER = -0.72, 0.66                             # where the walks start, in half widths of the window from its center


@dataclass(frozen=True)
class Coordinates:
    """Lines as b + w·z with z = (x − center) / size; center 0 and size 1 are the data's own units.

    y stays in its own unit, so a loss keeps its scale and its parameters.
    """

    center: float
    size: float

    @property
    def plain(self) -> bool:
        """Whether these are the data's own units."""
        return self.center == 0.0 and self.size == 1.0

    def apply(self, x: Array) -> Array:
        """Return z (n,)."""
        return (x - self.center) / self.size

    def of(self, theta: Array) -> Array:
        """Return the parameters of a line given in the data's units."""
        return np.array([theta[0] + theta[1] * self.center, theta[1] * self.size])


def coordinates(x: Array, y: Array) -> Coordinates:
    """Return the data's units where the bowl of squares is round enough to be looked at, else x standardized."""
    condition = condition_number(objective(line(), "mse", x, y))
    if condition is not None and condition <= ROUND_ENOUGH:
        return Coordinates(0.0, 1.0)
    center = float(x.mean())
    largest = float(np.abs(x - center).max()) or 1.0
    return Coordinates(center, float(np.sqrt((((x - center) / largest) ** 2).mean())) * largest or 1.0)


def common_window(z: Array, y: Array) -> tuple[Window, Array]:
    """Return the window of all maps and the start (2,): around the least-squares line, up to the height of var(y)."""
    f = objective(line(), "mse", z, y)
    bottom, bend = minimize(f).theta, f.hessian(np.zeros(2))
    shown = window(bottom, bottom, bend, float(np.var(y)) or 1.0)
    low, high = np.array(shown.low), np.array(shown.high)
    return shown, (low + high) / 2.0 + (high - low) / 2.0 * np.array(CORNER)


def first_step_rate(gradient: Array, start: Array, goal: Array, share: float) -> float:
    """Return the learning rate with which the first step is this share of the way from start to goal."""
    length = float(np.linalg.norm(gradient))
    way = float(np.linalg.norm(goal - start))
    return share * way / length if length > 0.0 and way > 0.0 else 1.0


def course(losses: Array, smallest: float | None) -> str:
    """Return how a descent of finite losses (k,) ends: "settles", "rattles" or "moves".

    It rattles if the loss still rises at a fifth of its last quarter of steps and the lowest of them has closed less
    than a tenth of the gap of the quarter before. Else it settles if it is within a thousandth of the smallest loss.
    """
    floor = float(losses.min()) if smallest is None else smallest
    quarter = len(losses) // 4
    if quarter >= 2:
        last, before = losses[-quarter:], losses[-2 * quarter: -quarter]
        rises = float((np.diff(last) > 1e-9 * abs(floor)).mean())
        stuck = last.min() >= before.min() - 0.1 * (before.min() - floor)
        if rises >= 0.2 and stuck:
            return "rattles"
    return "settles" if smallest is not None and losses[-1] - smallest <= 1e-3 * abs(smallest) else "moves"
