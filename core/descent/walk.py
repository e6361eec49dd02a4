"""Walk downhill: look at the slope, take a step against it, and again, until there is a reason to stop."""

import math
from collections.abc import Iterator
from time import perf_counter

from core.arrays import Array
from core.descent.bounds import Bounds, bounds
from core.descent.history import History
from core.descent.plan import Plan
from core.descent.run import Ended
from core.objective.general import beyond_numbers
from core.optimizers import Memory

SECONDS_BETWEEN_REPORTS = 0.1


def walk(plan: Plan) -> tuple[History, Ended, Memory]:
    """Take the steps one by one and keep what the plan keeps.

    Returns them, why the walk ended, and what the optimizer remembered there.
    """
    history, limits = History(len(plan.start), plan.keep), None
    rows = plan.batches(plan.batch_size) if plan.batch_size else None
    theta, memory = plan.start, plan.optimizer.start(plan.start)
    reports = moments(plan)
    for step in range(plan.steps + 1):
        ended = Ended.REACHED_MAX_STEPS if step == plan.steps else None
        if ended is None and next(reports) and not plan.goes_on(step):
            ended = Ended.CANCELLED
        seen = ended is not None or history.wants_step(step)
        if seen or rows is None:
            loss, gradient = plan.look(theta)
            norm = length(gradient)
            limits = limits or bounds(plan, loss, norm)
            ended = stop(limits, loss, norm) or ended
            if seen or ended:
                history.add_step(step, loss, norm, theta)
        if ended:
            break
        if rows is not None:
            gradient = plan.f.batch(next(rows)).gradient(theta)
        with beyond_numbers():                   # the rule itself: the plan has looked at its options once
            theta, memory = plan.optimizer.rule(theta, gradient, memory, plan.rate_at(step), **plan.options)
    return history, ended or Ended.REACHED_MAX_STEPS, memory


def stop(limits: Bounds, loss: float, norm: float) -> Ended | None:
    """Return why to stop here, if there is a reason."""
    if limits.lost(loss) or not math.isfinite(norm):
        return Ended.DIVERGED
    return Ended.CONVERGED if limits.level(norm) else None


def length(gradient: Array) -> float:
    """Return the gradient's length, also where the squares of its parts would overflow.

    Not by BLAS, whose threads wait for each other on a busy machine: a thousand times as long as the sum takes.
    """
    return math.hypot(*gradient.tolist())


def moments(plan: Plan) -> Iterator[bool]:
    """Say, step after step, whether it is time to report: at every hundredth part, and every tenth of a second."""
    every, before, step = max(1, plan.steps // 100), perf_counter(), 0
    while True:
        now = perf_counter()
        due = step % every == 0 or now - before > SECONDS_BETWEEN_REPORTS
        before = now if due else before
        yield due
        step += 1
