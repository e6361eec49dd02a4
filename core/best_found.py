"""A loss whose pull fades has many valleys: start in several places, walk down from each, and keep the lowest.

What is found this way is the best of those starts, not a proven minimum, and must be called so.
"""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.objective.general import DataObjective
from core.objective.linear import LinearObjective

MOST_ROUNDS = 500
SETTLED = 1e-14                                  # relative fall of the loss in a round at which a walk has ended
NUMBERS_AT_ONCE = 60_000                         # rows times starts; more rows get fewer starts
FEWEST, MOST = 8, 20


@dataclass(frozen=True)
class Found:
    """The lowest place that was found."""

    theta: Array                                 # (p,)
    loss: float
    starts: int                                  # how many walks there were
    agreed: int                                  # how many of them ended at this loss


def best_found(f: DataObjective, starts: Array) -> Found:
    """Return the lowest end of the walks from `starts` (m, p).

    Each round solves a weighted least-squares problem, the weight of a row being slope(r) / r: iteratively
    reweighted least squares (Beaton and Tukey, 1974). As slope(r) / r never grows with |r|, each such problem lies
    above the loss and touches it where the walk stands, so the loss never rises; Newton's step is taken instead
    wherever it falls lower.

    Raises:
        ValueError: the model is not linear in its parameters, or there is a penalty or another task than regression.
    """
    walk = _Walk(walkable(f))
    places = walk.to_basis(starts)
    heights = walk.heights(places)
    moving = np.arange(len(starts))
    for _ in range(MOST_ROUNDS):
        before = heights[moving]
        places[moving], heights[moving] = walk.round(places[moving], before)
        moving = moving[before - heights[moving] > SETTLED * np.abs(before)]
        if not moving.size:
            break
    lowest = int(np.argmin(heights))
    agreed = int(np.sum(heights <= heights[lowest] + 1e-9 * max(abs(float(heights[lowest])), 1e-300)))
    theta = walk.from_basis(places[lowest])
    return Found(theta, f.value(theta), len(starts), agreed)


def starts_for(f: DataObjective, known: list[Array], seed: int = 0) -> Array:
    """Return places to start from (m, p): what other losses have found, then exact fits of few random rows.

    A fit of as many rows as there are parameters (Rousseeuw, 1984) is likely, among several, to rest on good rows.
    """
    design = walkable(f).design
    rows, size = design.shape
    count = int(np.clip(NUMBERS_AT_ONCE // max(rows, 1), FEWEST, MOST))
    random = np.random.default_rng(seed)
    picks = [random.choice(rows, min(rows, size), replace=False) for _ in range(max(count - len(known), 0))]
    drawn = [np.linalg.lstsq(design[pick], f.y[pick], rcond=None)[0] for pick in picks]
    return np.array([*known, *drawn])


def walkable(f: DataObjective) -> LinearObjective:
    """Return f if these walks can be taken on it, else raise ValueError."""
    if not isinstance(f, LinearObjective) or f.loss.task != "regression" or f.l1 > 0.0 or f.l2 > 0.0:
        raise ValueError("Only a regression loss of a linear model without penalties is searched from several starts.")
    return f


class _Walk:
    """Many walks at once, in coordinates in which the columns of the design are orthonormal."""

    def __init__(self, f: LinearObjective) -> None:
        self.f = f
        self.scale = np.abs(f.design).max(axis=0)
        self.scale[self.scale == 0.0] = 1.0
        self.columns, triangle = np.linalg.qr(f.design / self.scale)
        self.triangle = triangle
        self.inverse = np.linalg.pinv(triangle)

    def to_basis(self, thetas: Array) -> Array:
        return np.asarray((thetas * self.scale) @ self.triangle.T)

    def from_basis(self, place: Array) -> Array:
        return np.asarray(self.inverse @ place / self.scale)

    def heights(self, places: Array) -> Array:
        values = self.f.loss.value(places @ self.columns.T, self.f.y, **self.f.parameters)
        return np.asarray(values @ self.f.share)

    def round(self, places: Array, heights: Array) -> tuple[Array, Array]:
        """Return each walk's next place and height: the lowest of both steps and of where it stands."""
        prediction = places @ self.columns.T
        slope = self.f.loss.slope(prediction, self.f.y, **self.f.parameters)
        downhill = -(slope * self.f.share) @ self.columns
        for bend in (self.majorizing(prediction, slope), self.f.loss.curvature(
                prediction, self.f.y, **self.f.parameters)):
            tried = prediction @ self.columns + self.solved(bend, downhill)
            height = self.heights(tried)
            lower = height < heights
            places, heights = np.where(lower[:, None], tried, places), np.where(lower, height, heights)
        return places, heights

    def majorizing(self, prediction: Array, slope: Array) -> Array:
        """Return slope(r) / r of every row (m, n), and at r = 0 the curvature, which is its limit."""
        residual = prediction - self.f.y
        there = residual != 0.0
        ratio = slope / np.where(there, residual, 1.0)
        return np.where(there, ratio, self.f.loss.curvature(self.f.y, self.f.y, **self.f.parameters))

    def solved(self, bend: Array, downhill: Array) -> Array:
        """Return the steps (m, p) to the lowest point of each parabola; no step along a direction without bend."""
        columns = self.columns
        matrices = np.stack([(columns.T * weight) @ columns for weight in bend * self.f.share])
        inverses = np.linalg.pinv(matrices, rcond=1e-12, hermitian=True)
        return np.asarray(np.einsum("mij,mj->mi", inverses, downhill))
