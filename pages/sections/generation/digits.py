"""Every digit of what this page has found, for a program or a notebook."""

import json

import numpy as np
import streamlit as st

from core.generation import Corpus, Counts
from pages.sections.generation import learned
from pages.sections.generation.learned import Learned, Source
from pages.shared.words import t

MOST = 40                               # rows and columns


def show(source: Source, corpus: Corpus, counts: Counts, found: Learned | None) -> None:
    """Losses and the table of the commonest symbols in full precision."""
    with st.popover(t("Copy numbers"), icon=":material/content_copy:", key="copy_numbers"):
        st.markdown(t("All digits of the losses and of the probabilities."))
        st.code(json.dumps(all_digits(source, corpus, counts, found), indent=1, ensure_ascii=False), language="json",
                height=320)


def all_digits(source: Source, corpus: Corpus, counts: Counts, found: Learned | None) -> dict[str, object]:
    """What was counted and what was learned."""
    following = corpus.commonest(MOST)
    contexts = following[:, None] if counts.memory == 1 else learned.commonest_contexts(counts, MOST)
    chances = counts.probabilities(contexts)[:, following]
    symbols = [corpus.alphabet.symbols[code] for code in following]
    surprise = learned.surprise(source.key, source.lower, counts.memory, counts.smoothing, counts, corpus)
    numbers: dict[str, object] = {
        "texts": len(corpus.texts), "symbols": corpus.alphabet.size, "memory": counts.memory,
        "smoothing": counts.smoothing, "cross-entropy on the texts": surprise if np.isfinite(surprise) else None,
        "loss of a blind guess": float(np.log(corpus.alphabet.size)), "loss by counting": counts.smoothed_loss}
    if found is not None:
        numbers |= {"loss by descent": float(found.losses[-1]), "steps": int(found.steps[-1]), "met at step": found.met}
    return numbers | {"probabilities": {corpus.alphabet.decode(row): dict(zip(symbols, chance.tolist(), strict=True))
                                        for row, chance in zip(contexts, chances, strict=True)}}
