"""What a picture of a fit shows: from where to where its axes go, which rows are drawn, where a path leaves it."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Whole
from core.surface import Window


def span(values: Array, margin: float = 0.05) -> tuple[float, float]:
    """From a little below the smallest to a little above the largest value; never empty."""
    low, high = float(values.min()), float(values.max())
    room = margin * (high - low) if high > low else max(abs(low) * 0.1, 0.5)
    return low - room, high + room


def drawn_rows(rows: int, most: int, seed: int = 0) -> Whole:
    """Which rows are drawn: all, or a random sample of `most` that is the same every time, in order."""
    if rows <= most:
        return np.arange(rows)
    return np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))


@dataclass(frozen=True)
class LossAxis:
    """The axis of the losses: its ends, and whether it is logarithmic."""

    low: float
    high: float
    log: bool


def loss_axis(first: float, smallest: float) -> LossAxis:
    """From the smallest possible loss to the one at the start, whatever a path does in between.

    Logarithmic where the two differ more than threefold, but over no more than six powers of ten.
    """
    top = max(first, smallest)
    if smallest >= 0 and top > 3 * smallest and top > 0:
        return LossAxis(max(smallest / 1.3, top / 1e6), top * 1.5, log=True)
    room = 0.06 * (top - smallest) or 0.1 * abs(top) or 1.0
    return LossAxis(smallest - room, top + room, log=False)


def exit_of(path: Array, window: Window) -> tuple[float, float, float] | None:
    """Where a path (k, 2) leaves the window for good: the point on the border, and the angle there in degrees.

    The angle is counted clockwise from pointing right, as the screen counts. None if the path ends inside.
    """
    low, high = np.array(window.low), np.array(window.high)
    size = high - low
    finite = path[np.isfinite(path).all(axis=1)]
    inside = np.all((finite >= low) & (finite <= high), axis=1)
    if not len(finite) or (inside[-1] and len(finite) == len(path)) or not inside.any():
        return None
    last = int(np.flatnonzero(inside)[-1])
    if last + 1 >= len(finite):
        return None
    here, there = finite[last], finite[last + 1]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        step = there - here
        parts = np.where(step > 0, (high - here) / step, np.where(step < 0, (low - here) / step, np.inf))
    point = np.clip(here + min(1.0, float(np.nanmin(parts))) * step, low, high)
    ahead = step / size
    return float(point[0]), float(point[1]), float(np.degrees(np.arctan2(-ahead[1], ahead[0])))


def fan(across: tuple[float, float], up: tuple[float, float], center: tuple[float, float], count: int = 5) -> Array:
    """Lines through one point, turned evenly: their heights (count, 2) at both ends of the picture.

    The first falls and the last rises by four fifths of the picture's height over its width.
    """
    tilts = np.linspace(-0.8, 0.8, count) * (up[1] - up[0]) / (across[1] - across[0])
    return np.asarray(center[1] + tilts[:, None] * (np.array(across) - center[0]))


def boundary(theta: Array, across: tuple[float, float]) -> Array:
    """The heights (2,), at both ends of the picture, of the line on which b + w₁x₁ + w₂x₂ is zero (x₂ goes up)."""
    bias, first, second = theta
    return np.asarray(-(bias + first * np.array(across)) / second)


def round_up(value: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is not below a positive value: an axis that rarely moves."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(lead * power for lead in (1.0, 2.0, 5.0, 10.0) if lead * power >= value))
