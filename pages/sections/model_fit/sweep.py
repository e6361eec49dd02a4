"""Which learning rate is good? The loss after the same number of steps, for many of them at once."""

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.sweep import IN_ONE_GO, affordable_steps, best_of, bowl_losses, loss_after, rates_around
from core.view import loss_axis
from pages.sections.model_fit.film import Film, asked, current
from pages.sections.model_fit.opened import opened
from pages.sections.model_fit.verdict import written
from pages.shared import compute, settings
from pages.shared.charts import rates as chart
from pages.shared.compute import Asked, Problem, Walk
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, brief, count, number
from pages.shared.part import part, widen
from pages.shared.words import key_line, t

MOST_REMEMBERED = 2_000


@part
def show_sweep() -> None:
    """The curve of losses over rates; a click takes one."""
    film = current()
    with opened(t("Which η is good? The loss after the same steps, for many η")):
        in_one_go = film.problem.f.quadratic and film.walk.optimizer in IN_ONE_GO and plain(film.walk)
        tried = rates_around(film.walk.rate, film.fit.limit, every=in_one_go)
        steps = ask_steps(film)
        walked = steps if in_one_go else affordable_steps(film.problem.f, len(tried), steps)
        losses = swept(film, tried, walked, in_one_go)
        picture(film, tried, losses, walked)
        say(film, tried, losses, walked, steps)


def plain(walk: Walk) -> bool:
    """Whether every step has the same rate and looks at all rows."""
    return walk.schedule == "constant" and not walk.batch


def ask_steps(film: Film) -> int:
    """After how many steps the losses are compared."""
    options = sorted({1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, film.walk.steps})
    options = [steps for steps in options if steps <= max(film.walk.steps, 100)]
    return int(settings.ask(st.select_slider, t("Compare after so many steps"), key="sweep_steps",
                            default=20, parse=int, options=options, format_func=count, width=420))


def swept(film: Film, tried: Array, steps: int, in_one_go: bool) -> Array:
    """The losses: from a formula where there is one, else walked one after the other, with progress."""
    known = asked(film.work, film.shape, film.measure)
    walk = replace(film.walk, rate=0.0, steps=steps)
    if in_one_go:
        return of_bowl(known, walk, tuple(tried.tolist()), film.problem)
    found: dict[tuple[Asked, Walk], float] = st.session_state.setdefault("swept", {})
    walks = [replace(walk, rate=float(rate)) for rate in tried]
    missing = [each for each in walks if (known, each) not in found]
    bar = None
    if len(missing) > 3:
        bar = st.progress(0.0, text=t("Walking with {n} learning rates", n=count(len(missing))))
    for place, each in enumerate(missing):
        found[known, each] = walked_to(film.problem, each)
        if bar is not None:
            bar.progress((place + 1) / len(missing))
    if bar is not None:
        bar.empty()
    while len(found) > MOST_REMEMBERED:
        found.pop(next(iter(found)))
    return np.array([found[known, each] for each in walks])


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={Asked: repr, Walk: repr})
def of_bowl(known: Asked, walk: Walk, tried: tuple[float, ...], _problem: Problem) -> Array:  # noqa: ARG001
    """The losses on a bowl."""
    return bowl_losses(_problem.f, _problem.start(walk), np.array(tried), walk.steps, walk.optimizer,
                       dict(walk.parameters))


def walked_to(problem: Problem, walk: Walk) -> float:
    """The loss after one walk."""
    return loss_after(problem.f, problem.start(walk), compute.rate_of(walk), walk.steps, walk.optimizer,
                      dict(walk.parameters), walk.batch or None, walk.seed)


def picture(film: Film, tried: Array, losses: Array, steps: int) -> None:
    """Losses over rates, with the limit, the current rate, and the smallest possible loss."""
    start = float(film.problem.f.value(film.problem.start(film.walk)))
    finite = losses[np.isfinite(losses)]
    smallest = film.problem.best.loss if film.problem.best else float(min([start, *finite]))
    drawn = loss_axis(start, smallest)
    out = ~(losses <= drawn.high)
    seen = np.clip(np.where(out, drawn.high, losses), drawn.low, drawn.high)
    x = axis(t("learning rate η"), float(tried[0]) / 1.15, float(tried[-1]) * 1.15, log=True)
    limit = film.fit.limit
    inside = limit is not None and x.low <= limit <= x.high
    here = int(np.argmin(np.abs(np.log(tried / film.walk.rate))))
    y = axis(t("loss L after {steps} steps", steps=count(steps)), drawn.low, drawn.high, log=drawn.log)
    draw(chart.rates(theme(), x, y), {
        "rates": pd.DataFrame({"x": tried, "y": seen, "out": out.astype(int), "said": list(map(number, losses))}),
        "limit": pd.DataFrame([(limit, t("stable up to {limit}", limit=number(limit)))] if inside and limit else [],
                              columns=["x", "text"]),
        "now": pd.DataFrame({"x": tried[[here]], "y": seen[[here]]}),
        "smallest": pd.DataFrame({"y": [smallest] if film.problem.best else []}, dtype=float),
    }, key="picture_sweep", alt=t("The loss after the same number of steps, over the learning rate."),
        on_select=take, selection_mode=chart.CLICK)
    st.markdown(key_line(
        f":red[━ {t('loss after the steps')}]", f":red[▲ {t('higher than the start, or lost')}]" if out.any() else "",
        f":blue[● {t('your η')}]", f":green[╌ {t('smallest possible')}]" if film.problem.best else "",
        f"┊ {t('largest stable η')}" if inside else "", t("click: take that η")))


def take() -> None:
    """A click takes the rate."""
    picked = st.session_state["picture_sweep"].selection.get(chart.CLICK, [])
    if picked and "x" in picked[0]:
        take_rate(float(f"{picked[0]['x']:.6g}"))


def take_rate(rate: float) -> None:
    """Use this rate from now on, on the whole page."""
    settings.put("rate", rate)
    widen()


def say(film: Film, tried: Array, losses: Array, walked: int, steps: int) -> None:
    """The lowest, a button that takes it, and why not more steps."""
    best = best_of(tried, losses)
    if best is None:
        st.markdown(t("Every one of these learning rates leaves the range of numbers."))
        return
    yours = float(losses[int(np.argmin(np.abs(tried - film.walk.rate)))])
    st.markdown(t("After {steps} steps η = {rate} gets lowest: {loss}. Yours, η = {own}, stands at {yours}.",
                  steps=count(walked), rate=brief(best.rate), loss=written(best.loss), own=brief(film.walk.rate),
                  yours=number(yours)))
    if walked < steps:
        st.markdown(":small[" + t("With this model and so many rows each of {n} walks has {walked} steps here, not "
                                  "{steps}: otherwise you would wait too long.", n=count(len(tried)),
                                  walked=count(walked), steps=count(steps)) + "]")
    if best.rate != film.walk.rate:
        st.button(t("Use η = {rate}", rate=brief(best.rate)), key="best_rate", icon=":material/tune:",
                  on_click=take_rate, args=(best.rate,))
