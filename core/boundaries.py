"""Where a linear score is 0 the model changes its mind: a threshold on one feature, a straight line across two."""

import numpy as np

from core.arrays import Array, Whole
from core.ends import Frame, Segment
from core.outliers import shuffled

JITTER = 0.16


def threshold(theta: Array) -> float | None:
    """Return the x at which b + w·x is 0; None if it is nowhere."""
    return None if theta[1] == 0.0 else float(-theta[0] / theta[1])


def boundary(theta: Array, frame: Frame) -> Segment | None:
    """Return the visible part of b + w₁x₁ + w₂x₂ = 0, from left to right; None if it passes the frame by."""
    size = np.array([frame.right - frame.left, frame.high - frame.low])
    corner = np.array([frame.left, frame.low])
    slope = theta[1:] * size                     # in the unit square: level + slope·s = 0
    level = float(theta[0] + theta[1:] @ corner)
    norm = float(np.linalg.norm(slope))
    if not 0.0 < norm < np.inf:
        return None
    slope, level = slope / norm, level / norm
    nearest, along = -level * slope, np.array([-slope[1], slope[0]])
    enter, leave = -np.inf, np.inf
    for place, step in zip(nearest, along, strict=True):
        if abs(step) < 1e-12:
            if not 0.0 <= place <= 1.0:
                return None
            continue
        first, second = sorted(((0.0 - place) / step, (1.0 - place) / step))
        enter, leave = max(enter, first), min(leave, second)
    if not enter < leave:
        return None
    ends = np.clip(np.array([nearest + enter * along, nearest + leave * along]), 0.0, 1.0) * size + corner
    left, right = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
    return Segment(*map(float, (*left, *right)))


def flipped(target: Array, share: float, seed: int = 0) -> tuple[Array, Whole]:
    """Return the targets (n,) of 0 and 1 with a share of them turned round, and which rows those are."""
    rows = np.sort(shuffled(len(target), seed)[: round(share * len(target))])
    turned = target.copy()
    turned[rows] = 1.0 - turned[rows]
    return turned, rows


def jittered(target: Array, seed: int = 0) -> Array:
    """Return heights (n,) around 0 and 1 at which dots of two classes don't cover each other."""
    return target + np.random.default_rng(seed).uniform(-JITTER, JITTER, len(target))
