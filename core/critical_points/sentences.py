"""What a point of a landscape is, and why: one sentence for each case, with the point's own numbers."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.arrays import Array

MINIMUM, MAXIMUM, SADDLE, UNDECIDED = "local minimum", "local maximum", "saddle point", "undecided"
CREASE_MINIMUM, CREASE, NOT_CRITICAL = "minimum at a crease", "crease", "not critical"

TRIED = (" A step of {step} along {direction} changes L by {forward}, the opposite one by {backward}.")

SENTENCES: Mapping[str, str] = {
    "minimum":
        "The gradient is 0 and all eigenvalues of the Hessian are positive ({eigenvalues}): "
        "L rises in every direction.",
    "minimum.convex":
        "The gradient is 0 and L is convex: nothing is lower. Eigenvalues: {eigenvalues}.",
    "minimum.convex.flat":
        "The gradient is 0 and L is convex: nothing is lower. Along {flat} the curvature is 0, "
        "so that neighbors there are as good to second order.",
    "minimum.bound":
        "L can't be below {bound}, and it is there.",
    "minimum.bound.flat":
        "L can't be below {bound}, and it is there. Along {flat} the curvature is 0, "
        "so that neighbors there are as good to second order.",
    "maximum":
        "The gradient is 0 and all eigenvalues of the Hessian are negative ({eigenvalues}): "
        "L falls in every direction.",
    "saddle":
        "The gradient is 0, {negative} eigenvalue(s) are negative and {positive} positive ({eigenvalues}): "
        "L falls along {down} and rises along {up}.",
    "undecided.zero":
        "The gradient is 0 and so are all eigenvalues of the Hessian: second order can't tell." + TRIED,
    "undecided.positive":
        "The gradient is 0, {zero} eigenvalue(s) are 0 and the others positive ({eigenvalues}): "
        "second order can't tell a minimum from a saddle point." + TRIED,
    "undecided.negative":
        "The gradient is 0, {zero} eigenvalue(s) are 0 and the others negative ({eigenvalues}): "
        "no minimum, but second order can't tell a maximum from a saddle point." + TRIED,
    "undecided.crease":
        "L has a corner here. Along {direction} it has no slope, "
        "so the corner can't tell whether this is a minimum.",
    "undecided.undefined":
        "L is not a finite number here, so it has no slope.",
    "undecided.steep":
        "The slope is not a finite number here, so it can't tell what kind of place this is.",
    "crease.minimum":
        "L has a corner here and falls in no direction: 0 lies between the slopes.",
    "crease.minimum.bound":
        "L can't be below {bound}, and it is there, at a corner where the slope jumps.",
    "crease":
        "L has a corner here, yet it still falls along {down}.",
    "not critical":
        "The gradient has length {length}, not 0: downhill is {down}.",
}


def number(value: float, digits: int = 4) -> str:
    """A number for a sentence: four digits, and a real minus sign."""
    return f"{value + 0.0:.{digits}g}".replace("-", "−")


def numbers(values: Sequence[float] | Array, most: int = 6) -> str:
    """Some numbers for a sentence; of many the outermost ones."""
    shown = [number(float(value)) for value in values]
    if len(shown) > most:
        shown = [*shown[:most // 2], "…", *shown[-(most // 2):]]
    return ", ".join(shown)


def direction(vector: Array, names: Sequence[str] = ()) -> str:
    """A direction for a sentence: all its parts, or of many the three largest with their names."""
    if len(vector) <= 4:
        return f"({', '.join(number(part) for part in vector)})"
    largest = np.argsort(-np.abs(vector), kind="stable")[:3]
    named = names if len(names) == len(vector) else [f"θ_{i + 1}" for i in range(len(vector))]
    return "(" + ", ".join(f"{named[i]}: {number(vector[i])}" for i in largest) + ", …)"


def directions(vectors: Array, names: Sequence[str] = ()) -> str:
    """Some directions (k, p), one per row, for a sentence; at most two of them."""
    shown = [direction(vector, names) for vector in vectors[:2]]
    return ", ".join(shown) + (", …" if len(vectors) > 2 else "")
