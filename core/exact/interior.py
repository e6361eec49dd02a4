"""Sums of straight pieces, and parabolas cut into pieces, are minimized by walking through the inside of the dual.

Every row pulls at the parameters with a force that may lie between low and high; what it costs is the most that
this force can make of it:

    cost of a row  =  max over force in [low, high] of  force (a·β − target) − ½ bend force²

With a force between −1 and 1 that is an absolute value, between 0 and 1 the part above 0, with a bend and no limits
a square. Where the forces of all rows balance, the sum of the costs is smallest. The walk keeps every force strictly
between its limits and follows the central path to that balance: Mehrotra's (1992) predictor and corrector, for
bounded forces as Portnoy and Koenker (1997) use them for the median line.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Array, Flags

MOST_STEPS = 150
NEARLY = 0.9995                                  # part of the way to the nearest limit that a step may go
ENOUGH = 1e-16                                   # of the first distance to balance: from here rounding rules
PATIENCE = 4                                     # steps without getting nearer
CLOSEST = 1e-280                                 # to a limit, so that dividing by it stays within the numbers


@dataclass(frozen=True)
class Pulls:
    """Rows that pull at q parameters, over a bowl: sum of the rows' costs + ½ βᵀ bowl β + tilt·β."""

    matrix: Array                                # (m, q)
    target: Array                                # (m,)
    low: Array                                   # (m,) -inf where there is no limit
    high: Array                                  # (m,) inf where there is none
    bend: Array                                  # (m,) not negative
    bowl: Array                                  # (q, q) positive semidefinite
    tilt: Array                                  # (q,)

    def total(self, force: Array, beta: Array) -> Array:
        """Return the pull of everything together (q,): zero at the minimum."""
        return force @ self.matrix + self.bowl @ beta + self.tilt

    def miss(self, force: Array, beta: Array) -> Array:
        """Return a·β − target − bend·force (m,): zero where the force is at rest between its limits."""
        return self.matrix @ beta - self.target - self.bend * force

    @cached_property
    def has_low(self) -> Flags:
        """Which forces have a lower limit."""
        return np.isfinite(self.low)

    @cached_property
    def has_high(self) -> Flags:
        """Which forces have an upper limit."""
        return np.isfinite(self.high)


@dataclass(frozen=True)
class State:
    """A point inside the limits on the way to balance, or at its end; also a step from one such point to the next.

    The distances to the limits are carried along, since force − low loses all digits near the limit.
    """

    beta: Array                                  # (q,)
    force: Array                                 # (m,)
    low: Array                                   # (m,) force − lower limit; 1 where there is none
    high: Array                                  # (m,) upper limit − force; 1 where there is none
    below: Array                                 # (m,) how hard the lower limit pushes, 0 where there is none
    above: Array                                 # (m,) how hard the upper limit pushes back

    @property
    def pressure(self) -> float:
        """The sum of distance times push over all limits: 0 at the minimum, and a bound on the gap to it."""
        return float(self.low @ self.below + self.high @ self.above)


def balance(pulls: Pulls, beta: Array) -> State:
    """Return the balance of the pulls, starting at beta (q,)."""
    state = best = beginning(pulls, beta)
    size = float(np.abs(pulls.miss(state.force, beta)).mean()) or 1.0
    first = nearest = distance(pulls, state, size)
    waited = 0
    for _ in range(MOST_STEPS):
        if nearest <= ENOUGH * first or waited == PATIENCE:
            break
        moved = advanced(pulls, state)
        if moved is None:
            break
        state, now = moved, distance(pulls, moved, size)
        waited = 0 if now < nearest else waited + 1
        if now < nearest:
            best, nearest = state, now
    return best


def beginning(pulls: Pulls, beta: Array) -> State:
    """Return forces in the middle of their limits, which push back as hard as the misses ask."""
    low, high = np.where(pulls.has_low, pulls.low, 0.0), np.where(pulls.has_high, pulls.high, 0.0)
    reach = float(np.abs(np.concatenate([low, high])).max(initial=0.0)) or 1.0
    force = np.where(pulls.has_low & pulls.has_high, (low + high) / 2.0,
                     np.where(pulls.has_low, low + reach, np.where(pulls.has_high, high - reach, 0.0)))
    miss = pulls.miss(force, beta)
    spare = 0.1 * float(np.abs(miss).mean()) or 1.0
    return State(
        beta, force,
        low=np.where(pulls.has_low, force - low, 1.0),
        high=np.where(pulls.has_high, high - force, 1.0),
        below=np.where(pulls.has_low, np.maximum(-miss, 0.0) + spare, 0.0),
        above=np.where(pulls.has_high, np.maximum(miss, 0.0) + spare, 0.0),
    )


def distance(pulls: Pulls, state: State, size: float) -> float:
    """Return how far a state is from balance, in the unit of the objective; size is that of a usual miss."""
    untouched = pulls.miss(state.force, state.beta) - state.above + state.below
    return (state.pressure + size * float(np.abs(pulls.total(state.force, state.beta)).sum())
            + float(np.abs(untouched) @ (np.abs(state.force) + np.minimum(state.low, state.high))))


def advanced(pulls: Pulls, state: State) -> State | None:
    """Return the state after one predictor and corrector step; None if rounding leaves no way."""
    system = System(pulls, state)
    if not np.isfinite(system.inverse).all():
        return None
    low, high = state.low * state.below, state.high * state.above
    guess = system.step(-low, -high)
    limits = max(1, int(pulls.has_low.sum() + pulls.has_high.sum()))
    now, reached = state.pressure / limits, system.taken(guess, 1.0).pressure / limits
    aim = now * min(1.0, reached / now) ** 3 if now > 0.0 else 0.0
    step = system.step(
        np.where(pulls.has_low, aim - low - guess.low * guess.below, 0.0),
        np.where(pulls.has_high, aim - high - guess.high * guess.above, 0.0),
    )
    moved = system.taken(step, NEARLY)
    return moved if np.isfinite(moved.beta).all() and np.isfinite(moved.force).all() else None


class System:
    """The linear equations of one step, factored once and solved for two right sides."""

    def __init__(self, pulls: Pulls, state: State) -> None:
        self.pulls, self.state = pulls, state
        self.apart = not pulls.bowl.any() and not pulls.bend.any()
        with np.errstate(all="ignore"):          # what is not finite is seen by the caller
            self.stiffness = pulls.bend + state.below / state.low + state.above / state.high
            full = (pulls.matrix / self.stiffness[:, None]).T @ pulls.matrix + pulls.bowl
            self.inverse = inverse(full)

    def step(self, below: Array, above: Array) -> State:
        """Return the step that changes distance·push by the given amounts (m,) and balances everything else."""
        pulls, state = self.pulls, self.state
        slack = pulls.miss(state.force, state.beta) - state.above + state.below
        drive = slack + below / state.low - above / state.high
        beta, force = np.zeros(len(pulls.tilt)), drive / self.stiffness
        unbalanced = pulls.total(state.force, state.beta)
        for _ in range(2):                       # the second round takes off what rounding left of the first
            beta = beta - self.inverse @ (unbalanced + force @ pulls.matrix + pulls.bowl @ beta)
            force = (pulls.matrix @ beta + drive) / self.stiffness
        low, high = np.where(pulls.has_low, force, 0.0), np.where(pulls.has_high, -force, 0.0)
        return State(beta, force, low, high, below=(below - state.below * low) / state.low,
                     above=(above - state.above * high) / state.high)

    def taken(self, step: State, part: float) -> State:
        """Return the state after as much of the step as keeps all distances and pushes positive."""
        state = self.state
        ahead = min(reach(state.low, step.low), reach(state.high, step.high))
        back = min(reach(state.below, step.below), reach(state.above, step.above))
        if not self.apart:                       # with bends, forces and parameters depend on each other
            ahead = back = min(ahead, back)
        ahead, back = min(1.0, part * ahead), min(1.0, part * back)
        return State(
            state.beta + back * step.beta, state.force + ahead * step.force,
            np.maximum(state.low + ahead * step.low, CLOSEST), np.maximum(state.high + ahead * step.high, CLOSEST),
            state.below + back * step.below, state.above + back * step.above,
        )


def inverse(matrix: Array) -> Array:
    """Return the inverse of a positive semidefinite matrix; directions that nothing holds are held a little.

    The matrix is first scaled to a diagonal of ones, so that only dependence counts, not units.
    """
    diagonal = np.diag(matrix)
    unit = 1.0 / np.sqrt(np.where(diagonal > 0.0, diagonal, 1.0))
    scaled = matrix * unit[:, None] * unit
    if not np.isfinite(scaled).all():
        return np.full_like(matrix, np.nan)
    values, vectors = np.linalg.eigh(scaled)
    return unit[:, None] * ((vectors / np.maximum(values, 1e-15 * values[-1])) @ vectors.T) * unit


def reach(distances: Array, step: Array) -> float:
    """Return how many steps fit into the distances before one of them is used up."""
    with np.errstate(over="ignore"):             # an infinite use leaves no room for any step
        used = float(np.max(-step / np.maximum(distances, CLOSEST), initial=0.0))
    return 1.0 / used if used > 0.0 else np.inf
