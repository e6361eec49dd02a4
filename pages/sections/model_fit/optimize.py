"""Step 3, optimize: walk downhill, each step against the slope, and see the loss get smaller."""

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from core.models import Model
from core.optimizers import OPTIMIZERS, Optimizer
from core.rates import HIGHEST, LOWEST, RATES
from core.schedules import SCHEDULES, Schedule
from core.view import loss_axis
from pages.sections.model_fit.film import Film
from pages.shared import compute, settings
from pages.shared.charts import curves
from pages.shared.compute import Problem, Walk
from pages.shared.look import draw, theme
from pages.shared.numbers import brief, count, labeled, number, spelled
from pages.shared.player import Piece, legend, live
from pages.shared.rows import rows
from pages.shared.words import t

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000)
BATCHES = (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)
FARTHEST = 1e12


def ask(model: Model) -> Walk:
    """Which optimizer and which schedule; their numbers are asked for afterwards."""
    settings.suggest("optimizer", "gradient_descent" if model.linear_in_parameters else "adam")
    optimizer = settings.ask(st.selectbox, t("Optimizer"), key="optimizer", default="gradient_descent",
                             options=list(OPTIMIZERS), format_func=lambda name: t(OPTIMIZERS[name].title))
    st.markdown(f":small[{t(OPTIMIZERS[optimizer].idea)}]")
    plan = settings.ask(st.selectbox, t("How η changes"), key="schedule", default="constant", options=list(SCHEDULES),
                        format_func=lambda name: t(SCHEDULES[name].title))
    if plan != "constant":
        st.markdown(f":small[{t(SCHEDULES[plan].idea)}]")
    return Walk((), optimizer, 0.1, 1_000, schedule=plan)


def ask_numbers(problem: Problem, walk: Walk) -> Walk:
    """The numbers of optimizer and schedule; how many steps, on how many rows each, from where."""
    parameters = ask_own("opt", OPTIMIZERS[walk.optimizer])
    plan_parameters = ask_own("plan", SCHEDULES[walk.schedule])
    settings.suggest("steps", 1_000 if problem.model.linear_in_parameters else 2_000)
    steps = settings.ask(st.select_slider, t("Most steps"), key="steps", default=1_000, parse=int,
                         options=list(STEPS), format_func=count)
    sizes = [size for size in BATCHES if size < len(problem.y)]
    batch = settings.ask(st.select_slider, t("Rows per step (batch)"), key="batch", default=0, parse=int,
                         options=sizes, format_func=lambda size: count(size) if size else t("all"))
    return replace(walk, start=ask_start(problem), steps=steps, parameters=parameters,
                   schedule_parameters=plan_parameters, batch=batch, seed=int(settings.kept("seed", 0)))


def ask_rate(problem: Problem, walk: Walk) -> Walk:
    """The learning rate, at first one that works."""
    suggested = compute.good_first_rate(problem, walk)
    settings.suggest("rate", suggested)
    wished = (rate for rate in settings.wished("rate", settings.finite) if 10.0**LOWEST <= rate < 10.0**HIGHEST)
    rate = settings.ask(st.select_slider, t("**3 Optimize**: learning rate η"), key="rate", default=suggested,
                        name=t("Learning rate η"), options=sorted({*RATES, *wished}),
                        parse=settings.finite, format_func=brief)
    return replace(walk, rate=rate)


def ask_own(kind: str, entry: Optimizer | Schedule) -> tuple[tuple[str, float], ...]:
    """The own numbers of an optimizer (opt) or of a schedule (plan)."""
    found = []
    for parameter, value in entry.parameters.items():
        low, high = entry.bounds[parameter]
        found.append((parameter, float(settings.ask(
            st.number_input, f"{t(entry.title)}: {parameter.replace('_', ' ')}", default=value,
            key=f"opt_{parameter}" if kind == "opt" else f"plan_{parameter}",      # read from here: what links may say
            parse=settings.finite, min_value=low, max_value=high, step=(high - low) / 100 if high <= 1 else None,
            format="%.4g"))))
    return tuple(found)


def ask_start(problem: Problem) -> tuple[float, ...]:
    """Where the descent starts: b and w, or the model's own start."""
    if problem.model.size != 2:
        if problem.model.linear_in_parameters:
            st.markdown(t("All {n} parameters start at 0.", n=count(problem.model.size)))
        else:
            st.markdown(t("The {n} parameters start at random, drawn by the seed under the loss's More; biases at 0.",
                          n=count(problem.model.size)))
        return ()
    options: dict[str, Any] = {"parse": settings.finite, "min_value": -FARTHEST, "max_value": FARTHEST,
                               "format": "%.6g"}
    with st.container(horizontal=True):
        b = settings.ask(st.number_input, t("Start b"), key="b0", default=0.0, **options)
        w = settings.ask(st.number_input, t("Start w"), key="w0", default=0.0, **options)
    return float(b), float(w)


def show(film: Film) -> list[Piece]:
    """The loss of every step, and a place for what is said of it; returns what its marks mean."""
    best, held = film.problem.best, film.held_losses
    finite = film.losses[np.isfinite(film.losses)]
    drawn = loss_axis(float(finite[0]) if finite.size else 1.0, film.smallest)
    y = labeled(t("loss L"), drawn.low, drawn.high, log=drawn.log)
    losses = within(film.losses, drawn.low, drawn.high)
    height = y.place(losses)
    beside = y.place(within(held, drawn.low, drawn.high))
    broken = not (np.isfinite(height).all() and np.isfinite(beside).all())
    draw(curves.loss_by_step(theme(), t("step"), y, broken=broken), {
        "frames": film.frame_data(step=film.steps, height=height),
        "held": rows(step=film.steps[: len(held)], height=beside),
        "readings": curves.readings(film.steps, height, losses),
        "best": rows(height=y.place(np.array([best.loss] if best else []))),
    }, key="picture_loss", alt=t("The loss of every step, the shown step, and the smallest possible loss."))
    live("slope_now")
    return legend(("error", f"━ {t('loss of the step')}"), ("held", f"┈ {t('held out')}" if held.size else ""),
                  ("model", f"● {t('the step')}"), ("optimum", f"╌ {t('smallest possible')}" if best else ""))


def within(losses: np.ndarray, low: float, high: float) -> np.ndarray:
    """Losses that the picture can show; far above it, or no number: not drawn."""
    seen = np.where(np.isfinite(losses) & (losses <= high + 1e3 * abs(high - low)), losses, np.nan)
    return np.clip(seen, low, None)


def slope_now(film: Film) -> list[Piece]:
    """The slope of the step, and the largest stable rate where there is one."""
    slope = {"tone": "slope", "style": "formula"}
    last = min(len(film.names), 2) - 1                  # the parameter whose update the player spells out
    few = film.traced and film.readable.shape[1] > 0
    pieces: list[Piece] = [{"text": f"∂L/∂{spelled(film.names[last])} = " if few else "‖∇L‖ = "} | slope,
                           {"live": f"g{last}" if few else "slope"} | slope]
    if film.fit.limit is not None:
        pieces.append({"text": "  ·  " + t("η is stable up to {limit}", limit=number(film.fit.limit))})
    return pieces


def rules(film: Film) -> list[list[Piece]]:
    """The update of the step, with its numbers: new = old − η · slope."""
    if not film.traced:
        why = t("Of so long a walk, only some steps are kept.")
        if film.walk.batch:
            why = t("Each step follows the slope of its own batch; the pictures show the loss of all rows.")
        return [[{"text": why}]]
    shown = range(min(len(film.names), 2))
    return [rule(film, j) for j in reversed(shown)]


def rule(film: Film, j: int) -> list[Piece]:
    """One parameter's update as pieces."""
    name = spelled(film.names[j])
    moved = {"gradient_descent": f"∂L/∂{name}", "momentum": "v"}.get(film.walk.optimizer, t("step"))
    rate = brief(film.walk.rate) if film.walk.schedule == "constant" else "η"
    said = "formula" if j else "formula wide"           # on a phone the rule is spelled out once
    return [{"text": f"{name} ← ", "tone": "model", "style": "formula"},
            {"text": f"{name} − ", "tone": "model", "style": said}, {"text": "η · ", "style": said},
            {"text": moved, "tone": "slope", "style": said}, {"text": " = ", "style": "turn" if j else "wide"},
            {"live": f"p{j}", "tone": "model"}, {"text": f" − {rate} · ("},
            {"live": f"m{j}", "tone": "slope"}, {"text": ") = "}, {"live": f"n{j}", "tone": "model"}]
