"""A lower bound on every loss there is: together with a point found it proves how close that point is."""

from dataclasses import dataclass

import numpy as np

from core.algebra.least_squares import EPSILON
from core.arrays import Array
from core.exact.interior import Pulls

ROUNDING = 16 * EPSILON                          # what may have been lost, relative to all that was added up


@dataclass(frozen=True)
class Bound:
    """No β has a cost below `lowest`, give or take `slack` for what rounding left unbalanced."""

    lowest: float
    slack: float

    def gap(self, cost: float) -> float:
        """Return the proven distance of a cost to the lowest one."""
        return max(cost - self.lowest, 0.0) + self.slack


def bound(pulls: Pulls, force: Array, beta: Array) -> Bound:
    """Return the bound that forces within their limits, balanced at beta, give (weak duality).

    Every cost is at least what any allowed force makes of it, and the bowl is never below its tangent at beta. So
    for every β' the sum of costs is at least

        −force·target − ½ bend·force² − ½ |root beta|² + (unbalanced pull)·β'

    The last part would be zero in exact arithmetic; it is bounded for β' of up to twice the size of beta.
    """
    bowl = float(np.sum((pulls.root @ beta) ** 2))
    parts = np.array([-float(force @ pulls.target), -0.5 * float(pulls.bend @ force**2), -0.5 * bowl])
    sizes = float(np.abs(force * pulls.target).sum()) + float(np.abs(parts[1:]).sum())
    unbalanced = np.abs(pulls.total(force, beta))
    reach = 2.0 * np.abs(beta) + float(np.abs(pulls.target).mean())
    return Bound(float(parts.sum()), ROUNDING * sizes + float(unbalanced @ reach))
