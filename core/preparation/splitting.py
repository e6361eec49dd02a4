"""Some rows are kept back: what was learned is judged on rows it has never seen."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Whole
from core.refusal import Refusal


@dataclass(frozen=True, eq=False)
class Split:
    """Which rows are learned from and which are kept back, as row numbers in ascending order."""

    train: Whole
    test: Whole


def split(rows: int, share: float = 0.2, seed: int = 0) -> Split:
    """Return a split that keeps back the given share of the rows, drawn by the seed.

    The share is rounded to whole rows; at least one row is on each side.

    Raises:
        ValueError: fewer than two rows, or a share that is not between 0 and 1.
    """
    kept = _kept_back(rows, share)
    order = np.random.default_rng(seed).permutation(rows)
    return Split(train=np.sort(order[kept:]), test=np.sort(order[:kept]))


def split_by_time(rows: int, share: float = 0.2) -> Split:
    """Return a split that keeps back the last rows: the future is never used to predict the past.

    Raises:
        ValueError: fewer than two rows, or a share that is not between 0 and 1.
    """
    kept = _kept_back(rows, share)
    order = np.arange(rows)
    return Split(train=order[: rows - kept], test=order[rows - kept :])


def _kept_back(rows: int, share: float) -> int:
    if rows < 2:
        raise Refusal("Splitting needs at least two rows: one to learn from and one to judge by.")
    if not 0.0 < share < 1.0:
        raise Refusal("The share that is kept back lies between 0 and 1; {share} does not.", share=share)
    return min(max(round(rows * share), 1), rows - 1)
