"""Two reasons to stop before all steps are done: the slope is zero, or the loss has left for good."""

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Flags
from core.descent.plan import Plan

HOPELESS = 1e10                                  # a loss this many times the first one does not come back


@dataclass(frozen=True)
class Bounds:
    """Where zero begins and hope ends."""

    flat: float                                  # gradients not longer than this are zero
    hopeless: float                              # losses above this are lost

    def lost(self, losses: Array | float) -> Flags:
        """Return which losses are beyond hope, or beyond numbers."""
        return np.logical_not(losses <= self.hopeless)

    def level(self, norms: Array | float) -> Flags:
        """Return which gradients are zero."""
        return np.less_equal(norms, self.flat)


def bounds(plan: Plan, loss: float, norm: float) -> Bounds:
    """Return the bounds of a descent from its first loss and the length of its first gradient.

    A gradient is zero when it is not longer than tolerance times the longer of two: the first gradient, and the
    length that the objective says gradients have here (for a linear model: if all rows pulled the same way; for a
    landscape 1). Without the second, a start at the bottom would never be at rest.
    """
    natural = float(getattr(plan.f, "gradient_scale", 1.0))
    reference = max(abs(loss), abs(float(plan.f.value(np.zeros_like(plan.start)))))
    usable = 0.0 < reference < math.inf
    return Bounds(
        flat=plan.tolerance * max(norm, natural) if math.isfinite(norm) else 0.0,
        hopeless=min(HOPELESS * reference, np.finfo(float).max) if usable else float(np.finfo(float).max),
    )
