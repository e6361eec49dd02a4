"""With a single w, a slope of zero can be a valley, a hilltop, or a level spot on a slope."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.registry import by_name


@dataclass(frozen=True)
class SingleWeight:
    """L(w) = sign · wᵖ: an Objective of one parameter. theta is (1,)."""

    name: str
    latex: str
    sign: float
    power: int

    size = 1
    names = ("w",)
    box = ((-1.5, 1.5),)
    smooth = exact_hessian = True

    def values(self, thetas: ArrayLike) -> Array:
        """L at many w (m, 1): (m,)."""
        return self.sign * as_array(thetas)[:, 0] ** self.power

    def value(self, theta: ArrayLike) -> float:
        """L at one w."""
        return float(self.values(as_array(theta)[None])[0])

    def gradient(self, theta: ArrayLike) -> Array:
        """The slope (1,)."""
        return self.sign * self.power * as_array(theta) ** (self.power - 1)

    def hessian(self, theta: ArrayLike) -> Array:
        """The second derivative (1, 1)."""
        bend: Array = self.sign * self.power * (self.power - 1) * as_array(theta)[None] ** (self.power - 2)
        return bend

    @property
    def quadratic(self) -> bool:
        """Whether the bend is the same everywhere."""
        return self.power <= 2

    @property
    def convex(self) -> bool:
        """Whether it bends up everywhere."""
        return self.sign > 0 and self.power % 2 == 0

    @property
    def lower_bound(self) -> float:
        """What it is never below."""
        return 0.0 if self.convex else -np.inf


SINGLE_WEIGHTS = by_name((
    SingleWeight("square", "w^2", 1.0, 2),
    SingleWeight("upside_down", "-w^2", -1.0, 2),
    SingleWeight("cube", "w^3", 1.0, 3),
))
