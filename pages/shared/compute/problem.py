"""Steps 1 and 2 on the visitor's data: the objective, in the chosen coordinates, and its exact minimum."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st

from core.arrays import Array
from core.classes import told_apart_by_a_plane
from core.exact import Minimum, NoExactMinimum, minimize
from core.losses import LOSSES
from core.models import Model, linear
from core.objective import DataObjective, condition_number, objective
from core.preparation import Scale, split, split_by_time, standardize
from core.view import drawn_rows
from pages.shared.compute.asked import MODELS, PLAIN, Asked, Walk

ROUND_ENOUGH = 1_000                    # condition number up to which a surface can be looked at in the data's units
SAMPLED = 3_000                         # rows that are asked whether a straight boundary will do
FEW = 20_000                            # rows up to which many problems are remembered
EXACT_UP_TO = 200                       # parameters up to which an exact optimum is looked for


@dataclass(frozen=True)
class Problem:
    """A model and a loss on the visitor's data, in the chosen coordinates: what is to be minimized."""

    f: DataObjective
    squares: DataObjective | None       # the same with mse, if the target is a number: its bowl frames the picture
    held: DataObjective | None          # the same loss on the rows that are kept back
    model: Model
    x_scale: Scale | None               # where x is standardized
    y_scale: Scale | None               # where y is
    X: Array                            # (n, d) learned from, in the data's units
    y: Array
    X_held: Array                       # (m, d) kept back; m may be 0
    y_held: Array
    classes: int

    @cached_property
    def solution(self) -> tuple[Minimum | None, NoExactMinimum | None]:
        """The exact minimum, or why there is none; looked for when it is first asked for."""
        return solved(self.f)

    @property
    def best(self) -> Minimum | None:
        """The exact minimum, if there is one."""
        return self.solution[0]

    @property
    def no_best(self) -> NoExactMinimum | None:
        """Why there is no exact minimum."""
        return self.solution[1]

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
        """The same for many (k, p). For models that are linear in their parameters it is an affine map."""
        if not self.model.linear_in_parameters:
            return thetas
        zero, columns = self.affine
        return np.asarray(zero + thetas @ columns)

    @cached_property
    def affine(self) -> tuple[Array, Array]:
        """That map: what 0 becomes (q,), and what each parameter adds (p, q)."""
        zero = self.coefficients(np.zeros(self.model.size))
        return zero, np.array([self.coefficients(unit) - zero for unit in np.eye(self.model.size)])


def problem(asked: Asked, X: Array, y: Array) -> Problem:
    """Set up; ValueError (a sentence) where the data don't allow it."""
    return (of_few_rows if len(y) <= FEW else of_many_rows)(asked, X, y)


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs=PLAIN)
def of_few_rows(asked: Asked, _X: Array, _y: Array) -> Problem:
    """A problem that takes little memory: many of them are remembered."""
    return set_up(asked, _X, _y)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=PLAIN)
def of_many_rows(asked: Asked, _X: Array, _y: Array) -> Problem:
    """A problem that may take hundreds of megabytes: only the last ones are remembered."""
    return set_up(asked, _X, _y)


def set_up(asked: Asked, X: Array, y: Array) -> Problem:
    """The same, not remembered."""
    X, y, X_held, y_held = divided(asked, X, y)
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
    return Problem(f, squares, held, made, x_scale, y_scale, X, y, X_held, y_held, asked.classes)


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
    rows = drawn_rows(len(_y), SAMPLED)
    return told_apart_by_a_plane(_X[rows], _y[rows], classes)
