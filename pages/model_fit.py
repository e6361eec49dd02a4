"""Choose a model, define its loss, walk downhill: the same line, seen three ways."""

import streamlit as st

from pages.sections.model_fit import closer, loss, metrics, model, numbers, optimize, picture, training, verdict
from pages.sections.model_fit.film import film, impossible
from pages.shared import frame
from pages.shared.player import play
from pages.shared.words import t

frame.enter()
frame.head(t("Model fit"), t("Choose a model, define its loss, walk downhill: the same line, seen three ways."))
work = frame.need("regression", "classification")

with st.container(key="fit"):
    steps = st.grid(3, min_column_width=330, gap="medium")
    first, second, third = (steps.cell().container(gap="xsmall", key=f"step_{n}") for n in (1, 2, 3))
    with first:
        shape = model.ask(work)
        if reason := impossible(work, shape):
            picture.show_data(work, shape, reason)
            frame.stop()
    with second:
        measure = loss.ask(work, shape)
    with third:
        walk = optimize.ask(work, shape, measure)

    fit = training.fit(work, shape, measure, walk)
    shown = film(work, shape, measure, walk, fit) if fit else training.last(work)
    if shown is None:
        training.progress()
        frame.stop()
    st.session_state["film"] = shown

    with first:
        picture.show(shown)
    with second:
        loss.show(shown)
    with third:
        optimize.show(shown)

    table = numbers.table(shown)
    with st.container(key="player", gap="xsmall"):
        if fit is None:
            training.progress()
        play("fit", shown.steps, shown.start, shown.values, identity=shown.identity, key="play")
        optimize.show_rule(shown)

    left, right = st.columns([5, 7], gap="medium")
    with left.container(gap="xsmall"):
        verdict.show(shown)
    with right.container(gap="xsmall"):
        numbers.show(shown, table)

metrics.show(shown)
closer.show(shown)
frame.foot()
