"""Asking one point of a landscape what it is: valley, hilltop, pass, crease, or simply a slope."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Array, ArrayLike, Whole, as_array
from core.critical_points import sentences
from core.critical_points.creases import corner, usual_slopes
from core.critical_points.curvature import eigen
from core.critical_points.place import Place, bend_of, half_widths, sharper
from core.critical_points.sentences import SENTENCES, direction, directions, number, numbers
from core.objective.protocol import Objective


@dataclass(frozen=True)
class CriticalPoint:
    """A point and its verdict.

    `eigenvalues` (p,) ascend, `eigenvectors` (p, p) stand in columns; `signs` (p,) says which of them are
    really positive (1), zero (0) or negative (−1). `flat` (k, p) are the directions, in rows, in which a
    minimum does not bend. `at_bound` says that L can't be lower anywhere. `down` (p,) is the direction to
    walk on, if one is known. `reason` is the sentence that says why, `template` and `values` are the same
    sentence in two parts, for translation.
    """

    theta: Array
    value: float
    gradient: Array
    hessian: Array
    eigenvalues: Array
    eigenvectors: Array
    signs: Whole
    kind: str
    at_bound: bool
    flat: Array
    down: Array | None
    template: str
    values: Mapping[str, Any]

    @property
    def reason(self) -> str:
        """Why the point is of this kind, as a finished sentence."""
        return self.template.format(**self.values)

    @property
    def minimum_ratio(self) -> float:
        """The share of eigenvalues that are positive: 1 at a minimum, lower the more ways lead down."""
        return float(np.mean(self.signs > 0))


@dataclass(frozen=True)
class Verdict:
    """The outcome of one test: the kind, the case of SENTENCES, its values, and the way down."""

    kind: str
    case: str
    values: Mapping[str, Any]
    down: Array | None = None
    flat: bool = False


def inspect(f: Objective, theta: ArrayLike) -> CriticalPoint:
    """Say what the point theta (p,) of the objective f is, and why.

    The kind is one of "local minimum", "local maximum", "saddle point", "undecided", "minimum at a crease",
    "crease" and "not critical". Signs of eigenvalues are judged on the balanced Hessian, so that neither the
    units of the parameters nor those of L matter. Raises ValueError if theta has the wrong shape.
    """
    point = as_array(theta)
    if point.shape != (f.size,):
        raise ValueError(f"The point has the shape {point.shape}; this loss has {f.size} parameters.")
    value, gradient = float(f.value(point)), as_array(f.gradient(point))
    hessian = as_array(f.hessian(point))
    if not (np.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return undefined(f, point, value, gradient, hessian)
    place = Place(f, point, value, gradient, hessian, *eigen(hessian), bend_of(f, hessian))
    found = verdict_at_corner(place) or verdict_by_slope(place)
    if found is None:
        place = sharper(place)
        found = verdict_by_curvature(place)
    flat = place.bend.level.T if found.flat else np.zeros((0, f.size))
    return CriticalPoint(point, value, gradient, hessian, place.eigenvalues, place.eigenvectors,
                         place.bend.signs, found.kind, place.at_bound, flat, found.down,
                         SENTENCES[found.case], found.values)


def undefined(f: Objective, theta: Array, value: float, gradient: Array, hessian: Array) -> CriticalPoint:
    """The verdict where L, its slope or its bend is not a finite number."""
    unknown = np.full(f.size, np.nan)
    kind, case, values = sentences.UNDECIDED, "undecided.undefined", {}
    if np.isfinite(value):
        case = "undecided.steep"
        if value <= f.lower_bound:
            kind, case = sentences.CREASE_MINIMUM, "crease.minimum.bound"
            values = {"bound": number(f.lower_bound)}
    return CriticalPoint(theta, value, gradient, hessian, unknown, np.full((f.size, f.size), np.nan),
                         np.zeros(f.size, dtype=np.int64), kind, bool(values), np.zeros((0, f.size)), None,
                         SENTENCES[case], values)


def verdict_by_slope(place: Place) -> Verdict | None:
    """Whether the ground is level here at all; None if it is."""
    if place.is_critical:
        return None
    length = float(np.linalg.norm(place.gradient))
    down = -place.gradient / length if length > 0 else -np.sign(place.gradient)     # a length can underflow
    down = down + 0.0                            # −0 becomes 0
    return Verdict(sentences.NOT_CRITICAL, "not critical",
                   {"length": number(length), "down": direction(down, place.names)}, down)


def verdict_by_curvature(place: Place) -> Verdict:
    """What the eigenvalues say about a point with gradient 0."""
    positive, zero, negative = (int(np.sum(place.bend.signs == sign)) for sign in (1, 0, -1))
    shown = {"eigenvalues": numbers(place.eigenvalues)}
    if place.f.convex or (zero and place.at_bound):
        return certain_minimum(place, bool(zero), shown)
    if positive and negative:
        down, up = place.eigenvectors[:, 0], place.eigenvectors[:, -1]
        return Verdict(sentences.SADDLE, "saddle", shown | {
            "negative": negative, "positive": positive,
            "down": direction(down, place.names), "up": direction(up, place.names)}, down)
    if not zero and positive:
        return Verdict(sentences.MINIMUM, "minimum", shown)
    lowest = place.eigenvectors[:, 0] if negative else None
    if not zero:
        return Verdict(sentences.MAXIMUM, "maximum", shown, lowest)
    case = "undecided.positive" if positive else "undecided.negative" if negative else "undecided.zero"
    return Verdict(sentences.UNDECIDED, case, shown | {"zero": zero} | tried(place), lowest)


def certain_minimum(place: Place, flat: bool, shown: Mapping[str, Any]) -> Verdict:
    """A minimum that needs no Hessian: L is convex, or as low as it can be."""
    case = ("minimum.convex" if place.f.convex else "minimum.bound") + (".flat" if flat else "")
    flats = directions(place.bend.level.T, place.names)
    values = {"bound": number(place.f.lower_bound), "flat": flats, **shown}
    return Verdict(sentences.MINIMUM, case, values, flat=flat)


def tried(place: Place) -> dict[str, Any]:
    """A small step both ways along a direction that second order can't judge: the one with the lowest L."""
    half = half_widths(place.f)
    step = 0.1 * (float(half.min()) if half is not None else max(1.0, float(np.linalg.norm(place.theta))))
    ways = place.bend.level.T
    forward = place.f.values(place.theta + step * ways) - place.value
    backward = place.f.values(place.theta - step * ways) - place.value
    lowest = int(np.argmin(np.minimum(forward, backward)))
    return {"step": number(step), "direction": direction(ways[lowest], place.names),
            "forward": number(float(forward[lowest])), "backward": number(float(backward[lowest]))}


def verdict_at_corner(place: Place) -> Verdict | None:
    """What the jump of the slope says; None where the slope does not jump."""
    if place.f.smooth or not hasattr(place.f, "creases"):
        return None
    middle, jumps = place.f.creases(place.theta)
    if not len(jumps):
        return None
    signs = place.f.crease_signs(place.theta) if hasattr(place.f, "crease_signs") else np.ones(len(jumps))
    half = half_widths(place.f)
    reach = np.maximum(np.abs(place.theta), 0.0 if half is None else half)
    found = corner(middle, jumps, signs, usual_slopes(middle, jumps, place.hessian, reach))
    if found.down is not None:
        return corner_down(place, found.down)
    if place.f.convex or found.strict:
        return Verdict(sentences.CREASE_MINIMUM, "crease.minimum", {})
    if place.at_bound:
        bound = {"bound": number(place.f.lower_bound)}
        return Verdict(sentences.CREASE_MINIMUM, "crease.minimum.bound", bound)
    return along_the_crease(place, middle, jumps)


def corner_down(place: Place, down: Array) -> Verdict:
    """A corner from which one direction still goes down."""
    return Verdict(sentences.CREASE, "crease", {"down": direction(down, place.names)}, down)


def along_the_crease(place: Place, middle: Array, jumps: Array) -> Verdict:
    """A corner that is level along some direction: a small step both ways shows whether that goes down."""
    rows = np.vstack([middle, jumps])
    _, lengths, vectors = np.linalg.svd(rows)
    rank = int(np.sum(lengths > 1e-9 * lengths[0]))
    level = vectors[rank:] if rank < place.f.size else vectors[-1:]
    steps = 1e-3 * max(1.0, float(np.linalg.norm(place.theta))) * np.vstack([level, -level])
    change = place.f.values(place.theta + steps) - place.value
    if change.min() < -1e-12 * max(1.0, abs(place.value)):
        down = steps[int(np.argmin(change))]
        return corner_down(place, down / np.linalg.norm(down))
    return Verdict(sentences.UNDECIDED, "undecided.crease", {"direction": direction(level[0], place.names)})
