"""Put the data into model and loss, after looking whether they fit, and pick the cheapest exact way to compute."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.arrays import Array, ArrayLike
from core.losses import LOSSES, Loss
from core.models import Linear, Model, Polynomial
from core.objective import checks
from core.objective.general import DataObjective
from core.objective.linear import LinearObjective
from core.objective.sorted import SortedObjective
from core.objective.sums import SquaredObjective
from core.pieces import pieces
from core.registry import pick

NOTHING: Mapping[str, float] = MappingProxyType({})


def objective(
    model: Model,
    loss: str,
    X: ArrayLike,
    y: ArrayLike,
    *,
    parameters: Mapping[str, float] = NOTHING,
    l1: float = 0.0,
    l2: float = 0.0,
    weights: ArrayLike | None = None,
) -> DataObjective:
    """Return L(θ) = Σωᵢℓᵢ / Σωᵢ + l1·Σ|w| + l2·Σw², the sums of w over all parameters but the biases.

    Args:
        model: from core.models.
        loss: a name in core.losses.LOSSES.
        X: features (n, d), in any unit; (n,) will do for one feature.
        y: targets (n,): numbers, 0/1, or classes 0..k−1, as the loss asks.
        parameters: of the loss, such as {"delta": 1.5}, in the unit of y.
        l1, l2: strength of the penalties.
        weights: what each row counts for (n,); all the same if None.

    Raises:
        ValueError: with a sentence, when model, loss and data don't fit together.
    """
    chosen = pick(LOSSES, loss, "loss")
    checks.check_outputs(model, chosen)
    table = checks.checked_features(X, model)
    target = checks.checked_target(y, len(table), model, chosen)
    counts = checks.checked_weights(weights, len(table))
    if isinstance(model, Polynomial):
        model.meet(table)                        # all rows settle its basis, before a batch could
    options = MappingProxyType(checks.checked_parameters(chosen, parameters))
    return cheapest(model, chosen, options)(
        model=model, loss=chosen, parameters=options,
        X=table, y=target, share=shares(counts, len(table)),
        l1=checks.checked_penalty(l1, "l1"), l2=checks.checked_penalty(l2, "l2"), weights=counts,
    )


def cheapest(model: Model, loss: Loss, parameters: Mapping[str, float]) -> type[DataObjective]:
    """Return the kind of objective that computes this most cheaply, and exactly."""
    if not model.linear_in_parameters:
        return DataObjective
    if loss.name == "mse":
        return SquaredObjective
    found = pieces(loss, parameters) if isinstance(model, Linear) and model.size == 2 else None
    straight = found is not None and all(part.bend == 0.0 for part in found.parts)
    return SortedObjective if straight else LinearObjective


def shares(weights: Array | None, rows: int) -> Array:
    """Return what each row counts for (n,), adding up to 1."""
    if weights is None:
        return np.full(rows, 1.0 / rows)
    scaled = weights / weights.max()             # first to at most 1: the sum must not leave the range
    return np.asarray(scaled / scaled.sum())
