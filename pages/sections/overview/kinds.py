"""The three kinds of task, each with a small example that answers: a number, a class, something made."""

import numpy as np
import pandas as pd
import streamlit as st

from core.generation import sample
from core.view import boundary, drawn_rows, span
from pages.sections.generation.symbols import choice
from pages.sections.overview import doors, examples
from pages.shared import settings
from pages.shared.charts import thumbnails
from pages.shared.charts.axes import Axis
from pages.shared.look import draw, theme
from pages.shared.numbers import count, number
from pages.shared.part import part
from pages.shared.words import literal, t

MOST_DOTS, MOST_NAMES, FIRST_NAME = 160, 1_000, 2
DEPTH = 18.4                            # mm, the usual depth of a bill: only the length is asked for


def show() -> None:
    """Regression, classification, structured learning."""
    st.header(t("Three kinds of task"), anchor=False)
    st.markdown(t("The kind of answer decides. From the same table of penguins one can ask for a weight, which is a "
                  "number, or for a species, which is one of a few."))
    first, second, third = st.columns(3, gap="medium")
    with first, st.container(border=True, key="kind_number", height="stretch"):
        a_number()
    with second, st.container(border=True, key="kind_class", height="stretch"):
        a_class()
    with third, st.container(border=True, key="kind_made", height="stretch"):
        something_made()


@part
def a_number() -> None:
    """Regression: how heavy is this penguin?"""
    known = examples.number()
    st.markdown(t("**Regression**: a number. How heavy is this penguin?"))
    picture = st.container()
    flipper = settings.ask(st.slider, t("Length of its flippers, mm"), key="flipper", default=200, parse=int,
                           min_value=172, max_value=231)
    answer = known.answer(float(flipper))
    across, up = window(known.X[:, 0], known.y)
    ends = known.model.predict(known.theta, np.array([[across.low], [across.high]]))
    rows = drawn_rows(len(known.y), MOST_DOTS)
    with picture:
        draw(thumbnails.lines(theme(), across, up), {
            "points": pd.DataFrame({"x": known.X[rows, 0], "y": known.y[rows]}),
            "lines": pd.DataFrame({"x": [across.low], "x2": [across.high], "y": [ends[0]], "y2": [ends[1]],
                                   "chosen": [1]}),
            "at": pd.DataFrame({"x": [float(flipper)], "y": [answer], "to": [up.low]}),
        }, key="example_number", alt=t("Penguins as dots: flippers across, weight up; the line that was learned, and "
                                       "its answer."))
    st.markdown(t(":blue[f({x}) = **{answer} g**], the best line through {n} penguins.", x=str(flipper),
                  answer=number(answer), n=count(len(known.y))))
    doors.button(t("Ask for the weight"), doors.NUMBER, key="door_number")


@part
def a_class() -> None:
    """Classification: which kind of penguin is it?"""
    known = examples.one_of_two()
    st.markdown(t("**Classification**: one of a few kinds. Which penguin is it?"))
    picture = st.container()
    bill = settings.ask(st.slider, t("Length of its bill, mm"), key="bill", default=46, parse=int, min_value=33,
                        max_value=58)
    answer = int(known.answer(float(bill), DEPTH) > 0)
    with picture:
        draw_classes(known, float(bill), answer)
    right = int(((known.model.predict(known.theta, known.X) > 0) == known.y).sum())
    st.markdown(t(":blue[f({x}, {depth}) = **{answer}**]; the boundary tells {right} of {n} right.", x=str(bill),
                  depth=f"{DEPTH:g}", answer=examples.KINDS[answer], right=count(right), n=count(len(known.y))))
    doors.button(t("Ask for the species"), doors.CLASS, key="door_class")


def draw_classes(known: examples.Example, bill: float, answer: int) -> None:
    """Two kinds of dots, the boundary between them, and the question."""
    across, up = window(known.X[:, 0], known.X[:, 1])
    left, right = boundary(known.theta, (across.low, across.high))
    strip = {"x": [across.low, across.high], "y": [left, right]}
    draw(thumbnails.sides(theme(), across, up), {
        "points": pd.DataFrame({"x": known.X[:, 0], "y": known.X[:, 1], "class": known.y.astype(int)}),
        "boundary": pd.DataFrame({"x": [across.low], "x2": [across.high], "y": [left], "y2": [right]}),
        "areas": pd.concat([pd.DataFrame({**strip, "y2": edge, "class": kind})
                            for kind, edge in ((0, up.high), (1, up.low))]),
        "at": pd.DataFrame({"x": [bill], "y": [DEPTH], "class": [answer]}),
    }, key="example_class", alt=t("Two kinds of penguins as dots and squares: length of the bill across, depth up; the "
                                  "boundary that was learned, and its answer."))


def window(x: np.ndarray, y: np.ndarray) -> tuple[Axis, Axis]:
    """The ends of a small picture."""
    return Axis("", *span(x)), Axis("", *span(y, 0.12))


@part
def something_made() -> None:
    """Structured learning: a name that nobody has yet."""
    corpus, model = examples.names()
    st.markdown(t("**Structured**: something made of parts. A name that nobody has yet?"))
    nth = settings.know(key="nth", default=FIRST_NAME, options=list(range(1, MOST_NAMES + 1)), parse=int)
    made = sample(model, seed=nth)
    with st.container(height=thumbnails.HEIGHT, border=False, vertical_alignment="center", key="made_name"):
        st.markdown(f":blue[**{literal(made.text.capitalize())}**]")
        st.markdown(":small[" + " → ".join(["∎", *map(choice, made.steps)]) + "]")
    st.button(t("Another name"), key="another", icon=":material/refresh:", on_click=settings.put,
              args=("nth", nth % MOST_NAMES + 1))
    if corpus.is_new(made.text):
        st.markdown(t("Letter by letter, each with its probability; it is **not** among the {n} names learned from.",
                      n=count(len(corpus.texts))))
    else:
        st.markdown(t("Letter by letter, each with its probability; this one is among the {n} names learned from.",
                      n=count(len(corpus.texts))))
    doors.button(t("Make more names"), doors.MADE, key="door_made")
