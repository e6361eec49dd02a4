"""The simplest speller only counts: after q, how often did each letter come?"""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Flags, Whole, as_array
from core.generation.text import Alphabet, Corpus, TextError

MOST_CELLS = 20_000_000              # of the table of counts


@dataclass(frozen=True)
class Counts:
    """How often each symbol followed each context that occurs.

    `contexts` (m, memory) are in order, `counts` (m, V). The model's probabilities are (count + α) / (sum +
    αV): α, `smoothing`, is a number of imagined sightings of every symbol after every context.
    """

    alphabet: Alphabet
    memory: int
    smoothing: float
    contexts: Whole
    counts: Whole

    @property
    def weights(self) -> Array:
        """The counts with the imagined sightings added (m, V)."""
        return as_array(self.counts + self.smoothing)

    def probabilities(self, contexts: Whole) -> Array:
        """The probability of each symbol (k, V) after contexts (k, memory).

        After a context that never occurred nothing is known, and every symbol is equally likely.
        """
        place, seen = places_of(self.contexts, np.atleast_2d(contexts), self.alphabet.size)
        weights = np.where(seen[:, None], self.counts[place], 0) + self.smoothing
        total = weights.sum(axis=1, keepdims=True)
        return np.where(total > 0, weights / np.where(total > 0, total, 1.0), 1.0 / self.alphabet.size)

    @property
    def smoothed_loss(self) -> float:
        """The lowest mean surprise any table can have on the data plus the imagined sightings."""
        weights = self.weights
        share = weights / weights.sum(axis=1, keepdims=True)
        surprise = -np.log(np.where(weights > 0, share, 1.0))
        return float((weights * surprise).sum() / weights.sum())


def count(corpus: Corpus, memory: int = 1, smoothing: float = 1.0) -> Counts:
    """Learn by counting, with a memory of 1 to 5 symbols.

    With a memory of 1 every symbol gets a row; with more, every context that occurs. Raises TextError for a
    negative smoothing, a memory out of range, or a table that would be too large.
    """
    if not 0 <= smoothing < np.inf:
        raise TextError("The smoothing α is a number of sightings, 0 or more.")
    contexts, following = corpus.windows(memory)
    size = corpus.alphabet.size
    if memory == 1:
        rows, place = np.arange(size)[:, None], contexts[:, 0]
    else:
        _, first, place = np.unique(keys_of(contexts, size), return_index=True, return_inverse=True)
        rows = contexts[first]
    if len(rows) * size > MOST_CELLS:
        raise TextError("{rows} different contexts of {memory} symbols are too many; remember fewer.",
                        rows=len(rows), memory=memory)
    counts = np.bincount(place * size + following, minlength=len(rows) * size).reshape(len(rows), size)
    return Counts(corpus.alphabet, memory, float(smoothing), rows, counts)


def keys_of(contexts: Whole, size: int) -> Whole:
    """Each context (m, memory) as one number (m,): its codes are the digits."""
    keys = np.zeros(len(contexts), dtype=np.int64)
    for column in contexts.T:
        keys = keys * size + column
    return keys


def places_of(known: Whole, contexts: Whole, size: int) -> tuple[Whole, Flags]:
    """Where each of the contexts (k, memory) stands among the known ones, in order; and if it is known."""
    keys, wanted = keys_of(known, size), keys_of(contexts, size)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return place, keys[place] == wanted
