"""Where a curve leaves its picture, and how the names at the ends of curves keep out of each other's way."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array


@dataclass(frozen=True)
class Frame:
    """The part of the plane that a picture shows."""

    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True)
class Segment:
    """The visible part of a line, from left to right."""

    x: float
    y: float
    x2: float
    y2: float


def visible(b: float, w: float, frame: Frame) -> Segment | None:
    """Return the part of y = b + w·x inside the frame, or None if the line passes it by (Liang and Barsky, 1984)."""
    at_left, at_right = b + w * frame.left, b + w * frame.right
    rise = at_right - at_left
    enter, leave = 0.0, 1.0
    for toward, room in ((-rise, at_left - frame.low), (rise, frame.high - at_left)):
        if toward == 0.0:
            if room < 0.0:
                return None
        elif toward < 0.0:
            enter = max(enter, room / toward)
        else:
            leave = min(leave, room / toward)
    if not enter <= leave:
        return None
    width = frame.right - frame.left
    ends = np.clip([at_left + rise * enter, at_left + rise * leave], frame.low, frame.high)
    return Segment(frame.left + width * enter, float(ends[0]), frame.left + width * leave, float(ends[1]))


def passes(b: float, w: float, frame: Frame) -> int:
    """Return 1 if a line that is not visible passes above the frame, -1 if it passes below, at the middle."""
    middle = b + w * (frame.left + frame.right) / 2.0
    return 1 if middle > (frame.low + frame.high) / 2.0 else -1


def leaves(x: Array, y: Array, low: float, high: float) -> tuple[float, float]:
    """Return where a curve (n,) is last seen between low and high: its last point, or the border that it crosses.

    A curve that is never inside is seen at its first point, moved to the border.
    """
    inside = np.flatnonzero((y >= low) & (y <= high))
    if not inside.size:
        return float(x[0]), float(np.clip(y[0], low, high))
    last = int(inside[-1])
    if last + 1 == len(x):
        return float(x[last]), float(y[last])
    border = high if y[last + 1] > high else low
    share = (border - y[last]) / (y[last + 1] - y[last])
    return float(x[last] + share * (x[last + 1] - x[last])), border


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places as near as possible to the wanted ones, at least `gap` from each other, from low to high.

    Nearest in the sum of squares: neighbors that are too close become a block around their mean (pool adjacent
    violators). More names than the room holds share it evenly.
    """
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[tuple[float, int]] = []         # mean of (wanted - position * gap), and how many
    for position, index in enumerate(order):
        mean, size = min(max(wanted[index], low), high) - position * gap, 1
        while blocks and blocks[-1][0] > mean:
            other, many = blocks.pop()
            mean, size = (mean * size + other * many) / (size + many), size + many
        blocks.append((mean, size))
    flat = [mean for mean, size in blocks for _ in range(size)]
    top = high - (len(wanted) - 1) * gap
    placed = [0.0] * len(wanted)
    for position, index in enumerate(order):
        placed[index] = min(max(flat[position], low), top) + position * gap
    return placed
