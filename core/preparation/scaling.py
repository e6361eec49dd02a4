"""Before learning, numbers are brought to a common scale; afterwards all is said in the data's units."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, Flags, as_array
from core.models import Model, Polynomial
from core.refusal import Refusal

LARGEST = 1e307                                  # beyond it differences leave the range of numbers


@dataclass(frozen=True, eq=False)
class Scale:
    """What standardize did to each column, so that it can be undone exactly."""

    mean: Array                                  # (d,) in the column's unit
    deviation: Array                             # (d,) root of the mean squared distance (1/n); 1 if constant
    constant: Flags                              # (d,) columns with one value only

    def apply(self, X: ArrayLike) -> Array:
        """Return X on the standardized scale: (X - mean) / deviation."""
        return (as_array(X) - self.mean) / self.deviation

    def undo(self, Z: ArrayLike) -> Array:
        """Return Z in the data's units: mean + deviation * Z."""
        return self.mean + self.deviation * as_array(Z)

    def to_data_units(self, theta: ArrayLike, model: Model, target: "Scale | None" = None) -> Array:
        """Return the parameters that predict from X what theta predicts from Z.

        With the target's scale, theta predicts a standardized y, and what is returned predicts y itself.
        """
        moved = model.with_input(theta, -self.mean / self.deviation, 1.0 / self.deviation)
        return moved if target is None else model.with_output(moved, target.mean, target.deviation)

    def from_data_units(self, theta: ArrayLike, model: Model, target: "Scale | None" = None) -> Array:
        """Return the parameters that predict from Z what theta predicts from X; undoes to_data_units."""
        moved = model.with_input(theta, self.mean, self.deviation)
        if target is None:
            return moved
        return model.with_output(moved, -target.mean / target.deviation, 1.0 / target.deviation)

    def coefficients(self, theta: ArrayLike, model: Model, target: "Scale | None" = None) -> Array:
        """Return what a person reads, in the data's units: model.coefficients of to_data_units.

        For a polynomial they are computed in one go, so that rounding a theta in between costs no digits.
        """
        if not isinstance(model, Polynomial):
            return model.coefficients(self.to_data_units(theta, model, target))
        scaled = theta if target is None else model.with_output(theta, target.mean, target.deviation)
        return model.coefficients_through(scaled, -self.mean / self.deviation, 1.0 / self.deviation)


def standardize(X: ArrayLike) -> tuple[Array, Scale]:
    """Return (Z, scale): each column of X (n, d) minus its mean, over its deviation (1/n).

    A constant column becomes 0, with deviation 1, and is marked in scale.constant. For a target y give
    y[:, None] and take Z[:, 0].

    Raises:
        ValueError: X is not a table of finite numbers with at least one row, or beyond 1e307.
    """
    table = np.asfortranarray(as_array(X))       # columns in one piece: what follows runs along them
    if table.ndim != 2 or len(table) == 0:
        raise Refusal("Standardizing needs a table with at least one row.")
    if not np.isfinite(table).all():
        raise Refusal("Standardizing needs finite numbers: a value is missing or infinite.")
    constant = table.max(axis=0) == table.min(axis=0)
    # By powers of two, which are exact: squares of very large or small numbers would leave the range.
    unit = np.exp2(np.floor(np.log2(np.maximum(np.abs(table).max(axis=0), np.finfo(float).tiny))))
    scaled = table / unit
    mean = np.where(constant, scaled[0], _mean(scaled))
    deviation = np.where(constant, 1.0, np.sqrt(((scaled - mean) ** 2).mean(axis=0)) * unit)
    if np.abs(table).max() > LARGEST or (deviation < 1.0 / LARGEST).any():
        raise Refusal("The numbers are too large or too close together; choose another unit.")
    scale = Scale(mean=mean * unit, deviation=deviation, constant=constant)
    return scale.apply(table), scale


def _mean(table: Array) -> Array:
    """Return the columns' means; a second pass takes away what the first one rounded."""
    first = table.mean(axis=0)
    return np.asarray(first + (table - first).mean(axis=0))
