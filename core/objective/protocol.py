"""An objective is the function L(θ) that step 3 makes small, whatever stands behind it: data or a landscape."""

from typing import Protocol

import numpy as np

from core.arrays import Array, ArrayLike


class Objective(Protocol):
    """What can be walked down. theta is (p,); a value may be inf, never NaN."""

    @property
    def size(self) -> int:
        """The number of parameters, p."""
        ...

    @property
    def convex(self) -> bool:
        """Whether it is known to be convex: then every local minimum is a global one."""
        ...

    @property
    def smooth(self) -> bool:
        """Whether the slope never jumps."""
        ...

    @property
    def quadratic(self) -> bool:
        """Whether the Hessian is the same everywhere."""
        ...

    @property
    def lower_bound(self) -> float:
        """A number below which L never falls."""
        ...

    def value(self, theta: ArrayLike) -> float:
        """Return L at one theta."""
        ...

    def gradient(self, theta: ArrayLike) -> Array:
        """Return the slopes (p,); on a crease one of the subgradients."""
        ...

    def hessian(self, theta: ArrayLike) -> Array:
        """Return the second derivatives (p, p); on a crease those of the smooth part."""
        ...

    def values(self, thetas: ArrayLike) -> Array:
        """Return L (m,) at many thetas (m, p)."""
        ...


def condition_number(f: Objective) -> float | None:
    """Return λmax / λmin of a quadratic's Hessian; None if f is not quadratic or a direction is flat.

    1 is a round bowl; at 1,000 the valley is about 30 times as long as wide.
    """
    if not f.quadratic:
        return None
    curvatures = np.linalg.eigvalsh(f.hessian(np.zeros(f.size)))
    if not curvatures[0] > 1e-15 * curvatures[-1]:
        return None
    return float(curvatures[-1] / curvatures[0])
