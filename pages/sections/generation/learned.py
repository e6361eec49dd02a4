"""What is learned from, and what was learned: remembered for the same texts and settings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.arrays import Array, Whole
from core.descent import descend
from core.frames import first_within, frames
from core.generation import (
    Corpus,
    Counts,
    NextSymbol,
    TextError,
    count,
    cross_entropy,
    prepare,
    softmax_table,
)
from core.view import round_up

MEETS = 1e-6                            # a descent this close to the counts' loss has met it
RATE, OPTIMIZER = 0.3, "adam"
LARGEST_TABLE = 30_000                  # logits that are also learned by descent
KEPT = 600_000                          # numbers of a descent's history that are kept while it runs
STEPS = 2_000
BEYOND = 4 / 3                          # the picture goes on this far after the two have met


@dataclass(frozen=True)
class Source:
    """Which texts: what names them, how they are called on screen, and whether they are the sample of names."""

    key: str
    title: str
    values: Sequence[object]
    lower: bool
    is_sample: bool


@dataclass(frozen=True)
class Learned:
    """A descent on the table of logits, beside the loss that counting has."""

    steps: Whole                        # (k,) kept
    losses: Array                       # (k,)
    counted: float                      # the lowest loss any table can have
    met: int | None                     # the step from which the two are the same to `MEETS`; None if never

    @property
    def gap(self) -> float:
        """How far the last step is above the counted loss."""
        return float(self.losses[-1] - self.counted)


@st.cache_resource(max_entries=50, show_spinner=False)
def corpus(key: str, lower: bool, _values: Sequence[object]) -> Corpus:
    """The texts as numbers; TextError where there is nothing to learn from."""
    return prepare(_values, lower=lower)


@st.cache_resource(max_entries=100, show_spinner=False)
def counts(key: str, lower: bool, memory: int, alpha: float, _corpus: Corpus) -> Counts:
    """How often each symbol follows; TextError where the table would be too large."""
    return count(_corpus, memory, alpha)


@st.cache_resource(max_entries=100, show_spinner=False)
def surprise(key: str, lower: bool, memory: int, alpha: float, _counts: Counts, _corpus: Corpus) -> float:
    """The mean surprise of the counts at the texts themselves."""
    return cross_entropy(_counts, _corpus)


@st.cache_resource(max_entries=50, show_spinner=False)
def parts(key: str, lower: bool, _corpus: Corpus) -> tuple[Corpus, Corpus | None]:
    """Texts to learn from, and a fifth that is kept back to judge by; of a single text nothing can be kept back."""
    try:
        return _corpus.split(0.8, seed=0)
    except TextError:
        return _corpus, None


@st.cache_resource(max_entries=100, show_spinner=False)
def by_descent(key: str, lower: bool, memory: int, alpha: float, _counts: Counts) -> Learned | None:
    """The same table learned by descent; None if it has too many logits to be waited for."""
    f = softmax_table(_counts)
    if f.size > LARGEST_TABLE:
        return None
    run = descend(f, f.start(), optimizer=OPTIMIZER, rate=RATE, steps=STEPS, keep=max(KEPT // f.size, 20))
    place = first_within(run.losses, _counts.smoothed_loss, MEETS)
    end = run.last if place is None else round_up(BEYOND * run.steps[place])
    kept = frames(int(np.searchsorted(run.steps, end, side="right")) - 1)
    return Learned(run.steps[kept], run.losses[kept], _counts.smoothed_loss,
                   None if place is None else int(run.steps[place]))


def commonest_contexts(counts: Counts, many: int) -> Whole:
    """The contexts (m, memory) seen most often, in order of their frequency."""
    order = np.argsort(-counts.counts.sum(axis=1), kind="stable")
    return counts.contexts[order[:many]]


def next_after(model: NextSymbol, text: str) -> Array:
    """The probabilities (V,) of what comes after a beginning."""
    codes = [0] * model.memory + list(model.alphabet.encode(text))
    chances: Array = model.probabilities(np.array(codes[-model.memory:])[None])[0]
    return chances
