"""Standing on a crease: does some direction still go down?

On a crease there is not one slope but a whole set of them, {g + Σ tⱼ vⱼ : |tⱼ| ≤ 1}, the subdifferential. L
falls along the direction opposite to the shortest vector of that set; if the shortest is 0, no direction goes
down.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from core.arrays import Array, Flags

CLOSE = 1e-6                         # length of the shortest slope that counts as 0, usual ones being about 1
MOST_RIDGES = 8                      # ridges at one point whose sides are looked at one by one


@dataclass(frozen=True)
class Corner:
    """What the slopes say of a crease: the steepest way down (p,) or None, and whether all ways go up."""

    down: Array | None
    strict: bool


def usual_slopes(middle: Array, jumps: Array, hessian: Array, reach: Array) -> Array:
    """How long slopes are here (p,), parameter by parameter: what jumps, or what bending adds within `reach` (p,)."""
    size = np.maximum(np.abs(jumps).max(axis=0, initial=0.0), np.abs(hessian) @ reach)
    return np.where(size > 0, size, np.where(middle != 0, np.abs(middle), 1.0))


def corner(middle: Array, jumps: Array, signs: Array, size: Array) -> Corner:
    """Judge a crease from its middle slope (p,), half jumps (m, p), and signs (m,): +1 valleys, −1 ridges.

    Along d the slope is g·d + Σ signⱼ |vⱼ·d|. For a ridge that is the lower one of its two sides, so each
    choice of sides is a corner with valleys only, and the lowest counts. `size` (p,) are the usual slopes.
    """
    g, v = middle / size, jumps / size           # every parameter in units of its own slopes
    valleys, ridges = v[signs > 0], v[signs < 0][:MOST_RIDGES]
    sides = [g + np.array(side) @ ridges for side in product((-1.0, 1.0), repeat=len(ridges))]
    shortest = max((shortest_slope(side, valleys, 1.0) for side in sides), key=np.linalg.norm)
    if np.linalg.norm(shortest) > CLOSE:
        down = -shortest / size
        return Corner(down / np.linalg.norm(down), strict=False)
    full = np.linalg.matrix_rank(valleys, tol=1e-9) == len(g) if valleys.size else False
    inside = (np.linalg.norm(shortest_slope(side, valleys, 1.0 - 1e-4)) <= CLOSE for side in sides)
    return Corner(None, strict=full and all(inside))


def shortest_slope(middle: Array, jumps: Array, reach: float) -> Array:
    """The shortest vector (p,) of {middle + jumpsᵀ t : |tⱼ| ≤ reach}.

    Least squares with bounds by active sets (Stark and Parker, 1995): all but a few t stand at their bounds,
    the free ones solve a small least squares problem.
    """
    t, free = np.zeros(len(jumps)), np.zeros(len(jumps), dtype=bool)
    rest = middle
    for _ in range(10 * len(jumps) + 10):
        pull = -(jumps @ rest)                   # how much the length gains from more of each t
        gain = np.where(free, 0.0, np.where(t >= reach, -pull, np.where(t <= -reach, pull, np.abs(pull))))
        if not len(t) or gain.max() <= 1e-12:
            break
        free[int(np.argmax(gain))] = True
        t, free = settle(middle, jumps, t, free, reach)
        rest = middle + t @ jumps
    return rest


def settle(middle: Array, jumps: Array, t: Array, free: Flags, reach: float) -> tuple[Array, Flags]:
    """Solve for the free t; those that would leave their bounds are put there and fixed, one by one."""
    t, free = t.copy(), free.copy()
    while free.any():
        fixed = middle + t[~free] @ jumps[~free]
        wanted = np.linalg.lstsq(jumps[free].T, -fixed, rcond=None)[0]
        outside = np.abs(wanted) > reach
        if not outside.any():
            t[free] = wanted
            break
        here = t[free]
        room = np.where(wanted > here, reach - here, -reach - here)
        share = np.where(outside, room / np.where(wanted == here, 1.0, wanted - here), 1.0)
        part = float(share.min())
        t[free] = np.clip(here + part * (wanted - here), -reach, reach)
        leaving = np.flatnonzero(free)[outside & (share <= part)]
        t[leaving] = reach * np.sign(t[leaving])
        free[leaving] = False
    return t, free
