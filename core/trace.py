"""One step of a descent, looked at closely: the slope there, what is taken away, and where it leads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Whole
from core.descent import Run
from core.objective import Objective
from core.optimizers import OPTIMIZERS


@dataclass(frozen=True)
class Trace:
    """What happens at the steps that are shown; all arrays are (k, p)."""

    gradients: Array        # the slope there
    moves: Array            # what the step subtracts, divided by the rate: the slope, or the velocity
    after: Array            # where the step leads


def retrace(f: Objective, run: Run, at: Whole, optimizer: str, rate: float | Callable[[int], float],
            parameters: Mapping[str, float]) -> Trace:
    """Slope, move and next place at chosen places `at` of a run's history.

    The move of an optimizer with a memory depends on all steps before, so it is read off the run, of which every step
    has been kept; plain gradient descent depends on nothing but the place.
    """
    thetas = run.thetas[at]
    lengths = np.array([rate_at(rate, int(step)) for step in run.steps[at]])[:, None]
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        gradients = gradients_at(f, thetas, run.losses[at])
        if optimizer == "gradient_descent":
            return Trace(gradients, gradients, thetas - lengths * gradients)
        onward, memory = OPTIMIZERS[optimizer].step(
            run.thetas[-1], f.gradient(run.thetas[-1]), run.memory, rate_at(rate, run.last), **parameters)
        after = np.vstack([run.thetas[1:], onward])[at]
        moves = (thetas - after) / lengths
        if optimizer == "momentum":                             # known also where the rate has come down to 0
            moves[run.steps[at] == run.last] = memory[0]
        return Trace(gradients, moves, after)


def gradients_at(f: Objective, thetas: Array, losses: Array) -> Array:
    """The slopes (k, p) at many places (k, p) with their losses (k,).

    On a bowl: the slope at the lowest place, plus what H adds on the way from there. No place is nearer to the bottom,
    so nothing is lost to rounding, not even where a path has gone very far.
    """
    if not (f.quadratic and len(thetas) > len(thetas[0])):
        return np.array([f.gradient(theta) for theta in thetas])
    lowest = thetas[int(np.nanargmin(losses))]
    return np.asarray(f.gradient(lowest) + (thetas - lowest) @ f.hessian(lowest))


def rate_at(rate: float | Callable[[int], float], step: int) -> float:
    """The learning rate of a step, where it may change with the step."""
    return rate(step) if callable(rate) else rate
