"""Making something new: six texts, which of them nobody has seen before, and how one of them was spelt."""

import streamlit as st

from core.generation import Corpus, NextSymbol, Sample, TextError, samples
from pages.sections.generation.learned import Source
from pages.sections.generation.symbols import choice, name
from pages.shared import settings
from pages.shared.part import part
from pages.shared.words import literal, t, told

SIX, MOST_DRAWS = 6, 1_000
TEMPERATURES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0)

@part
def six_names(source: Source, corpus: Corpus, model: NextSymbol) -> None:
    """The temperature over six names; one is spelt; six more at a press."""
    temperature = ask_temperature()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        beginning = settings.ask(st.text_input, t("They begin with"), key="beginning", default="", max_chars=20,
                                 placeholder=t("any letter"), width=140)
        draw = settings.know(key="draw", default=1, options=list(range(1, MOST_DRAWS + 1)), parse=int)
        st.button(t("Six more"), key="six_more", icon=":material/refresh:", type="primary", on_click=settings.put,
                  args=("draw", draw % MOST_DRAWS + 1))
    made = six(model, draw, temperature, beginning.lower() if source.lower else beginning)
    if made is None:
        return
    new = sum(corpus.is_new(each.text) for each in made)
    st.markdown(t("**{new} of {n} were never seen before**", new=new, n=len(made)))
    with st.container(key="made"):
        st.markdown(" · ".join(marked(corpus, each, lower=source.lower) for each in made))
    spelt(made, lower=source.lower)


def ask_temperature() -> float:
    """How bold the choices are."""
    return float(settings.ask(st.select_slider, t("Temperature T: low is safe, high is bold"), key="temperature",
                              default=1.0, parse=settings.finite, options=list(TEMPERATURES),
                              format_func=lambda value: f"{value:.1f}"))


def six(model: NextSymbol, draw: int, temperature: float, beginning: str) -> tuple[Sample, ...] | None:
    """Six texts, or a sentence why none can begin like that."""
    try:
        return samples(model, SIX, seed=draw, temperature=temperature, beginning=beginning)
    except TextError as reason:
        st.error(told(reason))
        return None


def marked(corpus: Corpus, made: Sample, *, lower: bool) -> str:
    """A text, large and blue where it is new; grey, and said, where it was learned from."""
    text = name(made, lower=lower)
    return f":blue[**{text}**]" if corpus.is_new(made.text) else f":gray[{text} *{t('(in the data)')}*]"


def spelt(made: tuple[Sample, ...], *, lower: bool) -> None:
    """One of the six, letter by letter, with the probability of each choice."""
    which = settings.ask(st.segmented_control, t("Spell out number"), key="which", default=1, parse=int,
                         options=list(range(1, SIX + 1)), required=True)
    chosen = made[which - 1]
    begun = chosen.text[:len(chosen.text) - (len(chosen.steps) - chosen.finished)]
    path = [f"**{literal(begun)}**" if begun else "∎", *map(choice, chosen.steps)]
    st.markdown(t("**{name}**, one letter at a time: {path}", name=name(chosen, lower=lower), path=" → ".join(path)))
