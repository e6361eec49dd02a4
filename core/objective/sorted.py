"""For straight pieces and a line, sorted rows answer for many b at once: how many lie below, and how far in all.

With w fixed, the loss of a line is a function of b alone, with a corner for each row. Once the rows are sorted by
where their corner lies, the loss at any b follows from two running sums: a map of 100 × 100 pairs (b, w) costs a
hundred sortings instead of ten thousand passes over the rows.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Array, ArrayLike, Flags
from core.models.model import parameters_of
from core.objective.general import beyond_numbers
from core.objective.linear import LinearObjective
from core.pieces import Piece, Pieces, pieces

WORTH_SORTING = 4                                # thetas per w from which on a sorting costs less than the passes


@dataclass(frozen=True, eq=False)
class SortedObjective(LinearObjective):
    """L(b, w) of a line under a loss made of straight pieces."""

    @cached_property
    def parts(self) -> Pieces:
        """The loss as a constant and its pieces."""
        found = pieces(self.loss, self.parameters)
        assert found is not None, "made only for losses that have pieces"
        return found

    @cached_property
    def groups(self) -> list[tuple[Flags, float, tuple[Piece, ...]]]:
        """Rows that have the same pieces as functions of b: which, the sign of b in them, and the pieces."""
        if self.loss.task == "regression":
            return [(self.share > 0.0, 1.0, self.parts.parts)]
        sides = ((0.0, -1.0), (1.0, 1.0))
        return [((self.share > 0.0) & (self.y == label), side, self.parts.parts) for label, side in sides]

    def values(self, thetas: ArrayLike) -> Array:
        """Return L (m,) at many thetas (m, 2); by sorting where many of them share their w."""
        points = parameters_of(thetas, self.size)
        slopes, which = np.unique(points[:, 1], return_inverse=True)
        if len(points) < WORTH_SORTING * len(slopes):
            return super().values(points)
        losses = np.full(len(points), self.parts.constant)
        order = np.argsort(which, kind="stable")
        ends = np.searchsorted(which[order], np.arange(len(slopes) + 1))
        with beyond_numbers():
            for number, slope in enumerate(slopes):
                mine = order[ends[number]: ends[number + 1]]
                losses[mine] += self.along(float(slope), points[mine, 0])
            losses = losses + self.penalty(points)
        return np.where(np.isnan(losses), np.inf, losses)

    def along(self, slope: float, biases: Array) -> Array:
        """Return the sum of the pieces (k,) at some b, for one w."""
        total = np.zeros(len(biases))
        for rows, side, parts in self.groups:
            reached = slope * self.X[rows, 0]
            corners = self.y[rows] - reached if self.loss.task == "regression" else -reached
            for part in parts:
                total += straight(side * corners, self.share[rows], side * biases - part.place, part)
        return total


def straight(corners: Array, share: Array, places: Array, part: Piece) -> Array:
    """Return Σ share · (high · d above 0, low · d below 0) of d = place − corner for each place (k,)."""
    if len(corners) == 0:
        return np.zeros(len(places))
    middle = float(np.median(corners))           # so that the running sums stay small where the data are far from 0
    order = np.argsort(corners)
    corners, share, places = corners[order] - middle, share[order], places - middle
    mass, moment = (np.concatenate([[0.0], np.cumsum(values)]) for values in (share, share * corners))
    below = np.searchsorted(corners, places)
    above_zero = places * mass[below] - moment[below]
    all_rows = places * mass[-1] - moment[-1]
    return np.asarray(part.high * above_zero + part.low * (all_rows - above_zero))
