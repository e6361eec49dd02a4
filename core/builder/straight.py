"""What straight lines can make: stacked, only another line; bent once each, two of them make a ramp."""

from collections.abc import Sequence

import numpy as np

from core.activations import ACTIVATIONS
from core.arrays import Array, ArrayLike, as_array

Layer = tuple[ArrayLike, ArrayLike]                      # biases (out,), weights (out, in)


def multiply_out(layers: Sequence[Layer]) -> tuple[Array, Array]:
    """The one layer that stacked layers without a bend are: W₂(b₁ + W₁x) + b₂ = (b₂ + W₂b₁) + (W₂W₁)x.

    Raises:
        ValueError: there is no layer, or one does not fit onto the one before.
    """
    if not layers:
        raise ValueError("There is no layer to multiply out.")
    bias, weights = (as_array(part) for part in layers[0])
    for outer_bias, outer_weights in layers[1:]:
        bias, weights = as_array(outer_bias) + as_array(outer_weights) @ bias, as_array(outer_weights) @ weights
    return bias, weights


def two_rectifiers(z: ArrayLike, a: float) -> Array:
    """ReLU(z + 3)/6 and a·ReLU(z − 3) at each z (n,): an array (n, 2). With a = −1/6 they add up to a hard sigmoid."""
    places, rectify = as_array(z), ACTIVATIONS["relu"].value
    return np.stack([rectify(places + 3.0) / 6.0, a * rectify(places - 3.0)], axis=1)


def ramp_miss(z: ArrayLike, a: float) -> float:
    """The largest distance between the sum of the two rectifiers and the hard sigmoid, among these z."""
    missed = two_rectifiers(z, a).sum(axis=1) - ACTIVATIONS["hard_sigmoid"].value(z)
    return float(np.abs(missed).max())
