"""What machine learning is, in the words of the lecture notes that this app grew from; and what to try first."""

import streamlit as st

from pages.sections.overview import doors
from pages.shared.words import t

WIDTH = 250


def show() -> None:
    """The idea and the three steps; then what to try."""
    st.header(t("What machine learning is"), anchor=False)
    for place, sentences in zip(st.columns(2, gap="large"), (idea(), around()), strict=True):
        with place:
            for sentence in sentences:
                st.markdown(sentence)
    st.header(t("Try"), anchor=False)
    cells = st.grid(4, min_column_width=WIDTH, gap="medium")
    for number, (name, shows, door) in enumerate(doors.tries()):
        with cells.cell(), st.container(gap="xxsmall"):
            doors.button(f"**{name}**", door, key=f"try_{number}")
            st.markdown(shows)


def idea() -> list[str]:
    """The notes in short."""
    return [
        t("Some functions nobody can write down: the one from a sound to its words, or from yesterday's views of a "
          "channel to today's. **Machine learning is letting the machine find such a function**, f(x), from examples "
          "whose answers are known. The feature **x** is what is known, the label **y** is the true answer."),
        t("It takes three steps. **1 Choose a model**: a function with unknown parameters, :blue[$\\hat y = b + wx$]; "
          "w is its weight and b its bias. **2 Define a loss**: :red[$L(b, w)$] says how far the answers are from "
          "the labels over all rows, as the mean of :red[$|e|$] (MAE) or of :red[$e^2$] (MSE). Drawn over all b and w "
          "it is the error surface. **3 Optimize**: find the b and w for which it is smallest. Start somewhere, look "
          "at the :violet[slope], and take a step downhill, again and again: $w \\leftarrow w - \\eta \\cdot$ "
          ":violet[$\\partial L/\\partial w$]. That is gradient descent."),
    ]


def around() -> list[str]:
    """What belongs to it, and the one place where this app writes it differently from the lecture."""
    return [
        t("What is chosen by a person and not learned is a **hyperparameter**: the learning rate η, the most steps, "
          "the kind of model. A line is soon too stiff for the world; with **activation functions** a model can bend. "
          "And where the slope is zero, the walk stops: mostly in a valley, sometimes on a **saddle**."),
        t("**The hat.** The lecture writes y for what the model answers, and ŷ for the label. This app, like most "
          "books, writes **ŷ** for the answer and **y** for the label; $|e|$ and $e^2$ are the same either way."),
    ]
