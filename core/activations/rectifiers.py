"""Rectifiers let what is positive through and hold back what is negative, each in its own way."""

import numpy as np

from core.activations.activation import Activation, at_zero
from core.arrays import Array
from core.registry import fixed

# Klambauer et al. (2017): with these two, activations keep mean 0 and variance 1 from layer to layer.
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
LARGEST = float(np.finfo(float).max)             # instead of inf when 1.05 · 1.7e308 is asked for


def relu(z: Array) -> Array:
    """Return z above 0, else 0."""
    return np.maximum(z, 0.0)


def relu_slope(z: Array) -> Array:
    """Return 1 above 0, else 0."""
    return np.where(z > 0.0, 1.0, 0.0)


def leaky_relu(z: Array, *, alpha: float) -> Array:
    """Return z above 0, else alpha z."""
    return np.where(z > 0.0, z, np.clip(alpha * np.minimum(z, 0.0), -LARGEST, LARGEST))


def leaky_relu_slope(z: Array, *, alpha: float) -> Array:
    """Return 1 above 0, else alpha."""
    return np.where(z > 0.0, 1.0, alpha)


def thresholded_relu(z: Array, *, alpha: float) -> Array:
    """Return z above alpha, else 0."""
    return np.where(z > alpha, z, 0.0)


def thresholded_relu_slope(z: Array, *, alpha: float) -> Array:
    """Return 1 above alpha, else 0."""
    return np.where(z > alpha, 1.0, 0.0)


def elu(z: Array, *, alpha: float) -> Array:
    """Return z above 0, else alpha (exp(z) - 1) (Clevert et al., 2016)."""
    return np.where(z > 0.0, z, alpha * np.expm1(np.minimum(z, 0.0)))


def elu_slope(z: Array, *, alpha: float) -> Array:
    """Return 1 above 0, else alpha exp(z)."""
    return np.where(z > 0.0, 1.0, alpha * np.exp(np.minimum(z, 0.0)))


def selu(z: Array) -> Array:
    """Return elu with the fixed alpha, times the fixed scale; at most the largest number there is."""
    return np.clip(SELU_SCALE * elu(z, alpha=SELU_ALPHA), -LARGEST, LARGEST)


def selu_slope(z: Array) -> Array:
    """Return elu's slope with the fixed alpha, times the fixed scale."""
    return SELU_SCALE * elu_slope(z, alpha=SELU_ALPHA)


def celu(z: Array, *, alpha: float) -> Array:
    """Return z above 0, else alpha (exp(z / alpha) - 1) (Barron, 2017)."""
    return np.where(z > 0.0, z, alpha * np.expm1(np.minimum(z, 0.0) / alpha))


def celu_slope(z: Array, *, alpha: float) -> Array:
    """Return 1 above 0, else exp(z / alpha)."""
    return np.exp(np.minimum(z, 0.0) / alpha)


RECTIFIERS: tuple[Activation, ...] = (
    Activation(
        name="relu", title="ReLU", formula=relu, derivative=relu_slope,
        latex=r"\max(0,\,z)", slope_latex=r"\begin{cases}1 & z>0\\ 0 & z\le 0\end{cases}", range="[0, ∞)",
        idea="It keeps positive z and turns negative z into 0.",
        good_for="It is good as the first choice for hidden layers.",
        fails="It can die: once z is negative for every row, its slope is 0 and it learns no more.",
        kinks=at_zero, initial="he",
    ),
    Activation(
        name="leaky_relu", title="Leaky ReLU", formula=leaky_relu, derivative=leaky_relu_slope,
        latex=r"\begin{cases}z & z>0\\ \alpha z & z\le 0\end{cases}",
        slope_latex=r"\begin{cases}1 & z>0\\ \alpha & z\le 0\end{cases}", range="all numbers (α > 0)",
        idea="It keeps positive z and lets a small share α of negative z through.",
        good_for="It is good against dying ReLUs.",
        fails="You have to choose α.",
        parameters=fixed(alpha=0.01), bounds=fixed(alpha=(0.0, 1.0)),
        kinks=lambda alpha: () if alpha == 1.0 else (0.0,), initial="he",
    ),
    Activation(
        name="thresholded_relu", title="Thresholded ReLU",
        formula=thresholded_relu, derivative=thresholded_relu_slope,
        latex=r"\begin{cases}z & z>\alpha\\ 0 & z\le\alpha\end{cases}",
        slope_latex=r"\begin{cases}1 & z>\alpha\\ 0 & z\le\alpha\end{cases}", range="0 or (α, ∞)",
        idea="It keeps z only above the threshold α.",
        good_for="It is good for sparse signals: most answers are exactly 0.",
        fails="Its value jumps at α, and slopes say nothing about a jump.",
        parameters=fixed(alpha=1.0), bounds=fixed(alpha=(0.0, 5.0)),
        kinks=lambda alpha: (alpha,), jumps=lambda alpha: () if alpha == 0.0 else (alpha,), initial="he",
    ),
    Activation(
        name="elu", title="ELU", formula=elu, derivative=elu_slope,
        latex=r"\begin{cases}z & z>0\\ \alpha(e^z-1) & z\le 0\end{cases}",
        slope_latex=r"\begin{cases}1 & z>0\\ \alpha e^z & z\le 0\end{cases}", range="(−α, ∞)",
        idea="It keeps positive z and lets negative z sink softly towards −α.",
        good_for="It is good for keeping the mean of a layer near 0.",
        fails="Its slope fades on the left.",
        parameters=fixed(alpha=1.0), bounds=fixed(alpha=(0.0, 5.0)),
        kinks=lambda alpha: () if alpha == 1.0 else (0.0,), initial="he",
    ),
    Activation(
        name="selu", title="SELU", formula=selu, derivative=selu_slope,
        latex=r"1.0507\begin{cases}z & z>0\\ 1.6733\,(e^z-1) & z\le 0\end{cases}",
        slope_latex=r"1.0507\begin{cases}1 & z>0\\ 1.6733\,e^z & z\le 0\end{cases}", range="(−1.758, ∞)",
        idea="It is ELU with two fixed scales that keep mean 0 and variance 1 through the layers.",
        good_for="It is good for deep plain networks.",
        fails="It needs its own way to draw the first weights.",
        kinks=at_zero, initial="lecun",
    ),
    Activation(
        name="celu", title="CELU", formula=celu, derivative=celu_slope,
        latex=r"\begin{cases}z & z>0\\ \alpha(e^{z/\alpha}-1) & z\le 0\end{cases}",
        slope_latex=r"\begin{cases}1 & z>0\\ e^{z/\alpha} & z\le 0\end{cases}", range="(−α, ∞)",
        idea="It is ELU shaped so that no α makes a kink.",
        good_for="It is good when α should vary and the curve stay smooth.",
        fails="Its slope fades on the left.",
        parameters=fixed(alpha=1.0), bounds=fixed(alpha=(0.01, 5.0)), initial="he",
    ),
)
