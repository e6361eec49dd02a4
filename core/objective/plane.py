"""A plane cut out of a landscape with many parameters: two directions that one can look at."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.objective.general import DataObjective
from core.objective.linear import LinearObjective
from core.objective.protocol import Objective


@dataclass(frozen=True)
class Plane:
    """The Objective of two parameters (s, t) -> f(origin + s·u + t·v); everything it is asked, it asks f.

    `directions` (2, p) holds u and v in its rows.
    """

    f: Objective
    origin: Array
    directions: Array

    size = 2
    names = ("s", "t")

    def lift(self, points: ArrayLike) -> Array:
        """The parameters (..., p) of f at points (..., 2) of the plane."""
        lifted: Array = self.origin + as_array(points) @ self.directions
        return lifted

    def project(self, thetas: ArrayLike) -> Array:
        """The points (..., 2) of the plane closest to parameters (..., p)."""
        offsets = as_array(thetas) - self.origin
        points: Array = offsets @ np.linalg.pinv(self.directions)
        return points

    def value(self, theta: ArrayLike) -> float:
        """f at one point (2,) of the plane."""
        return float(self.f.value(self.lift(theta)))

    def values(self, thetas: ArrayLike) -> Array:
        """f at many points (m, 2) of the plane: (m,)."""
        return as_array(self.f.values(self.lift(thetas)))

    def gradient(self, theta: ArrayLike) -> Array:
        """The slopes (2,) along u and along v, by the chain rule."""
        return as_array(self.directions @ self.f.gradient(self.lift(theta)))

    def hessian(self, theta: ArrayLike) -> Array:
        """The second derivatives (2, 2) within the plane."""
        return as_array(self.directions @ self.f.hessian(self.lift(theta)) @ self.directions.T)

    def creases(self, theta: ArrayLike) -> tuple[Array, Array]:
        """Middle slope (2,) and half jumps (m, 2) within the plane, but for jumps that it does not feel."""
        middle, jumps = cast(LinearObjective, self.f).creases(self.lift(theta))
        within = as_array(jumps) @ self.directions.T
        return as_array(self.directions @ middle), within[np.any(within != 0, axis=1)]

    def batch(self, rows: ArrayLike) -> "Plane":
        """The same plane for some rows of the data."""
        return Plane(cast(DataObjective, self.f).batch(rows), self.origin, self.directions)

    @property
    def convex(self) -> bool:
        """A plane cut out of a convex landscape is convex."""
        return bool(self.f.convex)

    @property
    def smooth(self) -> bool:
        """A plane cut out of a smooth landscape is smooth."""
        return bool(self.f.smooth)

    @property
    def quadratic(self) -> bool:
        """A plane cut out of a quadratic landscape is quadratic."""
        return bool(self.f.quadratic)

    @property
    def exact_hessian(self) -> bool:
        """Whether the Hessian comes from formulas rather than from differences."""
        return bool(getattr(self.f, "exact_hessian", self.f.convex))

    @property
    def lower_bound(self) -> float:
        """What f is never below."""
        return float(self.f.lower_bound)


def plane(f: Objective, origin: ArrayLike, u: ArrayLike, v: ArrayLike) -> Plane:
    """The two-parameter Objective (s, t) -> f(origin + s·u + t·v).

    origin, u and v have the shape (p,) of f's parameters. Raises ValueError if they have not, or if u and v
    are parallel or 0 and so span no plane.
    """
    start, directions = as_array(origin), (as_array(u), as_array(v))
    for given in (start, *directions):
        if given.shape != (f.size,) or not np.isfinite(given).all():
            raise ValueError(f"A plane needs an origin and two directions of {f.size} finite numbers each.")
    lengths = [float(np.linalg.norm(given)) for given in directions]
    if min(lengths) == 0:
        raise ValueError("A direction of length 0 spans no plane.")
    units = np.stack([given / length for given, length in zip(directions, lengths, strict=True)])
    if np.linalg.svd(units, compute_uv=False)[1] < 1e-12:
        raise ValueError("The two directions are parallel: they span a line, not a plane.")
    return Plane(f, start, np.stack(directions))
