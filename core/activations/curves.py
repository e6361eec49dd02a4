"""Soft curves for special work: positive outputs, slow saturation, cycles and bumps."""

import numpy as np

from core.activations.activation import Activation
from core.activations.steps import sigmoid
from core.arrays import Array


def softplus(z: Array) -> Array:
    """Return log(1 + exp(z)) as max(z, 0) + log(1 + exp(-|z|)), which can't overflow."""
    return np.asarray(np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z))))


def softsign(z: Array) -> Array:
    """Return z / (1 + |z|)."""
    return np.asarray(z / (1.0 + np.abs(z)))


def softsign_slope(z: Array) -> Array:
    """Return 1 / (1 + |z|)^2; the quotient is squared, because the bottom's square could overflow."""
    return np.asarray((1.0 / (1.0 + np.abs(z))) ** 2)


def log_sigmoid(z: Array) -> Array:
    """Return log σ(z) = -softplus(-z)."""
    return -softplus(-z)


def log_sigmoid_slope(z: Array) -> Array:
    """Return σ(-z)."""
    return sigmoid(-z)


def gaussian(z: Array) -> Array:
    """Return exp(-z^2), which is 0 in floating point beyond 28."""
    return np.asarray(np.exp(-(np.clip(z, -40.0, 40.0) ** 2)))


def gaussian_slope(z: Array) -> Array:
    """Return -2 z exp(-z^2)."""
    return np.asarray(-2.0 * np.clip(z, -40.0, 40.0) * gaussian(z))


CURVES: tuple[Activation, ...] = (
    Activation(
        name="softplus", title="Softplus", formula=softplus, derivative=sigmoid,
        latex=r"\log(1+e^z)", slope_latex=r"\sigma(z)", range="(0, ∞)",
        idea="It is a smooth ReLU without a corner.",
        good_for="It is good for outputs that must be positive.",
        fails="It never reaches 0.",
        initial="he",
    ),
    Activation(
        name="softsign", title="Softsign", formula=softsign, derivative=softsign_slope,
        latex=r"\frac{z}{1+\lvert z\rvert}", slope_latex=r"\frac{1}{(1+\lvert z\rvert)^2}", range="(−1, 1)",
        idea="It runs from −1 to 1 like tanh, but saturates slowly.",
        good_for="It is good when the tails should stay gentle.",
        fails="It is slow to reach ±1.",
    ),
    Activation(
        name="log_sigmoid", title="Log-sigmoid", formula=log_sigmoid, derivative=log_sigmoid_slope,
        latex=r"\log\sigma(z)", slope_latex=r"\sigma(-z)", range="(−∞, 0)",
        idea="It is the logarithm of the sigmoid's probability.",
        good_for="It is good inside losses.",
        fails="Its slope fades on the right.",
    ),
    Activation(
        name="sine", title="Sine", formula=np.sin, derivative=np.cos,
        latex=r"\sin z", slope_latex=r"\cos z", range="[−1, 1]",
        idea="It is a wave.",
        good_for="It is good for cycles, such as seasons.",
        fails="It makes many local minima.",
    ),
    Activation(
        name="gaussian", title="Gaussian", formula=gaussian, derivative=gaussian_slope,
        latex=r"e^{-z^2}", slope_latex=r"-2z\,e^{-z^2}", range="(0, 1]",
        idea="It is a bell about 0.",
        good_for="It is good for local bumps.",
        fails="It is flat far away from 0, so nothing is learned there.",
    ),
)
