"""A film of a descent: which steps are shown when there are more steps than a hand can scrub through."""

import numpy as np

from core.arrays import Array, Whole

MOST = 120


def frames(steps: int, most: int = MOST) -> Whole:
    """Indices of at most `most` steps out of 0..steps, always with the first and the last, in order.

    Few steps are all shown. Of many, every one at the beginning, where a descent moves most, then ever fewer: the
    gaps grow in proportion to the step (log-spaced).
    """
    if steps < most:
        return np.arange(steps + 1)
    low, high = 1e-9 * steps, float(steps)
    for _ in range(80):                         # so curved that the first gap is one step
        curve = np.sqrt(low * high)
        if curve * np.expm1(np.log1p(steps / curve) / (most - 1)) > 1.0:
            high = curve
        else:
            low = curve
    along = np.linspace(0.0, np.log1p(steps / low), most)
    return np.unique(np.rint(low * np.expm1(along)).astype(np.int64))


def telling_frame(losses: Array, smallest: float, share: float = 0.1) -> int:
    """The frame in which a descent has closed all but a share of its gap: moved visibly, not yet arrived.

    `losses` are those of the frames, `smallest` is the lowest loss there is. A descent that has not got there is
    shown at a third of its way; one that diverges just before it is half as high again as where it started.
    """
    if not losses[-1] <= losses[0]:
        low_enough = np.flatnonzero(losses <= 1.5 * abs(losses[0]))
        return int(low_enough[-1]) if low_enough.size else 0
    gap = losses - smallest
    near = np.flatnonzero(gap <= share * gap[0])
    if near.size and 0 < near[0] < len(losses) - 1:
        return int(near[0])
    return len(losses) // 3


def waymarks(path: Array, count: int) -> Whole:
    """At most `count` frames that lie equally far from each other along a path (k, p), from the first on.

    They show where a descent came from when its first steps are long and its last ones too short to be seen. The
    last frame, where it ends, is not among them; nor are places that are no numbers.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    known = int(np.flatnonzero(~np.isfinite(np.append(lengths, np.inf)))[0])
    gone = np.concatenate([[0.0], np.cumsum(lengths[:known])])
    places = np.searchsorted(gone, gone[-1] * np.arange(count) / count)
    return np.unique(places[places < max(len(path) - 1, 1)])


def has_arrived(losses: Array, smallest: float, share: float = 0.01) -> bool:
    """Whether a descent has closed all but a share of its gap to the lowest loss there is."""
    return bool(losses[-1] - smallest <= share * (losses[0] - smallest))


def first_within(losses: Array, smallest: float, gap: float) -> int | None:
    """The first frame whose loss is less than `gap` above the smallest; None if none is."""
    near = np.flatnonzero(losses - smallest < gap)
    return int(near[0]) if near.size else None
