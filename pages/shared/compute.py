"""Core's answers, remembered: each is computed once for the same data and settings, for all visitors.

A result is found by plain values only: the SHA-256 that names data and roles (Work.key) and the settings. What is
remembered is shared and must never be changed. Arrays are handed along with a leading underscore: not looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
import streamlit as st

from core.arrays import Array
from core.classes import told_apart_by_a_plane
from core.descent import Run, descend, largest_stable_rate
from core.exact import Minimum, NoExactMinimum, minimize
from core.losses import LOSSES
from core.models import Model, line, linear, network, polynomial, sum_of_units
from core.objective import DataObjective, Objective, condition_number, objective, plane
from core.objective.plane import Plane
from core.preparation import Scale, split, split_by_time, standardize
from core.rates import first_rate
from core.schedules import schedule
from core.surface import (
    Window,
    bands,
    path_directions,
    plane_directions,
    surface,
    window,
    window_around,
)
from core.verdict import Verdict, judge
from core.view import drawn_rows
from pages.shared.charts.shades import surface_png
from pages.shared.charts.theme import COLORS

BANDS, CELLS, PLACES = 12, 120, 21
ROUND_ENOUGH = 1_000                    # condition number up to which a surface can be looked at in the data's units
MAPPED = 3_000                          # rows behind a surface that has to visit every row for every cell
KEPT_NUMBERS = 1_000_000                # of a run's history; a longer one is thinned
EXACT_UP_TO = 200                       # parameters up to which an exact optimum is looked for


@dataclass(frozen=True)
class Asked:
    """Steps 1 and 2 as plain values: which data and columns, which model, which loss, in which coordinates."""

    key: str
    model: str                          # a name in MODELS
    loss: str
    standardized: bool
    degree: int = 3
    units: int = 4
    hidden: tuple[int, ...] = (8, 8)
    activation: str = "tanh"
    loss_parameters: tuple[tuple[str, float], ...] = ()     # those in y's unit are in the data's units
    l1: float = 0.0
    l2: float = 0.0
    classes: int = 0                    # 0: the target is a number
    held_out: float = 0.0               # share of the rows kept back to judge by
    by_time: bool = False               # whether those are the last rows
    past: int = 0                       # days at the beginning of a series that are features only
    seed: int = 0                       # of that split


@dataclass(frozen=True)
class Walk:
    """Step 3 as plain values: from where, by which rule, how far."""

    start: tuple[float, ...]            # empty: the model's own start, drawn by the seed
    optimizer: str
    rate: float
    steps: int
    parameters: tuple[tuple[str, float], ...] = ()
    schedule: str = "constant"
    schedule_parameters: tuple[tuple[str, float], ...] = ()
    batch: int = 0                      # rows per step; 0: all
    seed: int = 0


# Plain values are fully said by their repr, which is quicker than Streamlit's own look at every field.
PLAIN: dict[str | type, Callable[[Any], Any]] = {Asked: repr, Walk: repr}
Rate = float | Callable[[int], float]
Builder = Callable[[Asked, int, int], Model]
MODELS: dict[str, Builder] = {
    "line": lambda _asked, _features, _outputs: line(),
    "linear": lambda _asked, features, outputs: linear(features, outputs=outputs),
    "polynomial": lambda asked, _features, _outputs: polynomial(asked.degree),
    "units": lambda asked, features, _outputs: sum_of_units(asked.units, asked.activation, features=features),
    "network": lambda asked, features, outputs: network(features, hidden=asked.hidden, activation=asked.activation,
                                                        outputs=outputs),
}


@dataclass(frozen=True)
class Problem:
    """A model and a loss on the visitor's data, in the chosen coordinates: what is to be minimized."""

    f: DataObjective
    squares: DataObjective | None       # the same with mse, if the target is a number: its bowl frames the picture
    held: DataObjective | None          # the same loss on the rows that are kept back
    model: Model
    x_scale: Scale | None               # where x is standardized
    y_scale: Scale | None               # where y is
    best: Minimum | None
    no_best: NoExactMinimum | None      # why there is no exact minimum
    X: Array                            # (n, d) learned from, in the data's units
    y: Array
    X_held: Array                       # (m, d) kept back; m may be 0
    y_held: Array
    classes: int

    def in_data_units(self, theta: Array) -> Array:
        """The parameters as they act on the data's own numbers."""
        if self.x_scale is None:
            return theta
        return self.x_scale.to_data_units(theta, self.model, self.y_scale)

    def data_paths(self, thetas: Array) -> Array:
        """The same for many parameters (k, p)."""
        return thetas if self.x_scale is None else np.array([self.in_data_units(theta) for theta in thetas])

    def start(self, walk: Walk) -> Array:
        """Where a walk starts."""
        return np.array(walk.start) if walk.start else self.model.start(walk.seed)

    def predict(self, theta: Array, X: Array) -> Array:
        """What the model answers at X (n, d) in the data's units: numbers in y's unit, or logits."""
        return np.asarray(self.predict_many(theta[None], X)[0])

    def predict_many(self, thetas: Array, X: Array) -> Array:
        """The same for many parameters (k, p): (k, n), or (k, n, classes)."""
        Z = X if self.x_scale is None else self.x_scale.apply(X)
        answers = self.model.predict_many(thetas, Z)
        if self.y_scale is None:
            return answers
        return np.asarray(self.y_scale.mean[0] + self.y_scale.deviation[0] * answers)

    def coefficients(self, theta: Array) -> Array:
        """What a person reads, in the data's units: biases and weights, or the factors of 1, x, x²."""
        if self.x_scale is None:
            return self.model.coefficients(theta)
        return self.x_scale.coefficients(theta, self.model, self.y_scale)

    def coefficients_of(self, thetas: Array) -> Array:
        """The same for many (k, p). For models that are linear in their parameters it is an affine map: found once."""
        if not self.model.linear_in_parameters:
            return thetas
        zero = self.coefficients(np.zeros(self.model.size))
        columns = np.array([self.coefficients(unit) - zero for unit in np.eye(self.model.size)])
        return np.asarray(zero + thetas @ columns)


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs=PLAIN)
def problem(asked: Asked, _X: Array, _y: Array) -> Problem:
    """Set up and solve exactly; ValueError (a sentence) where the data don't allow it."""
    X, y, X_held, y_held = divided(asked, _X, _y)
    outputs = asked.classes if asked.classes > 2 else 1
    made = MODELS[asked.model](asked, X.shape[1], outputs)
    x_scale = y_scale = None
    Z, target, Z_held, target_held = X, y, X_held, y_held
    if asked.standardized:
        Z, x_scale = standardize(X)
        Z_held = x_scale.apply(X_held)
        if not asked.classes:
            column, y_scale = standardize(y[:, None])
            target, target_held = column[:, 0], y_scale.apply(y_held[:, None])[:, 0]
    parameters = loss_parameters(asked, y_scale)
    f = objective(made, asked.loss, Z, target, parameters=parameters, l1=asked.l1, l2=asked.l2)
    squares = None
    if not asked.classes:
        squares = f if asked.loss == "mse" else objective(made, "mse", Z, target)
    held = objective(made, asked.loss, Z_held, target_held, parameters=parameters) if len(y_held) else None
    best, reason = solved(f)
    return Problem(f, squares, held, made, x_scale, y_scale, best, reason, X, y, X_held, y_held, asked.classes)


def divided(asked: Asked, X: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    """The rows to learn from, and those that are kept back."""
    if not asked.held_out:
        return X, y, X[:0], y[:0]
    if asked.by_time:
        first = int(split_by_time(len(y) + asked.past, asked.held_out).test[0]) - asked.past
        return X[:first], y[:first], X[first:], y[first:]
    parts = split(len(y), asked.held_out, asked.seed)
    return X[parts.train], y[parts.train], X[parts.test], y[parts.test]


def loss_parameters(asked: Asked, y_scale: Scale | None) -> dict[str, float]:
    """The loss's own numbers in the coordinates of the descent."""
    of_y = LOSSES[asked.loss].in_units_of_y
    size = 1.0 if y_scale is None else float(y_scale.deviation[0])
    return {name: value / size if name in of_y else value for name, value in asked.loss_parameters}


def solved(f: DataObjective) -> tuple[Minimum | None, NoExactMinimum | None]:
    """The exact minimum, or why there is none."""
    if f.size > EXACT_UP_TO and not f.quadratic:
        return None, NoExactMinimum("With {n} parameters it is not looked for here.", n=f.size)
    try:
        return minimize(f), None
    except NoExactMinimum as reason:
        return None, reason
    except np.linalg.LinAlgError:
        return None, NoExactMinimum("The search for it has left the range of numbers.")


@st.cache_resource(max_entries=200, show_spinner=False)
def round_enough(key: str, _X: Array) -> tuple[bool, float]:
    """Whether the bowl can be looked at in the data's units, and its condition number there."""
    f = objective(linear(_X.shape[1]), "mse", _X, np.zeros(len(_X)))
    condition = condition_number(f)
    condition = float("inf") if condition is None else condition
    return condition <= ROUND_ENOUGH, condition


STRAIGHT_ENOUGH = 0.8                   # share right from which a straight boundary is a good beginning


@st.cache_resource(max_entries=200, show_spinner=False)
def straight_share(key: str, _X: Array, _y: Array, classes: int) -> float:
    """Share of rows that straight boundaries get right, on a sample if there are very many."""
    rows = drawn_rows(len(_y), MAPPED)
    return told_apart_by_a_plane(_X[rows], _y[rows], classes)


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
    keep = 300 if walk.batch or walk.steps * (f.size + 3) > KEPT_NUMBERS else None
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
    start = problem.start(walk)
    if problem.best is None:
        return first_rate(limit, 0.0, 0.0)
    distance = float(np.linalg.norm(problem.best.theta - start))
    return first_rate(limit, distance, float(np.linalg.norm(problem.f.gradient(start))))


@dataclass(frozen=True)
class Map:
    """The error surface around the optimum: the two-parameter objective, its window, and the picture."""

    window: Window
    picture: str                        # PNG in a data address
    places: Array                       # (places, 3): center p, q and loss of what a click or a hover can mean
    cut: Plane | None                   # the plane in a larger space, if there are more than two parameters
    rows: int                           # how many rows the picture is of
    through: str                        # of a plane: "optimum" or "end", what it goes through besides the start

    def place(self, thetas: Array) -> Array:
        """Parameters (k, p) as points on the map (k, 2)."""
        return thetas if self.cut is None else self.cut.project(thetas)


def error_map(asked: Asked, walk: Walk, theme: str, problem: Problem, run: Run) -> Map:
    """The surface of all (b, w), or of a plane through start and optimum if there are more parameters.

    Where an optimum is known, the picture does not depend on the path; else it goes through the path's end.
    """
    start = tuple(problem.start(walk).tolist()) if len(run.thetas[0]) <= MOST_KEYED else (float(walk.seed),)
    if problem.best is not None:
        return map_at_best(asked, start, theme, problem, run.thetas[0])
    return map_along_path(asked, walk, theme, problem, run)


MOST_KEYED = 50


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs=PLAIN)
def map_at_best(asked: Asked, start: tuple[float, ...], theme: str, _problem: Problem, _start: Array) -> Map:
    """A map around the exact optimum."""
    assert _problem.best is not None
    center = _problem.best.theta
    framing = _problem.squares or _problem.f
    bend = framing.hessian(center)
    f, rows = mapped(_problem.f)
    if len(center) == 2:
        floor = float(np.var(framing.y))
        shown = window(center, np.zeros(2), bend, floor)
        if not (np.all(_start >= shown.low) and np.all(_start <= shown.high)):
            shown = window(center, _start, bend, floor)
        return finished(f, shown, theme, None, rows, "optimum")
    u, v = plane_directions(_start - center, bend)
    basis = np.stack([u, v], axis=1)
    shown = window(np.zeros(2), np.array([1.0, 0.0]), basis.T @ bend @ basis)
    return finished(f, shown, theme, plane(f, center, u, v), rows, "optimum")


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs=PLAIN)
def map_along_path(asked: Asked, walk: Walk, theme: str, _problem: Problem, _run: Run) -> Map:
    """A map of where a path has led, for want of a known optimum."""
    path = _run.thetas[np.isfinite(_run.losses)]
    f, rows = mapped(_problem.f)
    if path.shape[1] == 2:
        return finished(f, window_around(path), theme, None, rows, "end")
    u, v = path_directions(path)
    cut = plane(f, path[-1], u, v)
    return finished(f, window_around(cut.project(path)), theme, cut, rows, "end")


def mapped(f: DataObjective) -> tuple[DataObjective, int]:
    """The objective behind a picture: of all rows where that costs nothing, else of a sample."""
    if f.quadratic or len(f.y) <= MAPPED:
        return f, len(f.y)
    return f.batch(drawn_rows(len(f.y), MAPPED)), MAPPED


def finished(f: DataObjective, shown: Window, theme: str, cut: Plane | None, rows: int, through: str) -> Map:
    """The picture of a window, and the places a hand can mean."""
    seen: Objective = f if cut is None else cut
    cells = CELLS if f.quadratic else 72
    values = surface(seen, *shown.axes(cells))
    finite = values[np.isfinite(values)]
    highest = float(np.quantile(finite, 0.98)) if finite.size else 1.0
    levels = bands(values, float(finite.min()) if finite.size else 0.0, highest, BANDS)
    across, up = shown.axes(PLACES)
    coarse = surface(seen, across, up)
    places = np.stack([np.tile(across, PLACES), np.repeat(up, PLACES), coarse.ravel()], axis=1)
    return Map(shown, surface_png(levels, BANDS, COLORS[theme]), places, cut, rows, through)
