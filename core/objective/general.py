"""Model and loss with the data put in: the mean loss over the rows, plus penalties on the weights."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.losses import Loss
from core.models import Model
from core.models.model import Pullback, parameters_of

NUMBERS_AT_A_TIME = 100_000                      # predictions held at once: as many as stay in the processor's cache
NUDGE = float(np.finfo(float).eps) ** (1 / 3)    # for differences: balances rounding against curvature of the slope


def beyond_numbers() -> np.errstate:
    """Let results be infinite without a warning: it is how a descent that diverges shows, and it is asked for."""
    return np.errstate(over="ignore", invalid="ignore")


@dataclass(frozen=True, eq=False)
class DataObjective:
    """L(θ) = Σ share · loss(prediction, target) + l1 Σ|w| + l2 Σw² over the penalized parameters w."""

    model: Model
    loss: Loss
    parameters: Mapping[str, float]              # of the loss
    X: Array                                     # (n, d)
    y: Array                                     # (n,)
    share: Array                                 # (n,) what each row counts for
    l1: float = 0.0
    l2: float = 0.0
    weights: Array | None = None                 # (n,) as given; share is weights / sum(weights)

    @property
    def size(self) -> int:
        """The number of parameters, p."""
        return self.model.size

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names."""
        return self.model.names

    @property
    def convex(self) -> bool:
        """A convex loss of a prediction that is linear in the parameters."""
        return self.loss.convex and self.model.linear_in_parameters

    @property
    def smooth(self) -> bool:
        """Whether neither the loss, nor the penalty, nor the model has a kink."""
        return self.loss.smooth and self.l1 == 0.0 and bool(getattr(self.model, "smooth", True))

    @property
    def quadratic(self) -> bool:
        """Only squared losses of linear models are."""
        return False

    @property
    def summed(self) -> bool:
        """Whether a few sums stand for all rows, so that a look at the loss costs the same for any number of them."""
        return False

    @property
    def exact_hessian(self) -> bool:
        """Whether the Hessian comes from formulas rather than from differences."""
        return False

    @property
    def lower_bound(self) -> float:
        """No loss is negative, and no penalty."""
        return 0.0

    @property
    def gradient_scale(self) -> float:
        """How long gradients are here; 0 if only the start can tell. What is small is small beside this."""
        return 0.0

    @cached_property
    def penalized(self) -> Array:
        """1 for the parameters that the penalties count, else 0 (p,)."""
        return as_array(self.model.penalized)

    def value(self, theta: ArrayLike) -> float:
        """Return L at one theta (p,); inf where it is beyond all numbers."""
        point = parameters_of(theta, self.size)
        with beyond_numbers():
            return finite_or_inf(self.mean_loss(self.predict(point)) + self.penalty(point))

    def gradient(self, theta: ArrayLike) -> Array:
        """Return the slopes (p,). On a crease: the loss's own choice, and 0 for a weight of 0 under l1.

        Raises:
            ValueError: the loss only judges (zero_one); the sentence says so.
        """
        self.check_trainable()
        point = parameters_of(theta, self.size)
        with beyond_numbers():
            return self.pulled(*self.with_pullback(point), point)

    def value_and_gradient(self, theta: ArrayLike) -> tuple[float, Array]:
        """Return L and its slopes from one pass through the data."""
        self.check_trainable()
        point = parameters_of(theta, self.size)
        with beyond_numbers():
            prediction, pull = self.with_pullback(point)
            value = finite_or_inf(self.mean_loss(prediction) + self.penalty(point))
            return value, self.pulled(prediction, pull, point)

    def pulled(self, prediction: Array, pull: Pullback, theta: Array) -> Array:
        """Return the slopes (p,) at theta, whose predictions and pullback these are."""
        slopes = self.loss.slope(prediction, self.y, **self.parameters)
        return pull((slopes.T * self.share).T) + self.penalty_gradient(theta)

    def hessian(self, theta: ArrayLike) -> Array:
        """Return the second derivatives (p, p), here by central differences of the exact gradient."""
        point = parameters_of(theta, self.size)
        steps = NUDGE * (1.0 + np.abs(point))
        columns = []
        for index, step in enumerate(steps):
            up, down = point.copy(), point.copy()
            up[index], down[index] = point[index] + step, point[index] - step
            slopes = self.smooth_gradient(up) - self.smooth_gradient(down)
            columns.append(slopes / (up[index] - down[index]))
        matrix = np.array(columns)
        return np.asarray((matrix + matrix.T) / 2.0)

    def smooth_gradient(self, theta: Array) -> Array:
        """Return the gradient without the part of l1, which has a kink."""
        return self.gradient(theta) - self.l1 * self.penalized * np.sign(theta)

    def values(self, thetas: ArrayLike) -> Array:
        """Return L (m,) at many thetas (m, p), in blocks that fit in memory."""
        points = parameters_of(thetas, self.size)
        at_once = max(1, NUMBERS_AT_A_TIME // (len(self.y) * self.model.outputs))
        with beyond_numbers():
            blocks = [self.losses_of(points[s: s + at_once]) for s in range(0, len(points), at_once)]
            losses = np.concatenate([np.zeros(0), *blocks]) + self.penalty(points)
        return np.where(np.isnan(losses), np.inf, losses)

    def losses_of(self, thetas: Array) -> Array:
        """Return the mean losses (m,) of a block of thetas."""
        prediction = self.model.predict_many(thetas, self.X)
        flat = prediction.reshape(-1, *prediction.shape[2:])
        each = self.loss.value(flat, np.tile(self.y, len(thetas)), **self.parameters)
        return self.averaged(each.reshape(len(thetas), -1))

    def batch(self, rows: ArrayLike | slice) -> Self:
        """Return the objective of some rows (indices or flags), scaled so that equal batches average to this one."""
        which = rows if isinstance(rows, slice) else np.asarray(rows)
        share = self.share[which] * (len(self.y) / max(1, len(self.y[which])))
        weights = None if self.weights is None else self.weights[which]
        return replace(self, X=self.X[which], y=self.y[which], share=share, weights=weights)

    def predict(self, theta: Array) -> Array:
        """Return the predictions for the data, (n,) or (n, k)."""
        return self.model.predict(theta, self.X)

    def with_pullback(self, theta: Array) -> tuple[Array, Pullback]:
        """Return the predictions, and the function that turns slopes by them into slopes by theta."""
        return self.model.with_pullback(theta, self.X)

    def mean_loss(self, prediction: Array) -> float:
        """Return the weighted mean of the rows' losses."""
        return float(self.averaged(self.loss.value(prediction, self.y, **self.parameters)))

    def averaged(self, losses: Array) -> Array:
        """Return the weighted means of losses (..., n); what doesn't count may even be infinite."""
        return np.asarray(np.where(self.share > 0.0, losses * self.share, 0.0).sum(axis=-1))

    def penalty(self, theta: Array) -> Array:
        """Return l1 Σ|w| + l2 Σw² of thetas (..., p)."""
        if self.l1 == 0.0 and self.l2 == 0.0:
            return np.zeros(theta.shape[:-1])
        weights = theta * self.penalized
        return np.asarray(self.l1 * np.abs(weights).sum(axis=-1) + self.l2 * (weights**2).sum(axis=-1))

    def penalty_gradient(self, theta: Array) -> Array:
        """Return the penalties' slopes (p,), 0 for l1 at a weight of 0."""
        if self.l1 == 0.0 and self.l2 == 0.0:
            return np.zeros(self.size)
        return self.penalized * (self.l1 * np.sign(theta) + 2.0 * self.l2 * theta)

    def check_trainable(self) -> None:
        """Refuse a loss that only judges, with its own sentence."""
        if not self.loss.trainable:
            raise ValueError(self.loss.refusal)


def finite_or_inf(value: float | Array) -> float:
    """Return the value as a number; what is no number (inf - inf) is beyond all numbers."""
    return float("inf") if np.isnan(value) else float(value)
