"""A line, or with several features a plane: bias plus weight times feature, and nothing else."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, Flags, as_array
from core.models.model import Pullback, numbered, parameters_of, rows_of
from core.refusal import Refusal


@dataclass(frozen=True)
class Linear:
    """ŷ = b + w·x for each output; theta: all biases, then the weights (outputs, features) row by row."""

    features: int = 1
    outputs: int = 1

    def __post_init__(self) -> None:
        if self.features < 1 or self.outputs < 1:
            raise Refusal("A linear model needs at least one feature and one output.")

    @property
    def size(self) -> int:
        """Outputs times (1 + features)."""
        return self.outputs * (1 + self.features)

    @property
    def names(self) -> tuple[str, ...]:
        """("b", "w") for a line."""
        return numbered("b", self.outputs) + numbered("w", self.outputs, self.features)

    @property
    def penalized(self) -> Flags:
        """All but the biases."""
        return np.arange(self.size) >= self.outputs

    @property
    def linear_in_parameters(self) -> bool:
        """Always."""
        return True

    def start(self, seed: int = 0) -> Array:  # noqa: ARG002
        """Return zeros: every linear fit may start there."""
        return np.zeros(self.size)

    def design(self, X: ArrayLike) -> Array:
        """Return a column of ones, then the columns of X: (n, 1 + d)."""
        rows = rows_of(X, self.features)
        columns = np.ones((1 + self.features, len(rows)))
        columns[1:] = rows.T
        return columns.T

    def predict(self, theta: ArrayLike, X: ArrayLike) -> Array:
        """Return b + X w, (n,) or (n, k)."""
        rows = rows_of(X, self.features)
        bias, weights = self._split(theta)
        return self._squeezed((bias[:, None] + weights @ rows.T).T)         # each output's in one piece

    def predict_many(self, thetas: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions of each row of thetas, (m, n) or (m, n, k)."""
        rows = rows_of(X, self.features)
        bias, weights = self._split(thetas)
        return self._squeezed(bias[:, None, :] + rows @ np.swapaxes(weights, 1, 2))

    def pullback(self, theta: ArrayLike, X: ArrayLike, slopes: ArrayLike) -> Array:
        """Return the sums of slopes, and of slopes times features (p,)."""
        return self.with_pullback(theta, X)[1](as_array(slopes))

    def with_pullback(self, theta: ArrayLike, X: ArrayLike) -> tuple[Array, Pullback]:
        """Return the predictions and the function slopes -> gradient."""
        rows = rows_of(X, self.features)

        def pull(slopes: Array) -> Array:
            wide = slopes.reshape(len(rows), self.outputs)
            return np.concatenate([wide.sum(axis=0), (wide.T @ rows).ravel()])

        return self.predict(theta, rows), pull

    def coefficients(self, theta: ArrayLike) -> Array:
        """Return theta: biases and weights are what a person reads."""
        return parameters_of(theta, self.size).copy()

    def with_input(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters whose prediction at X is that of theta at offset + factor * X."""
        bias, weights = self._split(theta)
        return self._joined(bias + weights @ self._per_feature(offset), weights * self._per_feature(factor))

    def with_output(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters that predict offset + factor * (prediction of theta)."""
        bias, weights = self._split(theta)
        stretch = np.broadcast_to(as_array(factor), (self.outputs,))
        return self._joined(as_array(offset) + stretch * bias, weights * stretch[:, None])

    def _per_feature(self, values: ArrayLike) -> Array:
        return np.broadcast_to(as_array(values), (self.features,))

    def _split(self, theta: ArrayLike) -> tuple[Array, Array]:
        """Return the biases (..., k) and the weights (..., k, d)."""
        vector = parameters_of(theta, self.size)
        shape = (*vector.shape[:-1], self.outputs, self.features)
        return vector[..., : self.outputs], vector[..., self.outputs :].reshape(shape)

    def _joined(self, bias: Array, weights: Array) -> Array:
        return np.concatenate([bias, weights.ravel()])

    def _squeezed(self, prediction: Array) -> Array:
        return prediction[..., 0] if self.outputs == 1 else prediction
