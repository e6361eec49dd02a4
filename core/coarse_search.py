"""A landscape that is costly to ask is searched for level places only where a coarse map of it looks level."""

from collections.abc import Iterator

import numpy as np

from core.arrays import Array
from core.critical_points import Curve, Found
from core.critical_points.field import Field, window_of
from core.critical_points.levels import SAME, VAGUE, distinct, level_points
from core.critical_points.search import inspected, judged, place_on_the_list, smooth_paths
from core.critical_points.tracing import Path, distance
from core.objective import Objective
from core.standing import Box
from core.surface import Window, surface

CELLS = 61
MOST_STARTS = 40


def find_coarsely(f: Objective, box: Box, seconds: float = 2.0) -> Found:
    """The critical points of a two-parameter objective in a box, as far as a coarse map of it shows them.

    Where the slope on the map is shorter than at all neighbors, Newton's method makes the place exact. A pair of
    level places within one cell of the map can be overlooked.
    """
    field = window_of(f, box, seconds)
    candidates = level_points(field, promising(f, field))
    paths: list[Path] = list(smooth_paths(field, candidates)) if f.smooth else []
    single = [x for x in candidates if all(distance(path, x) > VAGUE for path in paths)]
    points = inspected(field, distinct(np.array(single).reshape(-1, 2), SAME))
    return Found(tuple(sorted(points, key=place_on_the_list)), tuple(curves(field, paths)), np.zeros((0, 2)),
                 not field.late)


def curves(field: Field, paths: list[Path]) -> Iterator[Curve]:
    """The curves of level places with their verdicts."""
    for path in paths:
        yield from judged(field, path)


def promising(f: Objective, field: Field) -> Array:
    """Window coordinates (m, 2) of the cells of the map whose slope is the shortest around, the shortest first."""
    low, high = field.center - field.half, field.center + field.half
    axes = Window(tuple(low), tuple(high)).axes(CELLS)
    up, across = np.gradient(surface(f, *axes))
    lengths = np.pad(np.hypot(up, across), 1, constant_values=np.inf)
    middle = lengths[1:-1, 1:-1]
    around = [lengths[1 + i:CELLS + 1 + i, 1 + j:CELLS + 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    rows, columns = np.nonzero(np.all([middle <= other for other in around], axis=0))
    shortest = np.argsort(middle[rows, columns], kind="stable")[:MOST_STARTS]
    places = np.stack([axes[0][columns[shortest]], axes[1][rows[shortest]]], axis=1)
    starts: Array = (places - field.center) / field.half
    return starts
