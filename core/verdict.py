"""How a descent ended, why, and what would help: a word, a reason with its numbers, and a remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from core.critical_points import CriticalPoint, inspect
from core.descent import Ended, Run, largest_stable_rate
from core.exact import Minimum
from core.objective import Objective
from core.rates import rate_below

MOST_INSPECTED = 60                                     # parameters up to which a Hessian is looked at

LIMITS = {"gradient_descent": "2/λmax", "momentum": "2(1 + β)/λmax", "nesterov": "2(1 + β)/((1 + 2β)·λmax)"}


@dataclass(frozen=True)
class Verdict:
    """What to say of a run: `word` and `reason` are sentences with {names}, `values` what is filled in."""

    kind: str                                           # converged, moving, diverged, oscillating, cancelled
    word: str
    reason: str
    values: Mapping[str, float | int | str] = field(default_factory=dict)
    better_rate: float | None = None                    # a learning rate that works, where one is known
    more_steps: bool = False                            # whether more steps would help
    point: CriticalPoint | None = None                  # what `inspect` says of where it came to rest, if it was asked


def judge(f: Objective, run: Run, *, rate: float, optimizer: str = "gradient_descent",
          parameters: Mapping[str, float] | None = None, best: Minimum | None = None, plain: bool = True) -> Verdict:
    """Say how the run on f ended, and why. `best` is f's exact minimum, where there is one.

    `plain` says that every step saw all rows and had the same rate: only then there is a largest stable rate.

    A stop is not called a minimum because the slope is zero: for a convex loss nothing can be lower, and only then
    does the verdict say so.
    """
    options = dict(parameters or {})
    limit = largest_stable_rate(f, optimizer, options) if plain else None
    values: dict[str, float | int | str] = {"step": int(run.steps[-1]), "rate": rate}
    if limit is not None:
        values |= {"limit": limit, "formula": LIMITS[optimizer], "good": rate_below(limit / 2),
                   "largest_curvature": curvature(limit, optimizer, options)}
    if run.ended is Ended.CONVERGED:
        return converged(f, run, values)
    if run.ended is Ended.DIVERGED:
        return diverged(values, limit)
    if run.ended is Ended.OSCILLATING:
        return oscillating(run, values, best)
    if run.ended is Ended.CANCELLED:
        return Verdict("cancelled", "Stopped at step {step}", "You stopped the descent; all steps so far are kept.",
                       values)
    return moving(f, run, values, limit, best)


def curvature(limit: float, optimizer: str, parameters: Mapping[str, float]) -> float:
    """λmax, read back from the largest stable rate."""
    beta = parameters.get("momentum", 0.9)
    factor = {"momentum": 2 * (1 + beta), "nesterov": 2 * (1 + beta) / (1 + 2 * beta)}.get(optimizer, 2.0)
    return factor / limit


def converged(f: Objective, run: Run, values: dict[str, float | int | str]) -> Verdict:
    """The slope is zero: for a convex loss that is the bottom."""
    values["norm"] = float(np.linalg.norm(f.gradient(run.thetas[-1])))
    if f.convex:
        return Verdict("converged", "Converged at step {step}",
                       "The gradient has shrunk to {norm}. The loss is convex, so this is its minimum: nothing is "
                       "lower.", values)
    if f.size <= MOST_INSPECTED:
        point = inspect(f, run.thetas[-1])
        values |= {"kind": point.kind, "reason": point.reason}
        return Verdict("converged", "Converged at step {step}",
                       "The gradient has shrunk to {norm}. This is a {kind}: {reason}", values, point=point)
    return Verdict("converged", "Converged at step {step}",
                   "The gradient has shrunk to {norm}: level ground, which need not be a minimum.", values)


def diverged(values: dict[str, float | int | str], limit: float | None) -> Verdict:
    """Every step overshoots by more than the one before."""
    if limit is None or float(values["rate"]) <= limit:
        return Verdict("diverged", "Diverged at step {step}",
                       "The loss has left the range of numbers. The curvature is not the same everywhere here, so "
                       "there is no single limit: lower η, or standardize.", values,
                       rate_below(float(values["rate"]) / 10))
    return Verdict("diverged", "Diverged at step {step}",
                   "η = {rate} is above {formula} = {limit} (λmax = {largest_curvature}): every step overshoots the "
                   "valley by more than the last one.", values, float(values["good"]))


def oscillating(run: Run, values: dict[str, float | int | str], best: Minimum | None) -> Verdict:
    """Still moving, yet getting nowhere."""
    finite = run.losses[np.isfinite(run.losses)]
    values |= {"lowest": float(finite.min()), "optimum": float(best.loss) if best else float("nan")}
    rate = float(values["rate"])
    if run.cause == "crease":
        return Verdict("oscillating", "Hopping over a crease",
                       "The slope does not fade towards this bottom, so with a constant η the steps do not shrink "
                       "either. Lowest loss so far {lowest}, the smallest possible is {optimum}.", values,
                       rate_below(rate / 10))
    if run.cause == "batch":
        return Verdict("oscillating", "Jittering",
                       "Every batch has a slope of its own. Lower η towards the end, or take larger batches.", values,
                       rate_below(rate / 10))
    if run.cause == "mirror":
        return Verdict("oscillating", "Jumping to and fro",
                       "η = {rate} is just {formula} = {limit}: every step lands on the mirror point across the "
                       "valley. Halve η.", values, rate_below(rate / 2))
    return Verdict("oscillating", "Moving without getting lower",
                   "The loss has not fallen for a long while, though the gradient is not zero. Lower η.", values,
                   rate_below(rate / 10))


def moving(f: Objective, run: Run, values: dict[str, float | int | str], limit: float | None,
           best: Minimum | None) -> Verdict:
    """The steps ran out before the bottom was reached."""
    values |= {"norm": float(np.linalg.norm(f.gradient(run.thetas[-1])))}
    if best is None:
        return Verdict("moving", "Still moving after {step} steps",
                       "The gradient is {norm}, not zero. Allow more steps, or a larger η.", values, more_steps=True)
    values["gap"] = float(run.losses[-1] - best.loss)
    if limit is None:
        return Verdict("moving", "Still moving after {step} steps",
                       "The gradient is {norm}, and the loss lies {gap} above the smallest possible. Allow more "
                       "steps, or a larger η.", values, more_steps=True)
    return Verdict("moving", "Still moving after {step} steps",
                   "The gradient is {norm}, and the loss lies {gap} above the smallest possible. Allow more steps, "
                   "or a larger η (stable up to {limit}).", values, more_steps=True)
