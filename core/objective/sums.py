"""For the squared loss of a linear model a few sums over the data say everything: L is a bowl.

L(θ) = L* + |root (θ − θ*)|², from one pass over the rows. After it a step costs the same for ten rows and for a
million. Nothing is computed from raw sums of squares, in which the digits of a distant small bowl drown.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.algebra.least_squares import Bowl, bowl
from core.arrays import Array, ArrayLike
from core.models.model import parameters_of
from core.objective.general import beyond_numbers, finite_or_inf
from core.objective.linear import LinearObjective


@dataclass(frozen=True, eq=False)
class SquaredObjective(LinearObjective):
    """L(θ) of the squared loss of a linear model."""

    @property
    def quadratic(self) -> bool:
        """Unless l1 puts creases into the bowl."""
        return self.l1 == 0.0

    @property
    def summed(self) -> bool:
        """With l1, too: it does not look at the rows."""
        return True

    @cached_property
    def bowl(self) -> Bowl:
        """The smooth part of L: mean of squares and l2, with its lowest point."""
        weights = self.share if self.weights is None else self.weights
        rounding = self.model.rounding(self.X) if hasattr(self.model, "rounding") else None
        return bowl(self.design, self.y, weights, self.l2 * self.penalized, rounding)

    def value(self, theta: ArrayLike) -> float:
        """Return L at one theta (p,)."""
        return float(self.values(parameters_of(theta, self.size)[None])[0])

    def values(self, thetas: ArrayLike) -> Array:
        """Return L (m,) at many thetas (m, p)."""
        points = parameters_of(thetas, self.size)
        with beyond_numbers():
            climbed = (((points - self.bowl.bottom) @ self.bowl.root.T) ** 2).sum(axis=-1)
            losses = self.bowl.height + climbed + self.l1 * np.abs(points * self.penalized).sum(axis=-1)
        return np.where(np.isnan(losses), np.inf, losses)

    def value_and_gradient(self, theta: ArrayLike) -> tuple[float, Array]:
        """Return L and its slopes."""
        point = parameters_of(theta, self.size)
        with beyond_numbers():
            along = self.bowl.root @ (point - self.bowl.bottom)
            slopes = 2.0 * self.bowl.root.T @ along
            value = self.bowl.height + along @ along
            if self.l1 > 0.0:
                slopes = slopes + self.l1 * self.penalized * np.sign(point)
                value = value + self.l1 * np.abs(point * self.penalized).sum()
        return finite_or_inf(value), slopes

    def gradient(self, theta: ArrayLike) -> Array:
        """Return the slopes."""
        return self.value_and_gradient(theta)[1]

    def hessian(self, theta: ArrayLike) -> Array:  # noqa: ARG002
        """Return the second derivatives (p, p), the same at every theta."""
        return self.bowl.hessian

    @cached_property
    def by_rows(self) -> LinearObjective:
        """The same, computed from the rows themselves."""
        plain = LinearObjective(self.model, self.loss, self.parameters, self.X, self.y, self.share,
                                self.l1, self.l2, self.weights)
        vars(plain)["design"] = self.design
        return plain

    def batch(self, rows: ArrayLike | slice) -> LinearObjective:  # type: ignore[override]
        """Return the objective of some rows; for one step the rows themselves are cheaper than their sums."""
        return self.by_rows.batch(rows)
