"""Step 3, optimize: walk downhill, each step against the slope, and see the loss get smaller."""

import numpy as np
import pandas as pd
import streamlit as st

from core.optimizers import OPTIMIZERS
from core.rates import HIGHEST, LOWEST, RATES
from core.view import loss_axis
from pages.sections.model_fit.film import MOST_SHOWN, Film, Measure, Shape, problem_of
from pages.shared import compute, settings
from pages.shared.charts import curves
from pages.shared.compute import Walk
from pages.shared.look import draw, theme
from pages.shared.numbers import LOWERED, axis, count, number
from pages.shared.player import Piece, live
from pages.shared.words import t
from pages.shared.workspace import Work

OFFERED = ("gradient_descent", "momentum")
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000)
FARTHEST = 1e12


def ask(work: Work, shape: Shape, measure: Measure) -> Walk:
    """The learning rate; under More the optimizer, the steps and the start."""
    problem = problem_of(work, shape, measure)
    st.markdown(t("**3 Optimize**: learning rate η"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rate_place = st.container()
        with st.popover(t("More"), key="more_optimize"):
            optimizer = settings.ask(st.selectbox, t("Optimizer"), key="optimizer", default=OFFERED[0],
                                     options=list(OFFERED), format_func=lambda name: t(OPTIMIZERS[name].title))
            st.markdown(f":small[{t(OPTIMIZERS[optimizer].idea)}]")
            parameters = ask_parameters(optimizer)
            steps = settings.ask(st.select_slider, t("Most steps"), key="steps", default=1_000, parse=int,
                                 options=list(STEPS), format_func=count)
            start = ask_start(problem.model.size)
        suggested = compute.good_first_rate(problem, np.array(start), optimizer, dict(parameters))
        settings.suggest("rate", suggested)
        wished = (rate for rate in settings.wished("rate", settings.finite) if 10.0**LOWEST <= rate < 10.0**HIGHEST)
        rates = sorted({*RATES, *wished})
        with rate_place:
            rate = settings.ask(st.select_slider, t("Learning rate η"), key="rate", default=suggested, options=rates,
                                parse=settings.finite, format_func=lambda r: f"{r:g}", label_visibility="collapsed")
    return Walk(start, optimizer, rate, steps, parameters)


def ask_parameters(optimizer: str) -> tuple[tuple[str, float], ...]:
    """The optimizer's own numbers."""
    if optimizer != "momentum":
        return ()
    beta = settings.ask(st.slider, t("β: how much of the velocity is kept"), key="momentum", default=0.9,
                        parse=settings.finite, min_value=0.0, max_value=0.99, step=0.01)
    return (("momentum", beta),)


def ask_start(size: int) -> tuple[float, ...]:
    """Where the descent starts."""
    if size != 2:
        st.markdown(t("All {n} parameters start at 0.", n=size))
        return (0.0,) * size
    left, right = st.columns(2)
    with left:
        b = settings.ask(st.number_input, t("Start b"), key="b0", default=0.0, parse=settings.finite,
                         min_value=-FARTHEST, max_value=FARTHEST, format="%.6g")
    with right:
        w = settings.ask(st.number_input, t("Start w"), key="w0", default=0.0, parse=settings.finite,
                         min_value=-FARTHEST, max_value=FARTHEST, format="%.6g")
    return float(b), float(w)


def show(film: Film) -> None:
    """The loss of every step; under it the slope now, and how large η may be."""
    best = film.problem.best
    smallest = best.loss if best else float(np.nanmin(film.losses))
    drawn = loss_axis(float(film.losses[0]), smallest)
    x = axis(t("step"), 0.0, float(max(film.steps[-1], 1)))
    y = axis(t("loss L"), drawn.low, drawn.high, log=drawn.log)
    seen = np.where(np.isfinite(film.losses) & (film.losses <= 1e3 * abs(drawn.high)), film.losses, np.nan)
    draw(curves.loss_by_step(theme(), x, y), {
        "frames": film.frame_data(step=film.steps, loss=np.clip(seen, drawn.low, None)),
        "best": pd.DataFrame({"loss": [smallest] if best else []}, dtype=float),
    }, key="picture_loss", alt=t("The loss of every step, the shown step, and the smallest possible loss."))
    last = min(len(film.names), MOST_SHOWN) - 1
    pieces: list[Piece] = [{"text": f"∂L/∂{spelled(film.names[last])} = ", "tone": "slope", "style": "formula"},
                           {"live": f"g{last}", "tone": "slope", "style": "formula"}]
    if film.fit.limit is not None:
        pieces.append({"text": "  ·  " + t("η is stable up to {limit}", limit=number(film.fit.limit))})
    live("fit", [pieces], key="slope_now")
    st.markdown(":small[" + "  ".join([f":red[━ {t('loss of the step')}]", f":blue[● {t('the step')}]",
                                       f":green[╌ {t('smallest possible')}]" if best else ""]) + "]")


def spelled(name: str) -> str:
    """A parameter's name with its number lowered: w_1 becomes w₁."""
    letter, _, index = name.partition("_")
    return letter + index.translate(LOWERED)


def show_rule(film: Film) -> None:
    """The update of the step, with its numbers: new = old − η · slope."""
    shown = range(min(len(film.names), 2))
    live("fit", [rule(film, j) for j in reversed(shown)], key="rule")


def rule(film: Film, j: int) -> list[Piece]:
    """One parameter's update as pieces."""
    name, rate = spelled(film.names[j]), f"{film.walk.rate:g}"
    moved = "v" if film.walk.optimizer == "momentum" else f"∂L/∂{name}"
    return [{"text": f"{name} ← {name} − ", "tone": "model", "style": "formula"}, {"text": "η", "style": "formula"},
            {"text": " · ", "style": "formula"}, {"text": moved, "tone": "slope", "style": "formula"},
            {"text": " = "}, {"live": f"p{j}", "tone": "model"}, {"text": f" − {rate} · ("},
            {"live": f"m{j}", "tone": "slope"}, {"text": ") = "}, {"live": f"n{j}", "tone": "model"}]
