"""Gates multiply z by a soft step of itself: what is small and negative leaks a little, then is shut off."""

import numpy as np

from core.activations.activation import Activation
from core.activations.normal import FAR, density, share_below
from core.activations.steps import sigmoid, sigmoid_slope
from core.arrays import Array

ROOT_2_OVER_PI = float(np.sqrt(2.0 / np.pi))
CUBIC = 0.044715                                 # of the shortcut by Hendrycks and Gimpel (2016)


def gelu(z: Array) -> Array:
    """Return z Φ(z), the share Φ of a bell curve below z (Hendrycks and Gimpel, 2016)."""
    return np.asarray(z * share_below(z))


def gelu_slope(z: Array) -> Array:
    """Return Φ(z) + z φ(z)."""
    return share_below(z) + z * density(z)


def gelu_tanh(z: Array) -> Array:
    """Return z (1 + tanh u)/2, u = √(2/π)(z + 0.044715 z^3); as z σ(2u) the left tail keeps its digits."""
    return np.asarray(z * sigmoid(_twice_inner(z)))


def gelu_tanh_slope(z: Array) -> Array:
    """Return σ(2u) + z σ'(2u) 2u'."""
    near, inner = np.clip(z, -FAR, FAR), _twice_inner(z)             # beyond, the gate is 0 or 1
    inner_slope = 2.0 * ROOT_2_OVER_PI * (1.0 + 3.0 * CUBIC * near**2)
    return sigmoid(inner) + near * sigmoid_slope(inner) * inner_slope


def _twice_inner(z: Array) -> Array:
    near = np.clip(z, -FAR, FAR)
    return np.asarray(2.0 * ROOT_2_OVER_PI * near * (1.0 + CUBIC * near**2))


def silu(z: Array) -> Array:
    """Return z σ(z)."""
    return np.asarray(z * sigmoid(z))


def silu_slope(z: Array) -> Array:
    """Return σ(z) + z σ'(z)."""
    return sigmoid(z) + z * sigmoid_slope(z)


def hard_swish(z: Array) -> Array:
    """Return z times the hard sigmoid of z (Howard et al., 2019)."""
    return np.asarray(z * np.clip(z / 6.0 + 0.5, 0.0, 1.0))


def hard_swish_slope(z: Array) -> Array:
    """Return z/3 + 1/2 within (-3, 3), 0 on the left and 1 on the right of it."""
    return np.where(z <= -3.0, 0.0, np.where(z >= 3.0, 1.0, z / 3.0 + 0.5))


def mish(z: Array) -> Array:
    """Return z tanh(log(1 + exp(z))) (Misra, 2019)."""
    return np.asarray(z * _mish_gate(z)[0])


def mish_slope(z: Array) -> Array:
    """Return gate + z (1 - gate^2) σ(z)."""
    gate, rest = _mish_gate(z)
    return np.asarray(gate + z * sigmoid(z) * rest)


def _mish_gate(z: Array) -> tuple[Array, Array]:
    """Return tanh(log(1 + exp(z))) and 1 minus its square, as fractions in d = exp(-|z|).

    With s = (1 + exp(z))^2 the gate is (s - 1)/(s + 1), and 1 - gate^2 = 4 s / (s + 1)^2; s - 1 is
    multiplied out, so nothing cancels.
    """
    decay = np.exp(-np.abs(z))
    left, right = decay * (decay + 2.0), 1.0 + 2.0 * decay                 # s - 1, for z > 0 times d^2
    bottom = np.where(z > 0.0, right + 2.0 * decay**2, left + 2.0)         # s + 1, likewise
    rest = 4.0 * (np.where(z > 0.0, decay, 1.0) * (1.0 + decay) / bottom) ** 2
    return np.where(z > 0.0, right, left) / bottom, rest


GATES: tuple[Activation, ...] = (
    Activation(
        name="gelu", title="GELU", formula=gelu, derivative=gelu_slope,
        latex=r"z\,\Phi(z)", slope_latex=r"\Phi(z)+z\,\varphi(z)", range="≥ −0.170",
        idea="It is z times the probability that a normal number lies below z.",
        good_for="It is good for language models.",
        fails="It dips below 0 and comes back, so it is not monotone.",
        initial="he",
    ),
    Activation(
        name="gelu_tanh", title="GELU (tanh shortcut)", formula=gelu_tanh, derivative=gelu_tanh_slope,
        latex=r"\tfrac z2\left(1+\tanh\!\left(\sqrt{2/\pi}\,(z+0.044715\,z^3)\right)\right)",
        slope_latex=r"\tfrac12(1+\tanh u)+\tfrac z2\,(1-\tanh^2 u)\,u'", range="≥ −0.170",
        idea="It is GELU by a shortcut with tanh.",
        good_for="It is good for language models that were trained with the shortcut.",
        fails="It dips below 0 and comes back, so it is not monotone.",
        initial="he",
    ),
    Activation(
        name="silu", title="SiLU (Swish)", formula=silu, derivative=silu_slope,
        latex=r"z\,\sigma(z)", slope_latex=r"\sigma(z)\,\bigl(1+z\,(1-\sigma(z))\bigr)", range="≥ −0.278",
        idea="It is z times its own sigmoid.",
        good_for="It is good as a smooth ReLU.",
        fails="It dips below 0 and comes back, so it is not monotone.",
        initial="he",
    ),
    Activation(
        name="hard_swish", title="Hard swish", formula=hard_swish, derivative=hard_swish_slope,
        latex=r"z\,\min\!\left(1,\max\!\left(0,\tfrac z6+\tfrac12\right)\right)",
        slope_latex=r"\begin{cases}0 & z\le -3\\ \tfrac z3+\tfrac12 & \lvert z\rvert<3\\"
                    r"1 & z\ge 3\end{cases}",
        range="≥ −0.375",
        idea="It is z times its own hard sigmoid, a cheap SiLU.",
        good_for="It is good for small devices such as phones.",
        fails="It has two kinks.",
        kinks=lambda: (-3.0, 3.0), initial="he",
    ),
    Activation(
        name="mish", title="Mish", formula=mish, derivative=mish_slope,
        latex=r"z\tanh\!\left(\log(1+e^z)\right)",
        slope_latex=r"\tanh s+z\,\sigma(z)\,(1-\tanh^2 s),\quad s=\log(1+e^z)", range="≥ −0.309",
        idea="It is z times a soft step made of softplus and tanh, close to SiLU.",
        good_for="It is good for networks that look at pictures.",
        fails="It is slower to compute.",
        initial="he",
    ),
)
