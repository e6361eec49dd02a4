"""All level places of a landscape at once: valleys, hilltops and passes in the window, and curves of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from core.arrays import Array
from core.critical_points import sentences
from core.critical_points.corners import corners, tips
from core.critical_points.field import Box, Field, is_level, newton_steps, polish, window_of
from core.critical_points.inspection import CriticalPoint, inspect
from core.critical_points.levels import (
    DEGENERATE,
    SAME,
    VAGUE,
    distinct,
    level_ground,
    level_points,
    starts,
    steadiness,
)
from core.critical_points.tracing import Path, distance, trace
from core.exact import NoExactMinimum, minimize
from core.formula import Formula
from core.objective.general import DataObjective
from core.objective.protocol import Objective

CURVES: Mapping[str, str] = {
    "minimum": "The gradient is 0 all along this curve, and L rises on both sides: every point is a minimum.",
    "minimum.bound": "L can't be below {bound}, and it is there all along this curve.",
    "minimum.convex": "The gradient is 0 all along this line and L is convex: nothing is lower.",
    "minimum.crease": "L has a crease along this curve and rises on both sides of it.",
    "maximum": "The gradient is 0 all along this curve, and L falls on both sides: every point is a maximum.",
    "undecided": "The gradient is 0 all along this curve, and second order can't tell what L does beside it.",
}


@dataclass(frozen=True)
class Curve:
    """A curve of critical points: `path` (k, 2), its kind, and why (a sentence, also in two parts)."""

    path: Array
    closed: bool
    value: float
    kind: str
    template: str
    values: Mapping[str, Any]

    @property
    def reason(self) -> str:
        """Why the points of the curve are of this kind, as a finished sentence."""
        return self.template.format(**self.values)


@dataclass(frozen=True)
class Found:
    """What a search found: single points, curves of points, and samples (k, 2) of wholly level ground.

    `complete` is False if the time was up before the search had ended.
    """

    points: tuple[CriticalPoint, ...]
    curves: tuple[Curve, ...]
    level: Array
    complete: bool

    def of_kind(self, kind: str) -> tuple[CriticalPoint, ...]:
        """The single points of one kind."""
        return tuple(point for point in self.points if point.kind == kind)


def find(f: Objective, box: Box | None = None, *, seconds: float = 5.0) -> Found:
    """Every critical point of a two-parameter objective in a box ((low, high), (low, high)), default f.box.

    Newton's method on the gradient starts everywhere on a grid; what it finds is made exact to the last
    digits, and where critical points are not alone the curve of them is followed. On formulas with abs or
    relu the creases are searched as well. Points come with their verdicts, minima first. Raises ValueError if
    f has not two parameters or there is no box.
    """
    if f.size != 2:
        raise ValueError(f"Critical points are searched in two parameters, not {f.size}: cut a plane first.")
    chosen = getattr(f, "box", None) if box is None else box
    if chosen is None:
        raise ValueError("Give the box in which to search: ((low, high), (low, high)).")
    field = window_of(f, chosen, seconds)
    candidates, ground = level_places(field)
    paths = [*smooth_paths(field, candidates)] if f.smooth or isinstance(f, Formula) else []
    single = [x for x in candidates if all(distance(path, x) > VAGUE for path in paths)]
    curves = [curve for path in paths for curve in judged(field, path)]
    if isinstance(f, Formula) and not f.smooth:
        more, edges = corners(field)
        single += [x for x in (*more, *tips(field)) if all(distance(path, x) > VAGUE for path in edges)]
        curves += [edge(field, path) for path in edges]
    points = inspected(field, distinct(np.array(single).reshape(-1, 2), SAME))
    return Found(tuple(sorted(points, key=place_on_the_list)), tuple(curves), field.theta(ground), not field.late)


def place_on_the_list(point: CriticalPoint) -> tuple[int, float]:
    """Minima first, the lowest of them before the others."""
    order = (sentences.MINIMUM, sentences.CREASE_MINIMUM, sentences.SADDLE, sentences.MAXIMUM)
    return order.index(point.kind) if point.kind in order else len(order), point.value


def level_places(field: Field) -> tuple[Array, Array]:
    """Points (m, 2) at which the slope is 0, and samples (k, 2) of wholly level ground.

    The minimum of a convex loss on data is computed; everything else is searched from a grid.
    """
    exact = exact_minimum(field) if isinstance(field.f, DataObjective) and field.f.convex else None
    if exact is not None:
        return exact, np.zeros((0, 2))
    grid = starts(field)
    ground = level_ground(field, grid)
    return level_points(field, np.delete(grid, ground, axis=0)), grid[ground]


def exact_minimum(field: Field) -> Array | None:
    """The lowest point of a convex loss (1, 2); (0, 2) if it is outside of the window or does not exist.

    None if it is one of many, and others may be in the window.
    """
    try:
        best = minimize(field.f)
    except NoExactMinimum:
        return np.zeros((0, 2))
    x = (best.theta - field.center) / field.half
    if np.abs(x).max() <= 1:
        return x[None]
    return np.zeros((0, 2)) if best.unique or not field.f.smooth else None


def inspected(field: Field, candidates: Array) -> Iterator[CriticalPoint]:
    """The verdicts on single points, as long as there is time."""
    for x in candidates:
        if field.late:
            return
        if (point := inspect(field.f, field.theta(x))).kind != sentences.NOT_CRITICAL:
            yield point


@dataclass(frozen=True)
class Valley:
    """Curves on which the gradient is 0: back to them by Newton across, along them where L bends least."""

    field: Field

    def correct(self, x: Array) -> Array | None:
        """The level point across from x."""
        for _ in range(30):
            gradients, hessians = self.field.slopes(x[None])
            if not (np.isfinite(gradients).all() and np.isfinite(hessians).all()):
                return None
            values, vectors = np.linalg.eigh(hessians[0])
            if not values.any():
                return x if not gradients.any() else None
            strong = int(np.argmax(np.abs(values)))
            step = -vectors[:, strong] * (vectors[:, strong] @ gradients[0]) / values[strong]
            x = x + step
            if np.abs(step).max() < 1e-13:
                break
        x = polish(self.field, x[None], rounds=1)[0]
        return x if is_level(*self.field.slopes(x[None]))[0] else None

    def tangent(self, x: Array) -> Array:
        """The direction in which L bends least; if it does not bend at all, the one with the least slope."""
        hessian = self.field.slopes(x[None])[1][0]
        values, vectors = np.linalg.eigh(hessian)
        if values.any():
            return cast(Array, vectors[:, int(np.argmin(np.abs(values)))])
        angles = np.linspace(0.0, np.pi, 181)[:-1]
        around = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        lengths = np.hypot(*self.field.slopes(x + 1e-2 * around)[0].T)
        return cast(Array, around[int(np.argmin(lengths))])


def smooth_paths(field: Field, candidates: Array) -> Iterator[Path]:
    """The curves of critical points through those candidates that are not alone."""
    valley = Valley(field)
    known: list[Path] = []
    for x in candidates[steadiness(field.slopes(candidates)[1]) <= DEGENERATE] if len(candidates) else ():
        if field.late:
            return
        if any(distance(path, x) <= VAGUE for path in known):
            continue
        if path := trace(valley, x, lambda: field.late):
            known.append(path)
            yield path


def judged(field: Field, path: Path) -> Iterator[Curve]:
    """The curve, cut where the bend across it changes its sign, each part with its verdict."""
    f, thetas = field.f, field.theta(path.points)
    values = {"bound": sentences.number(f.lower_bound)}
    lowest = f.convex or all(inspect(f, theta).at_bound for theta in thetas[::max(len(thetas) // 8, 1)])
    signs = np.zeros(len(thetas)) if lowest else signs_across(field, path.points)
    cuts = np.flatnonzero(np.diff(signs)) + 1
    for first, last in zip([0, *cuts], [*cuts, len(signs)], strict=True):
        part = thetas[max(first - 1, 0):last]
        if len(part) > 1:
            kind, case = curve_verdict(f, lowest, signs[first])
            height = float(f.value(thetas[(first + last) // 2]))
            yield Curve(part, path.closed and not len(cuts), height, kind, CURVES[case], values)


def signs_across(field: Field, points: Array) -> Array:
    """Whether L bends up (1), not at all (0) or down (−1) across a curve at its points (k, 2)."""
    across = newton_steps(*field.slopes(points))[1][:, 1]
    beside = [newton_steps(*field.slopes(points + shift))[1][:, 1] for shift in np.eye(2) * 0.05]
    usual = np.median(np.abs(beside)[np.isfinite(beside)])
    signs = np.where(np.abs(across) > 1e-6 * usual, np.sign(across), 0.0)
    for place in range(1, len(signs)):
        if signs[place] == 0 and np.any(signs[place:place + 3]):
            signs[place] = signs[place - 1]      # a change of sign is no stretch of its own
    return signs


def curve_verdict(f: Objective, lowest: bool, sign: float) -> tuple[str, str]:
    """Kind and case for a curve: the bend across it decides, since along it L is the same everywhere."""
    if lowest:
        return sentences.MINIMUM, "minimum.convex" if f.convex else "minimum.bound"
    if sign > 0:
        return sentences.MINIMUM, "minimum"
    return (sentences.MAXIMUM, "maximum") if sign < 0 else (sentences.UNDECIDED, "undecided")


def edge(field: Field, path: Path) -> Curve:
    """A crease that is level along its whole length, with the verdict of its middle."""
    f, theta = cast(Formula, field.f), field.theta(path.points[len(path.points) // 2])
    middle = inspect(f, theta)
    slope, jumps, signs = f.crease_details(theta)
    kind, case = middle.kind, "undecided"
    jump = float(np.linalg.norm(jumps.sum(axis=0)))
    if len(jumps) and signs.min() > 0 and np.linalg.norm(slope) < (1 - 1e-6) * jump:
        kind, case = sentences.CREASE_MINIMUM, "minimum.crease"
    if middle.at_bound:
        case = "minimum.bound"
    return Curve(field.theta(path.points), path.closed, middle.value, kind, CURVES[case],
                 {"bound": sentences.number(f.lower_bound)})
