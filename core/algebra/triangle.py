"""Rows of numbers can be summed up in a small triangle: the same lengths and angles, as few rows as columns."""

import numpy as np

from core.arrays import Array

ROWS_AT_A_TIME = 4096                            # only triangles are kept, so that millions of rows need little memory


def triangle_of(rows: Array) -> Array:
    """Return the factor R (q, q) of rows = Q R for rows (n, q): Rᵀ R = rowsᵀ rows, without forming the squares.

    Householder's reflections, block by block. With fewer rows than columns R is filled up with zeros.
    """
    found = np.zeros((0, rows.shape[1]))
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        found = np.asarray(np.linalg.qr(np.vstack([found, rows[start: start + ROWS_AT_A_TIME]]), mode="r"))
    filled = np.zeros((rows.shape[1], rows.shape[1]))
    filled[: len(found)] = found
    return filled
