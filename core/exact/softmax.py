"""Cross-entropy of several classes: the smooth loss of k predictions per row."""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.algebra.triangle import triangle_of
from core.arrays import Array, Whole
from core.exact.conjugates import entropy
from core.exact.frame import Frame, frame, sampled
from core.exact.many import MANY, SAMPLED
from core.exact.minimum import Minimum, NoExactMinimum
from core.exact.newton import Look, crease, descended
from core.exact.proof import Bound
from core.exact.separation import EMPTY_CLASS, refuse_if_separable
from core.exact.smooth import ROUGH, balanced_bound
from core.losses.classification import softmax
from core.objective.general import beyond_numbers
from core.objective.linear import LinearObjective

PROVEN = 1e-10                                   # of the loss: a gap with which quick sums were good enough


@dataclass(frozen=True)
class Softmax:
    """Cross-entropy in the coordinates of a frame; parameters (k·q,) class by class."""

    f: LinearObjective
    place: Frame
    quick: bool = False                          # by sums of squares, in which what hardly bends may be lost

    @property
    def classes(self) -> int:
        """The number of classes, k."""
        return self.f.model.outputs

    @cached_property
    def labels(self) -> Whole:
        """The class of each row (n,)."""
        return self.place.y.astype(np.int64)

    @cached_property
    def l1(self) -> Array:
        """The strength of l1 on each weight it counts."""
        return np.asarray(np.tile(self.place.l1[self.place.weak], self.classes))

    @cached_property
    def weights(self) -> Array:
        """The rows that make these weights out of β."""
        return np.asarray(np.kron(np.eye(self.classes), self.place.turn[self.place.weak]), dtype=np.float64)

    @cached_property
    def root(self) -> Array:
        """The l2 penalty is |root β|²."""
        return np.asarray(np.kron(np.eye(self.classes), self.place.root), dtype=np.float64)

    @cached_property
    def shifts(self) -> Array:
        """Rows that hold what a common shift of all classes does not change (r, k·q): with l1 only the bias."""
        rows = self.place.turn[:1] if len(self.place.weak) else np.eye(self.place.size)
        return np.asarray(np.kron(np.ones((1, self.classes)), rows), dtype=np.float64)

    def logits(self, beta: Array) -> Array:
        """Return the predictions (n, k), each class's in one piece."""
        return np.asarray((beta.reshape(self.classes, -1) @ self.place.matrix.T).T)

    def value(self, beta: Array) -> float:
        """Return loss and l2 penalty."""
        with beyond_numbers():
            losses = self.f.loss.value(self.logits(beta), self.labels)
            total = self.place.share @ losses + np.sum((self.root @ beta) ** 2)
        return float(total) if np.isfinite(total) else np.inf

    def look(self, beta: Array) -> Look:
        """Return value, slopes and bends; common shifts are held, or no jump could be computed."""
        logits, matrix, share = self.logits(beta), self.place.matrix, self.place.share
        with beyond_numbers():
            slopes, part = self.f.loss.slope(logits, self.labels), softmax(logits)
        steep = self.sums(part) if self.quick else self.bends(part)
        typical = max(float(np.abs(steep).max()), np.finfo(float).tiny)
        return Look(
            self.value(beta), ((slopes.T * share) @ matrix).ravel() + 2.0 * (self.root @ beta) @ self.root,
            np.vstack([steep, np.sqrt(2.0) * self.root, typical * self.shifts]),
        )

    def bends(self, part: Array) -> Array:
        """Return rows whose squares are the loss's Hessian, from the probabilities (n, k).

        Each row of the data bends by  Σ_a p_a (e_a − p)(e_a − p)ᵀ, so it gives k rows; triangle by triangle.
        """
        matrix, size = self.place.matrix, self.classes * self.place.size
        triangle = np.zeros((0, size))
        for number in range(self.classes):
            away = -part
            away[:, number] += 1.0
            away = away * np.sqrt(self.place.share * part[:, number])[:, None]
            rows = (away[:, :, None] * matrix[:, None, :]).reshape(len(matrix), size)
            triangle = triangle_of(np.vstack([triangle, rows]))
        return triangle

    def sums(self, part: Array) -> Array:
        """Return rows with the same squares, from the Hessian itself: its rows times the roots of its bends."""
        matrix, size, k = self.place.matrix, self.place.size, self.classes
        hessian = np.empty((k, size, k, size))
        for a in range(k):
            for b in range(a + 1):
                bend = self.place.share * part[:, a] * (float(a == b) - part[:, b])
                hessian[a, :, b] = hessian[b, :, a] = (matrix.T * bend) @ matrix
        strength, directions = np.linalg.eigh(hessian.reshape(k * size, k * size))
        return np.asarray(np.sqrt(np.maximum(strength, 0.0))[:, None] * directions.T)

    def moved(self, beta: Array, jump: Array) -> float:
        """Return the largest change of a logit beside its own size, or 1."""
        return float((np.abs(self.logits(jump)) / (1.0 + np.abs(self.logits(beta)))).max())

    def far(self, beta: Array, jump: Array) -> float:
        """Return the largest change of a logit beside the largest logit, or 1."""
        return float(np.abs(self.logits(jump)).max() / (1.0 + np.abs(self.logits(beta)).max()))

    def bound(self, beta: Array, jump: Array) -> Bound:
        """Return the bound of the probabilities at beta, moved along the jump."""
        part, change = softmax(self.logits(beta)), self.logits(jump)
        part = np.maximum(part * (1.0 + change - (part * change).sum(axis=1, keepdims=True)), 0.0)
        part = part / part.sum(axis=1, keepdims=True)
        lines = self.place.share * entropy(part).sum(axis=1)
        slopes = part.copy()
        slopes[np.arange(len(part)), self.labels] -= 1.0
        pull = ((slopes.T * self.place.share) @ self.place.matrix).reshape(self.classes, -1)
        bounds = [balanced_bound(lines / self.classes, own, self.place, there)
                  for own, there in zip(pull, (beta + jump).reshape(self.classes, -1), strict=True)]
        return Bound(sum(b.lowest for b in bounds), sum(b.slack for b in bounds))

    def check(self, beta: Array) -> None:
        """Look whether the classes can be separated: each true logit against every other.

        The last class is held at 0, since a shift of all logits changes no margin and would leave the search at sea.
        """
        if len(self.l1) or self.root.any():
            return
        rows, (n, q) = self.place.matrix, self.place.matrix.shape
        others = [(self.labels + step) % self.classes for step in range(1, self.classes)]
        margins = np.zeros((len(others), n, self.classes, q))
        for number, other in enumerate(others):
            margins[number, np.arange(n), self.labels] = rows
            margins[number, np.arange(n), other] = -rows
        own = beta.reshape(self.classes, q)
        refuse_if_separable(margins[:, :, :-1].reshape(-1, (self.classes - 1) * q), (own[:-1] - own[-1]).ravel())


def minimum_of_softmax(f: LinearObjective) -> Minimum:
    """Return the minimum of cross-entropy for a linear model with one output per class.

    Adding one number to the biases of all classes changes nothing, so that it is never the only one; the one
    whose biases add up to 0 is returned (without l1, all parameters do).
    """
    place = frame(f)
    hill = Softmax(f, place)
    counts = np.bincount(hill.labels, minlength=hill.classes)
    if not counts.all():
        raise NoExactMinimum(EMPTY_CLASS, label=int(np.argmin(counts)))
    beta, proof = lowest(hill)
    own = beta.reshape(hill.classes, -1)
    own = own - common(hill, own.mean(axis=0))
    theta = np.empty(f.size)
    theta[f.order_by_output] = np.concatenate([place.theta(one) for one in own])
    loss = f.value(theta)
    return Minimum(theta, loss, proof.gap(loss), unique=False)


def lowest(hill: Softmax) -> tuple[Array, Bound]:
    """Return the minimum of a hill and its bound; for many rows from a sample's, by quick sums where those suffice."""
    start = np.zeros(hill.classes * hill.place.size)
    if len(hill.labels) <= MANY:
        return descended(hill, start)
    sample = replace(hill, place=sampled(hill.place, SAMPLED))
    if len(np.unique(sample.labels)) == hill.classes:
        with suppress(NoExactMinimum):           # of the sample; that of all rows may be there
            near = descended(sample, start, settled=ROUGH)[0]
            start = near if hill.value(near) <= hill.value(start) else start
    beta, proof = descended(replace(hill, quick=True), start)
    loss = hill.value(beta) + crease(hill, beta)
    return (beta, proof) if proof.gap(loss) <= PROVEN * loss else descended(hill, beta)


def common(hill: Softmax, mean: Array) -> Array:
    """Return the part of the classes' mean (q,) that may be taken off from all: with l1 only the bias's."""
    if not len(hill.l1):
        return mean
    return np.asarray(hill.place.triangle[:, 0] * (hill.place.turn @ mean)[0])
