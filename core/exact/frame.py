"""Before a search begins, columns are centered and brought to size 1: then units don't matter to it.

What is found is afterwards said in the parameters of the model. Proofs are made here as well: a dual point
whose pulls balance is a lower bound on every loss, whatever its θ.
"""

from dataclasses import dataclass, replace

import numpy as np

from core.algebra.least_squares import centered_triangle, enlarged, independent, squares
from core.algebra.triangle import triangle_of
from core.arrays import Array, Whole
from core.objective.linear import LinearObjective

HELD = 1e25                                      # a penalty this many times the pulls leaves a weight at 0
STRONG, WEAK = 1e3, 1e-30                        # l1 beyond these many times the pulls acts as if it were there
ENOUGH = 100_000                                 # rows that say how large a column is
NONE: Whole = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Frame:
    """The data as a search sees them: the rows that count, and the columns that say something new, turned.

    The centered columns are turned to right angles, so that no two of them look alike and none is long. The
    parameters of the centered columns themselves, which the penalties ask for, are turn @ β.
    """

    matrix: Array                                # (n, q)
    y: Array                                     # (n,) for numbers: minus their median
    share: Array                                 # (n,) positive, adding up to 1
    l1: Array                                    # (q,) the l1 penalty is l1 · |turn β|
    root: Array                                  # (k, q) the l2 penalty is |root β|²
    turn: Array                                  # (q, q)
    triangle: Array                              # (q, q) undoes turn
    kept: Whole                                  # (q,) which columns of the design these are
    powers: Whole                                # (q,) of two: weight = parameter of the centered column · 2^power
    centers: Array                               # (q,) of the columns; 0 for the column of ones
    shift: float                                 # that was taken off y
    columns: int                                 # of the design
    complete: bool                               # whether no column was left out that could change a prediction

    @property
    def size(self) -> int:
        """The number of parameters in these coordinates, q."""
        return int(self.matrix.shape[1])

    @property
    def weak(self) -> Whole:
        """Which of the columns' parameters l1 counts."""
        return np.flatnonzero(self.l1)

    def theta(self, beta: Array, zero: Whole = NONE) -> Array:
        """Return β (q,) as parameters of the design's columns; left-out ones and those at `zero` are 0."""
        own, theta = self.turn @ beta, np.zeros(self.columns)
        own[zero] = 0.0
        theta[self.kept] = np.ldexp(own, self.powers)
        theta[0] = own[0] - self.centers @ own + self.shift
        return theta


def frame(f: LinearObjective) -> Frame:
    """Return the frame of an objective of a model that is linear in its parameters."""
    counts = f.share > 0.0
    all_count = bool(counts.all())
    y, share, design = (each if all_count else each[counts] for each in (f.y, f.share / f.share.sum(), f.design))
    shift = float(np.median(y)) if f.loss.task == "regression" else 0.0
    rows = squares(design, y - shift, share, np.zeros(f.design.shape[1]))
    centered = rows.matrix - rows.centers
    stretch = powers_to_one(centered, share)
    powers, pull = rows.powers + stretch, pull_size(f)
    l1, l2 = (raised(strength * f.penalized_columns, times * powers) for strength, times in ((f.l1, 1), (f.l2, 2)))
    kept, free = np.flatnonzero(~(rows.constant | (l1 + l2 > HELD * pull))), not (l1.any() or l2.any())
    if free:
        kept = independent(rows, centered_triangle(rows))[0]
    l1 = np.where(l1 > 0.0, np.clip(l1, WEAK * pull, STRONG * pull), 0.0)[kept]
    matrix, root = enlarged(centered, stretch)[:, kept], np.diag(np.sqrt(l2[kept]))
    length = np.sqrt(np.einsum("ij,ij->i", matrix, matrix) * len(matrix))[:, None]
    triangle = triangle_of(np.vstack([matrix / length, root, np.diag(l1 / pull)]))
    turn = np.asarray(np.linalg.inv(triangle), dtype=np.float64)
    return Frame(
        matrix=np.asfortranarray(matrix @ turn), y=y - shift, share=share, l1=l1, root=root @ turn, turn=turn,
        triangle=triangle, kept=kept, powers=powers[kept], centers=np.ldexp(rows.centers, stretch)[kept], shift=shift,
        columns=f.design.shape[1], complete=not free or len(kept) == f.design.shape[1],
    )


def sampled(place: Frame, size: int) -> Frame:
    """Return the frame of some of the rows, drawn by chance."""
    rows = np.sort(np.random.default_rng(0).choice(len(place.y), size, replace=False))
    share = place.share[rows]
    return replace(place, matrix=place.matrix[rows], y=place.y[rows], share=share / share.sum())


def powers_to_one(centered: Array, share: Array) -> Whole:
    """Return the powers of two that bring the columns to a typical size of 1: the median, or the mean if that is 0."""
    some = np.abs(centered[:: 1 + len(centered) // ENOUGH])
    typical = np.median(some, axis=0)
    typical = np.where(typical > 0.0, typical, share @ np.abs(centered))
    stretch = np.where(typical > 0.0, 1 - np.frexp(np.where(typical > 0.0, typical, 1.0))[1], 0)
    stretch[0] = 0
    return stretch.astype(np.int64)


def raised(values: Array, powers: Whole) -> Array:
    """Return values · 2^powers; what is beyond all numbers is infinite."""
    with np.errstate(over="ignore"):
        return np.where(values > 0.0, np.ldexp(values, powers), 0.0)


def pull_size(f: LinearObjective) -> float:
    """Return how hard the rows pull, as a root mean square, at the best guess without features."""
    slopes = f.slopes_at_guess
    largest = float(np.abs(slopes).max()) or 1.0
    return largest * float(np.sqrt(f.share @ (slopes / largest) ** 2)) or 1.0
