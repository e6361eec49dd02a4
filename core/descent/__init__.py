"""Step 3: walk downhill on L(θ), one small step after another against the slope."""

from collections.abc import Mapping

import numpy as np

from core.arrays import ArrayLike
from core.descent.bowl import walk_bowl
from core.descent.limits import largest_curvature, largest_stable_rate
from core.descent.plan import DescentError, Progress, Rate, plan
from core.descent.run import CAUSES, Ended, Run
from core.descent.verdict import verdict
from core.descent.walk import walk
from core.objective import Objective
from core.registry import fixed

__all__ = ["CAUSES", "DescentError", "Ended", "Run", "descend", "largest_curvature", "largest_stable_rate"]

NOTHING: Mapping[str, float] = fixed()


def descend(
    f: Objective,
    start: ArrayLike,
    optimizer: str = "gradient_descent",
    rate: Rate = 0.1,
    steps: int = 1000,
    parameters: Mapping[str, float] = NOTHING,
    batch_size: int | None = None,
    seed: int = 0,
    tolerance: float = 1e-8,
    keep: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Return the descent on the objective f from start (p,), with every step or a thinned selection of them.

    Args:
        f: an Objective.
        start: parameters (p,).
        optimizer: a name in core.optimizers.OPTIMIZERS; `parameters` are its parameters.
        rate: η, or a function of the number of the step from 0, such as a schedule of core.schedules.
        steps: the largest number of steps.
        batch_size: rows per step, a fresh permutation from default_rng(seed) each epoch; None: all rows.
        tolerance: the gradient counts as zero at tolerance times its natural length (see core.descent.bounds).
        keep: how many steps to keep at most, the first and the last among them, dense at the beginning and
            ever sparser; None keeps all. With batches, the whole objective is looked at only at kept steps.
        progress: called with (step, steps) about every tenth of a second; False cancels.

    Raises:
        ValueError: with a sentence, for what can't be walked; among it a loss that only judges.
    """
    asked = plan(f, start, optimizer, rate, steps, parameters, batch_size, seed, tolerance, keep, progress)
    history, reason, memory = walk_bowl(asked) or walk(asked)
    ended, cause = verdict(asked, history, reason)
    rows = history.shown()
    return Run(
        steps=rows[:, 0].astype(np.int64), losses=rows[:, 1].copy(), gradient_norms=rows[:, 2].copy(),
        thetas=rows[:, 3:].copy(), ended=ended, cause=cause, thinned=len(rows) < int(rows[-1, 0]) + 1,
        memory=memory,
    )
