"""How surprised a model is by a text: the mean of −log of the probability it gave to each symbol."""

from typing import Protocol

import numpy as np

from core.arrays import Array, Whole
from core.generation.text import Alphabet, Corpus, TextError


class NextSymbol(Protocol):
    """Any model that says what comes next."""

    @property
    def alphabet(self) -> Alphabet:
        """The symbols it chooses from."""
        ...

    @property
    def memory(self) -> int:
        """How many symbols it looks back at."""
        ...

    def probabilities(self, contexts: Whole) -> Array:
        """The probability of each symbol (m, V) after contexts of codes (m, memory)."""
        ...


def cross_entropy(model: NextSymbol, corpus: Corpus) -> float:
    """The mean surprise per symbol, end marks included, in natural units; infinite if one had probability 0.

    A blind guess among V symbols has log V.
    """
    pairs, times = different_pairs(corpus, model.memory)
    chances = model.probabilities(pairs[:, :-1])[np.arange(len(pairs)), pairs[:, -1]]
    if not chances.all():
        return float("inf")
    return float(-times @ np.log(chances) / times.sum())


def different_pairs(corpus: Corpus, memory: int) -> tuple[Whole, Whole]:
    """The different contexts with their next symbol (m, memory + 1), and how often each occurs (m,)."""
    pairs = np.column_stack(corpus.windows(memory))
    found: tuple[Whole, Whole] = np.unique(pairs, axis=0, return_counts=True)
    return found


def perplexity(model: NextSymbol, corpus: Corpus) -> float:
    """exp of the cross-entropy: among how many equally likely symbols the model seems to guess."""
    return float(np.exp(cross_entropy(model, corpus)))


def table(model: NextSymbol) -> Array:
    """What comes next after each symbol: (V, V), a row per symbol. Raises TextError for longer memories."""
    if model.memory != 1:
        raise TextError("A table can only be drawn for a memory of one symbol.")
    return model.probabilities(np.arange(model.alphabet.size)[:, None])
