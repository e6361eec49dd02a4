"""Core's answers, remembered: each is computed once for the same data and settings, for all visitors.

A result is found by plain values only: the SHA-256 that names data and roles (Work.key) and the settings. What is
remembered is shared and must never be changed. Arrays are handed along with a leading underscore: not looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.arrays import Array
from core.descent import Run, descend, largest_stable_rate
from core.exact import Minimum, NoExactMinimum, minimize
from core.models import Model, line, linear
from core.objective import DataObjective, Objective, condition_number, objective, plane
from core.objective.plane import Plane
from core.preparation import Scale, standardize
from core.rates import first_rate
from core.surface import Window, bands, plane_directions, surface, window
from core.verdict import Verdict, judge
from pages.shared.charts.shades import surface_png
from pages.shared.charts.theme import COLORS

BANDS, CELLS, PLACES = 12, 120, 21
ROUND_ENOUGH = 1_000                    # condition number up to which a surface can be looked at in the data's units


@dataclass(frozen=True)
class Asked:
    """Steps 1 and 2 as plain values: which data and columns, which model, which loss, in which coordinates."""

    key: str
    model: str                          # line or linear
    loss: str
    standardized: bool


@dataclass(frozen=True)
class Walk:
    """Step 3 as plain values: from where, by which rule, how far."""

    start: tuple[float, ...]
    optimizer: str
    rate: float
    steps: int
    parameters: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Problem:
    """A model and a loss on the visitor's data, in the chosen coordinates: what is to be minimized."""

    f: DataObjective
    squares: DataObjective              # the same with mse: its bowl frames the picture
    model: Model
    scales: tuple[Scale, Scale] | None  # of x and of y, where standardized
    best: Minimum | None
    no_best: str                        # why there is no exact minimum
    X: Array                            # (n, d) in the data's units
    y: Array

    def in_data_units(self, theta: Array) -> Array:
        """The parameters as they act on the data's own numbers."""
        if self.scales is None:
            return theta
        return self.scales[0].to_data_units(theta, self.model, self.scales[1])

    def predict(self, theta: Array, X: Array) -> Array:
        """What the model answers at X (n, d), both in the data's units."""
        return self.model.predict(self.in_data_units(theta), X)

    def data_paths(self, thetas: Array) -> Array:
        """The same for many, (k, p)."""
        return thetas if self.scales is None else np.array([self.in_data_units(theta) for theta in thetas])


@st.cache_resource(max_entries=200, show_spinner=False)
def problem(asked: Asked, _X: Array, _y: Array) -> Problem:
    """Set up and solve exactly; ValueError (a sentence) where the data don't allow it."""
    made = line() if asked.model == "line" else linear(_X.shape[1])
    scales, X, y = None, _X, _y
    if asked.standardized:
        X, x_scale = standardize(_X)
        column, y_scale = standardize(_y[:, None])
        scales, y = (x_scale, y_scale), column[:, 0]
    f = objective(made, asked.loss, X, y)
    squares = f if asked.loss == "mse" else objective(made, "mse", X, y)
    best, reason = None, ""
    try:
        best = minimize(f)
    except NoExactMinimum as why:
        reason = str(why)
    return Problem(f, squares, made, scales, best, reason, _X, _y)


@st.cache_resource(max_entries=200, show_spinner=False)
def round_enough(key: str, _X: Array, _y: Array) -> tuple[bool, float]:
    """Whether the bowl can be looked at in the data's units, and its condition number there."""
    f = objective(linear(_X.shape[1]), "mse", _X, _y)
    condition = condition_number(f)
    condition = float("inf") if condition is None else condition
    return condition <= ROUND_ENOUGH, condition


@dataclass(frozen=True)
class Fit:
    """A descent on a problem, and what there is to say of it."""

    run: Run
    verdict: Verdict
    limit: float | None


@st.cache_resource(max_entries=500, show_spinner=False)
def fit(asked: Asked, walk: Walk, _problem: Problem) -> Fit:
    """Walk down from the start."""
    f, options = _problem.f, dict(walk.parameters)
    run = descend(f, np.array(walk.start), optimizer=walk.optimizer, rate=walk.rate, steps=walk.steps,
                  parameters=options)
    verdict = judge(f, run, rate=walk.rate, optimizer=walk.optimizer, parameters=options, best=_problem.best)
    return Fit(run, verdict, largest_stable_rate(f, walk.optimizer, options))


def good_first_rate(problem: Problem, start: Array, optimizer: str, parameters: Mapping[str, float]) -> float:
    """A learning rate to begin with, if the visitor has not chosen one."""
    limit = largest_stable_rate(problem.f, optimizer, dict(parameters))
    if problem.best is None:
        return first_rate(limit, 0.0, 0.0)
    distance = float(np.linalg.norm(problem.best.theta - start))
    return first_rate(limit, distance, float(np.linalg.norm(problem.f.gradient(start))))


@dataclass(frozen=True)
class Map:
    """The error surface around the optimum: the two-parameter objective, its window, and the picture."""

    f: Objective
    window: Window
    picture: str                        # PNG in a data address
    places: Array                       # (places, 3): center p, q and loss of what a click or a hover can mean
    cut: Plane | None                   # the plane in a larger space, if there are more than two parameters

    def place(self, thetas: Array) -> Array:
        """Parameters (k, p) as points on the map (k, 2)."""
        return thetas if self.cut is None else self.cut.project(thetas)


@st.cache_resource(max_entries=100, show_spinner=False)
def error_map(asked: Asked, start: tuple[float, ...], theme: str, _problem: Problem) -> Map:
    """The surface of all (b, w), or of the plane through start and optimum if there are more parameters."""
    origin = (_problem.best or minimize(_problem.squares)).theta
    first, bend = np.array(start), _problem.squares.hessian(origin)
    two: Objective = _problem.f
    cut = None
    if len(origin) != 2:
        u, v = plane_directions(first - origin, bend)
        two = cut = plane(_problem.f, origin, u, v)
        basis = np.stack([u, v], axis=1)
        shown = window(np.zeros(2), np.array([1.0, 0.0]), basis.T @ bend @ basis)
    else:
        floor = float(np.var(_problem.squares.y))
        shown = window(origin, np.zeros(2), bend, floor)
        if not (np.all(first >= shown.low) and np.all(first <= shown.high)):
            shown = window(origin, first, bend, floor)
    values = surface(two, *shown.axes(CELLS))
    lowest = _problem.best.loss if _problem.best else float(values.min())
    levels = bands(values, lowest, float(np.quantile(values[np.isfinite(values)], 0.98)), BANDS)
    across, up = shown.axes(PLACES)
    coarse = surface(two, across, up)
    places = np.stack([np.tile(across, PLACES), np.repeat(up, PLACES), coarse.ravel()], axis=1)
    return Map(two, shown, surface_png(levels, BANDS, COLORS[theme]), places, cut)
