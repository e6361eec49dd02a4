"""A longer memory needs a network: instead of a row for every beginning it has a few neurons that see all of them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from core.generation import Corpus, TextError, cross_entropy, samples
from core.view import span
from pages.sections.generation import learned, training
from pages.sections.generation.learned import Source
from pages.sections.generation.names import SIX, marked
from pages.sections.generation.training import Key, Trained
from pages.shared import settings
from pages.shared.charts import probabilities
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.part import part
from pages.shared.words import t

LOOK_AGAIN = 0.4                        # seconds
NEURONS = (8, 16, 32, 64)
ALPHA = 0.1                             # smoothing of the counts that the network is compared with


@part
def longer_memory(source: Source, corpus: Corpus) -> None:
    """The controls, then the training or what came of it."""
    st.header(t("A longer memory needs a network"), anchor=False)
    st.markdown(t("A table needs a row for every beginning it has seen, and knows nothing about the others. A small "
                  "network looks at the last few letters at once: one-hot numbers go in, a hidden layer with tanh "
                  "bends them, and a softmax gives a probability to each next letter."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        memory = settings.ask(st.select_slider, t("Letters the network sees"), key="context", default=3, parse=int,
                              options=[1, 2, 3, 4, 5], width=260)
        neurons = settings.ask(st.select_slider, t("Neurons in the hidden layer"), key="neurons", default=32,
                               parse=int, options=list(NEURONS), width=260)
        on = settings.ask(st.toggle, t("Train it"), key="network", default=False, parse=settings.switch)
    if not on:
        training.give_up()
        st.markdown(t("It takes some seconds; the page can be used meanwhile."))
        return
    key = (source.key, source.lower, memory, neurons)
    found = training.trained(key, learned.parts(source.key, source.lower, corpus)[0])
    if found is None:
        progress()
        found = st.session_state.get("spelling_shown")
        if found is None or found.model.alphabet != corpus.alphabet:
            return
        with st.container(key="before"):
            results(source, corpus, found, key)
        return
    st.session_state["spelling_shown"] = found
    results(source, corpus, found, key)


@st.fragment(run_every=LOOK_AGAIN)
def progress() -> None:
    """How far the training is, and a button that ends it; what was learned so far is kept."""
    if training.finished():
        st.rerun()
    running: training.Training | None = st.session_state.get("spelling_training")
    if running is None:
        return
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        st.progress(running.step / training.STEPS,
                    text=t("Step {step} of {steps} of the training", step=count(running.step),
                           steps=count(training.STEPS)))
    with right:
        st.button(t("Stop here"), key="stop_training", icon=":material/stop_circle:", on_click=running.stop.set)


def results(source: Source, corpus: Corpus, found: Trained, key: Key) -> None:
    """Its loss beside that of a table with the same memory; six of its texts; and which of the two is better."""
    left, right = st.columns([7, 5], gap="large")
    rival = compared(source, corpus, found)
    with left:
        x = axis(t("step"), 0.0, float(max(found.run.steps[-1], 1)))
        levels = [] if rival is None else [rival.on_learned]
        y = axis(t("loss (cross-entropy)"), *span(np.array([*found.run.losses, *levels]), 0.1))
        draw(probabilities.learned_like_counted(theme(), x, y, t("a table with the same memory")), {
            "frames": pd.DataFrame({"step": found.run.steps, "loss": found.run.losses}),
            "best": pd.DataFrame({"loss": levels}, dtype=float),
        }, key="picture_network", alt=t("The loss of every step of the training, and the loss of a table that "
                                        "remembers as many letters."))
    with right:
        st.markdown(verdict(found, key))
        made = samples(found.model, SIX, seed=settings.kept("draw", 1), temperature=settings.kept("temperature", 1.0))
        with st.container(key="made_by_network"):
            st.markdown(" · ".join(marked(corpus, each, lower=source.lower) for each in made))
        if rival is not None:
            say_which_is_better(rival)


@dataclass(frozen=True)
class Rival:
    """A counted table beside the network: how large both are, and how they do on texts nobody learned from."""

    rows: int
    numbers: int                        # of the network
    kept_back: int                      # texts
    on_learned: float
    table: float
    network: float


def compared(source: Source, corpus: Corpus, found: Trained) -> Rival | None:
    """Both on the texts that were kept back; None if there are none, or the table would be too large."""
    memory = found.model.memory
    seen, kept_back = learned.parts(source.key, source.lower, corpus)
    if kept_back is None:
        return None
    try:
        table = learned.counts(f"part of {source.key}", source.lower, memory, ALPHA, seen)
    except TextError:
        return None
    return Rival(len(table.contexts), found.model.net.size, len(kept_back.texts), cross_entropy(table, seen),
                 cross_entropy(table, kept_back), cross_entropy(found.model, kept_back))


def say_which_is_better(rival: Rival) -> None:
    """The two losses on new texts, and what they mean."""
    st.markdown(t("On {n} texts that neither has learned from: the table with its {rows} rows has a loss of "
                  ":red[{table}], the network with its {numbers} numbers :red[{network}].", n=count(rival.kept_back),
                  rows=count(rival.rows), table=number(rival.table), numbers=count(rival.numbers),
                  network=number(rival.network)))
    if rival.network < rival.table:
        st.markdown(t("The network is better: it knows that similar beginnings go on similarly, where the table has "
                      "learned much by heart."))
    else:
        st.markdown(t("Here the table is better: with so little memory, or so many texts, counting is hard to beat."))


def verdict(found: Trained, key: Key) -> str:
    """How the training ended."""
    last, loss = count(found.run.last), number(float(found.run.losses[-1]))
    if found.stopped:
        st.button(t("Train on"), key="train_on", icon=":material/play_arrow:", on_click=training.again, args=(key,))
        return t(":material/stop_circle: **Stopped by you** at step {step}, loss :red[{loss}]; what was learned is "
                 "kept.", step=last, loss=loss)
    return t(":material/check_circle: **Trained** for {step} steps of Adam, η = {rate}: loss :red[{loss}].", step=last,
             rate=f"{training.RATE:g}", loss=loss)
