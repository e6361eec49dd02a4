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

    An optimizer with a memory is walked again from the start, since its move depends on all steps before; plain
    gradient descent depends on nothing but the place.
    """
    thetas = run.thetas[at]
    with np.errstate(over="ignore", invalid="ignore"):
        gradients = gradients_at(f, thetas, run.losses[at])
        if optimizer == "gradient_descent":
            lengths = np.array([rate_at(rate, int(step)) for step in run.steps[at]])
            return Trace(gradients, gradients, thetas - lengths[:, None] * gradients)
        return Trace(gradients, *walked_again(f, run, at, optimizer, rate, parameters))


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


def walked_again(f: Objective, run: Run, at: Whole, optimizer: str, rate: float | Callable[[int], float],
                 parameters: Mapping[str, float]) -> tuple[Array, Array]:
    """Moves (over the rate) and next places of an optimizer with a memory."""
    rule, wanted = OPTIMIZERS[optimizer], set(at.tolist())
    memory, moves, after = rule.start(run.thetas[0]), [], []
    for number in range(int(at[-1]) + 1):
        theta = run.thetas[number]
        length = rate_at(rate, number)
        following, memory = rule.step(theta, f.gradient(theta), memory, rate=length, **parameters)
        if number in wanted:
            after.append(following)
            moves.append(memory[0] if optimizer == "momentum" else (theta - following) / length)
    return np.array(moves), np.array(after)
