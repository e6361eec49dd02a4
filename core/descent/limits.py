"""How long a step may be: on a bowl there is an exact answer, and elsewhere none is claimed."""

from collections.abc import Mapping

import numpy as np

from core.objective import Objective
from core.optimizers import OPTIMIZERS
from core.registry import fixed, pick, with_defaults

NOTHING: Mapping[str, float] = fixed()


def largest_curvature(f: Objective) -> float | None:
    """Return λmax of a quadratic's Hessian; None if f is not quadratic, or bends up nowhere."""
    if not f.quadratic:
        return None
    largest = float(np.linalg.eigvalsh(f.hessian(np.zeros(f.size)))[-1])
    return largest if largest > 0 else None


def largest_stable_rate(
    f: Objective, optimizer: str = "gradient_descent", parameters: Mapping[str, float] = NOTHING
) -> float | None:
    """Return the constant rate up to which full-batch steps on a quadratic don't grow; None where there is none.

    Gradient descent: 2/λmax. Momentum β: 2(1+β)/λmax. Nesterov: 2(1+β)/((1+2β)λmax), all in torch's form
    (the rate multiplies the velocity). Each follows from the roots of the recurrence along one eigenvector
    reaching −1 (O'Donoghue and Candès, 2015). For rules that adapt, and for a Hessian that changes from place
    to place, no single limit exists.

    Raises:
        ValueError: there is no such optimizer, or it has no such parameter.
    """
    chosen = pick(OPTIMIZERS, optimizer, "optimizer")
    options = with_defaults(chosen.name, chosen.parameters, parameters)
    curvature = largest_curvature(f)
    if curvature is None or optimizer not in ("gradient_descent", "momentum", "nesterov"):
        return None
    beta = options.get("momentum", 0.0)
    stretch = 1.0 + 2.0 * beta if optimizer == "nesterov" else 1.0
    return 2.0 * (1.0 + beta) / (stretch * curvature)
