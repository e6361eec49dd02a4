"""Choose a model, define its loss, walk downhill: the same line, seen three ways."""

import streamlit as st

from pages.sections.model_fit import closer, loss, metrics, model, numbers, optimize, picture, training, verdict
from pages.sections.model_fit.film import Film, Measure, Shape, film, impossible, model_of, problem_of
from pages.sections.model_fit.steps import Steps, columns, lay_out
from pages.shared import frame
from pages.shared.compute import Look, Walk
from pages.shared.part import part, seen_first
from pages.shared.player import Lines, live, play
from pages.shared.words import t
from pages.shared.workspace import Work


# Each part holds the next: when one of its controls moves, those before it stand still. So what the rest is made for
# comes first, and what is moved again and again comes last.
@part
def choose_model(work: Work) -> None:
    """Step 1: which model."""
    first, second, third = columns()
    place = lay_out(first, "model", numbers_first=True)
    shape = model.ask(work, place)
    if reason := impossible(work, shape):
        with first:
            picture.show_data(work, shape, reason)
        closer.follow(None)
        return
    # Here: what an inner part writes to has to be there before it, and an empty step has no place on the screen yet.
    steps = Steps(place, lay_out(second, "loss"), lay_out(third, "optimize"))
    choose_loss(work, shape, steps)


@part
def choose_loss(work: Work, shape: Shape, steps: Steps) -> None:
    """Step 2: which loss. Model and loss decide how one can look closer, so that follows here."""
    measure = loss.ask(work, shape, steps.loss)
    size_model(work, shape, measure, steps)
    if st.session_state["film"] is not None:
        closer.look_closer()


@part
def size_model(work: Work, shape: Shape, measure: Measure, steps: Steps) -> None:
    """Step 1: the sizes of the model."""
    with steps.model.numbers:
        shape = model.ask_sizes(shape)
    define_loss(work, shape, measure, steps)


@part
def define_loss(work: Work, shape: Shape, measure: Measure, steps: Steps) -> None:
    """Step 2: on which rows the loss is taken, what weights cost, in which coordinates; what the map shows of it."""
    with steps.loss.numbers:
        measure, look = loss.ask_numbers(work, shape, measure)
    training.let_go(work, shape, measure)
    choose_optimizer(work, shape, measure, look, steps)


@part
def choose_optimizer(work: Work, shape: Shape, measure: Measure, look: Look, steps: Steps) -> None:
    """Step 3: which optimizer, and how its rate changes."""
    with steps.optimize.kind:
        walk = optimize.ask(model_of(work, shape, measure))
    plan_walk(work, shape, measure, look, walk, steps)


@part
def plan_walk(work: Work, shape: Shape, measure: Measure, look: Look, walk: Walk, steps: Steps) -> None:
    """Step 3 but for the learning rate: from where, how many steps, on how many rows."""
    with steps.optimize.numbers:
        walk = optimize.ask_numbers(problem_of(work, shape, measure), walk)
    descend(work, shape, measure, look, walk, steps)


@part
def descend(work: Work, shape: Shape, measure: Measure, look: Look, walk: Walk, steps: Steps) -> None:
    """The learning rate, and what comes of all three steps."""
    with steps.optimize.shown:
        walk = optimize.ask_rate(problem_of(work, shape, measure), walk)

    fit = training.fit(work, shape, measure, walk)
    shown = film(work, shape, measure, walk, look, fit) if fit else training.last(work)
    if shown is None:
        training.progress()
        closer.follow(None)
        return

    with steps.model.whole:
        seen = picture.show(shown)
    with seen_first(wanted=another_problem(shown)):     # else the fit may look as before: then nothing waits for it
        table, measured = numbers.table(shown), metrics.table(shown)
        answer, cost = model.formula(shown), loss.formula(shown)
        slope, rules = optimize.slope_now(shown), optimize.rules(shown)
    with steps.model.whole:
        live("formula")                 # not before: it would come while the browser draws the fit, and interrupt it
    with steps.loss.whole:
        walked = loss.show(shown)
    with steps.optimize.whole:
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
frame.foot()
