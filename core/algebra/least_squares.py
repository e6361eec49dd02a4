"""The lowest point of a sum of squares, and the shape of the bowl around it, to the last digit that matters.

Columns are centered and scaled, factored as Q R by Householder's reflections, and the solution is then refined:
what is still missed is computed with twice the digits, and R turns it into a correction, until nothing changes.
Centering and R only steer; the answer is that of the data as they are given (Björck, 1987; Higham, 2002, ch. 20).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.algebra.precise import Pair, add, gathered, misses, times
from core.algebra.triangle import ROWS_AT_A_TIME, triangle_of
from core.arrays import Array, Flags, Whole

EPSILON = float(np.finfo(float).eps)
MOST_ROUNDS = 30                                 # of refinement; three are usual
ROUND = 1e5                                      # condition number up to which a first solution needs no care
LARGEST_POWER = 1000                             # of two that is a number, and one over it as well
LARGEST_RIDGE = 1e280                            # a penalty beyond it means the same: this parameter is 0


@dataclass(frozen=True)
class Bowl:
    """A mean of squares as a function of theta: height + |root (theta - bottom)|^2."""

    bottom: Array                                # a lowest point (p,)
    height: float                                # the mean of squares there, penalty included
    root: Array                                  # (p, p)
    gap: float                                   # a bound on height - minimum, from the slope that rounding left
    rank: int                                    # p if the lowest point is the only one

    @property
    def hessian(self) -> Array:
        """The matrix of second derivatives (p, p), the same everywhere."""
        return 2.0 * self.root.T @ self.root


def bowl(design: Array, y: Array, weights: Array, ridge: Array, rest: Array | None = None) -> Bowl:
    """Return the bowl  sum(weights * (y - design @ theta)^2) / sum(weights) + sum(ridge * theta^2).

    Args:
        design: (n, p), its first column all ones.
        y: (n,).
        weights: (n,), not negative, with a positive sum.
        ridge: (p,), not negative: the penalty on each parameter.
        rest: (n, p), what rounding took from the columns if they are computed ones; None if they are data.

    A column that the others explain up to the rounding of the data gets the parameter 0 at the bottom, and the rank
    is below p.
    """
    mass = float(weights.sum())
    rows = squares(design, y, weights, ridge * mass, rest)
    whole = centered_triangle(rows)
    kept, triangle = independent(rows, whole)
    theta = refined(rows, kept, triangle)
    missed = misses(rows.target, rows.matrix, rows.rest, (theta, np.zeros_like(theta)))
    steepness = np.linalg.solve(triangle.T, rows.slope(missed)[kept])
    height = float(rows.weight @ missed[0] ** 2) / mass
    gap = float(steepness @ steepness) / mass + 8 * EPSILON * height
    root = whole / np.sqrt(mass)
    return Bowl(
        bottom=np.ldexp(theta, rows.target_power + rows.powers),
        height=float(np.ldexp(height, 2 * rows.target_power)),
        root=np.ldexp(root + root[:, :1] * rows.centers, -rows.powers),
        gap=float(np.ldexp(gap, 2 * rows.target_power)),
        rank=len(kept),
    )


@dataclass(frozen=True)
class Squares:
    """What is squared: the data's rows and one row per penalty, each column and the target brought to size 1."""

    matrix: Array                                # (n + penalties, p), the first column ones (0 for penalties)
    rest: Array | None                           # what rounding took from it
    target: Array                                # (n + penalties,)
    weight: Array                                # (n + penalties,)
    centers: Array                               # (p,) the columns' means; 0 for the column of ones
    constant: Flags                              # (p,)
    powers: Whole                                # (p,) of two, by which the columns were multiplied
    target_power: int

    def centered(self, part: slice) -> Array:
        """Return some rows with the columns' means taken off, times the root of their weight."""
        some = self.matrix[part]
        return (some - some[:, :1] * self.centers) * np.sqrt(self.weight[part])[:, None]

    @cached_property
    def even(self) -> bool:
        """Whether all rows count the same."""
        return bool(self.weight.min() == self.weight.max())

    def slope(self, missed: Pair) -> Array:
        """Return what pulls at the parameters of the centered columns (p,), given what each row misses."""
        if self.even:
            pulls = times(self.weight[:1], gathered(self.matrix, self.rest, missed))
        else:
            pulls = gathered(self.matrix, self.rest, times(self.weight, missed))
        common = np.repeat(pulls[0][:1], len(self.centers)), np.repeat(pulls[1][:1], len(self.centers))
        return add(pulls, times(-self.centers, common))[0]

    def rough_slope(self) -> Array:
        """Return what pulls at parameters of 0, with as many digits as usual."""
        pulls = (self.weight * self.target) @ self.matrix
        return np.asarray(pulls - self.centers * pulls[0])


def squares(design: Array, y: Array, weights: Array, ridge: Array, rest: Array | None = None) -> Squares:
    """Return the rows that are squared, scaled by powers of two, which is exact; rows of weight 0 are left out."""
    if not (weights > 0).all():
        used = weights > 0
        return squares(design[used], y[used], weights[used], ridge, None if rest is None else rest[used])
    size, target_power = -power_of(design, axis=0), int(power_of(y, axis=None))
    data = enlarged(design, size)
    constant = data.max(axis=0) == data.min(axis=0)
    constant[0] = False
    centers = np.where(constant, data[0], (weights @ data) / weights.sum())
    centers[0] = 0.0
    penalized = np.flatnonzero(ridge)
    with np.errstate(over="ignore"):             # infinite, and then the largest that is allowed
        penalties = np.minimum(np.ldexp(ridge[penalized], 2 * size[penalized]), LARGEST_RIDGE)
    return Squares(
        matrix=with_rows(data, np.eye(len(size))[penalized]),
        rest=None if rest is None else with_rows(enlarged(rest, size), np.zeros((len(penalized), len(size)))),
        target=np.concatenate([enlarged(y, -target_power), np.zeros(len(penalized))]),
        weight=np.concatenate([weights, penalties]),
        centers=centers, constant=constant, powers=size, target_power=target_power,
    )


def with_rows(data: Array, more: Array) -> Array:
    """Return both, one below the other; without a copy if there are no more."""
    return np.vstack([data, more]) if len(more) else data


def power_of(values: Array, axis: int | None) -> Whole:
    """Return the powers of two that are just not above the largest size; 0 where all values are 0."""
    largest = np.maximum(values.max(axis=axis), -values.min(axis=axis))
    return np.where(largest > 0, np.frexp(largest)[1] - 1, 0).astype(np.int64)


def enlarged(values: Array, powers: Whole | int) -> Array:
    """Return values · 2^powers, which is exact; a product is quicker than ldexp, where the factor is a number."""
    if np.abs(powers).max() > LARGEST_POWER:
        return np.ldexp(values, powers)
    return values * np.ldexp(1.0, powers)


def centered_triangle(rows: Squares) -> Array:
    """Return the triangular factor R (p, p) of the centered rows, block by block."""
    starts = range(0, len(rows.target), ROWS_AT_A_TIME)
    return triangle_of(np.vstack([triangle_of(rows.centered(slice(s, s + ROWS_AT_A_TIME))) for s in starts]))


def independent(rows: Squares, triangle: Array) -> tuple[Whole, Array]:
    """Return which columns don't follow from the others, and the triangle R of those, given that of all.

    In each round the column is taken that the ones before explain least, measured by its own length. What is
    left of a dependent column is only rounding: of its values as they are given (2 units in the last place), and
    of the factorization.
    """
    length = np.sqrt((triangle**2).sum(axis=0))
    given = np.sqrt(rows.weight @ rows.matrix**2)
    noise = EPSILON * (2.0 * given + 8.0 * len(length) * length)
    rest, kept = triangle.copy(), [0]
    for _ in range(1, len(length)):
        direction = rest[:, kept[-1]] / np.linalg.norm(rest[:, kept[-1]])
        for _ in range(2):                       # twice is enough (Kahan)
            rest = rest - np.outer(direction, direction @ rest)
        left = np.sqrt((rest**2).sum(axis=0))
        left[kept] = 0.0
        left[(left <= noise) | rows.constant & (length <= noise)] = 0.0
        if not left.any():
            break
        kept.append(int(np.argmax(left / np.where(length > 0, length, 1.0))))
    chosen = np.sort(kept)
    return chosen, triangle if len(chosen) == len(length) else triangle_of(triangle[:, chosen])


def refined(rows: Squares, kept: Whole, triangle: Array) -> Array:
    """Return the best theta (p,) in the scaled columns, rounded only once, at the end.

    A round takes off a factor of about (epsilon times the condition number) from the error.
    """
    size = len(rows.centers)
    theta: Pair = np.zeros(size), np.zeros(size)
    before = np.inf
    for _ in range(MOST_ROUNDS):
        rough = not np.isfinite(before) and np.linalg.cond(triangle) < ROUND
        slope = rows.rough_slope() if rough else rows.slope(misses(rows.target, rows.matrix, rows.rest, theta))
        step = np.zeros(size)
        step[kept] = np.linalg.solve(triangle, np.linalg.solve(triangle.T, slope[kept]))
        step[0] -= rows.centers @ step
        change = float(np.abs(step).max())
        if not change < before / 2:
            break
        coming = np.abs(step) * (change / before if np.isfinite(before) else 1.0)       # what the next round would do
        theta, before = add(theta, (step, np.zeros(size))), change
        if np.all(coming <= 1e-3 * EPSILON * np.abs(theta[0])):
            break
    return theta[0]
