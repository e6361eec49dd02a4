"""Level places: from a grid of starts to the different points at which the slope is 0."""

from time import monotonic

import numpy as np

from core.arrays import Array, Whole, as_array
from core.critical_points.field import Field, descend_slopes, is_level, is_single, polish

SAME = 1e-6                          # distance, in window coordinates, of two finds that are one point
VAGUE = 1e-3                         # the same where the slope fades faster than in proportion
DEGENERATE = 1e-6                    # ratio of the two curvatures below which a point may lie on a curve
DENSEST, COARSEST = 61, 9            # starts along each side of the window


def starts(field: Field) -> Array:
    """A grid (m, 2) over the window, as fine as the time allows."""
    side = DENSEST
    if not hasattr(field.f, "derivatives"):
        begun = monotonic()
        field.slopes(np.array([[0.1, 0.2], [-0.4, 0.3]]))
        cost = (monotonic() - begun) / 2
        affordable = (field.deadline - monotonic()) / (80 * max(cost, 1e-6))
        side = int(np.clip(np.sqrt(affordable), COARSEST, DENSEST))
    return start_grid(side)


def start_grid(side: int) -> Array:
    """side × side places (m, 2) all over the window, slightly askew to avoid lines of symmetry."""
    line = np.linspace(-1.0, 1.0, side)
    return np.stack([np.tile(line, side), np.repeat(line, side)], axis=1) * 1.013 + 1e-4 * np.sqrt([2.0, 3.0])


def level_ground(field: Field, grid: Array) -> Whole:
    """Indices of grid points with neither slope nor bend, around which it is the same."""
    gradients, hessians = field.slopes(grid)
    flat = np.flatnonzero(~gradients.any(axis=1) & ~hessians.any(axis=(1, 2)))
    around = 1e-3 * np.array([[1.0, 0.3], [-0.4, 1.0], [-1.0, -0.2], [0.5, -1.0]])
    for offset in around:
        flat = flat[~field.slopes(grid[flat] + offset)[0].any(axis=1)]
    return flat


def level_points(field: Field, grid: Array) -> Array:
    """Different points (m, 2) of the window at which the ground is level, the surest first."""
    x = descend_slopes(field, grid)
    x = x[is_level(*field.slopes(x)) & (np.abs(x).max(axis=1) <= 1 + SAME)]
    x = x[np.sort(np.unique(np.round(x, 12), axis=0, return_index=True)[1])]     # most end at the same places
    x = polish(field, x[is_single(field, x)])
    gradients, hessians = field.slopes(x)
    inside = is_level(gradients, hessians) & (np.abs(x).max(axis=1) <= 1 + 1e-9)
    x, gradients, hessians = x[inside], gradients[inside], hessians[inside]
    ratio = steadiness(hessians)
    order = np.lexsort((np.hypot(*gradients.T), ratio <= DEGENERATE))
    sure, vague = x[order][ratio[order] > DEGENERATE], x[order][ratio[order] <= DEGENERATE]
    sure = distinct(sure, SAME)
    return np.array([*sure, *distinct(vague, VAGUE, sure)]).reshape(-1, 2)


def steadiness(hessians: Array) -> Array:
    """The ratio of the weaker to the stronger curvature (m,); 0 where there is none."""
    values = np.sort(np.abs(np.linalg.eigvalsh(hessians)), axis=1)
    return as_array(np.divide(values[:, 0], values[:, 1], out=np.zeros(len(values)), where=values[:, 1] > 0))


def distinct(points: Array, apart: float, taken: Array | None = None) -> Array:
    """Those of the points (m, 2) that are farther apart than that from each other and from those taken."""
    first = np.zeros((0, 2)) if taken is None else taken
    kept, many = np.concatenate([first, np.empty_like(points)]), len(first)
    for point in points:
        if not many or np.abs(kept[:many] - point).max(axis=1).min() > apart:
            kept[many] = point
            many += 1
    return kept[len(first):many]
