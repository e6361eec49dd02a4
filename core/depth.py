"""On its way back through the layers a slope is multiplied again and again: it may vanish, or explode.

What a weight learns from is ∂L/∂w, and that is a product with one factor w·σ'(z) for every layer between the weight
and the loss. Where σ' is 0 for every row, a unit learns nothing at all.
"""

from dataclasses import dataclass

import numpy as np

from core.activations import Choice, chosen
from core.arrays import Array, ArrayLike, as_array

WIDTH = 64                                       # neurons in every layer
FLAT = 0.05                                      # a slope below this share of the activation's largest counts as flat
MOSTLY = 0.9                                     # of the rows


def through_layers(activation: Choice, depth: int, scale: float, seed: int = 0, width: int = WIDTH) -> Array:
    """How much of a slope is left after 0, 1, ..., `depth` layers, (depth + 1,).

    A random network without biases: inputs are standard normal, every weight is normal with standard deviation
    scale/√width, so that scale 1 keeps a signal's length without a bend (LeCun, Glorot) and √2 keeps it with ReLU
    (He et al., 2015). Measured is the root mean square of the slopes of the layer's neurons by the inputs, times
    √width: the Frobenius norm of the Jacobian over √width. It is 1 at depth 0.

    Raises:
        ValueError: there is no such activation.
    """
    bend, random = chosen(activation), np.random.default_rng(seed)
    signal, jacobian = random.normal(size=width), np.eye(width)
    left = [1.0]
    for _ in range(depth):
        weights = random.normal(scale=scale / np.sqrt(width), size=(width, width))
        sums = weights @ signal
        signal, jacobian = bend.value(sums), bend.slope(sums)[:, None] * (weights @ jacobian)
        left.append(float(np.linalg.norm(jacobian) / np.sqrt(width)))
    return np.array(left)


def per_layer(left: Array) -> float:
    """By what a layer multiplies, on average: the depth-th root of what is left at the end; 0 if nothing is."""
    return float(left[-1] ** (1.0 / (len(left) - 1))) if len(left) > 1 else 1.0


def steepest(activation: Choice) -> float:
    """The largest size of the slope, looked for from −8 to 8: 1/4 for sigmoid."""
    return float(np.abs(chosen(activation).slope(np.linspace(-8.0, 8.0, 3201))).max())


@dataclass(frozen=True)
class Asleep:
    """The shares of random units that cannot learn, and that hardly can."""

    dead: float                                  # slope exactly 0 for every row
    saturated: float                             # not dead, but flat for nine tenths of the rows


def asleep(activation: Choice, column: ArrayLike, spread: float, seed: int = 0, units: int = 500) -> Asleep:
    """How many of many random units σ(b + wz) are dead or saturated on a standardized column z (n,).

    b and w are normal with standard deviation `spread`. A row is flat for a unit if the slope there is below a
    twentieth of the activation's largest slope. An activation whose slope is 0 everywhere has only dead units.

    Raises:
        ValueError: there is no such activation, or no row.
    """
    z, bend, random = as_array(column), chosen(activation), np.random.default_rng(seed)
    if z.ndim != 1 or not len(z):
        raise ValueError("A column with at least one row is needed.")
    biases, weights = spread * random.normal(size=(2, units))
    slopes = np.abs(bend.slope(biases[:, None] + np.outer(weights, z)))
    dead = ~(slopes > 0.0).any(axis=1)
    flat = (slopes < FLAT * steepest(activation)).mean(axis=1) >= MOSTLY
    return Asleep(float(dead.mean()), float((flat & ~dead).mean()))
