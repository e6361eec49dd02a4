"""How the values of a column are spread: a histogram small enough for one cell of a table."""

import numpy as np
import pandas as pd

BINS = 14


def spread(values: pd.Series, kind: str, bins: int = BINS) -> tuple[int, ...]:
    """How many values fall into each of `bins` equal parts of the range; empty where that says nothing.

    Of categories and yes/no, how often each value occurs, the commonest first, at most `bins` of them.
    Missing and infinite values are not counted; text has no spread.
    """
    present = values.dropna()
    if kind == "text" or present.empty:
        return ()
    if kind in ("category", "boolean"):
        return tuple(int(n) for n in present.value_counts().head(bins) if n)
    if kind == "date":
        return histogram(present.astype("int64").to_numpy(dtype=float), bins)
    return histogram(present.to_numpy(dtype=float), bins)


def histogram(values: np.ndarray, bins: int) -> tuple[int, ...]:
    """Counts of finite values in equal parts of their range; all in the first if they are equal."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return ()
    largest = float(np.abs(finite).max()) or 1.0
    scaled = finite / largest        # the width of the range is a number, whatever the values
    low, high = float(scaled.min()), float(scaled.max())
    if low == high:
        return (len(finite), *[0] * (bins - 1))
    places = np.minimum(((scaled - low) / (high - low) * bins).astype(int), bins - 1)
    return tuple(np.bincount(places, minlength=bins).tolist())
