"""A smooth loss is a bowl from nearby: jump to the bottom of the bowl that fits here, and fit the next one there.

Newton's method, with l1 as it is: each bowl is minimized together with its creases (Lee, Sun and Saunders, 2014).
At the end the slopes of the loss, moved to exact balance, prove how close the point is.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.arrays import Array
from core.exact.interior import Pulls, balance, inverse_square
from core.exact.polish import polish
from core.exact.proof import Bound

MOST_JUMPS = 100
FARTHEST = 4.0                                   # a longer jump leaves the place where the bowl was fitted
SURE = 0.1                                       # a jump that moves predictions by less than this needs no test
NEARLY, ARRIVED = 1e-7, 1e-10                    # relative moves at which rounding may rule, and at which it does


@dataclass(frozen=True)
class Look:
    """A smooth function at one point."""

    value: float
    gradient: Array                              # (q,) without l1
    root: Array                                  # (k, q) the Hessian is rootᵀ root


class Hill(Protocol):
    """What Newton's method walks down: a smooth convex function of q parameters, plus l1 on some of them."""

    @property
    def l1(self) -> Array:
        """The strength of l1 on each weight (w,)."""
        ...

    @property
    def weights(self) -> Array:
        """The rows (w, q) that make the weights that l1 counts out of β."""
        ...

    def look(self, beta: Array) -> Look:
        """Return value, slopes and bends at beta."""
        ...

    def value(self, beta: Array) -> float:
        """Return the value at beta, l1 not included."""
        ...

    def moved(self, beta: Array, jump: Array) -> float:
        """Return by how much a jump changes the prediction that it changes most, relative to its size."""
        ...

    def far(self, beta: Array, jump: Array) -> float:
        """Return the largest change of a prediction beside the largest size that any has, or could soon have."""
        ...

    def bound(self, beta: Array, jump: Array) -> Bound:
        """Return the lower bound that the slopes at beta give when they are moved along a jump to balance."""
        ...

    def check(self, beta: Array) -> None:
        """Raise NoExactMinimum if the minimum turns out to be infinitely far away."""
        ...


def descended(hill: Hill, beta: Array, settled: float = ARRIVED) -> tuple[Array, Bound]:
    """Return the minimum of a hill, walking from beta, and the bound that proves it."""
    before = np.inf
    for number in range(MOST_JUMPS):
        look = hill.look(beta)
        jump = best_jump(hill, look, beta)
        moved = hill.moved(beta, jump)
        if moved <= settled or (moved < NEARLY and moved > 0.5 * before):
            break
        if number in (12, 24, 48):               # by now it should be over: perhaps there is no end
            hill.check(beta)
        part = 1.0 if moved <= SURE else shortened(hill, look, beta, jump)
        if part == 0.0:
            break
        beta, before = beta + part * jump, moved
    if moved > SURE:                             # no jump to trust: where there is almost no bend, it leads anywhere
        proofs = hill.bound(beta, np.zeros_like(jump)), hill.bound(beta, jump)
        return beta, min(proofs, key=lambda proof: proof.gap(look.value))
    return beta + jump, hill.bound(beta, jump)


def best_jump(hill: Hill, look: Look, beta: Array) -> Array:
    """Return the jump to the bottom of the bowl at beta, creases of l1 included."""
    if not len(hill.l1):
        return -inverse_square(look.root) @ look.gradient
    hold = 1e-3 * float(np.abs(look.root).max()) * np.eye(len(beta))
    guess = -inverse_square(np.vstack([look.root, hold])) @ look.gradient
    pulls = Pulls(
        matrix=hill.weights, target=-hill.weights @ beta, low=-hill.l1, high=hill.l1,
        bend=np.zeros(len(hill.l1)), root=look.root, tilt=look.gradient,
    )
    state = balance(pulls, guess)
    polished = polish(pulls, state)
    return polished.beta if pulls.cost(polished.beta) <= pulls.cost(state.beta) else state.beta


def shortened(hill: Hill, look: Look, beta: Array, jump: Array) -> float:
    """Return the part of a jump that lowers the value enough: all of it, or half, a quarter, ... (Armijo).

    0 if none does: then rounding rules.
    """
    here = look.value + crease(hill, beta)
    promised = float(look.gradient @ jump) + crease(hill, beta + jump) - crease(hill, beta)
    part = min(1.0, FARTHEST / max(hill.far(beta, jump), 1.0))
    while part > 1e-12:
        there = beta + part * jump
        if hill.value(there) + crease(hill, there) <= here + 1e-4 * part * promised:
            return part
        part /= 2.0
    return 0.0


def crease(hill: Hill, beta: Array) -> float:
    """Return the l1 penalty."""
    return float(hill.l1 @ np.abs(hill.weights @ beta))
