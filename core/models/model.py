"""A model is a formula with unknown numbers in it: give it the numbers and it predicts."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

import numpy as np

from core.arrays import Array, ArrayLike, Flags, as_array
from core.refusal import Refusal

Pullback: TypeAlias = Callable[[Array], Array]


class Model(Protocol):
    """What every model can do. theta is a flat array (p,), X is (n, d), and n may be 0.

    A model with one output predicts (n,), one with k > 1 outputs (n, k).
    """

    @property
    def size(self) -> int:
        """The number of parameters, p."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names, biases b and weights w, in the order of theta."""
        ...

    @property
    def penalized(self) -> Flags:
        """Which parameters a penalty counts (p,): all but the biases."""
        ...

    @property
    def features(self) -> int:
        """The number of columns of X, d."""
        ...

    @property
    def outputs(self) -> int:
        """The number of predictions per row, k."""
        ...

    @property
    def linear_in_parameters(self) -> bool:
        """Whether predict is design(X) @ theta (for k outputs: per output)."""
        ...

    def start(self, seed: int = 0) -> Array:
        """Return parameters to start from (p,): zeros where that is fair, else drawn from the seed."""
        ...

    def predict(self, theta: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions, (n,) or (n, k)."""
        ...

    def predict_many(self, thetas: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions of many parameters (m, p) at once: (m, n) or (m, n, k)."""
        ...

    def pullback(self, theta: ArrayLike, X: ArrayLike, slopes: ArrayLike) -> Array:
        """Return the gradient (p,) of sum_i slopes_i * prediction_i; slopes have the predictions' shape."""
        ...

    def with_pullback(self, theta: ArrayLike, X: ArrayLike) -> tuple[Array, Pullback]:
        """Return the predictions and the function slopes -> gradient, sharing one pass through the model."""
        ...

    def design(self, X: ArrayLike) -> Array:
        """Return the matrix (n, q) with a leading column of ones whose combinations the predictions are.

        Raises:
            ValueError: the model is not linear in its parameters.
        """
        ...

    def coefficients(self, theta: ArrayLike) -> Array:
        """Return what a person reads: theta itself, or for a polynomial the factors of 1, x, x^2, ..."""
        ...

    def with_input(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters whose prediction at X is that of theta at offset + factor * X."""
        ...

    def with_output(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters that predict offset + factor * (prediction of theta)."""
        ...


def rows_of(X: ArrayLike, features: int) -> Array:
    """Return X as (n, features); a flat X is taken as one column.

    Raises:
        ValueError: X has another number of columns than the model has features.
    """
    matrix = as_array(X)
    if matrix.ndim == 1:
        matrix = matrix[:, None]
    if matrix.ndim != 2 or matrix.shape[1] != features:
        raise Refusal("X has the shape {shape}; this model needs (rows, {features}).",
                      shape=np.shape(X), features=features)
    return matrix


def parameters_of(theta: ArrayLike, size: int) -> Array:
    """Return theta as (..., size), else raise ValueError: it has another number of parameters."""
    vector = as_array(theta)
    if vector.ndim == 0 or vector.shape[-1] != size:
        raise Refusal("theta has the shape {shape}; this model has {size} parameters.",
                      shape=vector.shape, size=size)
    return vector


def numbered(letter: str, *counts: int) -> tuple[str, ...]:
    """Return names with indices from 1, such as w_1, w_2; a count of 1 is left out.

    >>> numbered("w", 2, 2)
    ('w_1_1', 'w_1_2', 'w_2_1', 'w_2_2')
    >>> numbered("w", 1)
    ('w',)
    """
    names = [letter]
    for count in counts:
        if count > 1:
            names = [f"{name}_{index}" for name in names for index in range(1, count + 1)]
    return tuple(names)
