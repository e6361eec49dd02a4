"""The glossary: every sign and term in a sentence, to be searched, with the way to where it can be touched."""

import streamlit as st

from pages.shared import glossary
from pages.shared.glossary import Term, Topic
from pages.shared.numbers import count
from pages.shared.part import part
from pages.shared.words import literal, t

WIDTH = 330
OPEN = ("1 Model", "2 Loss", "3 Optimize")      # the others are closed until searched


@part
def show() -> None:
    """A field to search in; all topics in three columns, or what is found."""
    st.header(t("Every sign and every word"), anchor=False)
    wanted = st.text_input(t("Search the glossary"), key="wanted", type="search", live=True, max_chars=60, width=WIDTH,
                           placeholder=t("for example η, saddle, outlier")) or ""
    topics = glossary.found(wanted)
    if not topics:
        st.markdown(t("Nothing is called {word} here. Try a part of the word, or its English name.",
                      word=f"**{literal(wanted)}**"))
        return
    for column, place in zip(glossary.columns(topics, OPEN), st.columns(len(OPEN), gap="large"), strict=True):
        for topic in column:
            with place:
                show_topic(topic, is_open=bool(wanted.strip()) or topic.title in OPEN)


def show_topic(topic: Topic, *, is_open: bool) -> None:
    """A topic's link and its terms; or only its name, to be opened."""
    if is_open:
        list_terms(topic)
    else:
        with st.expander(t("{topic} ({n})", topic=t(topic.title), n=count(len(topic.terms)))):
            list_terms(topic)


def list_terms(topic: Topic) -> None:
    """The way to where the terms can be touched, and each in a sentence."""
    with st.container(gap="xsmall"):
        st.page_link(topic.page, label=f"**{t(topic.title)} →**")
        st.markdown("\n\n".join(map(told, topic.terms)))


def told(term: Term) -> str:
    """One term as markdown."""
    sign = f":{term.tone}[*{literal(term.sign)}*] " if term.sign else ""
    return f"{sign}**{literal(t(term.name))}**: {literal(t(term.meaning), 400)}"
