"""The film of a fit: what was chosen in the three steps, and for every frame what the pictures and numbers show."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import streamlit as st

from core.arrays import Array, Whole
from core.classes import chosen
from core.frames import MOST, frames, telling_frame
from core.models import Model
from core.trace import retrace
from pages.shared import compute, settings
from pages.shared.compute import Asked, Fit, Look, Map, Problem, Walk
from pages.shared.look import theme
from pages.shared.rows import Column, rows
from pages.shared.words import literal, t, told
from pages.shared.workspace import Work

MOST_SHOWN = 7                          # parameters in the table and the rule; all of them under "Copy numbers"
ROUNDING = 1e-14                        # below it a number that is about 1 is what was left over of 0
MOST_ANSWERS = 6_000_000                # predictions made for the accuracy of every frame


@dataclass(frozen=True)
class Shape:
    """Step 1 as chosen: the model with its sizes, and the features it looks at."""

    name: str                           # a name in compute.MODELS
    X: Array                            # (n, d) in the data's units
    features: tuple[str, ...]
    classes: tuple[str, ...] = ()       # names of the classes, if the target is one of few
    degree: int = 3
    units: int = 4
    hidden: tuple[int, ...] = (8, 8)
    activation: tuple[str, ...] = ("tanh",)     # of all hidden layers, or one for each
    seen: tuple[int, int] = (0, 1)      # of several features: the two that a picture of regions or heights shows

    @property
    def is_line(self) -> bool:
        """Whether the picture is one straight line over one feature."""
        return self.name == "line" and not self.classes


@dataclass(frozen=True)
class Measure:
    """Step 2 as chosen: the loss with its numbers, the coordinates, the penalty, the rows kept back."""

    loss: str
    standardized: bool
    parameters: tuple[tuple[str, float], ...] = ()
    l1: float = 0.0
    l2: float = 0.0
    held_out: float = 0.0
    by_time: bool = False
    seed: int = 0


@dataclass(frozen=True)
class Film:
    """Everything that is shown; arrays have one row per frame."""

    work: Work
    shape: Shape
    measure: Measure
    walk: Walk
    look: Look
    problem: Problem
    fit: Fit
    at: Whole                           # which of the run's kept steps are frames
    steps: Whole                        # their numbers
    thetas: Array                       # (k, p) in the coordinates of the descent
    losses: Array                       # (k,)
    held_losses: Array                  # (k,) on the rows kept back; empty if there are none
    start: int                          # the frame that is shown first
    values: dict[str, Array]            # numbers of every frame, by name: parameters p (d in the data's units),
                                        # slopes g, moves m (slope or velocity), next n, loss, gap, held, accuracy
    readable: Array                     # (k, q) coefficients in the data's units; (k, 0) if nobody can read them
    traced: bool                        # whether slopes, moves and next places are known

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names."""
        return self.problem.model.names

    @cached_property
    def map(self) -> Map:
        """The error surface; it is made when it is first looked at, after the picture that is seen first."""
        known = asked(self.work, self.shape, self.measure)
        return compute.error_map(known, self.walk, theme(), self.problem, self.fit.run, self.look)

    @property
    def identity(self) -> str:
        """What makes it another film, and not the same one with another setting."""
        return f"{self.work.key} {self.shape.name} {self.shape.features}"

    @property
    def smallest(self) -> float:
        """The lowest loss there is, or that was found."""
        if self.problem.best:
            return self.problem.best.loss
        finite = self.losses[np.isfinite(self.losses)]
        return float(finite.min()) if finite.size else float("nan")

    def frame_data(self, **columns: Column) -> pa.Table:
        """Data named "frames": one row per frame."""
        return rows(frame=np.arange(len(self.at)), **columns)


def current() -> Film:
    """The film on the screen: parts below look at it when they run alone."""
    found: Film = st.session_state["film"]
    return found


def asked(work: Work, shape: Shape, measure: Measure) -> Asked:
    """Steps 1 and 2 as what results are found by."""
    found = Asked("|".join([work.key, *shape.features]), shape.name, measure.loss, measure.standardized,
                  loss_parameters=measure.parameters, l1=measure.l1, l2=measure.l2, classes=len(shape.classes),
                  held_out=measure.held_out, by_time=measure.by_time, past=work.past, seed=measure.seed)
    sizes = {"polynomial": ("degree",), "units": ("units", "activation"), "network": ("hidden", "activation")}
    return replace(found, **{name: getattr(shape, name) for name in sizes.get(shape.name, ())})


def model_of(work: Work, shape: Shape, measure: Measure) -> Model:
    """The model of steps 1 and 2, before it meets the rows."""
    known = asked(work, shape, measure)
    outputs = known.classes if known.classes > 2 else 1
    return compute.MODELS[shape.name](known, shape.X.shape[1], outputs)


def problem_of(work: Work, shape: Shape, measure: Measure) -> Problem:
    """The objective of steps 1 and 2."""
    return compute.problem(asked(work, shape, measure), shape.X, work.matrix.y)


def impossible(work: Work, shape: Shape) -> str:
    """Why nothing can be learned from these columns; empty if something can."""
    if len(work.matrix.y) < 2:
        return t("There is only one row; a line needs at least two rows.")
    if not np.ptp(shape.X, axis=0).max() > 0:
        return t("{column} is the same in every row: there is nothing to learn from.",
                 column=literal(", ".join(shape.features)))
    loss = "mse" if not shape.classes else "logistic" if len(shape.classes) == 2 else "cross_entropy"
    try:
        for standardized in (False, True):
            problem_of(work, replace(shape, name="linear"), Measure(loss, standardized))
    except ValueError as reason:
        return told(reason)
    return ""


def film(work: Work, shape: Shape, measure: Measure, walk: Walk, look: Look, fit: Fit) -> Film:
    """Choose the frames of a walk, and gather their numbers."""
    problem = problem_of(work, shape, measure)
    at = frames(len(fit.run.steps) - 1, most_frames(problem))
    steps, thetas, losses = fit.run.steps[at], fit.run.thetas[at], fit.run.losses[at]
    held = problem.held.values(thetas) if problem.held else np.zeros(0)
    smallest = problem.best.loss if problem.best else float(np.nanmin(losses))
    gap = losses - (problem.best.loss if problem.best else np.nan)
    values = {"loss": losses, "gap": gap, "slope": fit.run.gradient_norms[at]}
    if problem.held:
        values["held"] = held
    if shape.classes:
        values |= accuracies(problem, thetas)
    legible = problem.model.linear_in_parameters and problem.model.outputs == 1
    readable = problem.coefficients_of(thetas) if legible else np.zeros((len(at), 0))
    values |= {f"d{j}": readable[:, j] for j in range(min(MOST_SHOWN, readable.shape[1]))}
    shown = settled(thetas[:, :MOST_SHOWN], standardized=measure.standardized)
    values |= {f"p{j}": numbers for j, numbers in enumerate(shown.T)}
    traced = not walk.batch and (walk.optimizer == "gradient_descent" or not fit.run.thinned)
    if traced:
        values |= {name: settled(array, standardized=measure.standardized)
                   for name, array in trace_values(problem, fit, at, walk).items()}
    return Film(work, shape, measure, walk, look, problem, fit, at, steps, thetas, losses, held,
                first_frame(steps, losses, smallest), values, readable, traced)


def settled(numbers: Array, *, standardized: bool) -> Array:
    """Numbers as they are shown: among standardized ones, which are about 1, what only rounding left over is 0."""
    return np.where(np.abs(numbers) < ROUNDING, 0.0, numbers) if standardized else numbers


def most_frames(problem: Problem) -> int:
    """How many frames: fewer where a look at the loss visits many rows."""
    return MOST // 2 if not problem.f.summed and len(problem.y) * problem.f.size > 2_000_000 else MOST


def trace_values(problem: Problem, fit: Fit, at: Whole, walk: Walk) -> dict[str, Array]:
    """Slope, move and next place of every frame, for the first parameters."""
    trace = retrace(problem.f, fit.run, at, walk.optimizer, compute.rate_of(walk), dict(walk.parameters))
    arrays = {"g": trace.gradients, "m": trace.moves, "n": trace.after}
    return {f"{letter}{j}": array[:, j] for letter, array in arrays.items()
            for j in range(min(MOST_SHOWN, array.shape[1]))}


def accuracies(problem: Problem, thetas: Array) -> dict[str, Array]:
    """Share of rows that every frame gets right, learned from and kept back."""
    sets = {"accuracy": (problem.X, problem.y), "held_accuracy": (problem.X_held, problem.y_held)}
    return {name: (chosen(problem.predict_many(thetas, X), problem.classes) == y).mean(axis=1)
            for name, (X, y) in sets.items() if 0 < len(y) * len(thetas) <= MOST_ANSWERS}


def first_frame(steps: Whole, losses: Array, smallest: float) -> int:
    """The frame that the link asks for, else the one that tells most."""
    wanted = settings.arrived("at", int)
    if wanted is not None:
        return int(np.argmin(np.abs(steps - min(max(wanted, 0), int(steps[-1])))))     # a link may say any number
    return telling_frame(losses, smallest)
