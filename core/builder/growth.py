"""Piece by piece: k + 1 pieces begin with the k before and one more, so the error never rises."""

from dataclasses import dataclass, replace

import numpy as np

from core.activations import Choice, Chosen, chosen
from core.arrays import Array, ArrayLike, as_array
from core.builder.pieces import Pieces
from core.builder.search import Place, Search, spare

MOST_PIECES = 24
BLOCK = 256                                      # rows
ROUNDING = 1e-12                                 # of an error
DEPENDENT = 1e-11                                # singular values below this share of the largest count as 0


@dataclass(frozen=True, eq=False)
class Growth:
    """Sums of 0, 1, 2, ... pieces, and how wrong each is."""

    sums: tuple[Pieces, ...]
    errors: Array                                # (len(sums),) means of squared errors, never rising
    helpful: int                                 # up to this number, every piece lowered the error


def grow(x: ArrayLike, y: ArrayLike, activation: Choice, most: int = MOST_PIECES) -> Growth:
    """Build a curve through the points from 0 to `most` pieces.

    Places and steepnesses are found by search, the outer weights (b and all c) are the exact least squares of all
    rows. A piece that helps nowhere is placed all the same, and shares the work of the others: the identity gets k
    lines, and the sum stays a line.

    Args:
        x: (n,), n at least 1; finite.
        y: (n,).
        activation: a name, or a name with parameters.
        most: the largest number of pieces.

    Raises:
        ValueError: there is no row, x and y differ in length, or there is no such activation.
    """
    across, up, bend = as_array(x), as_array(y), chosen(activation)
    if across.ndim != 1 or across.shape != up.shape or not len(across):
        raise ValueError(f"x and y must be two columns of equal length, not {across.shape} and {up.shape}.")
    rows = Rows.of(across, up, bend)
    search = Search.over(bend, rows.u, up)
    fit = rows.fit([])
    fits, spares = [fit], list[Place]()
    while len(fits) <= most:
        if not spares and search.add():
            fit = improved(rows, search)
        else:
            spares.append(spare(len(spares) + 1))
            fit = rows.fit([*search.places, *spares])
        fits.append(not_above(fit, fits[-1]))
    return Growth(tuple(rows.pieces(each) for each in fits), np.array([each.error for each in fits]),
                  len(search.places))


@dataclass(frozen=True, eq=False)
class Fit:
    """Places, the exact weights for them, and the mean of the squared errors."""

    places: list[Place]
    constant: float
    heights: Array
    error: float


def not_above(fit: Fit, before: Fit) -> Fit:
    """The fit; if rounding left it above the one before, as low as that, or else without weight on its new piece."""
    if fit.error <= before.error:
        return fit
    if fit.error <= before.error * (1.0 + ROUNDING):
        return replace(fit, error=before.error)
    return Fit([*before.places, fit.places[-1]], before.constant, np.append(before.heights, 0.0), before.error)


@dataclass(frozen=True, eq=False)
class Rows:
    """The points, with x brought to u in −1 .. 1."""

    u: Array
    y: Array
    bend: Chosen
    center: float
    half: float

    @classmethod
    def of(cls, x: Array, y: Array, bend: Chosen) -> "Rows":
        """Points x, y (n,); x that is the same everywhere becomes 0."""
        low, high = float(x.min()), float(x.max())
        center, half = low / 2 + high / 2, high / 2 - low / 2
        half = half if half > 0 else 1.0
        return cls((x - center) / half, y, bend, center, half)

    def fit(self, places: list[Place]) -> Fit:
        """The exact outer weights: least squares on columns without their mean, of length 1.

        Reflections bring the rows down to a triangle, its singular values solve; where pieces depend on each other,
        the shortest of all best weights.
        """
        steep, middle = table_of(places)
        columns = self.bend.value(steep * (self.u[:, None] - middle))
        means = columns.mean(axis=0)
        bare = columns - means
        length = np.linalg.norm(bare, axis=0)
        length = np.where(length > 1e-9 * np.linalg.norm(columns, axis=0), length, np.inf)
        level = float(self.y.mean())
        triangle = triangle_of(np.column_stack([bare / length, self.y - level]))
        heights = np.linalg.lstsq(triangle[:, :-1], triangle[:, -1], rcond=DEPENDENT)[0] / length
        missing = self.y - level - bare @ heights
        return Fit(places, level - float(means @ heights), heights, float((missing**2).mean()))

    def pieces(self, fit: Fit) -> Pieces:
        """The fit in the data's own x: σ(s (u − m)) is σ(b + w x) with w = s/half."""
        steep, middle = table_of(fit.places)
        return Pieces(self.bend, fit.constant, fit.heights, -steep * (middle + self.center / self.half),
                      steep / self.half)


def improved(rows: Rows, search: Search) -> Fit:
    """The fit with the piece just placed; with pieces moved to better places, if that is better on all rows."""
    placed, memory = rows.fit([*search.places]), search.remembered()
    search.improve()
    moved = rows.fit([*search.places])
    if moved.error < placed.error:
        return moved
    search.restore(memory)
    return placed


def table_of(places: list[Place]) -> tuple[Array, Array]:
    """Steepness and middle of each place, (k,) each."""
    table = np.array([(place.steepness, place.middle) for place in places]).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def triangle_of(rows: Array) -> Array:
    """The triangle R with RᵀR = rowsᵀrows, from blocks of rows: small factorizations need no second processor."""
    while len(rows) > BLOCK:
        blocks = [rows[at : at + BLOCK] for at in range(0, len(rows), BLOCK)]
        rows = np.vstack([np.asarray(np.linalg.qr(block, mode="r")) for block in blocks])
    return np.asarray(np.linalg.qr(rows, mode="r"))
