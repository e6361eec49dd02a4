"""How a curve is drawn: at which z it is looked at, where the pen is lifted, how much of it the picture shows."""

import math
from collections.abc import Iterable

import numpy as np

from core.activations import Choice, chosen
from core.arrays import Array

SIDE = 1e-9                                      # just left and right of a place, relative to the picture's width


def sampled(choice: Choice, low: float, high: float, count: int = 161) -> tuple[Array, Array, Array]:
    """z, value and slope of an activation, (m,) each, from low to high.

    At a jump there is a NaN between what holds on its left and on its right, so that no line is drawn across; for
    the slope, so at a kink as well.
    """
    bend = chosen(choice)
    jumps = bend.activation.jumps(**bend.parameters)
    breaks = [z for z in {*jumps, *bend.activation.kinks(**bend.parameters)} if low < z < high]
    side = SIDE * (high - low)
    around = np.array([(z - side, z, z + side) for z in breaks]).ravel()
    z = np.unique(np.concatenate([np.linspace(low, high, count), around]))
    values, slopes = bend.value(z), bend.slope(z)
    values[np.isin(z, list(jumps))] = np.nan
    slopes[np.isin(z, breaks)] = np.nan
    return z, values, slopes


def slope_window(choices: Iterable[Choice], low: float, high: float) -> tuple[float, float]:
    """Ends of the axis of slopes, in halves, with room: from 0 or lower to 1 or higher."""
    least, most = 0.0, 1.0
    for choice in choices:
        slopes = sampled(choice, low, high)[2]
        least, most = min(least, float(np.nanmin(slopes))), max(most, float(np.nanmax(slopes)))
    return math.floor(2.0 * least) / 2.0 - 0.1, math.ceil(2.0 * most) / 2.0 + 0.1


def apart(places: Array, gap: float, low: float, high: float) -> Array:
    """The places (n,) moved as little as it takes to lie between low and high, at least `gap` from each other.

    If there is not room for all, they share what there is.
    """
    n = len(places)
    if n < 2:
        return np.clip(places, low, high)
    gap = min(gap, (high - low) / (n - 1))
    order = np.argsort(places, kind="stable")
    steps = gap * np.arange(n)
    bare = isotonic(np.clip(places[order], low, high) - steps)
    moved = np.empty(n)
    moved[order] = np.clip(bare, low, high - gap * (n - 1)) + steps
    return moved


def label_place(line: Array, width: int) -> tuple[int, float]:
    """Where a label `width` samples wide can stand on a line (n,): the first sample, and the height it must clear.

    It is where the line changes least beneath it, in the inner part of the picture.
    """
    first, last = len(line) // 10, max(len(line) - width - len(line) // 10, len(line) // 10 + 1)
    beneath = np.lib.stride_tricks.sliding_window_view(line, min(width, len(line)))[first:last]
    best = int(np.argmin(np.ptp(beneath, axis=1)))
    return first + best, float(beneath[best].max())


def isotonic(values: Array) -> Array:
    """The closest values (in squares) that never fall: neighbors out of order are replaced by their mean."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([float(value)])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    return np.concatenate([np.full(len(block), np.mean(block)) for block in blocks])
