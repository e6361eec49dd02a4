"""A film of a descent: which steps are shown when there are more steps than a hand can scrub through."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Whole
from core.descent import Run
from core.objective import Objective
from core.optimizers import OPTIMIZERS

MOST = 300


def frames(steps: int, most: int = MOST) -> Whole:
    """Indices of at most `most` steps out of 0..steps, always with the first and the last, in order.

    Few steps are all shown. Of many, every one at the beginning, where a descent moves most, then ever fewer: the
    gaps grow in proportion to the step (log-spaced).
    """
    if steps < most:
        return np.arange(steps + 1)
    low, high = 1.0, float(steps)           # the most even spacing that still gives no more than `most` frames
    for _ in range(60):
        start = np.sqrt(low * high)
        if len(spaced(steps, most, start)) > most:
            high = start
        else:
            low = start
    return spaced(steps, most, low)


def spaced(steps: int, most: int, start: float) -> Whole:
    """0..steps along a logarithm that counts single steps up to about `start`."""
    along = np.linspace(0.0, np.log1p(steps / start), most)
    rounded = np.unique(np.rint(start * np.expm1(along)).astype(np.int64))
    return np.unique(np.concatenate([[0], rounded, [steps]]))


def telling_frame(losses: Array, smallest: float, share: float = 0.1) -> int:
    """The frame in which a descent has closed all but a share of its gap: moved visibly, not yet arrived.

    `losses` are those of the frames, `smallest` is the lowest loss there is. A descent that never gets there
    (too few steps, or it diverges) is shown at a third of its way.
    """
    gap = losses - smallest
    near = np.flatnonzero(gap <= share * gap[0])
    if near.size and 0 < near[0] < len(losses) - 1:
        return int(near[0])
    return len(losses) // 3


@dataclass(frozen=True)
class Trace:
    """What happens at the steps that are shown; all arrays are (k, p)."""

    gradients: Array        # the slope there
    moves: Array            # what the step subtracts, divided by the rate: the slope, or the velocity
    after: Array            # where the step leads


def retrace(f: Objective, run: Run, at: Whole, optimizer: str, rate: float, parameters: Mapping[str, float]) -> Trace:
    """Slope, move and next place at chosen places `at` of a run's history.

    An optimizer with a memory is walked again from the start, since its move depends on all steps before; plain
    gradient descent depends on nothing but the place.
    """
    thetas = run.thetas[at]
    with np.errstate(over="ignore", invalid="ignore"):
        gradients = np.array([f.gradient(theta) for theta in thetas])
        if optimizer == "gradient_descent":
            return Trace(gradients, gradients, thetas - rate * gradients)
        return Trace(gradients, *walked_again(f, run, at, optimizer, rate, parameters))


def walked_again(f: Objective, run: Run, at: Whole, optimizer: str, rate: float, parameters: Mapping[str, float]
                 ) -> tuple[Array, Array]:
    """Moves (over the rate) and next places of an optimizer with a memory."""
    rule, wanted = OPTIMIZERS[optimizer], set(at.tolist())
    memory, moves, after = rule.start(run.thetas[0]), [], []
    for number in range(int(at[-1]) + 1):
        theta = run.thetas[number]
        following, memory = rule.step(theta, f.gradient(theta), memory, rate=rate, **parameters)
        if number in wanted:
            after.append(following)
            moves.append(memory[0] if optimizer == "momentum" else (theta - following) / rate)
    return np.array(moves), np.array(after)
