"""What is small here? A place with its slope and bend, and the measures that tell 0 from nearly 0."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Array, as_array
from core.critical_points.curvature import EXACT, MEASURED, Curvature, curvature
from core.formula import Formula
from core.objective.protocol import Objective

CLOSE = 1e-5                         # distance to the level point that counts as 0, for a landscape of size 1
ROUNDING = 1e-13                     # the same for the errors of sums over data, for a loss of size 1


@dataclass(frozen=True)
class Place:
    """Everything known about one point before the verdict."""

    f: Objective
    theta: Array
    value: float
    gradient: Array
    hessian: Array
    eigenvalues: Array
    eigenvectors: Array
    bend: Curvature

    @property
    def names(self) -> Sequence[str]:
        """The parameters' names, where the landscape has them."""
        model = getattr(self.f, "model", None)
        names: Sequence[str] = getattr(self.f, "names", getattr(model, "names", ()))
        return names

    @property
    def zero(self) -> float:
        """The part of the largest curvature below which one is lost in errors."""
        return EXACT if exact(self.f) else MEASURED

    @property
    def reach(self) -> float:
        """How much bending alone would change L across this landscape: the measure for what is small."""
        half = half_widths(self.f)
        return max(self.bend.energy(self.theta), self.bend.energy(half) if half is not None else 0.0)

    @property
    def step(self) -> Array:
        """The Newton step (p,) to the next level point."""
        return self.bend.newton(self.gradient, self.zero)

    @property
    def is_critical(self) -> bool:
        """Whether the gradient is 0: exactly, or because the next level point is practically here.

        The distance to it is measured by what it changes, stepᵀ|H|step, against the same for the parameters
        themselves, for the window of the landscape, or, in a convex one, against L: that does not depend on
        anybody's units.
        """
        if not self.gradient.any():
            return True
        if not self.bend.values.any():
            return False
        above = 2 * (self.value - self.f.lower_bound) if self.f.convex else 0.0
        size = max(self.reach, above if np.isfinite(above) else 0.0)
        rounding = 0.0 if isinstance(self.f, Formula) else ROUNDING**2 * abs(self.value)
        return self.bend.energy(self.step, self.zero) <= max(CLOSE**2 * size, rounding)

    @property
    def at_bound(self) -> bool:
        """Whether L is as low as it can ever be."""
        if not np.isfinite(self.f.lower_bound):
            return False
        slack = max(CLOSE**2 * self.reach, 4 * np.finfo(float).eps * abs(self.f.lower_bound))
        return bool(self.value - self.f.lower_bound <= slack)


def sharper(place: Place) -> Place:
    """The same place with its uncertainty counted in.

    An eigenvalue that changes by its own size within two Newton steps is not known to differ from 0: near a
    degenerate point the Newton step covers only a part of the distance.
    """
    step = place.step
    if getattr(place.f, "quadratic", False) or not step.any():
        return place
    change = as_array(place.f.hessian(place.theta + 2 * step)) - place.hessian
    if not np.isfinite(change).all():
        return place
    return replace(place, bend=bend_of(place.f, place.hessian, 2 * change))


def exact(f: Objective) -> bool:
    """Whether the Hessian comes from formulas; else it was measured from differences of the gradient."""
    return bool(getattr(f, "exact_hessian", f.convex))


def bend_of(f: Objective, hessian: Array, uncertain: Array | None = None) -> Curvature:
    """The decomposed Hessian; of a measured one, entries that are only noise count as 0."""
    if exact(f):
        return curvature(hessian, EXACT, uncertain)
    noise = 1e-9 * np.abs(hessian).max(initial=0.0)
    return curvature(np.where(np.abs(hessian) > noise, hessian, 0.0), MEASURED, uncertain)


def half_widths(f: Objective) -> Array | None:
    """Half the size (p,) of the window in which this landscape is looked at, where it has one."""
    box = getattr(f, "box", None)
    return None if box is None else np.array([(high - low) / 2 for low, high in box])
