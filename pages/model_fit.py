"""Choose a model, define its loss, walk downhill: the same line, seen three ways."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.sections.model_fit import closer, loss, metrics, model, numbers, optimize, picture, training, verdict
from pages.sections.model_fit.film import Film, Measure, Shape, film, impossible, problem_of
from pages.shared import frame
from pages.shared.compute import Look, Walk
from pages.shared.part import part, seen_first
from pages.shared.player import Lines, live, play
from pages.shared.words import t
from pages.shared.workspace import Work


class Places(NamedTuple):
    """Where the steps are, and what stands above the pictures of the second and the third."""

    first: DeltaGenerator
    second: DeltaGenerator
    third: DeltaGenerator
    loss: DeltaGenerator
    rate: DeltaGenerator
    more: DeltaGenerator


# Each step holds the next: when one of its controls moves, the steps before it stand still.
@part
def choose_model(work: Work) -> None:
    """Step 1, then the others."""
    with st.container(horizontal=True, gap="medium", key="three"):      # a grid would draw three boxes for each step
        first, second, third = (st.container(gap="xsmall", key=f"step_{n}") for n in (1, 2, 3))
    with first:
        shape = model.ask(work)
        if reason := impossible(work, shape):
            picture.show_data(work, shape, reason)
            closer.follow(None)
            return
    # Here: what an inner part writes to has to be there before it, and an empty step has no place on the screen yet.
    with second:
        row = loss.lay_out()
    with third:
        rate, more = optimize.lay_out()
    define_loss(work, shape, Places(first, second, third, row, rate, more))


@part
def define_loss(work: Work, shape: Shape, places: Places) -> None:
    """Step 2, then the third."""
    with places.loss:
        measure, look = loss.ask(work, shape)
    training.let_go(work, shape, measure)
    plan_walk(work, shape, measure, look, places)


@part
def plan_walk(work: Work, shape: Shape, measure: Measure, look: Look, places: Places) -> None:
    """Step 3 but for the learning rate, then that."""
    with places.more:
        walk = optimize.ask(work, shape, measure)
    descend(work, shape, measure, look, walk, places)


@part
def descend(work: Work, shape: Shape, measure: Measure, look: Look, walk: Walk, places: Places) -> None:
    """The learning rate, and what comes of all three steps."""
    with places.rate:
        walk = optimize.ask_rate(problem_of(work, shape, measure), walk)

    fit = training.fit(work, shape, measure, walk)
    shown = film(work, shape, measure, walk, look, fit) if fit else training.last(work)
    if shown is None:
        training.progress()
        closer.follow(None)
        return

    with places.first:
        seen = picture.show(shown)
    with seen_first(wanted=another_problem(shown)):     # else the fit may look as before: then nothing waits for it
        table, measured = numbers.table(shown), metrics.table(shown)
        answer, cost = model.formula(shown), loss.formula(shown)
        slope, rules = optimize.slope_now(shown), optimize.rules(shown)
    with places.first:
        live("formula")                 # not before: it would come while the browser draws the fit, and interrupt it
    with places.second:
        walked = loss.show(shown)
    with places.third:
        lowered = optimize.show(shown)

    if fit is None:
        training.progress()
    play(shown.steps, shown.start, shown.values, identity=shown.identity, key="play", texts={
        "formula": Lines([answer, seen]), "loss_now": Lines([cost, walked]), "slope_now": Lines([slope, lowered]),
        "rule": Lines(rules), "numbers": table, "measures": measured})

    with st.container(horizontal=True, gap="medium", key="result"):
        verdict.show(shown)
        live("numbers", rows=len(table.rows), digits=True)
    metrics.show(shown, measured)
    closer.follow(shown)


def another_problem(shown: Film) -> bool:
    """Whether model, loss or rows are others than those of the film before: then the fit is another one, too."""
    before: Film | None = st.session_state.get("film")
    return before is None or before.problem is not shown.problem


frame.enter()
frame.head(t("Model fit"), t("Choose a model, define its loss, walk downhill: the same line, seen three ways."))
work = frame.need("regression", "classification")
choose_model(work)
shown: Film | None = st.session_state["film"]
if shown is not None:
    closer.look_closer()
frame.foot()
