"""A film of a descent: which steps are shown when there are more steps than a hand can scrub through."""

import numpy as np

from core.arrays import Array, Whole

MOST = 300


def frames(steps: int, most: int = MOST) -> Whole:
    """Indices of at most `most` steps out of 0..steps, always with the first and the last, in order.

    Few steps are all shown. Of many, every one at the beginning, where a descent moves most, then ever fewer: the
    gaps grow in proportion to the step (log-spaced).
    """
    if steps < most:
        return np.arange(steps + 1)
    low, high = 1.0, float(steps)           # the most even spacing that still gives no more than `most` frames
    for _ in range(60):
        start = np.sqrt(low * high)
        if len(spaced(steps, most, start)) > most:
            high = start
        else:
            low = start
    return spaced(steps, most, low)


def spaced(steps: int, most: int, start: float) -> Whole:
    """0..steps along a logarithm that counts single steps up to about `start`."""
    along = np.linspace(0.0, np.log1p(steps / start), most)
    rounded = np.unique(np.rint(start * np.expm1(along)).astype(np.int64))
    return np.unique(np.concatenate([[0], rounded, [steps]]))


def telling_frame(losses: Array, smallest: float, share: float = 0.1) -> int:
    """The frame in which a descent has closed all but a share of its gap: moved visibly, not yet arrived.

    `losses` are those of the frames, `smallest` is the lowest loss there is. A descent that never gets there
    (too few steps, or it diverges) is shown at a third of its way.
    """
    gap = losses - smallest
    near = np.flatnonzero(gap <= share * gap[0])
    if near.size and 0 < near[0] < len(losses) - 1:
        return int(near[0])
    return len(losses) // 3
