"""The numbers of the whole core are arrays of ordinary 64-bit floating-point numbers."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.int64]

__all__ = ["Array", "ArrayLike", "Flags", "Whole", "as_array"]


def as_array(values: ArrayLike) -> Array:
    """Return the values as float64, whatever shape they have; text and other non-numbers raise ValueError."""
    return np.asarray(values, dtype=np.float64)
