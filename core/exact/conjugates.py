"""What a slope can prove: the highest line of that slope below a loss starts at minus its conjugate.

ℓ*(u) = max over z of (u z − ℓ(z)). For every z then ℓ(z) ≥ u z − ℓ*(u): that is what lower bounds are made of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.arrays import Array, Flags
from core.losses import Loss
from core.objective.general import beyond_numbers


def entropy(part: Array) -> Array:
    """Return a log a, 0 at 0, and inf outside of what a share can be."""
    inside = part > 0.0
    return np.where(inside, part * np.log(np.where(inside, part, 1.0)), np.where(part < 0.0, np.inf, 0.0))


def squared(slope: Array, target: Array) -> Array:
    """Return u²/4 + u y."""
    return slope**2 / 4.0 + slope * target


def log_cosh(slope: Array, target: Array) -> Array:
    """Return u y + ((1 + u) log(1 + u) + (1 − u) log(1 − u)) / 2."""
    return slope * target + (entropy(1.0 + slope) + entropy(1.0 - slope)) / 2.0


def logistic(slope: Array, target: Array) -> Array:
    """Return a log a + (1 − a) log(1 − a) for the push a = −u towards the right side."""
    push = (1.0 - 2.0 * target) * slope
    return entropy(push) + entropy(1.0 - push)


def exponential(slope: Array, target: Array) -> Array:
    """Return a log a − a for the push a = −u towards the right side."""
    push = (1.0 - 2.0 * target) * slope
    return entropy(push) - push


@dataclass(frozen=True)
class Conjugate:
    """The conjugate of a loss, and between which slopes (for a target or class 0) there is one at all."""

    formula: Callable[[Array, Array], Array]     # (slopes u, targets) -> per row
    lowest: float = -np.inf
    highest: float = np.inf


CONJUGATES: Mapping[str, Conjugate] = MappingProxyType({
    "mse": Conjugate(squared),
    "log_cosh": Conjugate(log_cosh, -1.0, 1.0),
    "logistic": Conjugate(logistic, 0.0, 1.0),
    "exponential": Conjugate(exponential, 0.0),
})


def allowed(loss: Loss, slope: Array, target: Array) -> Array:
    """Return the nearest slopes (n,) that a line below the loss can have."""
    if loss.name not in CONJUGATES:
        return slope
    known = CONJUGATES[loss.name]
    side = np.where(target > 0.0, -1.0, 1.0) if loss.task == "binary" else np.ones_like(slope)
    return np.asarray(side * np.clip(side * slope, known.lowest, known.highest))


def conjugate(
    loss: Loss, parameters: Mapping[str, float], slope: Array, target: Array, near: Array
) -> Array:
    """Return ℓ*(u) for each row; near are predictions where the loss has about these slopes."""
    if loss.name in CONJUGATES:
        return CONJUGATES[loss.name].formula(slope, target)
    return searched(loss, parameters, slope, target, near)


def searched(loss: Loss, parameters: Mapping[str, float], slope: Array, target: Array, near: Array) -> Array:
    """Return ℓ*(u) of any smooth convex loss: look for the place z whose slope is u, by bisection.

    The conjugate is flat around that place, so what bisection leaves of the distance enters only squared. A slope
    that the loss nowhere has gives inf: it proves nothing.
    """
    def above(place: Array) -> Flags:
        return np.asarray(loss.slope(place, target, **parameters) > slope, dtype=np.bool_)

    with beyond_numbers():
        low, high, width = near.copy(), near.copy(), 1e-3 * (1.0 + np.abs(near))
        for _ in range(60):
            low = np.where(above(low), low - width, low)
            high = np.where(above(high), high, high + width)
            width = 2.0 * width
        outside = above(low) | ~above(high)
        for _ in range(200):
            middle = low + (high - low) / 2.0
            over = above(middle)
            low, high = np.where(over, low, middle), np.where(over, middle, high)
        place = low + (high - low) / 2.0
        found = slope * place - loss.value(place, target, **parameters)
    return np.where(outside | ~np.isfinite(found), np.inf, found)
