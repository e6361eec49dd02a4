"""Walking away from a point in a straight line: what the curvature promises, and what the ground does."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.critical_points.inspection import CriticalPoint
from core.objective.protocol import Objective


@dataclass(frozen=True)
class Profile:
    """L along a line through a point: at distances `t` (k,) the true `loss` and the parabola `taylor`."""

    t: Array
    loss: Array
    taylor: Array


@dataclass(frozen=True)
class Escape:
    """A step out of a saddle: where it leads, what second order promised, and what came of it."""

    theta: Array
    step: Array
    predicted: float
    loss: float


def taylor(point: CriticalPoint, steps: ArrayLike) -> Array:
    """L(θ + v) to second order, L + gᵀv + ½vᵀHv, for steps v (m, p): (m,)."""
    v = as_array(steps)
    changes: Array = v @ point.gradient + 0.5 * np.einsum("mi,ij,mj->m", v, point.hessian, v)
    return point.value + changes


def profile(f: Objective, point: CriticalPoint, along: ArrayLike, reach: float, count: int = 121) -> Profile:
    """L and its parabola along the direction of `along` (p,), from −reach to reach, at `count` distances.

    Raises ValueError if `along` is 0 or `reach` is not positive.
    """
    direction = as_array(along)
    length = float(np.linalg.norm(direction))
    if not (length > 0 and reach > 0):
        raise ValueError("A slice needs a direction and a reach above 0.")
    t = np.linspace(-reach, reach, count)
    steps = t[:, None] * (direction / length)
    return Profile(t, f.values(point.theta + steps), taylor(point, steps))


def escape(f: Objective, point: CriticalPoint, distance: float) -> Escape:
    """A step of this length along the point's way down, or against it where L is lower there.

    For a saddle the way down is the eigenvector of the most negative eigenvalue λ, and L changes by about
    ½λ·distance². Raises ValueError if no way down is known.
    """
    if point.down is None:
        raise ValueError("No direction is known that leads down from here.")
    both = distance * np.stack([point.down, -point.down])
    if point.kind in ("not critical", "crease"):
        both = both[:1]                          # there the slope itself says which way
    losses = f.values(point.theta + both)
    lower = int(np.argmin(losses))
    promised = float(taylor(point, both)[lower])
    return Escape(point.theta + both[lower], both[lower], promised, float(losses[lower]))
