"""Near the balance it is clear which forces rest between their limits: then the balance is a matter of algebra."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Flags, Whole
from core.exact.interior import Pulls, State

SAME = 1e-9                                      # of the length of a row: what is left of one that says nothing new
FLAT = 1e-11                                     # of the largest curvature: a direction that nothing holds


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
    stretched = pulls.matrix[elastic] / pulls.bend[elastic, None]
    bowl = pulls.bowl + stretched.T @ pulls.matrix[elastic]
    given = force.copy()
    given[elastic] = 0.0
    given[corner] = 0.0
    tilt = pulls.tilt + given @ pulls.matrix - stretched.T @ pulls.target[elastic]
    beta = state.beta + np.linalg.lstsq(
        pulls.matrix[corner], pulls.target[corner] - pulls.matrix[corner] @ state.beta, rcond=None)[0]
    held = True
    if free.shape[1]:
        inner = free.T @ bowl @ free
        beta = beta - free @ (pseudo_inverse(inner) @ (free.T @ (bowl @ beta + tilt)))
        values = np.linalg.eigvalsh(inner)
        held = bool(values[0] > FLAT * max(values[-1], float(np.abs(np.diag(bowl)).max())))
    force[elastic] = (pulls.matrix[elastic] @ beta - pulls.target[elastic]) / pulls.bend[elastic]
    force[corner] = np.linalg.lstsq(pulls.matrix[corner].T, -(bowl @ beta + tilt), rcond=None)[0]
    return Polished(beta, np.clip(force, pulls.low, pulls.high), corner, held)


def held_by(pulls: Pulls, state: State) -> tuple[Flags, Flags]:
    """Return which forces the lower limit holds, and which the upper.

    At the balance either the distance to a limit is 0 or its push is; on the way both are small, and the one that
    is smaller in its own unit will be 0.
    """
    reach = np.where(pulls.has_low & pulls.has_high, state.low + state.high, np.abs(state.force))
    push = float(np.abs(pulls.miss(state.force, state.beta)).mean()) or 1.0
    return (pulls.has_low & (state.low * push < state.below * reach) & (state.low <= state.high),
            pulls.has_high & (state.high * push < state.above * reach) & (state.high < state.low))


def spanning(rows: Array) -> tuple[Whole, Array]:
    """Return rows that span all the others, and directions (q, k) in which none of them has a part."""
    size = rows.shape[1]
    rest, basis, chosen = rows.copy(), np.zeros((0, size)), []
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


def pseudo_inverse(matrix: Array) -> Array:
    """Return the inverse of a positive semidefinite matrix, 0 along directions without curvature."""
    return np.linalg.pinv(matrix, rcond=FLAT, hermitian=True)
