"""The film of a fit: what was chosen in the three steps, and for every frame what the pictures and numbers show."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Array, Whole
from core.frames import frames, telling_frame
from core.trace import retrace
from pages.shared import compute, settings
from pages.shared.compute import Asked, Fit, Map, Problem, Walk
from pages.shared.look import theme
from pages.shared.words import literal, t, told
from pages.shared.workspace import Work

MOST_SHOWN = 7                          # parameters in the table and the rule; all of them under "Copy numbers"


@dataclass(frozen=True)
class Shape:
    """Step 1 as chosen: the model, and the features it looks at."""

    name: str                           # line or linear
    X: Array                            # (n, d) in the data's units
    features: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """Step 2 as chosen: the loss, and the coordinates in which it is looked at."""

    loss: str
    standardized: bool


@dataclass(frozen=True)
class Film:
    """Everything that is shown; arrays have one row per frame."""

    work: Work
    shape: Shape
    measure: Measure
    walk: Walk
    problem: Problem
    fit: Fit
    map: Map
    at: Whole                           # which of the run's steps are frames
    steps: Whole                        # their numbers
    thetas: Array                       # (k, p) in the coordinates of the descent
    in_data: Array                      # (k, p) in the data's units
    losses: Array                       # (k,)
    start: int                          # the frame that is shown first
    values: dict[str, Array]            # numbers of every frame, by name: parameters p (d in the data's units),
                                        # slopes g, moves m (slope or velocity), next n, loss, gap

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names."""
        return self.problem.model.names

    def frame_data(self, **columns: Array | Whole) -> pd.DataFrame:
        """Data named "frames": one row per frame."""
        return pd.DataFrame({"frame": np.arange(len(self.at)), **columns})


def asked(work: Work, shape: Shape, measure: Measure) -> Asked:
    """Steps 1 and 2 as what results are found by."""
    return Asked("|".join([work.key, *shape.features]), shape.name, measure.loss, measure.standardized)


def problem_of(work: Work, shape: Shape, measure: Measure) -> Problem:
    """The objective of steps 1 and 2."""
    return compute.problem(asked(work, shape, measure), shape.X, work.matrix.y)


def impossible(work: Work, shape: Shape) -> str:
    """Why nothing can be learned from these columns; empty if something can."""
    if len(work.matrix.y) < 2:
        return t("There is only one row; a line needs at least two rows.")
    if bool(np.ptp(shape.X, axis=0).max() == 0):
        return t("{column} is the same in every row: there is nothing to learn from.",
                 column=literal(", ".join(shape.features)))
    try:
        for standardized in (False, True):
            problem_of(work, shape, Measure("mse", standardized))
    except ValueError as reason:
        return told(str(reason))
    return ""


def film(work: Work, shape: Shape, measure: Measure, walk: Walk) -> Film:
    """Walk, choose the frames, and write their numbers."""
    problem, known = problem_of(work, shape, measure), asked(work, shape, measure)
    fit = compute.fit(known, walk, problem)
    surface = compute.error_map(known, walk.start, theme(), problem)
    at = frames(len(fit.run.steps) - 1)
    thetas, losses = fit.run.thetas[at], fit.run.losses[at]
    trace = retrace(problem.f, fit.run, at, walk.optimizer, walk.rate, dict(walk.parameters))
    in_data = problem.data_paths(thetas)
    smallest = problem.best.loss if problem.best else float(np.nanmin(losses))
    values = {"loss": losses, "gap": losses - smallest}
    arrays = {"p": thetas, "d": in_data, "g": trace.gradients, "m": trace.moves, "n": trace.after}
    for letter, array in arrays.items():
        values |= {f"{letter}{j}": array[:, j] for j in range(min(MOST_SHOWN, array.shape[1]))}
    return Film(work, shape, measure, walk, problem, fit, surface, at, fit.run.steps[at], thetas, in_data,
                losses, first_frame(fit.run.steps[at], losses, smallest), values)


def first_frame(steps: Whole, losses: Array, smallest: float) -> int:
    """The frame that the link asks for, else the one that tells most."""
    wanted = settings.arrived("at", int)
    if wanted is not None:
        return int(np.argmin(np.abs(steps - wanted)))
    return telling_frame(losses, smallest)
