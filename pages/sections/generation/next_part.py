"""What comes next? A text of one's own, symbol by symbol; and why pictures and speech are the same idea."""

import numpy as np
import pandas as pd
import streamlit as st

from core.generation import Corpus, Counts, NextSymbol, TextError, spell
from pages.sections.generation.learned import Source, next_after
from pages.sections.generation.symbols import choice, written
from pages.shared import settings
from pages.shared.charts import probabilities
from pages.shared.look import draw, theme
from pages.shared.numbers import number
from pages.shared.part import part
from pages.shared.words import literal, t, told

LIKELIEST, OFFERED, LONGEST = 8, 6, 40
FIRST = "q"                             # the letter whose next one everybody knows


@part
def what_comes_next(source: Source, corpus: Corpus, counts: Counts) -> None:
    """A field, what could follow as bars and as buttons, and how likely the text is as it stands."""
    st.header(t("What comes next?"), anchor=False)
    left, right = st.columns([7, 5], gap="large")
    with left:
        field, buttons = st.columns([4, 8], vertical_alignment="bottom")
        with field:
            first = FIRST if FIRST in corpus.alphabet.places else ""
            typed = settings.ask(st.text_input, t("Written so far"), key="so_far", default=first, max_chars=LONGEST)
        text = typed.lower() if source.lower else typed
        try:
            chances = next_after(counts, text)
        except TextError as reason:
            st.error(told(reason))
            return
        order = np.argsort(-chances, kind="stable")[:LIKELIEST]
        with buttons:
            offer(corpus, text, order)
        symbols = [written(corpus.alphabet.symbols[code]) for code in order]
        draw(probabilities.next_symbols(theme(), len(order), t("probability of what comes next")), {
            "rows": pd.DataFrame({"name": symbols, "p": chances[order], "place": np.arange(len(order))}),
        }, key="picture_next", alt=t("The likeliest next symbols, as bars."))
    with right:
        as_a_whole(counts, text)


def offer(corpus: Corpus, text: str, order: np.ndarray) -> None:
    """The likeliest next symbols as buttons that put them down."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom"):
        for code in order[order > 0][:OFFERED]:
            symbol = corpus.alphabet.symbols[code]
            st.button(literal(written(symbol)), key=f"put_{code}", on_click=settings.put,
                      args=("so_far", (text + symbol)[:LONGEST]))
        st.button(t("Start again"), key="start_again", icon=":material/backspace:", on_click=settings.put,
                  args=("so_far", ""))


def as_a_whole(model: NextSymbol, text: str) -> None:
    """Each choice of the text as it stands, and the probability of all of them together."""
    if not text:
        st.markdown(t("Nothing stands there yet: the bars say with which symbol a text begins. Press one, or type."))
        return
    steps = spell(model, text)
    st.markdown(t("One symbol at a time: {path}", path=" → ".join(["∎", *map(choice, steps)])))
    together = float(np.prod([step.probability for step in steps]))
    st.markdown(t("All of these choices together have the probability :blue[**{p}**]: that is how likely the model "
                  "makes exactly this text.", p=number(together)))


def same_idea() -> None:
    """From names to everything else that is made."""
    st.header(t("Pictures and speech: the same idea"), anchor=False)
    st.markdown(t("A text, a picture and a voice are all made of parts: symbols, dots, moments of sound. To make one "
                  "is to choose part after part, each from probabilities given what is there so far. What you see "
                  "here is the smallest model that can do it; the large ones look back at thousands of parts instead "
                  "of a few letters, and have billions of numbers instead of hundreds. The three steps are the same: "
                  "a **model** that answers with probabilities, a **loss** that is the surprise at what really came, "
                  "and an **optimizer** that makes it small."))
