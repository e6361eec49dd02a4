"""On a bowl every step does the same to the distance from the bottom, so many steps can be taken at once.

Along each eigenvector of the Hessian the three rules with a constant rate are a recurrence of two numbers, the
distance c from the bottom and the velocity u. Its powers are computed by doubling, and a thousand steps become one
product of small matrices.
"""

import numpy as np

from core.arrays import Array, Whole
from core.descent.bounds import Bounds, bounds
from core.descent.history import History
from core.descent.plan import Plan
from core.descent.run import Ended
from core.optimizers import Memory

BLOCK = 1024                                     # steps at once
ROUND_ENOUGH = 1e-8                              # λmin/λmax; in narrower valleys rounding would show in the sixth digit


def walk_bowl(plan: Plan) -> tuple[History, Ended, Memory] | None:
    """Return the walk, why it ended and what was remembered there; None if this is no bowl to be walked at once."""
    if plan.batch_size is not None or callable(plan.rate) or not plan.f.quadratic or plan.steps < 2:
        return None
    if plan.optimizer.name not in ("gradient_descent", "momentum", "nesterov"):
        return None
    values, vectors = np.linalg.eigh(plan.f.hessian(plan.start))
    loss, gradient = plan.look(plan.start)
    if not (values[0] > ROUND_ENOUGH * values[-1] and np.isfinite(values).all() and np.isfinite(gradient).all()):
        return None
    return Bowl(plan, values, vectors, gradient).walked(loss)


class Bowl:
    """A quadratic in the coordinates of its eigenvectors."""

    def __init__(self, plan: Plan, values: Array, vectors: Array, gradient: Array) -> None:
        self.plan, self.values, self.vectors = plan, values, vectors
        self.first = vectors.T @ gradient / values               # the distances at the start
        self.powers = powers(recurrence(plan, values), min(BLOCK, plan.steps))

    def walked(self, loss: float) -> tuple[History, Ended, Memory]:
        """Walk block after block, until there is a reason to stop."""
        plan, history = self.plan, History(len(self.first), self.plan.keep)
        limits = bounds(plan, loss, float(np.linalg.norm(self.values * self.first)))
        state = np.stack([self.first, np.zeros_like(self.first)], axis=-1)
        for start in range(0, plan.steps + 1, len(self.powers) - 1):
            if not plan.goes_on(start):
                history.add(*self.seen(np.array([start]), state[None]))
                return history, Ended.CANCELLED, self.memory(state)
            count = min(len(self.powers) - 1, plan.steps + 1 - start)
            with np.errstate(over="ignore", invalid="ignore"):   # a diverging walk leaves the numbers
                states = np.einsum("spij,pj->spi", self.powers, state)
            ended = self.kept(history, limits, start + np.arange(count), states[:count])
            if ended is not None or start + count > plan.steps:
                break
            state = states[-1]
        return history, ended or Ended.REACHED_MAX_STEPS, self.memory(states[history.last - start])

    def kept(self, history: History, limits: Bounds, steps: Whole, states: Array) -> Ended | None:
        """Keep what is wanted of a block of steps; return why to stop in it, if there is a reason."""
        _, losses, norms, thetas = self.seen(steps, states)
        lost, level = limits.lost(losses) | ~np.isfinite(norms), limits.level(norms)
        over = np.flatnonzero(lost | level)
        wanted = history.wants(steps) | (steps == self.plan.steps)
        if len(over):
            wanted = (wanted & (np.arange(len(steps)) < over[0])) | (np.arange(len(steps)) == over[0])
        history.add(steps[wanted], losses[wanted], norms[wanted], thetas[wanted])
        if not len(over):
            return None
        return Ended.DIVERGED if lost[over[0]] else Ended.CONVERGED

    def seen(self, steps: Whole, states: Array) -> tuple[Whole, Array, Array, Array]:
        """Return steps, losses, lengths of the gradients and parameters of some states (s, p, 2)."""
        with np.errstate(over="ignore", invalid="ignore"):
            distance = states[..., 0]
            thetas = self.plan.start + (distance - self.first) @ self.vectors.T
            norms = np.sqrt(((self.values * distance) ** 2).sum(axis=1))
        return steps, np.asarray(self.plan.f.values(thetas)), norms, thetas

    def memory(self, state: Array) -> Memory:
        """Return what the rule remembers at a state (p, 2): the velocity, or nothing."""
        remembers = bool(self.plan.optimizer.start(self.plan.start))
        return (self.vectors @ (self.values * state[:, 1]),) if remembers else ()


def recurrence(plan: Plan, values: Array) -> Array:
    """Return the matrices (p, 2, 2) that take (c, u) to the next step; u is the velocity over the eigenvalue.

    Momentum: u ← β u + c, c ← c − ηλ u. Nesterov: c ← c − ηλ (c + β u) with the new u. Gradient descent: β = 0.
    """
    beta, pace = plan.options.get("momentum", 0.0), plan.rate_at(0) * values
    ahead = beta if plan.optimizer.name == "nesterov" else 1.0
    own = pace if plan.optimizer.name == "nesterov" else 0.0 * pace
    rows = [[1.0 - own - ahead * pace, -ahead * pace * beta], [np.ones_like(pace), np.full_like(pace, beta)]]
    return np.moveaxis(np.array(rows), -1, 0)


def powers(matrices: Array, count: int) -> Array:
    """Return the powers 0 to count of small matrices (count + 1, p, 2, 2)."""
    found = np.broadcast_to(np.eye(2), (1, *matrices.shape))
    factor = matrices
    with np.errstate(over="ignore", invalid="ignore"):
        while len(found) <= count:
            found = np.concatenate([found, found @ factor])
            factor = factor @ factor
    return found[: count + 1]
