"""The exact minimum of every convex loss of a model that is linear in its parameters."""

from typing import Any

from core.exact.minimum import Minimum, NoExactMinimum
from core.exact.pieces import pieces
from core.exact.piecewise import minimum_of_pieces


def minimize(f: Any) -> Minimum:
    """Return the minimum of an objective with data.

    Raises:
        NoExactMinimum: f is not convex, or has no lowest point.
    """
    if not f.convex:
        raise NoExactMinimum("{loss} is not convex.", loss=f.loss.title)
    if f.loss.name == "mse" and f.l1 == 0.0:
        return Minimum(f.bowl.bottom, f.bowl.height, f.bowl.gap, f.bowl.rank == f.size)
    parts = pieces(f.loss, f.parameters)
    if parts is not None:
        return minimum_of_pieces(f, parts)
    raise NoExactMinimum("Not yet: {loss}.", loss=f.loss.name)
