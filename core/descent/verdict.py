"""A descent that used up its steps may still be on its way, jump about, or be on its way out: look which."""

import numpy as np

from core.arrays import Array
from core.descent.history import History
from core.descent.limits import largest_stable_rate
from core.descent.plan import Plan
from core.descent.run import Ended

AT_THE_LIMIT = 1e-9                              # relative distance of a rate to the limit that counts as on it
LEAST = 8                                        # so few losses say nothing about a habit


def verdict(plan: Plan, history: History, ended: Ended) -> tuple[Ended, str]:
    """Return how a descent really ended, and the cause (a key of CAUSES, or "")."""
    excess = rate_over_limit(plan)
    if ended is Ended.DIVERGED:
        return ended, "limit" if excess > 1.0 + AT_THE_LIMIT else ""
    if ended is not Ended.REACHED_MAX_STEPS or history.count < 2:
        return ended, ""
    if excess >= 1.0 - AT_THE_LIMIT:
        return overshooting(share_of_steepest(plan, history, excess), excess)
    return habit(plan, history, bowl=excess > 0.0)


def rate_over_limit(plan: Plan) -> float:
    """Return the rate over the largest stable one; 0 where there is no such limit."""
    if plan.batch_size is not None or callable(plan.rate):
        return 0.0
    limit = largest_stable_rate(plan.f, plan.optimizer.name, plan.options)
    return plan.rate / limit if limit else 0.0


def overshooting(share: float, excess: float) -> tuple[Ended, str]:
    """Return the verdict for a rate at or over the limit, given which part of the error it can't make smaller.

    Over the limit that part grows from step to step, even while the loss still falls because the rest shrinks. At
    the limit it stays, and the walk is over once nothing else is left.
    """
    if excess > 1.0 + AT_THE_LIMIT:
        return (Ended.DIVERGED, "limit") if share > 1e-12 else (Ended.REACHED_MAX_STEPS, "")
    return (Ended.OSCILLATING, "mirror") if share > 0.5 else (Ended.REACHED_MAX_STEPS, "")


def habit(plan: Plan, history: History, bowl: bool) -> tuple[Ended, str]:
    """Return the verdict from what the losses have been doing of late."""
    if not bowl and history.recent[-1] > 10.0 * history.rows[0, 1] > 0.0:
        return Ended.DIVERGED, ""
    if (plan.batch_size is None and mirrored(history)) or restless(history.recent):
        cause = "rate" if plan.f.smooth else "crease"
        return Ended.OSCILLATING, cause if plan.batch_size is None else "batch"
    return Ended.REACHED_MAX_STEPS, ""


def share_of_steepest(plan: Plan, history: History, excess: float) -> float:
    """Return the part of the last error along directions in which this rate makes errors no smaller.

    excess is the rate over the largest stable one; the error is gᵀH⁻¹g, taken apart along the eigenvectors.
    """
    theta = history.rows[history.count - 1, 3:]
    values, vectors = np.linalg.eigh(plan.f.hessian(theta))
    along = vectors.T @ plan.f.gradient(theta)
    error = np.divide(along**2, values, out=np.zeros_like(along), where=values > 1e-14 * values[-1])
    steepest = error[values * excess >= values[-1] * (1.0 - AT_THE_LIMIT)].sum()
    return float(steepest / error.sum()) if error.sum() > 0.0 else 0.0


def mirrored(history: History) -> bool:
    """Whether the last step went back to where the one before came from."""
    if history.count < 3:
        return False
    rows = history.rows[history.count - 3: history.count]
    if rows[2, 0] - rows[0, 0] != 2:             # steps in between were not kept
        return False
    away, back = rows[1, 3:] - rows[0, 3:], rows[2, 3:] - rows[0, 3:]
    return float(np.abs(back).max()) <= 1e-6 * float(np.abs(away).max()) > 0.0


def restless(losses: Array) -> bool:
    """Whether the loss goes up and down without getting lower: its swing in the second half is that in the first."""
    if len(losses) < LEAST or not np.isfinite(losses).all():
        return False
    half = len(losses) // 2
    lowest, first, second = losses.min(), losses[:half].max(), losses[half:].max()
    if first - lowest <= 1e-12 * abs(first):     # a swing of rounding is none
        return False
    rises = np.mean(np.diff(losses) > 0)
    return bool(rises >= 0.2 and second - lowest >= 0.7 * (first - lowest))
