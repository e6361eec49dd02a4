"""What one error costs, drawn to scale: a square where the loss squares, a length where it takes the length."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Flags
from core.losses import Loss


@dataclass(frozen=True)
class Marks:
    """How the errors of rows with targets y (n,) are drawn; every mark begins at the row's own dot."""

    square: Flags                                # (n,) a square on the whole error; the cost is a multiple of its area
    length: Flags                                # (n,) a line; a row with neither costs nothing more by moving
    to: Array                                    # (n,) where the mark ends, in y's unit: at ŷ, or short of it
    price: Array                                 # (n,) what a unit of length costs: the line's weight


def marks(loss: Loss, prediction: Array, y: Array, parameters: Mapping[str, float]) -> Marks:
    """Return the marks: the cost is ½·curvature·area of a square, and price·length of a line on a straight piece.

    On a straight piece the line is as long as cost / price: for huber beyond δ it stops δ/2 short of ŷ, for
    epsilon_insensitive ε short. Where the loss is bent and no square, the line is the whole error. Where it is level
    (tukey beyond s, epsilon_insensitive within ε) nothing is drawn.
    """
    cost = loss.value(prediction, y, **parameters)
    slope = loss.slope(prediction, y, **parameters)
    bend = loss.curvature(prediction, y, **parameters)
    error = prediction - y
    with np.errstate(over="ignore", invalid="ignore"):      # beyond all numbers it is no square, but a length
        square = (bend > 0.0) & (np.abs(cost - 0.5 * bend * error**2) <= 1e-12 * cost)
    straight = (bend == 0.0) & (slope != 0.0)
    price = np.where(straight, np.abs(slope), 1.0)
    to = np.where(straight, y + np.sign(error) * cost / price, prediction)
    return Marks(square, (slope != 0.0) & ~square, to, price)
