"""The exact minimum of every convex loss of a model that is linear in its parameters."""

from typing import Any

from core.exact.minimum import Minimum, NoExactMinimum


def minimize(f: Any) -> Minimum:
    """Return the minimum of an objective with data.

    Raises:
        NoExactMinimum: f is not convex, or has no lowest point.
    """
    if f.loss.name == "mse" and f.l1 == 0.0:
        return Minimum(f.bowl.bottom, f.bowl.height, f.bowl.gap, f.bowl.rank == f.size)
    raise NoExactMinimum("Not yet: {loss}.", loss=f.loss.name)
