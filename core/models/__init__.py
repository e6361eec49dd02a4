"""Step 1 is to choose a model: a formula f(x) with unknown parameters, the bias first."""

from collections.abc import Sequence

from core.activations import Choice
from core.models.linear import Linear
from core.models.model import Model
from core.models.network import Network
from core.models.polynomial import Polynomial
from core.models.units import SumOfUnits

__all__ = [
    "Linear", "Model", "Network", "Polynomial", "SumOfUnits",
    "line", "linear", "network", "polynomial", "sum_of_units",
]


def line() -> Linear:
    """Return the line y = b + w x."""
    return Linear()


def linear(features: int, outputs: int = 1) -> Linear:
    """Return y = b + w·x for several features, and for k outputs k such sums (one logit per class)."""
    return Linear(features=features, outputs=outputs)


def polynomial(degree: int, low: float | None = None, high: float | None = None) -> Polynomial:
    """Return a polynomial in one feature, well conditioned on low .. high, or on the first X it meets."""
    return Polynomial(degree, low, high)


def sum_of_units(units: int, activation: Choice, features: int = 1) -> SumOfUnits:
    """Return y = b + Σ c_i σ(b_i + w_i·x); the activation is a name, or a name with parameters."""
    return SumOfUnits(units=units, activation=activation, features=features)


def network(
    features: int, hidden: Sequence[int] = (4, 2), activation: Choice | list[Choice] = "tanh", outputs: int = 1
) -> Network:
    """Return a network with the given neurons in each hidden layer; the activation is one for all, or a list of each.

    >>> network(2, hidden=(8, 4), activation=["relu", "tanh"]).widths
    (2, 8, 4, 1)
    """
    return Network(features=features, hidden=tuple(hidden), activation=activation, outputs=outputs)
