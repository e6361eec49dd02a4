"""Along the way: how long the slope is at every step, and how large η is there."""

import numpy as np
import streamlit as st

from core.arrays import Array
from core.schedules import SCHEDULES
from pages.sections.model_fit.film import Film, current
from pages.sections.model_fit.opened import opened, pair
from pages.shared import compute
from pages.shared.charts import curves
from pages.shared.charts.axes import Axis
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.part import part
from pages.shared.rows import rows
from pages.shared.words import t

HEIGHT = 230


@part
def show_way() -> None:
    """Two curves that follow the player: ‖∇L‖, and η."""
    film = current()
    with opened(t("Along the way: the length of the slope, and η")):
        with pair("along"):
            said = [slopes(film), rates(film)]
        st.markdown("\n\n".join(said))


def slopes(film: Film) -> str:
    """The length of the gradient at every step; returns what it says."""
    lengths = film.values["slope"]
    positive = lengths[np.isfinite(lengths) & (lengths > 0.0)]
    low, high = (float(positive.min()), float(positive.max())) if positive.size else (1.0, 1.0)
    up = axis("‖∇L‖", low / 1.5, high * 1.5, log=True)
    by_step(film, up, lengths, "slope", key="picture_slopes", alt=t("The length of the gradient at every step."))
    batch = " " + t("It is that of all rows, not of the batch that a step followed.") if film.walk.batch else ""
    return t("The gradient's length begins at {first} and ends at {last}. The loss is level where it is 0: at a "
             "minimum, but at a saddle point too. Where it stays the same over many steps, as with absolute "
             "errors, a constant η never comes to rest.",
             first=number(float(lengths[0])), last=number(float(lengths[-1]))) + batch


def rates(film: Film) -> str:
    """η at every step, a level line or what the chosen plan makes of it; returns what it says."""
    walk, rate = film.walk, compute.rate_of(film.walk)
    eta = np.array([rate(int(step)) if callable(rate) else rate for step in film.steps], dtype=float)
    up = axis("η", 0.0, float(eta.max()) * 1.15)
    by_step(film, up, eta, "text", key="picture_rates", alt=t("The learning rate at every step."))
    plan = SCHEDULES[walk.schedule]
    if walk.schedule == "constant":
        return t("η is {rate} at every step. Other plans stand under More, beside η: large steps first, small "
                 "ones near the bottom.", rate=f"{walk.rate:g}")
    return t("**{plan}**: {idea} η begins at {first} and is {last} at step {step}.", plan=t(plan.title),
             idea=t(plan.idea), first=number(float(eta[0])), last=number(float(eta[-1])),
             step=count(int(film.steps[-1])))


def by_step(film: Film, up: Axis, values: Array, ink: str, *, key: str, alt: str) -> None:
    """A curve over the steps, with the step of the player on it."""
    shown = np.where(np.isfinite(values), np.clip(values, up.low, up.high), np.nan)
    draw(curves.loss_by_step(theme(), t("step"), up, HEIGHT, ink, broken=not np.isfinite(shown).all()), {
        "frames": film.frame_data(step=film.steps, height=shown), "held": rows(step=[], height=[]),
        "best": rows(height=[]), "readings": curves.readings(film.steps, shown, shown),
    }, key=key, alt=alt)
