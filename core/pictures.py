"""A function of many features is seen a slice at a time: two of them change, the others stay at their means."""

import numpy as np

from core.arrays import Array, Whole
from core.surface import Window


def slice_of(X: Array, seen: tuple[int, int], window: Window, cells: int) -> Array:
    """Rows (cells², d) that cover the window of two features; every other feature is at its mean over X (n, d).

    The first of the two runs fastest, so that answers reshape to (rows up, columns across).
    """
    across, up = window.axes(cells)
    rows = np.tile(X.mean(axis=0), (cells * cells, 1))
    rows[:, seen[1]] = np.repeat(up, cells)
    rows[:, seen[0]] = np.tile(across, cells)
    return rows


def wrong_rows(chosen: Whole, y: Array) -> list[str]:
    """For every frame (k, n) a text with a 1 for each row whose class is not that of y (n,), else a 0."""
    marks = np.where(chosen != y, b"1", b"0").astype("S1")
    return [row.tobytes().decode() for row in marks]
