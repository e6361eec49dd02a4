"""Step 1 is to choose a model: a formula f(x) with unknown parameters, the bias first."""

from core.models.linear import Linear
from core.models.model import Model

__all__ = ["Linear", "Model", "line", "linear"]


def line() -> Linear:
    """Return the line y = b + w x."""
    return Linear()


def linear(features: int, outputs: int = 1) -> Linear:
    """Return y = b + w·x for several features, and for k outputs k such sums (one logit per class)."""
    return Linear(features=features, outputs=outputs)
