"""Near the balance it is clear which forces rest between their limits: then the balance is a matter of algebra."""

from dataclasses import dataclass

import numpy as np

from core.algebra.triangle import triangle_of
from core.arrays import Array, Flags, Whole
from core.exact.interior import Pulls, State

REACHED = 1e-6                                   # part of the way between the limits that counts as being at one
SAME = 1e-9                                      # of the length of a row: what is left of one that says nothing new
FLAT, GONE = 1e-11, 1e-14                        # of the strongest hold: hardly a hold, and none but rounding


@dataclass(frozen=True)
class Polished:
    """The balance for one guess of which forces are at their limits."""

    beta: Array                                  # (q,)
    force: Array                                 # (m,)
    corner: Whole                                # rows that alone hold beta, if there are q of them
    held: bool                                   # whether every direction is held: the balance is the only one


def polish(pulls: Pulls, state: State) -> Polished:
    """Return the balance that has the same forces at their limits as the state.

    Forces at a limit stay there. A force between its limits on a straight row keeps a·β on its target; on a bent
    row it is (a·β − target) / bend. What is left is a bowl under equations.
    """
    at_low, at_high = held_by(pulls, state)
    inside = ~(at_low | at_high)
    force = np.where(at_low, pulls.low, np.where(at_high, pulls.high, state.force))
    tight, elastic = np.flatnonzero(inside & (pulls.bend == 0.0)), np.flatnonzero(inside & (pulls.bend > 0.0))
    chosen, free = spanning(pulls.matrix[tight])
    corner = tight[chosen]
    springs, bend, origin = pulls.matrix[elastic], pulls.bend[elastic], pulls.target[elastic]
    held = triangle_of(np.vstack([springs / np.sqrt(bend)[:, None], pulls.root]))
    inverse, all_held = inverse_where_held(held @ free)
    beta = state.beta
    for _ in range(2):                           # the second round takes off what rounding left of the first
        missed = pulls.target[corner] - pulls.matrix[corner] @ beta
        beta = beta + np.linalg.lstsq(pulls.matrix[corner], missed, rcond=None)[0]
        force[elastic] = (springs @ beta - origin) / bend
        beta = beta - free @ (inverse @ (pulls.total(force, beta) @ free))
    force[elastic] = (springs @ beta - origin) / bend
    rest = pulls.total(force, beta)
    force[corner] -= np.linalg.lstsq(pulls.matrix[corner].T, rest, rcond=None)[0]
    return Polished(beta, np.clip(force, pulls.low, pulls.high), corner, all_held)


def strengths(rows: Array) -> tuple[Array, Array, Array]:
    """Return units (q,), how strongly rows hold each of q directions (0: not at all), and the directions (q, q).

    Units bring the columns to length 1, so that it doesn't matter in which unit a parameter is.
    """
    length = np.sqrt((rows**2).sum(axis=0))
    unit = 1.0 / np.where(length > 0.0, length, 1.0)
    _, values, directions = np.linalg.svd(triangle_of(rows * unit))
    return unit, np.where(values > GONE * values.max(initial=0.0), values, 0.0), directions


def inverse_where_held(rows: Array) -> tuple[Array, bool]:
    """Return the inverse of rowsᵀ rows (q, q), 0 along directions that nothing holds; and whether there are none.

    Where nothing holds, nothing moves. Rows hold every direction if their columns, brought to length 1, are
    independent.
    """
    unit, values, directions = strengths(rows)
    inverse = np.divide(1.0, values**2, out=np.zeros_like(values), where=values > 0.0)
    return (np.asarray(unit[:, None] * ((directions.T * inverse) @ directions) * unit),
            bool((values > FLAT * values.max(initial=0.0)).all()))


def held_by(pulls: Pulls, state: State) -> tuple[Flags, Flags]:
    """Return which forces the lower limit holds, and which the upper.

    Between two limits: those that have all but reached one. With one limit only (and a bend): those for which the
    limit pushes harder than the bend does.
    """
    both = pulls.has_low & pulls.has_high
    close = np.where(both, REACHED * (state.low + state.high), 0.0)
    at_low = pulls.has_low & ((state.low <= close) | (~both & (state.below > pulls.bend * state.low)))
    at_high = pulls.has_high & ((state.high <= close) | (~both & (state.above > pulls.bend * state.high)))
    return at_low & (~at_high | (state.low <= state.high)), at_high & (~at_low | (state.high < state.low))


def spanning(rows: Array) -> tuple[Whole, Array]:
    """Return rows that span all the others, and directions (q, k) in which none of them has a part."""
    size = rows.shape[1]
    rest, basis = rows.copy(), np.zeros((0, size))
    chosen: list[int] = []
    length = np.sqrt((rows**2).sum(axis=1))
    while len(chosen) < min(size, len(rows)):
        left = np.sqrt((rest**2).sum(axis=1))
        left[left <= SAME * length] = 0.0
        pick = int(np.argmax(left))
        if left[pick] == 0.0:
            break
        direction = rest[pick] / left[pick]
        direction = direction - basis.T @ (basis @ direction)
        basis = np.vstack([basis, direction / np.linalg.norm(direction)])
        rest = rest - np.outer(rest @ basis[-1], basis[-1])
        chosen.append(pick)
    if not chosen:
        return np.zeros(0, dtype=np.int64), np.eye(size)
    return np.array(chosen, dtype=np.int64), np.linalg.qr(basis.T, mode="complete")[0][:, len(chosen):]
