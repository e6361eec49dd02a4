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

from core.algebra.triangle import triangle_of
from core.arrays import Array, Flags

MOST_STEPS = 150
NEARLY = 0.9995                                  # part of the way to the nearest limit that a step may go
ENOUGH, NEAR = 1e-15, 1e-11                      # of the first distance to balance: rounding rules, or soon will
USABLE = 0.1                                     # of a step must be possible, or a more careful one is tried
PATIENCE = 15                                    # steps without getting nearer
LOOSE = 1e-15                                    # of the strongest hold: how every direction is held at least
CLOSEST = 1e-280                                 # to a limit, so that dividing by it stays within the numbers


@dataclass(frozen=True)
class Pulls:
    """Rows that pull at q parameters, over a bowl: sum of the rows' costs + ½ |root β|² + tilt·β."""

    matrix: Array                                # (m, q)
    target: Array                                # (m,)
    low: Array                                   # (m,) -inf where there is no limit
    high: Array                                  # (m,) inf where there is none
    bend: Array                                  # (m,) not negative
    root: Array                                  # (k, q) the bowl is ½ |root β|²
    tilt: Array                                  # (q,)

    def total(self, force: Array, beta: Array) -> Array:
        """Return the pull of everything together (q,): zero at the minimum."""
        return force @ self.matrix + (self.root @ beta) @ self.root + self.tilt

    def cost(self, beta: Array) -> float:
        """Return what is minimized, at beta."""
        drive = self.matrix @ beta - self.target
        bent = self.bend > 0.0
        best = np.where(bent, drive / np.where(bent, self.bend, 1.0), np.where(drive > 0.0, self.high, self.low))
        force = np.clip(np.where(drive == 0.0, 0.0, best), self.low, self.high)
        return float(force @ drive - 0.5 * (self.bend @ force**2) + 0.5 * np.sum((self.root @ beta) ** 2)
                     + self.tilt @ beta)

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
        if nearest <= ENOUGH * first or waited >= (PATIENCE if nearest > NEAR * first else 2):
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
    """Return forces in the middle of their limits, which push back as hard as the misses ask.

    A force with one limit starts at about what its bend makes of a usual miss, or like the others if it has none.
    """
    low, high = np.where(pulls.has_low, pulls.low, 0.0), np.where(pulls.has_high, pulls.high, 0.0)
    both = pulls.has_low & pulls.has_high
    usual = float(np.abs(pulls.matrix @ beta - pulls.target).mean()) or 1.0
    others = float((high - low)[both].mean()) if both.any() else 1.0
    away = np.where(pulls.bend > 0.0, usual / np.where(pulls.bend > 0.0, pulls.bend, 1.0), others)
    force = np.where(both, (low + high) / 2.0,
                     np.where(pulls.has_low, low + away, np.where(pulls.has_high, high - away, 0.0)))
    miss = pulls.miss(force, beta)
    spare = 0.1 * (float(np.abs(miss).mean()) or 1.0)
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
    steps = []
    for part, least in ((1.0, aim), (0.0, aim), (0.0, 0.5 * now)):      # ever more careful
        step = system.step(
            np.where(pulls.has_low, least - low - part * guess.low * guess.below, 0.0),
            np.where(pulls.has_high, least - high - part * guess.high * guess.above, 0.0),
        )
        steps.append((min(system.room(step)), step))
        if steps[-1][0] > USABLE:
            break
    moved = system.taken(max(steps, key=lambda found: found[0])[1], NEARLY)
    return moved if np.isfinite(moved.beta).all() and np.isfinite(moved.force).all() else None


class System:
    """The linear equations of one step, factored once and solved for two right sides."""

    def __init__(self, pulls: Pulls, state: State) -> None:
        self.pulls, self.state = pulls, state
        self.apart = not pulls.root.any() and not pulls.bend.any()
        with np.errstate(all="ignore"):          # what is not finite is seen by the caller
            self.stiffness = pulls.bend + state.below / state.low + state.above / state.high
            rows = np.vstack([pulls.matrix / np.sqrt(self.stiffness)[:, None], pulls.root])
        self.inverse = inverse_square(rows)

    def step(self, below: Array, above: Array) -> State:
        """Return the step that changes distance·push by the given amounts (m,) and balances everything else."""
        pulls, state = self.pulls, self.state
        slack = pulls.miss(state.force, state.beta) - state.above + state.below
        drive = slack + below / state.low - above / state.high
        beta, force = np.zeros(len(pulls.tilt)), drive / self.stiffness
        unbalanced = pulls.total(state.force, state.beta)
        for _ in range(3):                       # each round takes off what rounding left of the one before
            beta = beta - self.inverse @ (unbalanced + force @ pulls.matrix + (pulls.root @ beta) @ pulls.root)
            force = (pulls.matrix @ beta + drive) / self.stiffness
        low, high = np.where(pulls.has_low, force, 0.0), np.where(pulls.has_high, -force, 0.0)
        return State(beta, force, low, high, below=(below - state.below * low) / state.low,
                     above=(above - state.above * high) / state.high)

    def room(self, step: State) -> tuple[float, float]:
        """Return how many such steps keep the distances positive, and how many the pushes."""
        state = self.state
        ahead = min(reach(state.low, step.low), reach(state.high, step.high))
        back = min(reach(state.below, step.below), reach(state.above, step.above))
        return (ahead, back) if self.apart else (min(ahead, back),) * 2

    def taken(self, step: State, part: float) -> State:
        """Return the state after as much of the step as there is room for, but not more than all."""
        state, (ahead, back) = self.state, self.room(step)
        ahead, back = min(1.0, part * ahead), min(1.0, part * back)
        return State(
            state.beta + back * step.beta, state.force + ahead * step.force,
            np.maximum(state.low + ahead * step.low, CLOSEST), np.maximum(state.high + ahead * step.high, CLOSEST),
            state.below + back * step.below, state.above + back * step.above,
        )


def inverse_square(rows: Array) -> Array:
    """Return the inverse of rowsᵀ rows (q, q); a direction that no row holds is held a little.

    By way of the triangle of the rows, so that no squares are formed; scaled to columns of length 1, so that only
    dependence counts and not units.
    """
    if not np.isfinite(rows).all():
        return np.full((rows.shape[1], rows.shape[1]), np.nan)
    length = np.sqrt((rows**2).sum(axis=0))
    unit = 1.0 / np.where(length > 0.0, length, 1.0)
    _, values, vectors = np.linalg.svd(triangle_of(rows * unit))
    held = np.maximum(values, LOOSE * values.max(initial=LOOSE))
    return np.asarray(unit[:, None] * ((vectors.T / held**2) @ vectors) * unit)


def reach(distances: Array, step: Array) -> float:
    """Return how many steps fit into the distances before one of them is used up."""
    with np.errstate(over="ignore"):             # an infinite use leaves no room for any step
        used = float(np.max(-step / np.maximum(distances, CLOSEST), initial=0.0))
    return 1.0 / used if used > 0.0 else np.inf
