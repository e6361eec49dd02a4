"""Drag one point away, or spoil some rows, and see whose line follows: what a loss does with outliers.

Every function here works on one feature x (n,) and a target y (n,), and takes the fit as a function of the two.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.arrays import Array, Flags, Whole

Fit = Callable[[Array, Array], Array | None]     # (x, y) -> theta (b, w), or None where there is no fit

FARTHEST = 1_000.0                               # ranges of the data over which a point can be dragged
CLOSE = 50                                       # notches up to one range
WIDE = (1.2, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, FARTHEST)
MOST_SPOILED = 0.5                               # more than half spoiled rows are no outliers, they are the data


@dataclass(frozen=True)
class Change:
    """What is done to the data before they are fitted; nothing by default."""

    row: int = 0                                 # which row is dragged
    up: float = 0.0                              # by how much its y grows
    aside: float = 0.0                           # by how much its x grows
    share: float = 0.0                           # what share of all rows is spoiled: moved up by one range of y


def changed(x: Array, y: Array, change: Change) -> tuple[Array, Array, Whole]:
    """Return new x (n,), new y (n,), and which rows are spoiled; what was given stays as it is."""
    spoiled = spoiled_rows(len(y), change.share)
    new_x, new_y = x.copy(), y.copy()
    new_y[spoiled] += extent(y)
    new_x[change.row] += change.aside
    new_y[change.row] += change.up
    return new_x, new_y, spoiled


def extent(values: Array) -> float:
    """Return the distance from the smallest to the largest value; for a constant its size, and at least a unit."""
    low, high = float(values.min()), float(values.max())
    return high - low or abs(high) or 1.0


@lru_cache(maxsize=64)
def shuffled(rows: int, seed: int) -> Whole:
    """Return the order in which rows are spoiled: random, and the same every time."""
    return np.random.default_rng(seed).permutation(rows)


def spoiled_rows(rows: int, share: float, seed: int = 0) -> Whole:
    """Return which rows are spoiled, in order; a larger share spoils the same rows and more."""
    return np.sort(shuffled(rows, seed)[: round(min(share, MOST_SPOILED) * rows)])


def errors_of_squares(x: Array, y: Array) -> tuple[Array, Array]:
    """Return y − ŷ of the least-squares line, and the leverage (n,): the share of its own ŷ that each y decides."""
    across, up = x - x.mean(), y - y.mean()
    across = across / (float(np.abs(across).max()) or 1.0)          # squares of large numbers must stay in range
    spread = float(across @ across)
    if spread == 0.0:
        return up, np.full(len(y), 1.0 / len(y))
    return up - float(across @ up) / spread * across, 1.0 / len(y) + across**2 / spread


def telling_row(x: Array, y: Array) -> int:
    """Return the row that moves the least-squares line most, by Cook's (1977) distance e²h / (1 − h)².

    It is the one worth dragging first; a row that alone decides the line (h = 1) comes before all others.
    """
    errors, leverage = errors_of_squares(x, y)
    free, size = 1.0 - leverage, float(np.abs(errors).max()) or 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.where(free > 1e-9, (errors / size) ** 2 * leverage / free**2, np.inf)
    return int(np.argmax(distance))


def room_above(x: Array, y: Array, row: int) -> bool:
    """Return whether a row should be dragged up rather than down: away from the least-squares line."""
    return bool(errors_of_squares(x, y)[0][row] >= 0.0)


@lru_cache(maxsize=256)
def notches(reach: float) -> tuple[float, ...]:
    """Return the distances over which a point can be dragged: even steps up to `reach`, then ever wider ones.

    The steps are round numbers (1, 2 or 5 times a power of ten), so that every distance has few digits.
    """
    step = round_number(reach / CLOSE)
    near = [k * step for k in range(int(reach / step + 0.5) + 1)]
    far = [round(factor * reach / step) * step for factor in WIDE]
    there = sorted({float(f"{distance:.12g}") for distance in (*near, *far)})
    return tuple(-distance for distance in reversed(there[1:])) + tuple(there)


def round_number(size: float) -> float:
    """Return the one of 1, 2, 5 times a power of ten that is nearest to `size` by factor."""
    power = float(np.floor(np.log10(size)))
    leads = np.array([1.0, 2.0, 5.0, 10.0])
    lead = leads[np.argmin(np.abs(np.log10(leads) - (np.log10(size) - power)))]
    return float(f"{lead:g}e{power:g}")


def influence(fit: Fit, x: Array, y: Array, row: int, moves: Sequence[float] | Array, *,
              sideways: bool = False) -> Array:
    """Return the parameters (k, 2) of the fit after each of k moves of one row; NaN where there is no fit.

    Read against the moves this is the sensitivity curve, the finite-sample form of Hampel's (1974) influence curve.
    """
    name = "aside" if sideways else "up"
    found = [fit(*changed(x, y, Change(row=row, **{name: float(move)}))[:2]) for move in moves]
    return np.array([np.full(2, np.nan) if theta is None else theta for theta in found])


def shift(before: Array, after: Array, x: Array) -> float:
    """Return how far a line (b, w) has gone: its largest change of height between the smallest and largest x."""
    ends = np.array([float(x.min()), float(x.max())])
    return float(np.abs((after[0] - before[0]) + (after[1] - before[1]) * ends).max())


@dataclass(frozen=True)
class Breakdown:
    """How far a fit goes as more and more rows are spoiled."""

    shares: Array                                # (k,) of all rows, from 0
    counts: Whole                                # (k,) the rows that are spoiled
    shifts: Array                                # (k,) how far the line has gone, in ranges of y; NaN without a fit

    @property
    def broken(self) -> Flags:
        """Whether the line has left the data: it has gone farther than the whole range of y."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.shifts > 1.0)

    @property
    def point(self) -> int | None:
        """The index of the first share that breaks the fit for good, or None."""
        standing = np.flatnonzero(~self.broken)
        first = int(standing[-1]) + 1 if standing.size else 0
        return first if first < len(self.shares) else None


def breakdown(fit: Fit, x: Array, y: Array, *, far: float = 100.0, most: int = 26, seed: int = 0) -> Breakdown:
    """Return how the fit fares when 0, 1, ... up to half of the rows are thrown up by `far` ranges of y.

    The share at which it goes along is the finite-sample breakdown point for such errors in y (Donoho and Huber,
    1983). At most `most` counts are tried, among them 0 and 1.
    """
    half = int(MOST_SPOILED * len(y))
    counts = np.unique(np.concatenate([[0, min(1, half)], np.rint(np.linspace(0, half, most - 1))]).astype(np.int64))
    order, size = shuffled(len(y), seed), extent(y)
    before, shifts = fit(x, y), []
    for count in counts:
        thrown = y.copy()
        thrown[order[:count]] += far * size
        after = fit(x, thrown)
        shifts.append(np.nan if before is None or after is None else shift(before, after, x) / size)
    return Breakdown(counts / len(y), counts, np.array(shifts))
