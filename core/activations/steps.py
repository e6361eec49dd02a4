"""From a straight line to a step: how sharply does a neuron decide?"""

import numpy as np

from core.activations.activation import Activation, at_zero
from core.arrays import Array
from core.registry import fixed


def identity(z: Array) -> Array:
    """Return z."""
    return z.copy()


def identity_slope(z: Array) -> Array:
    """Return 1."""
    return np.ones_like(z)


def step(z: Array) -> Array:
    """Return 1 above 0, else 0."""
    return np.where(z > 0.0, 1.0, 0.0)


def step_slope(z: Array) -> Array:
    """Return 0."""
    return np.zeros_like(z)


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + exp(-z)), with exp only of negative numbers so that nothing overflows."""
    decay = np.exp(-np.abs(z))
    return np.where(z >= 0.0, 1.0, decay) / (1.0 + decay)


def sigmoid_slope(z: Array) -> Array:
    """Return σ(z) σ(-z), which keeps its digits on both sides."""
    decay = np.exp(-np.abs(z))
    return np.asarray(decay / (1.0 + decay) ** 2)


def hard_sigmoid(z: Array, *, alpha: float, beta: float) -> Array:
    """Return alpha z + beta, clipped to 0 .. 1."""
    return np.clip(alpha * z + beta, 0.0, 1.0)


def hard_sigmoid_slope(z: Array, *, alpha: float, beta: float) -> Array:
    """Return alpha where the line is not clipped."""
    line = alpha * z + beta
    return np.where((line > 0.0) & (line < 1.0), alpha, 0.0)


def hard_sigmoid_kinks(alpha: float, beta: float) -> tuple[float, ...]:
    """Return where the line meets 0 and 1."""
    return () if alpha == 0.0 else tuple(sorted((-beta / alpha, (1.0 - beta) / alpha)))


def tanh_slope(z: Array) -> Array:
    """Return 1 - tanh^2(z), written as 4 d / (1 + d)^2 with d = exp(-2|z|) to keep the tails' digits."""
    decay = np.exp(-2.0 * np.minimum(np.abs(z), 400.0))
    return np.asarray(4.0 * decay / (1.0 + decay) ** 2)


def hard_tanh(z: Array) -> Array:
    """Return z, clipped to -1 .. 1."""
    return np.clip(z, -1.0, 1.0)


def hard_tanh_slope(z: Array) -> Array:
    """Return 1 within (-1, 1)."""
    return np.where(np.abs(z) < 1.0, 1.0, 0.0)


STEPS: tuple[Activation, ...] = (
    Activation(
        name="identity", title="Identity", formula=identity, derivative=identity_slope,
        latex=r"z", slope_latex=r"1", range="all numbers",
        idea="It hands z on as it is.",
        good_for="It is good for the output of a regression.",
        fails="Layers with it collapse to a single line.",
    ),
    Activation(
        name="step", title="Step", formula=step, derivative=step_slope,
        latex=r"\begin{cases}1 & z > 0\\ 0 & z \le 0\end{cases}", slope_latex=r"0", range="0 or 1",
        idea="It answers 1 when z is above 0, and 0 otherwise.",
        good_for="It is good for understanding what a neuron is.",
        fails="Its slope is 0 everywhere, so the weights inside can't be trained.",
        jumps=at_zero,
        caution="The step has slope 0: only the outer weights can learn. Try sigmoid.",
    ),
    Activation(
        name="sigmoid", title="Sigmoid", formula=sigmoid, derivative=sigmoid_slope,
        latex=r"\sigma(z)=\frac{1}{1+e^{-z}}", slope_latex=r"\sigma(z)\,(1-\sigma(z))", range="(0, 1)",
        idea="It is a soft step that rises from 0 to 1.",
        good_for="It is good for probabilities.",
        fails="Its slope is at most 1/4 and vanishes at both ends.",
    ),
    Activation(
        name="hard_sigmoid", title="Hard sigmoid", formula=hard_sigmoid, derivative=hard_sigmoid_slope,
        latex=r"\min(1,\,\max(0,\,\alpha z+\beta))",
        slope_latex=r"\begin{cases}\alpha & 0<\alpha z+\beta<1\\ 0 & \text{else}\end{cases}", range="[0, 1]",
        idea="It is a straight ramp from 0 to 1 that two ReLUs can make.",
        good_for="It is good as a cheap sigmoid.",
        fails="Both ends are completely flat, so nothing is learned there.",
        parameters=fixed(alpha=1.0 / 6.0, beta=0.5), bounds=fixed(alpha=(0.01, 2.0), beta=(0.0, 1.0)),
        kinks=hard_sigmoid_kinks,
    ),
    Activation(
        name="tanh", title="tanh", formula=np.tanh, derivative=tanh_slope,
        latex=r"\tanh z=2\sigma(2z)-1", slope_latex=r"1-\tanh^2 z", range="(−1, 1)",
        idea="It is a sigmoid stretched to run from −1 to 1 through 0.",
        good_for="It is good for hidden layers whose values should lie about 0.",
        fails="Its slope vanishes at both ends.",
    ),
    Activation(
        name="hard_tanh", title="Hard tanh", formula=hard_tanh, derivative=hard_tanh_slope,
        latex=r"\min(1,\,\max(-1,\,z))",
        slope_latex=r"\begin{cases}1 & \lvert z\rvert<1\\ 0 & \text{else}\end{cases}", range="[−1, 1]",
        idea="It clips z to the range from −1 to 1.",
        good_for="It is good as a cheap tanh.",
        fails="Both ends are completely flat, so nothing is learned there.",
        kinks=lambda: (-1.0, 1.0),
    ),
)
