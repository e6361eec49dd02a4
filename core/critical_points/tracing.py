"""Following a curve of level points, such as w₁w₂ = 1, from one of its points to the ends of the window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.arrays import Array

STRIDE, SHORTEST = 0.02, 1e-5        # in window coordinates, where the window is 2 wide
MOST = 1500                          # points on one curve


class System(Protocol):
    """What defines a curve: a way back onto it, and its direction."""

    def correct(self, x: Array) -> Array | None:
        """The point of the curve next to x (2,); None if there is none near."""

    def tangent(self, x: Array) -> Array:
        """A unit vector (2,) along the curve at a point of it."""


@dataclass(frozen=True)
class Path:
    """A curve in window coordinates: its points (k, 2), and whether its end is its beginning."""

    points: Array
    closed: bool


def trace(system: System, start: Array, late: Callable[[], bool]) -> Path | None:
    """The whole curve through a start (2,) on it; None if the start is a single point and no curve."""
    ahead, closed = march(system, start, system.tangent(start), late)
    back: list[Array] = [] if closed else march(system, start, -system.tangent(start), late)[0]
    points = np.array([*back[::-1], start, *ahead])
    return Path(points, closed) if len(points) >= 4 else None


def march(system: System, start: Array, heading: Array, late: Callable[[], bool]) -> tuple[list[Array], bool]:
    """Points of the curve after the start, one stride after another; and whether they led back to it."""
    points: list[Array] = []
    here, stride = start, STRIDE
    while len(points) < MOST and not late():
        found = next_point(system, here, heading, stride)
        if found is None:
            stride /= 2
            if stride < SHORTEST:
                break
            continue
        if np.abs(found).max() > 1:
            points.append(border(system, here, heading, stride))
            break
        way = found - here
        points.append(found)
        heading = oriented(system.tangent(found), way)
        here, stride = found, min(STRIDE, 1.5 * stride)
        if len(points) > 4 and np.linalg.norm(here - start) < 0.8 * STRIDE:
            return [*points, start], True
    return points, False


def next_point(system: System, here: Array, heading: Array, stride: float) -> Array | None:
    """One stride along the heading and back onto the curve; None where that leads astray."""
    found = system.correct(here + stride * heading)
    if found is None or np.linalg.norm(found - (here + stride * heading)) > 0.5 * stride:
        return None
    return found


def border(system: System, here: Array, heading: Array, stride: float) -> Array:
    """Where the curve leaves the window: a stride just long enough."""
    short, long, last = 0.0, stride, here
    for _ in range(30):
        middle = (short + long) / 2
        found = next_point(system, here, heading, middle)
        if found is not None and np.abs(found).max() <= 1:
            short, last = middle, found
        else:
            long = middle
    return last


def oriented(tangent: Array, way: Array) -> Array:
    """The tangent, pointing onwards."""
    return tangent if tangent @ way >= 0 else -tangent


def distance(path: Path, x: Array) -> float:
    """How far the point x (2,) is from the polyline."""
    a, b = path.points[:-1], path.points[1:]
    length = np.maximum(((b - a)**2).sum(axis=1), 1e-300)
    share = np.clip(((x - a) * (b - a)).sum(axis=1) / length, 0.0, 1.0)
    return float(np.linalg.norm(a + share[:, None] * (b - a) - x, axis=1).min())
