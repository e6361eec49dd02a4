"""Losses without a corner, of one prediction: logistic, exponential, log-cosh, and squares under l1."""

from dataclasses import dataclass, replace

import numpy as np

from core.algebra.triangle import triangle_of
from core.arrays import Array, Whole
from core.exact.conjugates import allowed, conjugate
from core.exact.frame import NONE, Frame, frame, sampled
from core.exact.many import MANY, SAMPLED
from core.exact.minimum import Minimum, NoExactMinimum
from core.exact.newton import Look, descended
from core.exact.piecewise import minimum_of_pieces
from core.exact.polish import inverse_where_held
from core.exact.proof import ROUNDING, Bound
from core.exact.separation import ONE_CLASS, refuse_if_separable
from core.losses import LOSSES
from core.objective.general import beyond_numbers
from core.objective.linear import LinearObjective
from core.pieces import pieces

ROUGH = 1e-2                                     # how well the easier problems on the way are solved
FAR = 1e9                                        # residuals beside which log-cosh is as good as the absolute error
NEAR_ENOUGH = 0.1                                # of the way that is left to go from the minimum of a sample
EASIER = 2.5                                     # how much harder each is than the one before


@dataclass(frozen=True)
class OneOutput:
    """A smooth loss of one prediction, in the coordinates of a frame.

    With a softness s the loss is  s² ℓ(residual / s): the same loss for residuals in a larger unit.
    """

    f: LinearObjective
    place: Frame
    softness: float = 1.0

    @property
    def l1(self) -> Array:
        """The strength of l1 on each weight it counts."""
        return self.place.l1[self.place.weak]

    @property
    def weights(self) -> Array:
        """The rows that make these weights out of β."""
        return self.place.turn[self.place.weak]

    def value(self, beta: Array) -> float:
        """Return loss and l2 penalty."""
        with beyond_numbers():
            losses = self.f.loss.value(*self.residuals(beta), **self.f.parameters)
            total = self.softness**2 * self.place.share @ losses + np.sum((self.place.root @ beta) ** 2)
        return float(total) if np.isfinite(total) else np.inf

    def look(self, beta: Array) -> Look:
        """Return value, slopes and bends."""
        slopes, curvatures = self.slopes(beta)
        share, matrix = self.place.share, self.place.matrix
        return Look(
            self.value(beta), (share * slopes) @ matrix + 2.0 * (self.place.root @ beta) @ self.place.root,
            triangle_of(np.vstack([
                matrix * np.sqrt(share * curvatures)[:, None], np.sqrt(2.0) * self.place.root])),
        )

    def moved(self, beta: Array, jump: Array) -> float:
        """Return the largest change of a prediction, beside the loss's softness and the residual or logit itself."""
        prediction = self.place.matrix @ beta
        size = np.abs(prediction - self.place.y) if self.f.loss.task == "regression" else np.abs(prediction)
        return float((np.abs(self.place.matrix @ jump) / (self.softness + size)).max())

    def far(self, beta: Array, jump: Array) -> float:
        """Return the largest change of a prediction, beside the largest residual or logit."""
        prediction = self.place.matrix @ beta
        size = np.abs(prediction - self.place.y) if self.f.loss.task == "regression" else np.abs(prediction)
        return float(np.abs(self.place.matrix @ jump).max() / (self.softness + size.max()))

    def bound(self, beta: Array, jump: Array) -> Bound:
        """Return the bound of the slopes at beta, moved along the jump."""
        place, (slopes, curvatures) = self.place, self.slopes(beta)
        moved = allowed(self.f.loss, slopes + curvatures * (place.matrix @ jump), place.y)
        there = beta + jump
        lines = place.share * conjugate(self.f.loss, self.f.parameters, moved, place.y, place.matrix @ there)
        return balanced_bound(lines, (place.share * moved) @ place.matrix, place, there)

    def check(self, beta: Array) -> None:
        """Look whether the classes can be separated."""
        if self.f.loss.task == "binary" and not (len(self.l1) or self.place.root.any()):
            refuse_if_separable(self.place.matrix * (2.0 * self.place.y - 1.0)[:, None], beta)

    def residuals(self, beta: Array) -> tuple[Array, Array]:
        """Return predictions and targets, in the unit of the softness."""
        prediction = self.place.matrix @ beta
        return (prediction, self.place.y) if self.softness == 1.0 else (
            prediction / self.softness, self.place.y / self.softness)

    def slopes(self, beta: Array) -> tuple[Array, Array]:
        """Return slopes and curvatures of the rows (n,)."""
        where = self.residuals(beta)
        with beyond_numbers():
            return (self.softness * self.f.loss.slope(*where, **self.f.parameters),
                    self.f.loss.curvature(*where, **self.f.parameters))


def balanced_bound(lines: Array, pull: Array, place: Frame, beta: Array) -> Bound:
    """Return the bound made of the rows' highest lines (n,), whose pull at the parameters is `pull` (q,).

    l2 is bounded by its tangent at beta, l1 by any force up to its strength; what these leave unbalanced is
    bounded as in core.exact.proof.
    """
    if not np.isfinite(lines).all():
        return Bound(-np.inf, 0.0)
    rest = place.triangle.T @ (pull + 2.0 * (place.root @ beta) @ place.root)
    rest = rest - np.clip(rest, -place.l1, place.l1)
    tangent = float(np.sum((place.root @ beta) ** 2))
    reach = 2.0 * np.abs(beta) + np.abs(place.y).mean()
    return Bound(-float(lines.sum()) - tangent,
                 ROUNDING * (float(np.abs(lines).sum()) + tangent) + float(np.abs(rest @ place.turn) @ reach))


def minimum_of_smooth(f: LinearObjective) -> Minimum:
    """Return the minimum of an objective with a smooth loss of one prediction."""
    if f.loss.name == "log_cosh":
        found = minimum_from_afar(f)
        if found is not None:
            return found
    place = frame(f)
    if f.loss.task == "binary" and np.ptp(place.y) == 0.0:
        raise NoExactMinimum(ONE_CLASS)
    hill = OneOutput(f, place)
    beta, proof = descended(hill, beginning(hill))
    theta = place.theta(beta, zeros(hill, beta))
    loss = f.value(theta)
    return Minimum(theta, loss, proof.gap(loss), unique=place.complete and is_unique(hill, beta))


def beginning(hill: OneOutput) -> Array:
    """Return where to start: nowhere, or near the minimum of a softer loss; of many rows, that of a sample."""
    nowhere, rows = np.zeros(hill.place.size), len(hill.place.y)
    softest, start = 2.0 * float(np.abs(hill.place.y).max()), nowhere
    if rows > MANY:
        try:
            sample = replace(hill, place=sampled(hill.place, SAMPLED))
            start = descended(sample, beginning(sample), settled=ROUGH)[0]
        except NoExactMinimum:                   # of the sample; that of all rows may be there
            start = nowhere
        if not hill.value(start) <= hill.value(nowhere):
            start = nowhere
        softest = softest if start is nowhere else softest * NEAR_ENOUGH
    curvatures = hill.slopes(start)[1]
    if hill.f.loss.task == "binary" or np.ptp(curvatures) == 0.0 < curvatures[0]:      # squares need no softer loss
        return start
    return softened(hill, start, softest)


def zeros(hill: OneOutput, beta: Array) -> Whole:
    """Return which weights l1 holds at 0: those that are pulled less hard than l1 can hold."""
    place = hill.place
    if not len(place.weak):
        return NONE
    pulled = np.abs(place.triangle.T @ hill.look(beta).gradient)
    own = np.abs(place.turn @ beta)
    return np.flatnonzero((place.l1 > 0.0) & (pulled < 0.999 * place.l1) & (own <= 1e-6 * own.max()))


def minimum_from_afar(f: LinearObjective) -> Minimum | None:
    """Return the minimum of log-cosh where its bend cannot be seen, because almost all residuals are huge.

    |e| − log 2 ≤ log cosh e ≤ |e|: the minimum for the absolute error is not more than log 2 above the lowest
    log-cosh, which is nothing beside a loss of more than 1e9. There residuals of size 1 are lost in rounding.
    """
    if float(np.abs(f.y - np.median(f.y)).max()) < FAR:
        return None
    absolute = replace(f, loss=LOSSES["mae"])
    parts = pieces(absolute.loss, absolute.parameters)
    nearest = minimum_of_pieces(absolute, parts) if parts else None
    if nearest is None or nearest.loss < FAR:
        return None
    loss = f.value(nearest.theta)
    lowest = nearest.loss - nearest.gap - float(np.log(2.0))
    return Minimum(nearest.theta, loss, max(loss - lowest, 0.0), nearest.unique)


def softened(hill: OneOutput, beta: Array, softness: float) -> Array:
    """Return the minimum for a softer loss, and from there for harder ones in turn.

    Where residuals are much larger than the place at which the loss bends, it has no curvature left to jump by; in
    a larger unit it has.
    """
    while softness > 1.0:
        beta, _ = descended(replace(hill, softness=softness), beta, settled=ROUGH)
        softness /= EASIER
    return beta


def is_unique(hill: OneOutput, beta: Array) -> bool | None:
    """Whether no other parameters are as good; None if under l1 that can't be told.

    All minima have the same predictions. Under l1 only weights can differ whose pull is as strong as l1.
    """
    place = hill.place
    if not len(place.weak):
        return True
    look = hill.look(beta)
    pulled = np.abs(place.triangle.T @ look.gradient) >= place.l1 * (1.0 - 1e-7)
    return True if inverse_where_held((look.root @ place.triangle)[:, pulled])[1] else None
