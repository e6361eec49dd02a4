"""When the prediction is linear in the parameters, the Hessian and the creases have formulas."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from core.arrays import Array, ArrayLike, Flags, Whole
from core.models.model import Pullback, parameters_of
from core.objective.general import DataObjective, beyond_numbers

ON_A_CREASE = 1e-9                               # distance to a kink, relative to the numbers it comes from


@dataclass(frozen=True, eq=False)
class LinearObjective(DataObjective):
    """L(θ) of a model whose prediction is design @ θ (per output)."""

    @cached_property
    def design(self) -> Array:
        """The columns whose combinations the predictions are (n, q), each stored in one piece: sums run along them."""
        return np.asfortranarray(self.model.design(self.X))

    def batch(self, rows: ArrayLike | slice) -> Self:
        """Return the objective of some rows; their part of the design is taken, not computed again."""
        which = rows if isinstance(rows, slice) else np.asarray(rows)
        part = super().batch(which)
        vars(part)["design"] = np.asfortranarray(self.design[which])       # where the property keeps its value
        return part

    @property
    def exact_hessian(self) -> bool:
        """Always."""
        return True

    @cached_property
    def slopes_at_guess(self) -> Array:
        """How hard each row pulls (n,) at the guess without features: the median, or logits of 0."""
        rows = len(self.y)
        guess = np.full(rows, np.median(self.y)) if self.loss.task == "regression" else np.zeros(rows)
        if self.loss.task == "multiclass":
            guess = np.asarray(np.zeros((self.model.outputs, rows)).T)
        return np.asarray(np.abs(self.loss.slope(guess, self.y, **self.parameters)).reshape(rows, -1).max(axis=1))

    @cached_property
    def gradient_scale(self) -> float:
        """The length the gradient would have at that guess if the pulls of the rows didn't cancel."""
        return float(np.linalg.norm((self.slopes_at_guess * self.share) @ np.abs(self.design)))

    @cached_property
    def penalized_columns(self) -> Array:
        """1 for the columns of the design whose parameters the penalties count, else 0 (q,)."""
        return self.penalized[self.order_by_output][: self.design.shape[1]]

    def predict(self, theta: Array) -> Array:
        """Return the predictions for the data."""
        return self.design @ theta if self.model.outputs == 1 else super().predict(theta)

    def with_pullback(self, theta: Array) -> tuple[Array, Pullback]:
        """Return the predictions, and slopes by them -> slopes by theta."""
        if self.model.outputs > 1:
            return super().with_pullback(theta)
        return self.design @ theta, lambda slopes: slopes @ self.design

    def hessian(self, theta: ArrayLike) -> Array:
        """Return the second derivatives (p, p): Σ share · curvature · (row)ᵀ(row), plus 2·l2."""
        point = parameters_of(theta, self.size)
        with beyond_numbers():
            curvature = self.loss.curvature(self.predict(point), self.y, **self.parameters)
            bend = self.stacked_hessian(curvature) if self.model.outputs > 1 else (
                (self.design.T * (curvature * self.share)) @ self.design)
        return bend + np.diag(2.0 * self.l2 * self.penalized)

    def stacked_hessian(self, curvature: Array) -> Array:
        """Return the Hessian for k outputs, from the curvatures (n, k, k) of each row."""
        k, columns = self.model.outputs, self.design.shape[1]
        blocks = np.einsum("iab,ic,id->acbd", curvature * self.share[:, None, None], self.design, self.design,
                           optimize=True)
        order = self.order_by_output
        bend = np.empty((self.size, self.size))
        bend[np.ix_(order, order)] = blocks.reshape(k * columns, k * columns)
        return bend

    @cached_property
    def order_by_output(self) -> Whole:
        """Where in theta the parameters of output 0, then 1, ... stand; theta itself has all biases first."""
        k, d = self.model.outputs, self.design.shape[1] - 1
        biases, weights = np.arange(k)[:, None], k + np.arange(k * d).reshape(k, d)
        return np.hstack([biases, weights]).ravel()

    def creases(self, theta: ArrayLike) -> tuple[Array, Array]:
        """Return the middle slope (p,) and half the jump (m, p) of each crease that theta lies on.

        The subdifferential is every  middle + Σ t_j jump_j  with t_j from -1 to 1; without a crease m is 0.
        A row is on a crease when its distance to the kink is within 1e-9 of the numbers it is computed from.
        """
        point = parameters_of(theta, self.size)
        middle, jumps = self.gradient(point), []
        if self.loss.task != "multiclass" and not self.loss.smooth:
            prediction, slack = self.predict(point), np.abs(self.design) @ np.abs(point) + np.abs(self.y)
            for kink in sorted(set(self.loss.kinks(**self.parameters))):
                place = self.y + kink if self.loss.task == "regression" else (2.0 * self.y - 1.0) * kink
                here = (np.abs(prediction - place) <= ON_A_CREASE * (slack + abs(kink))) & (self.share > 0.0)
                below, above = self.slopes_beside(place[here], self.y[here], kink)
                rows = self.design[here] * self.share[here, None]
                middle = middle + ((below + above) / 2.0 - self.slope_taken(prediction[here], here)) @ rows
                jumps.append(rows * ((above - below) / 2.0)[:, None])
        zero = self.zero_weights(point)
        middle[zero] -= self.l1 * np.sign(point[zero])
        return middle, np.vstack([*jumps, self.l1 * np.eye(self.size)[zero]])

    def slope_taken(self, prediction: Array, here: Flags) -> Array:
        """Return the slopes that the gradient has used for some rows."""
        return self.loss.slope(prediction, self.y[here], **self.parameters)

    def slopes_beside(self, place: Array, target: Array, kink: float) -> tuple[Array, Array]:
        """Return the slopes just below and just above kinks at the given predictions."""
        others = [abs(kink - other) for other in self.loss.kinks(**self.parameters) if other != kink]
        step = 1e-3 * min([1.0 + abs(kink), *others]) + 1e-12 * np.abs(place)
        return (self.loss.slope(place - step, target, **self.parameters),
                self.loss.slope(place + step, target, **self.parameters))

    def zero_weights(self, theta: Array) -> Whole:
        """Return which weights under l1 are 0, or so small that no prediction shows it."""
        if self.l1 == 0.0:
            return np.zeros(0, dtype=np.int64)
        reach = np.abs(self.design).max(axis=0)
        if self.model.outputs > 1:
            spread = np.empty(self.size)
            spread[self.order_by_output] = np.tile(reach, self.model.outputs)
            reach = spread
        effect = np.abs(theta) * reach
        size = max(float(effect.max()), float(np.abs(self.y).max()) if self.loss.task == "regression" else 1.0)
        return np.flatnonzero((self.penalized > 0) & (effect <= ON_A_CREASE * size))
