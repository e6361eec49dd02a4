"""The model: after each letter (or the last few), how likely is each next one?"""

import numpy as np
import pandas as pd
import streamlit as st

from core.generation import Corpus, Counts, TextError
from pages.sections.generation import learned
from pages.sections.generation.learned import Source
from pages.sections.generation.symbols import written
from pages.shared import settings
from pages.shared.charts import probabilities
from pages.shared.look import draw, theme
from pages.shared.numbers import count
from pages.shared.words import t, told

ALPHAS = (0.0, 0.001, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
FEW, SOME, MOST = 12, 24, 40            # rows and columns that are drawn
MEMORIES = (1, 2, 3, 4, 5)
ROW, HEAD, LEAST = 27, 46, 400          # px
EXTENTS = (30, 72)                      # px for the names of rows: of one or two symbols, of more


def ask_memory() -> int:
    """How many letters the model looks back at."""
    return int(settings.ask(st.select_slider, t("Letters remembered"), key="memory", default=1, parse=int,
                            options=list(MEMORIES)))


def ask_more(corpus: Corpus) -> tuple[float, int]:
    """Smoothing, capitals, and how much of the table is drawn."""
    with st.popover(t("More"), key="more_spelling"):
        alpha = settings.ask(st.select_slider, t("Smoothing α"), key="alpha", default=1.0, parse=settings.finite,
                             options=list(ALPHAS), format_func=lambda value: f"{value:g}")
        st.markdown(t("α is added to every count, as if each letter had been seen so often after each other one. "
                      "With α = 0 what never occurred is impossible."))
        settings.ask(st.toggle, t("A and a are different letters"), key="case", default=False, parse=settings.switch)
        size = corpus.alphabet.size
        sizes = sorted({min(FEW, size), min(SOME, size), min(MOST, size)})
        shown = settings.ask(st.segmented_control, t("Symbols in the table"), key="cells", default=sizes[0], parse=int,
                             options=sizes, required=True,
                             format_func=lambda many: t("all {n}", n=many) if many == size else count(many))
    return float(alpha), int(shown)


def model(source: Source, corpus: Corpus, memory: int, alpha: float) -> Counts:
    """The counts; with a shorter memory, and a sentence, where the table would be too large."""
    for shorter in range(memory, 0, -1):
        try:
            return learned.counts(source.key, source.lower, shorter, alpha, corpus)
        except TextError as reason:
            st.warning(told(reason))
    raise AssertionError                # a memory of one symbol always fits


def show(corpus: Corpus, counts: Counts, many: int) -> None:
    """The table of the commonest symbols; with a longer memory, of the commonest beginnings."""
    following = corpus.commonest(many)
    contexts = following[:, None] if counts.memory == 1 else learned.commonest_contexts(counts, many)
    chances = counts.probabilities(contexts)[:, following]
    symbols = corpus.alphabet.symbols
    columns, rows = [written(symbols[code]) for code in following], [corpus.alphabet.decode(row) for row in contexts]
    cells = pd.DataFrame({
        "row": np.repeat([written(row) for row in rows], len(columns)), "column": np.tile(columns, len(rows)),
        "p": chances.ravel(), "r": np.repeat(np.arange(len(rows)), len(columns)),
        "c": np.tile(np.arange(len(columns)), len(rows))})
    height = max(LEAST, HEAD + ROW * len(rows))
    spec = probabilities.table(theme(), len(columns), height, t("next letter"), EXTENTS[counts.memory > 2])
    draw(spec, {"cells": cells}, key=f"table_{len(rows)}",
         alt=t("A table of probabilities: a row for what was seen before, a column for each next letter."))
    before = t("the letter before") if counts.memory == 1 else t("the {n} letters before", n=counts.memory)
    st.markdown(":small[" + t("Rows: {before}, ∎ is the beginning or the end. :blue[the stronger, the likelier]; "
                              "the {n} commonest are drawn, numbers from 0.05.", before=before, n=len(rows)) + "]")
