"""Out of a saddle: exactly on it nobody moves, along the way out or after a little noise everybody leaves."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from core.critical_points import CriticalPoint, Found
from core.standing import tidied
from core.way_out import Course, steps_out
from pages.sections.critical_points import remembered
from pages.sections.critical_points.ground import Ground
from pages.sections.critical_points.map import written
from pages.shared import settings
from pages.shared.charts import compared as charts
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number, tex
from pages.shared.part import part
from pages.shared.words import t

HEIGHT = 240
SEEDS = (0, 1, 2)
FIRST_NOISE = 0.02                      # of half a window
GAIN = 0.5                              # how far out a walk has to be, in half windows, to have left
LENGTHS = (10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Leaving:
    """Which saddle is left, and how."""

    ground: Ground
    saddle: CriticalPoint | None
    rate: float
    noise: float

    @property
    def same(self) -> tuple[object, ...]:
        """Two that leave alike are equal in this."""
        at = None if self.saddle is None else tuple(tidied(self.ground.box, self.saddle.theta))
        return self.ground.key, at, self.rate, self.noise


def follow(ground: Ground, point: CriticalPoint, found: Found) -> None:
    """Take over the saddle that is meant now; only if it is another one, this part of the page is drawn anew."""
    now = Leaving(ground, saddle_of(point, found), float(settings.kept("eta", ground.visit.rate)),
                  float(settings.kept("jolt", FIRST_NOISE)))
    before = st.session_state.get("leaving")
    st.session_state["leaving"] = now
    if not st.session_state["inside"] and before is not None and before.same != now.same:
        st.rerun()


@part
def out_of_a_saddle() -> None:
    """The courses of L, and the numbers behind them."""
    leaving: Leaving = st.session_state["leaving"]
    st.header(t("Out of a saddle"), anchor=False)
    ground, saddle, rate, noise = leaving.ground, leaving.saddle, leaving.rate, leaving.noise
    if saddle is None or saddle.down is None:
        st.markdown(t("This window has no saddle point to leave. Choose the tiny network, the saddle or Himmelblau."))
        return
    wanted = steps_out(float(saddle.eigenvalues[0]), rate, GAIN / noise)
    steps = next((length for length in LENGTHS if length >= 2 * wanted), LENGTHS[-1])
    at = float(saddle.theta[0]), float(saddle.theta[1])
    courses = remembered.ways_out(ground.key, at, ground.box, rate, steps, noise, SEEDS, ground.f, saddle)
    left, right = st.columns([7, 6], gap="medium")
    with left:
        paint(courses, steps, saddle)
    with right:
        tell(courses, saddle, written(saddle.theta, ground), rate, noise, wanted)


def saddle_of(point: CriticalPoint, found: Found) -> CriticalPoint | None:
    """The chosen point if it is a saddle, else the nearest one of the window."""
    if point.kind == "saddle point":
        return point
    saddles = found.of_kind("saddle point")
    return min(saddles, key=lambda each: float(np.linalg.norm(each.theta - point.theta)), default=None)


def names() -> list[str]:
    """What the courses are called."""
    return [t("from exactly the saddle"), t("along the way out"), *(t("noise, seed {n}", n=seed) for seed in SEEDS)]


def paint(courses: tuple[Course, ...], steps: int, saddle: CriticalPoint) -> None:
    """L by step."""
    low = min(float(np.nanmin(course.losses)) for course in courses)
    low = max(low, saddle.value - 50.0 * max(abs(saddle.value), 1.0))
    room = 0.06 * (saddle.value - low) or 0.1 * abs(saddle.value) or 1.0
    across, up = axis(t("step"), 0.0, float(steps)), axis(t("loss L"), low - room, saddle.value + room)
    shown = np.unique(np.linspace(0, steps, 201).astype(int))
    lines = pd.concat(pd.DataFrame({"line": slot, "x": shown, "y": course.losses[shown], "slot": slot, "name": name})
                      for slot, (course, name) in enumerate(zip(courses, names(), strict=True)))
    last = [float(np.clip(np.nan_to_num(course.losses[-1], nan=low), low, None)) for course in courses]
    draw(charts.curves(theme(), across, up, HEIGHT, room=158), {
        "lines": lines, "at": pd.DataFrame({"x": []}, dtype=float),
        "dots": pd.DataFrame({"x": [], "y": [], "slot": []}, dtype=float),
        "ends": charts.ends(last, names(), range(len(courses)), up, HEIGHT - 60),
        "levels": pd.DataFrame(columns=["y", "name"]),
    }, key="picture_escape", alt=t("The loss of every step of gradient descent from the saddle and from beside it."))


def tell(courses: tuple[Course, ...], saddle: CriticalPoint, where: str, rate: float, noise: float,
         wanted: float) -> None:
    """Why, with the numbers."""
    steepest = float(saddle.eigenvalues[0])
    st.markdown(t("Gradient descent with η = {rate} at the saddle {where}. Along the eigenvector with λ = {curvature} "
                  "every step multiplies the distance to the saddle by $1 + η|λ|$ = {factor}, whatever its "
                  "size.", rate=f"{rate:g}", where=where, curvature=number(steepest),
                  factor=number(1 - rate * steepest)))
    st.markdown(t("From a distance of {noise} half windows it takes about $\\ln({gain})\\,/$ $\\ln(1 + η|λ|)$ = "
                  "{steps} steps to be half a window away: a hundredfold smaller noise costs only {more} steps more. "
                  "From exactly the saddle, 0 times anything is 0: it takes for ever.", noise=f"{noise:g}",
                  gain=tex(GAIN / noise, 3), steps=count(round(wanted)) if np.isfinite(wanted) else "∞",
                  more=count(round(steps_out(steepest, rate, 100.0)))))
    rows = [(name, t("stays") if course.left is None else count(course.left), number(float(course.losses[-1])))
            for name, course in zip(names(), courses, strict=True)]
    heads = [t("start"), t("steps to half of its fall"), t("L at the end")]
    st.table(pd.DataFrame(rows, columns=heads).set_index(heads[0]))
