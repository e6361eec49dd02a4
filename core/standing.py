"""Standing at one point of a landscape: which ways bend up or down from here, and what a step along them changes."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.critical_points import CriticalPoint

Box = tuple[tuple[float, float], tuple[float, float]]


def half_window(box: Box) -> Array:
    """Half the size of a window ((low, high), (low, high)), by parameter (2,)."""
    return np.array([(high - low) / 2 for low, high in box])


def reach(box: Box, direction: ArrayLike) -> float:
    """How far it is, in the parameters' own length, to walk half a window along a direction (2,)."""
    along = as_array(direction)
    return float(np.linalg.norm(along) / np.linalg.norm(along / half_window(box)))


def chord(box: Box, theta: ArrayLike, direction: ArrayLike, share: float) -> Array:
    """The two ends (2, 2) of a line through theta (2,), `share` of half a window to either side."""
    unit = as_array(direction) / np.linalg.norm(as_array(direction))
    step = share * reach(box, unit) * unit
    return np.stack([as_array(theta) - step, as_array(theta) + step])


def nudged(box: Box, theta: ArrayLike, share: float, seed: int) -> Array:
    """The point theta (2,) moved by normal noise whose deviation is `share` of half a window, by parameter."""
    noise = np.random.default_rng(seed).standard_normal(2)
    moved: Array = as_array(theta) + share * half_window(box) * noise
    return moved


@dataclass(frozen=True)
class Terms:
    """A step v written in the eigenvectors of the Hessian, and what each part of it changes, to second order.

    L(θ + v) ≈ L(θ) + Σ gᵢcᵢ + ½ Σ λᵢcᵢ²: `parts` are the cᵢ = uᵢ·v, `slopes` the gᵢ = uᵢ·∇L, `changes` the whole
    terms gᵢcᵢ + ½λᵢcᵢ², all (p,).
    """

    parts: Array
    slopes: Array
    changes: Array


def terms(point: CriticalPoint, step: ArrayLike) -> Terms:
    """The second-order terms of a step (p,) from a point."""
    parts, slopes = point.eigenvectors.T @ as_array(step), point.eigenvectors.T @ point.gradient
    return Terms(parts, slopes, slopes * parts + 0.5 * point.eigenvalues * parts**2)


def label_end(box: Box, ends: Array) -> tuple[Array, int]:
    """Where a line's name stands: at its right end, text to the right (1); near the border at its left end (−1)."""
    right = ends[int(np.argmax(ends[:, 0]))]
    low, high = box[0]
    if right[0] <= low + 0.7 * (high - low):
        return right, 1
    return ends[int(np.argmin(ends[:, 0]))], -1


def tidied(box: Box, theta: ArrayLike) -> Array:
    """The point (2,) for reading: what is nothing beside the window is 0."""
    point = as_array(theta)
    return np.where(np.abs(point) < 1e-12 * half_window(box), 0.0, point)


def into(box: Box, theta: ArrayLike) -> Array:
    """The point (2,) of the window that is closest to theta."""
    low, high = np.array(box).T
    return np.clip(as_array(theta), low, high)
