"""A sum of pieces: a constant b, and every piece c·σ(b + wx) with a height, a place and a steepness of its own."""

from dataclasses import dataclass

import numpy as np

from core.activations import Chosen
from core.arrays import Array, ArrayLike, as_array

EVEN = 17                                        # places of a pen, evenly spread
HALF = np.array([0.35, 0.7, 1.0, 1.3, 1.6, 2.0, 2.5, 3.2, 4.2, 6.0])
CLOSE = np.concatenate([-HALF[::-1], [0.0], HALF])           # of z, on both sides of the middle


@dataclass(frozen=True, eq=False)
class Pieces:
    """f(x) = b + Σ cᵢ σ(bᵢ + wᵢ x) with k pieces; k may be 0."""

    activation: Chosen
    constant: float                              # b
    heights: Array                               # (k,) c
    biases: Array                                # (k,) bᵢ
    weights: Array                               # (k,) wᵢ

    def __len__(self) -> int:
        return len(self.heights)

    @property
    def middles(self) -> Array:
        """The x (k,) where bᵢ + wᵢ x = 0; NaN for a piece that does not depend on x."""
        flat = self.weights == 0.0
        return np.where(flat, np.nan, -self.biases / np.where(flat, 1.0, self.weights)) + 0.0

    @property
    def middle_slopes(self) -> Array:
        """How steep each piece is at its middle (k,): c w σ'(0), for a sigmoid c w/4."""
        inner = self.activation.slope(np.zeros(len(self)))
        return np.asarray(self.heights * self.weights * inner)

    def shares(self, x: ArrayLike) -> Array:
        """What each piece adds at each x (n,): an array (n, k)."""
        return np.asarray(self.heights * self.activation.value(self.sums(x)))

    def predict(self, x: ArrayLike) -> Array:
        """The sum f(x), (n,)."""
        return np.asarray(self.constant + self.shares(x).sum(axis=1))

    def slopes(self, x: ArrayLike) -> Array:
        """The slope f'(x), (n,)."""
        bent = self.heights * self.weights * self.activation.slope(self.sums(x))
        return np.asarray(bent.sum(axis=1))

    def sums(self, x: ArrayLike) -> Array:
        """What goes into each piece's bend: bᵢ + wᵢ x, (n, k)."""
        return np.asarray(self.biases + np.outer(as_array(x), self.weights))

    def pens(self, low: float, high: float) -> Array:
        """Where each piece is looked at so that its drawing is smooth: a row of x (k, m) from low to high.

        Evenly spread, and closer together about the middle, where it bends.
        """
        even = np.linspace(low, high, EVEN)
        scale = 1.0 / np.where(self.weights == 0.0, 1.0, np.abs(self.weights))
        middles = np.where(self.weights == 0.0, low, self.middles)
        near = middles[:, None] + scale[:, None] * CLOSE
        everywhere = np.concatenate([np.tile(even, (len(self), 1)), np.clip(near, low, high)], axis=1)
        return np.asarray(np.sort(everywhere, axis=1))

    def pen(self, low: float, high: float) -> Array:
        """Where the sum is looked at: evenly, and wherever one of its pieces bends, (m,)."""
        bends = self.pens(low, high)[:, ::2].ravel()
        return np.asarray(np.unique(np.concatenate([np.linspace(low, high, 4 * EVEN), bends])))

    def line(self) -> tuple[float, float]:
        """Bias and weight of the one line that pieces without a bend (σ(z) = z) multiply out to."""
        return self.constant + float(self.heights @ self.biases), float(self.heights @ self.weights)


def reach(sums: tuple[Pieces, ...], x: Array, y: Array) -> tuple[float, float, bool]:
    """How far up and down a picture of all these sums goes, and whether the pieces start from 0 (else from b).

    The heights y (n,) at the places x are always in it. So that the scale stays when pieces are added, it is one for
    all sums: most of what their constants and pieces reach (nine tenths of it on either side), but little more than
    the data's own range below and above them. Where 0 is farther off than that, the pieces start from the constant.
    """
    low, high = float(y.min()), float(y.max())
    room = 0.6 * (high - low) or max(abs(high), 1.0)
    from_zero = low - room <= 0.0 <= high + room
    ends = np.linspace(float(x.min()), float(x.max()), 41)
    drawn = []
    for each in sums:
        start = 0.0 if from_zero else each.constant
        shares = start + each.shares(ends)
        drawn.append(np.array([[each.constant] * 2, *zip(shares.min(axis=0), shares.max(axis=0), strict=True)]))
    extremes = np.concatenate(drawn)
    bottom, top = float(np.quantile(extremes[:, 0], 0.1)), float(np.quantile(extremes[:, 1], 0.9))
    return min(low, max(bottom, low - room)), max(high, min(top, high + room)), from_zero
