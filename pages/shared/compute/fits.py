"""Step 3 on a problem: the walk down, how it ended, and a rate to begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import streamlit as st

from core.descent import Run, descend, largest_stable_rate
from core.frames import MOST
from core.rates import first_rate
from core.schedules import schedule
from core.verdict import Verdict, judge
from core.view import drawn_rows
from pages.shared.compute.asked import PLAIN, Asked, Walk
from pages.shared.compute.problem import FEW, Problem, solved

KEPT_NUMBERS = 1_000_000                # of a run's history; a longer one is thinned
Rate = float | Callable[[int], float]


@dataclass(frozen=True)
class Fit:
    """A descent on a problem, and what there is to say of it."""

    run: Run
    verdict: Verdict
    limit: float | None                 # the largest stable rate, where there is one
    seconds: float                      # how long the walk took


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs=PLAIN)
def fit(asked: Asked, walk: Walk, _problem: Problem) -> Fit:
    """Walk down from the start."""
    return walked(walk, _problem)


def rate_of(walk: Walk) -> Rate:
    """The learning rate, as a number or as a function of the step."""
    if walk.schedule == "constant":
        return walk.rate
    return schedule(walk.schedule, walk.rate, walk.steps, **dict(walk.schedule_parameters))


def walked(walk: Walk, problem: Problem, progress: Callable[[int, int], bool] | None = None) -> Fit:
    """The same, not remembered; `progress` hears of every hundredth step and may stop it."""
    f, options = problem.f, dict(walk.parameters)
    plain = walk.schedule == "constant" and not walk.batch
    keep = MOST if walk.batch or walk.steps * (f.size + 3) > KEPT_NUMBERS else None
    began = perf_counter()
    run = descend(f, problem.start(walk), optimizer=walk.optimizer, rate=rate_of(walk), steps=walk.steps,
                  parameters=options,
                  batch_size=walk.batch or None, seed=walk.seed, keep=keep, progress=progress)
    seconds = perf_counter() - began
    limit = largest_stable_rate(f, walk.optimizer, options) if plain else None
    verdict = judge(f, run, rate=walk.rate, optimizer=walk.optimizer, parameters=options, best=problem.best,
                    plain=plain)
    return Fit(run, verdict, limit, seconds)


def good_first_rate(problem: Problem, walk: Walk) -> float:
    """A learning rate to begin with, if the visitor has not chosen one."""
    if walk.optimizer not in ("gradient_descent", "momentum", "nesterov"):
        return {"adadelta": 1.0, "adagrad": 0.1}.get(walk.optimizer, 0.02)
    if not problem.model.linear_in_parameters:
        return 0.1
    limit = largest_stable_rate(problem.f, walk.optimizer, dict(walk.parameters))
    if limit:
        return first_rate(limit, 0.0, 0.0)
    f, start = problem.f, problem.start(walk)
    if len(problem.y) > FEW:                    # the search among all of them goes on beside the page, with the walk
        f = problem.f.batch(drawn_rows(len(problem.y), FEW))
        best = solved(f)[0]
    else:
        best = problem.best
    if best is None:
        return first_rate(limit, 0.0, 0.0)
    return first_rate(limit, float(np.linalg.norm(best.theta - start)), float(np.linalg.norm(f.gradient(start))))
