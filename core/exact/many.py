"""Of a million rows only few are undecided: which way all the others will pull can be told from a sample.

The balance of a sample lies close to that of all rows. Rows that are far from changing sides there pull with a force
that is known, or like a spring of known strength; together they are a slope and a bowl. Only the others are rows in
the search that follows, and whether everybody has kept to their side is looked at in the end. So the balance is
exact, as Portnoy and Koenker (1997) find the median line of many rows.
"""

from dataclasses import dataclass

import numpy as np

from core.algebra.triangle import triangle_of
from core.arrays import Array, Flags, Whole
from core.exact.interior import Pulls, State, balance, distance, inverse_square

MANY, SAMPLED = 60_000, 20_000                   # rows from which a sample pays, and rows in it
UNDECIDED = (0.03, 0.1, 0.3)                     # share of the rows that stay in the search, in rounds
BALANCED = 1e-10                                 # of a usual miss: how far from balance the answer may be
NEAREST = 1e-280                                 # to a limit, so that dividing by it stays within the numbers


def balance_of_rows(pulls: Pulls, last: int = 0, many: int = MANY) -> State:
    """Return the balance of the pulls; of more than `many` rows by way of a sample.

    The `last` rows are not of the data but of penalties: they belong to every sample.
    """
    count = len(pulls.target)
    if count <= max(many, 2 * last):
        return balance(pulls, beginning(pulls))
    always = np.arange(count - last, count)
    sample = sampled(pulls, always, min(SAMPLED, many // 2))
    beta = balance(sample, beginning(sample)).beta
    for share in UNDECIDED:
        sides = sides_at(pulls, beta, share)
        sides.open[always] = True
        few, rows = undecided(pulls, sides)
        state = balance(few, beta)
        found = whole(pulls, sides, rows, state)
        size = float(np.abs(pulls.miss(found.force, state.beta)).mean())
        balanced = distance(pulls, found, size) <= BALANCED * size
        if balanced and sides.kept(pulls, state.beta):
            return found
        beta = state.beta if balanced else beta
    return balance(pulls, beginning(pulls))


def beginning(pulls: Pulls) -> Array:
    """Return where to start: the least squares of the targets."""
    weights = np.minimum(pulls.high - pulls.low, 1.0)
    rows = np.vstack([pulls.matrix * np.sqrt(weights)[:, None], pulls.root])
    return inverse_square(rows) @ (pulls.matrix.T @ (weights * pulls.target))


def sampled(pulls: Pulls, always: Whole, size: int) -> Pulls:
    """Return a sample of the rows, each as strong as all those that it stands for; and the rows that always count."""
    of_data = len(pulls.target) - len(always)
    rows = np.sort(np.random.default_rng(0).choice(of_data, size, replace=False))
    strong = np.concatenate([np.full(size, of_data / size), np.ones(len(always))])
    rows = np.concatenate([rows, always])
    return Pulls(pulls.matrix[rows], pulls.target[rows], pulls.low[rows] * strong, pulls.high[rows] * strong,
                 pulls.bend[rows] / strong, pulls.root, pulls.tilt)


@dataclass(frozen=True)
class Sides:
    """Where the forces of all rows (m,) rest at some β: at a limit, between both, or too close to tell."""

    at_low: Flags
    at_high: Flags
    open: Flags                                  # too close to tell

    @property
    def between(self) -> Flags:
        """Rows that pull like a spring."""
        return ~(self.at_low | self.at_high | self.open)

    def kept(self, pulls: Pulls, beta: Array) -> bool:
        """Whether all rows that are not open are still on their side at another β."""
        below, above = beyond(pulls, beta)
        springs = self.between
        return not ((below[self.at_low & ~self.open] < 0.0).any() or (above[self.at_high & ~self.open] < 0.0).any()
                    or (below[springs] > 0.0).any() or (above[springs] > 0.0).any())


def beyond(pulls: Pulls, beta: Array) -> tuple[Array, Array]:
    """Return how far each row (m,) is beyond the point where its force reaches the lower limit, and the upper one."""
    drive = pulls.matrix @ beta - pulls.target
    return pulls.bend * pulls.low - drive, drive - pulls.bend * pulls.high


def sides_at(pulls: Pulls, beta: Array, share: float) -> Sides:
    """Return the sides at β; of the rows, the share that is nearest to another side is open."""
    with np.errstate(invalid="ignore"):          # a straight row without a limit: 0 · ∞
        below, above = beyond(pulls, beta)
    length = np.sqrt((pulls.matrix**2).sum(axis=1))
    margin = np.fmin(np.abs(below), np.abs(above)) / np.where(length > 0.0, length, 1.0)
    near = margin <= np.quantile(margin, share)
    return Sides(below > 0.0, above > 0.0, near | ~np.isfinite(margin))


def undecided(pulls: Pulls, sides: Sides) -> tuple[Pulls, Whole]:
    """Return the open rows as pulls, over the slope and the bowl of all others; and which rows they are."""
    rows, springs = np.flatnonzero(sides.open), np.flatnonzero(sides.between)
    limit = np.where(sides.at_low, pulls.low, np.where(sides.at_high, pulls.high, 0.0))
    force = np.where(sides.open, 0.0, limit)
    bent = pulls.matrix[springs] / np.sqrt(pulls.bend[springs])[:, None]
    tilt = pulls.tilt + force @ pulls.matrix - (pulls.target[springs] / pulls.bend[springs]) @ pulls.matrix[springs]
    root = triangle_of(np.vstack([pulls.root, bent])) if len(springs) else pulls.root
    return Pulls(pulls.matrix[rows], pulls.target[rows], pulls.low[rows], pulls.high[rows], pulls.bend[rows],
                 root, tilt), rows


def whole(pulls: Pulls, sides: Sides, rows: Whole, state: State) -> State:
    """Return the balance of the open rows as one of all rows."""
    springs = sides.between
    drive = pulls.matrix @ state.beta - pulls.target
    force = np.where(sides.at_low, pulls.low, np.where(sides.at_high, pulls.high, 0.0))
    force[springs] = drive[springs] / pulls.bend[springs]
    below, above = (np.maximum(side, 0.0) for side in beyond(pulls, state.beta))
    low = np.where(pulls.has_low, np.maximum(force - pulls.low, NEAREST), 1.0)
    high = np.where(pulls.has_high, np.maximum(pulls.high - force, NEAREST), 1.0)
    for all_rows, found in ((force, state.force), (low, state.low), (high, state.high), (below, state.below),
                            (above, state.above)):
        all_rows[rows] = found
    return State(state.beta, force, low, high, below, above)
