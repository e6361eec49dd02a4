"""The error surface: the loss over all pairs of two parameters, seen from above like a map."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.arrays import Array, ArrayLike, Flags, Whole


class TwoParameters(Protocol):
    """What a surface can be drawn of: a function of two parameters, for many of them at once."""

    def values(self, thetas: Array) -> Array:
        """Losses (m,) at parameters (m, 2)."""


def surface(f: TwoParameters, b: ArrayLike, w: ArrayLike) -> Array:
    """Loss at every pair of b (columns) and w (rows): an array of shape (len(w), len(b)).

    Works for every objective of two parameters; b is the first parameter, w the second.
    """
    across, up = np.asarray(b, dtype=float), np.asarray(w, dtype=float)
    pairs = np.stack([np.tile(across, len(up)), np.repeat(up, len(across))], axis=1)
    return f.values(pairs).reshape(len(up), len(across))


@dataclass(frozen=True)
class Window:
    """The part of the plane that is drawn: from low to high of each of the two parameters."""

    low: tuple[float, float]
    high: tuple[float, float]

    def axes(self, cells: int) -> tuple[Array, Array]:
        """Centers of cells x cells equal cells: (cells,) across and (cells,) up."""
        edges = (np.arange(cells) + 0.5) / cells
        across, up = (low + (high - low) * edges for low, high in zip(self.low, self.high, strict=True))
        return across, up

    def inside(self, points: Array) -> Flags:
        """Which of the points (m, 2) lie in the window."""
        kept: Flags = np.all((points >= self.low) & (points <= self.high), axis=1)
        return kept

    def clip(self, points: Array, reach: float = 10.0) -> Array:
        """The points (m, 2), those far outside, or nowhere, moved to within `reach` windows of the middle."""
        low, high = np.array(self.low), np.array(self.high)
        middle, size = (low + high) / 2, high - low
        known = np.nan_to_num(points, nan=np.inf, posinf=np.inf, neginf=-np.inf)
        return np.clip(known, middle - reach * size, middle + reach * size)


def window(center: Array, start: Array, bend: Array, floor: float = 0.0, margin: float = 1.15) -> Window:
    """A window that holds the whole valley around `center` up to the height of `start`.

    `bend` (2, 2) is a positive semidefinite Hessian: on that bowl, the points not higher than `start` are an ellipse
    whose half widths are the root of (start − center)ᵀ H (start − center) · (H⁻¹)ⱼⱼ. The window depends on the data
    and the start, never on the path, so that a longer step does not change the picture under it. `floor` is the
    smallest height, for a start that lies on the center.
    """
    step = start - center
    height = max(float(step @ bend @ step), floor) or 1.0
    spread = np.sqrt(np.abs(np.diag(np.linalg.pinv(bend, hermitian=True))))
    half = margin * np.maximum(np.sqrt(height) * spread, np.abs(step))
    half = np.maximum(half, 1e-9 * np.abs(center)) + np.finfo(float).tiny
    return Window((float(center[0] - half[0]), float(center[1] - half[1])),
                  (float(center[0] + half[0]), float(center[1] + half[1])))


def bands(losses: Array, lowest: float, highest: float, count: int = 12) -> Whole:
    """Number of the band, 0..count − 1, of each loss: equal steps of √(L − lowest), so that a bowl has even rings.

    What is higher than `highest`, or not a number, belongs to the last band.
    """
    reach = highest - lowest
    if not reach > 0:
        return np.zeros(losses.shape, dtype=np.int64)
    with np.errstate(invalid="ignore", over="ignore"):
        height = np.sqrt(np.clip((losses - lowest) / reach, 0.0, 1.0))
    height = np.where(np.isfinite(height), height, 1.0)
    return np.minimum((height * count).astype(np.int64), count - 1)


def plane_directions(towards: Array, bend: Array) -> tuple[Array, Array]:
    """Two directions (p,) in which to cut a landscape of many parameters: `towards` a point, and across it.

    Across is where the loss bends most (by the Hessian `bend`), at a right angle to the first, and so long that one
    unit of either raises the bowl by the same height. If there is nowhere to go towards, both are eigenvectors.
    """
    _, vectors = np.linalg.eigh(bend)
    u = towards if np.linalg.norm(towards) > 0 else vectors[:, -2]
    unit = u / np.linalg.norm(u)
    leaning = vectors - np.outer(unit, unit @ vectors)
    v = leaning[:, np.flatnonzero(np.linalg.norm(leaning, axis=0) > 0.1)[-1]]
    height_u, height_v = float(u @ bend @ u), float(v @ bend @ v)
    if height_u > 0 and height_v > 0:
        v = v * np.sqrt(height_u / height_v)
    return u, v


def path_directions(path: Array) -> tuple[Array, Array]:
    """Two directions (p,) in which to see a path (k, p) of many parameters: from its end to its start, and across it.

    Across is the direction in which the path strays most from the straight way between the two. Both are as long as
    the way itself; a path that goes nowhere, or straight on, is given any direction.
    """
    u = path[0] - path[-1]
    length = float(np.linalg.norm(u))
    if not length > 0:
        u = np.zeros_like(u)
        u[0] = length = 1.0
    unit = u / length
    astray = path - path[-1]
    astray = astray - np.outer(astray @ unit, unit)
    v = np.linalg.svd(astray, full_matrices=False)[2][0]
    if not np.linalg.norm(astray) > 1e-9 * length:
        v = np.eye(len(u))[int(np.argmin(np.abs(unit)))]
    v = v - unit * (unit @ v)
    return u, v * (length / float(np.linalg.norm(v)))


def bending_directions(hessian: Array) -> tuple[Array, Array, float, float]:
    """The unit directions (p,) along which a landscape bends most and least, and how much it does there.

    They are eigenvectors of the symmetric `hessian` (p, p), with its largest and its smallest eigenvalue; a smallest
    one below 0 is a way down, as at a saddle.
    """
    values, vectors = np.linalg.eigh(hessian)
    return vectors[:, -1], vectors[:, 0], float(values[-1]), float(values[0])


def random_directions(size: int, seed: int) -> tuple[Array, Array]:
    """Two unit directions (p,) at a right angle, drawn by the seed, all directions being equally likely."""
    drawn = np.random.default_rng(seed).standard_normal((size, 2))
    u, v = np.linalg.qr(drawn)[0].T
    return u, v


def window_around(path: Array, margin: float = 0.35) -> Window:
    """A window that holds all points of a path (k, 2), with room around it."""
    low, high = path.min(axis=0), path.max(axis=0)
    size = high - low
    largest = float(size.max()) or float(np.abs(low).max()) or 1.0
    size = np.maximum(size, 0.3 * largest)
    middle, half = (low + high) / 2, size * (0.5 + margin)
    return Window((float(middle[0] - half[0]), float(middle[1] - half[1])),
                  (float(middle[0] + half[0]), float(middle[1] + half[1])))
