"""What the first screen shows: a line that is learned, on the visitor's own data where a line can be learned there."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Array, Whole
from core.frames import frames, has_arrived, telling_frame, waymarks
from core.view import span
from data.matrix import matrix
from data.reader import TableError
from data.samples import SAMPLES
from pages.shared import compute, workspace
from pages.shared.charts.axes import Axis
from pages.shared.compute import Asked, Fit, Map, Problem, Walk
from pages.shared.look import theme
from pages.shared.numbers import axis
from pages.shared.words import literal, t, told
from pages.shared.workspace import Work
from pages.shared.workspace.loaded import sample_table

SAMPLE = "hubble_1929"
MOST_FRAMES = 101                       # so that the film takes four seconds at 25 pictures a second
STEPS, MORE_STEPS = 100, 1_000
START = (0.0, 0.0)
TRAIL = 5


@dataclass(frozen=True)
class Scene:
    """One descent on one feature, and for every frame where the line is; arrays have one row per frame."""

    work: Work
    reason: str                         # why these are not the visitor's own data; empty if they are
    asked: Asked
    problem: Problem
    walk: Walk
    fit: Fit
    at: Whole                           # which of the run's steps are frames
    in_data: Array                      # (k, 2) b and w in the data's units
    ends: Array                         # (k, 2) the line's heights at the two ends of the picture
    across: Axis
    up: Axis

    @property
    def feature(self) -> str:
        """The x of the line."""
        return self.work.matrix.names[0]

    @property
    def losses(self) -> Array:
        """L of every frame."""
        return self.fit.run.losses[self.at]

    @property
    def steps(self) -> Whole:
        """The step of every frame."""
        return self.fit.run.steps[self.at]

    @property
    def smallest(self) -> float:
        """The lowest loss there is."""
        return self.problem.best.loss if self.problem.best else float(self.losses.min())

    @property
    def shown_first(self) -> int:
        """The frame that tells most while nothing moves."""
        return telling_frame(self.losses, self.smallest)

    @property
    def frame_data(self) -> pd.DataFrame:
        """Data named "frames"."""
        kept = np.isin(np.arange(len(self.at)), waymarks(self.ends, TRAIL))
        return pd.DataFrame({"frame": np.arange(len(self.at)), "y0": self.ends[:, 0], "y1": self.ends[:, 1],
                             "trail": kept.astype(int)})

    @property
    def best_ends(self) -> pd.DataFrame:
        """Data named "best": the best line's heights at the two ends; empty if there is none."""
        best = self.problem.best
        ends = np.array([[self.across.low], [self.across.high]])
        found = [self.problem.predict(best.theta, ends)] if best else []
        return pd.DataFrame(found, columns=["y0", "y1"], dtype=float)

    def map(self) -> Map:
        """The error surface around the optimum."""
        return compute.error_map(self.asked, self.walk, theme(), self.problem, self.fit.run)


def scene() -> Scene:
    """On the visitor's own data if a line can be learned there, else on the sample, with the reason."""
    try:
        work = workspace.chosen_work()
        if work.task == "regression":
            return learned(work, "")
        reason = refused(work)
    except (TableError, ValueError) as problem:
        reason = told(problem)
    return learned(sample_work(), reason)


def refused(work: Work) -> str:
    """Why a line is no answer to the visitor's question."""
    column = literal(work.target)
    if work.task == "structured":
        return t("{column} is text to be made, not a number to be predicted.", column=column)
    return t("{column} is one of a few classes, not a number.", column=column)


def sample_work() -> Work:
    """The sample that is shown instead."""
    facts, table = SAMPLES[SAMPLE], sample_table(SAMPLE)
    numbers = matrix(table, facts.target, facts.features)
    return Work(f"sample {SAMPLE}", t(facts.title), table, facts.task, facts.target, facts.features, numbers,
                facts.units)


def learned(work: Work, reason: str) -> Scene:
    """Walk from (0, 0) to the best line. Raises ValueError, a sentence, if no line can be learned."""
    X, y = work.matrix.X[:, :1], work.matrix.y
    key = f"{work.key}|{work.matrix.names[0]}"
    fine, _ = compute.round_enough(key, X)
    asked = Asked(key, "line", "mse", not fine)
    problem = compute.problem(asked, X, y)
    rate = compute.good_first_rate(problem, Walk(START, "gradient_descent", 0.1, STEPS))
    walk = Walk(START, "gradient_descent", rate, STEPS)
    fit = compute.fit(asked, walk, problem)
    if problem.best and not has_arrived(fit.run.losses, problem.best.loss):
        walk = Walk(START, "gradient_descent", rate, MORE_STEPS)
        fit = compute.fit(asked, walk, problem)
    at = frames(len(fit.run.steps) - 1, MOST_FRAMES)
    in_data = problem.coefficients_of(fit.run.thetas[at])
    low, high = span(X[:, 0])
    ends = problem.predict_many(fit.run.thetas[at], np.array([[low], [high]]))
    return Scene(work, reason, asked, problem, walk, fit, at, in_data, ends,
                 axis(work.label(work.matrix.names[0]), low, high), axis(work.label(work.target), *span(y, 0.12)))
