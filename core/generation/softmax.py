"""The counting model, learned instead of counted: one logit for every pair, and downhill on cross-entropy."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Array, ArrayLike, Whole, as_array
from core.generation.counts import Counts, places_of
from core.generation.text import Alphabet, TextError
from core.losses import softmax

LARGEST_HESSIAN = 3000               # parameters


@dataclass(frozen=True)
class SoftmaxTable:
    """The Objective L(θ): mean cross-entropy of a table of logits on the data plus the imagined sightings.

    θ holds the logits, a row of V for each context of `counts`. The counts are all that L needs to know of
    the texts, so that a step costs the same for a hundred names as for a million. Its lowest value is that of
    the smoothed counts, at θ = log(count + α) and everywhere else where a row is shifted by a constant.
    """

    counts: Counts

    convex = True
    smooth = True
    quadratic = False
    exact_hessian = True

    @property
    def size(self) -> int:
        """The number of logits."""
        return int(self.counts.counts.size)

    @cached_property
    def share(self) -> Array:
        """The share of each pair in the mean (m, V); adds up to 1."""
        weights = self.counts.weights
        return as_array(weights / weights.sum())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each logit is about: "u|q" is that of u after q."""
        alphabet = self.counts.alphabet
        return tuple(f"{symbol}|{alphabet.decode(context)}" for context in self.counts.contexts
                     for symbol in alphabet.symbols)

    def start(self) -> Array:
        """Logits that know nothing (p,): all 0, every symbol equally likely."""
        return np.zeros(self.size)

    def rows(self, theta: ArrayLike) -> Array:
        """The logits (m, V)."""
        logits = as_array(theta)
        if logits.shape != (self.size,):
            raise ValueError(f"The table has {self.size} logits, not the shape {logits.shape}.")
        return logits.reshape(self.share.shape)

    def value(self, theta: ArrayLike) -> float:
        """L at logits (p,)."""
        logits = self.rows(theta)
        largest = logits.max(axis=1, keepdims=True)
        total = np.log(np.exp(logits - largest).sum(axis=1, keepdims=True))
        return float((self.share * (total - (logits - largest))).sum())

    def values(self, thetas: ArrayLike) -> Array:
        """L (k,) at many logits (k, p)."""
        return np.array([self.value(theta) for theta in as_array(thetas)])

    def gradient(self, theta: ArrayLike) -> Array:
        """The slopes (p,): what the model expects less what was seen, row by row."""
        expected = softmax(self.rows(theta)) * self.share.sum(axis=1, keepdims=True)
        return as_array((expected - self.share).ravel())

    def hessian(self, theta: ArrayLike) -> Array:
        """The second derivatives (p, p): a block diag(P) − PPᵀ for each row, times the row's share."""
        if self.size > LARGEST_HESSIAN:
            raise ValueError(f"A Hessian of {self.size} logits is too large; the limit is {LARGEST_HESSIAN}.")
        chances, many = softmax(self.rows(theta)), self.share.shape[1]
        matrix = np.zeros((self.size, self.size))
        for row, (p, weight) in enumerate(zip(chances, self.share.sum(axis=1), strict=True)):
            place = slice(row * many, (row + 1) * many)
            matrix[place, place] = weight * (np.diag(p) - np.outer(p, p))
        return matrix

    @property
    def lower_bound(self) -> float:
        """The loss of the smoothed counts: no table is better."""
        return self.counts.smoothed_loss

    @property
    def safe_rate(self) -> float:
        """A learning rate at which plain descent never overshoots: 1 over the largest possible curvature.

        diag(P) − PPᵀ has no eigenvalue above ½, so that no curvature is above half the largest row's share.
        """
        return float(2.0 / self.share.sum(axis=1).max())

    def minimum(self) -> Array:
        """Logits (p,) at the bottom, those of the smoothed counts. Raises TextError if there is none."""
        missing = int(np.sum(self.counts.weights == 0))
        if missing:
            raise TextError("{count} pairs never occur and want the logit −∞: add smoothing.", count=missing)
        return np.log(self.counts.weights).ravel()

    def model(self, theta: ArrayLike) -> "Logits":
        """The speller with these logits."""
        return Logits(self.counts.alphabet, self.counts.memory, self.counts.contexts, self.rows(theta))


@dataclass(frozen=True)
class Logits:
    """A speller made of a table of logits (m, V), a row for each of the contexts (m, memory)."""

    alphabet: Alphabet
    memory: int
    contexts: Whole
    table: Array

    def probabilities(self, contexts: Whole) -> Array:
        """The probability of each symbol (k, V) after contexts (k, memory); equal ones after new contexts."""
        place, seen = places_of(self.contexts, np.atleast_2d(contexts), self.alphabet.size)
        return softmax(np.where(seen[:, None], self.table[place], 0.0))


def softmax_table(counts: Counts) -> SoftmaxTable:
    """The Objective whose lowest point is the model of these counts."""
    return SoftmaxTable(counts)
