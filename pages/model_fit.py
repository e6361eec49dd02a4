"""Choose a model, define its loss, walk downhill: the same line, seen three ways."""

import streamlit as st

from pages.sections.model_fit import loss, metrics, model, numbers, optimize, verdict
from pages.sections.model_fit.film import film, impossible
from pages.shared import frame
from pages.shared.player import play
from pages.shared.words import t

frame.enter()
frame.head(t("Model fit"), t("Choose a model, define its loss, walk downhill: the same line, seen three ways."))
work = frame.need("regression")

with st.container(key="fit"):
    steps = st.grid(3, min_column_width=330, gap="medium")
    first, second, third = (steps.cell().container(gap="xsmall", key=f"step_{n}") for n in (1, 2, 3))
    with first:
        shape = model.ask(work)
        if reason := impossible(work, shape):
            model.show_data(work, shape, reason)
            frame.stop()
    with second:
        measure = loss.ask(work, shape)
    with third:
        walk = optimize.ask(work, shape, measure)

    shown = film(work, shape, measure, walk)

    with first:
        model.show(shown)
    with second:
        loss.show(shown)
    with third:
        optimize.show(shown)

    hand = st.container(key="player", gap="xsmall")
    left, right = st.columns([5, 7], gap="medium")
    with left.container(gap="xsmall"):
        verdict.show(shown)
    with right.container(gap="xsmall"):
        numbers.show(shown)

    with hand:
        play("fit", shown.steps, shown.start, shown.values, identity=work.key + shape.name, key="play")
        optimize.show_rule(shown)

metrics.show(shown)
frame.foot()
