"""Making something new is guessing the next part again and again, from what was seen before."""

import streamlit as st

from pages.sections.generation import descent, digits, names, network, next_part, table, texts
from pages.sections.generation.style import STYLE
from pages.shared import frame
from pages.shared.words import t

frame.enter()
st.html(STYLE)
frame.head(t("Generation"), t("Making something new is guessing the next part again and again, from what was seen "
                              "before."))
with st.container(key="spelling"):                      # names on the left, so that a phone shows them first
    left, right = st.columns([5, 7], gap="large")
with right:
    place, memory_place, more_place = st.columns([5, 4, 2], vertical_alignment="bottom")
    with place:
        source, corpus = texts.ask()
    with memory_place:
        memory = table.ask_memory()
    with more_place:
        alpha, many = table.ask_more(corpus)
    counts = table.model(source, corpus, memory, alpha)
with left:
    names.six_names(source, corpus, counts)
with right:
    table.show(corpus, counts, many)
    texts.about(source, corpus)
with left:
    found = descent.show(source, corpus, counts, alpha)
next_part.what_comes_next(source, corpus, counts)
network.longer_memory(source, corpus)
next_part.same_idea()
digits.show(source, corpus, counts, found)
frame.foot()
