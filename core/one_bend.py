"""The best line with one bend: two straight pieces that meet, where the squared error is least."""

from dataclasses import dataclass

import numpy as np

from core.arrays import ArrayLike, as_array


@dataclass(frozen=True)
class Bent:
    """The straight line's mean squared error, that of the best line with one bend, and the x of the bend."""

    straight: float
    bent: float
    at: float


def one_bend(x: ArrayLike, y: ArrayLike) -> Bent | None:
    """The least squares fit of b + wx + c·max(x − k, 0) to x (n,) and y (n,), k included; None below four values of x.

    What the hinge takes off the line's squared error is N(k)²/D(k), with its parts that a line cannot do:
    N = hinge · y is linear in k between two neighbors of x, D = hinge · hinge quadratic, both from sums over the
    rows on the right. So the best k of each gap is where 2N′D = ND′, a linear equation, or at the gap's ends
    (Hudson, 1966).
    """
    x, y = as_array(x), as_array(y)
    places = np.unique(x)
    if len(places) < 4:
        return None
    middle, half = (places[0] + places[-1]) / 2, (places[-1] - places[0]) / 2
    order = np.argsort(x, kind="stable")
    z, v = (x[order] - middle) / half, y[order] - y.mean()
    lean, spread, n = z.mean(), float(((z - z.mean()) ** 2).sum()), len(z)
    v = v - (v @ (z - lean)) / spread * (z - lean)          # what the line leaves over
    knots = np.unique(z)
    right = np.searchsorted(z, knots[:-1], side="right")    # the first row right of each gap's left end
    count, first, second, left_over, moment = (
        np.cumsum(part[::-1])[::-1][right]
        for part in (np.ones(n), z, z * z, v, z * v))
    a, b = moment, -left_over                               # N = a + bk
    tilt, turn = second - lean * first, first - lean * count        # (z − mean) · hinge = tilt − turn·k
    c0 = second - first**2 / n - tilt**2 / spread           # D = c0 + c1·k + c2·k²
    c1 = -2 * first + 2 * first * count / n + 2 * tilt * turn / spread
    c2 = count - count**2 / n - turn**2 / spread
    low, high = knots[:-1], knots[1:]
    with np.errstate(divide="ignore", invalid="ignore"):    # a gap in which N and D are in proportion has no best k
        inside = (a * c1 - 2 * b * c0) / (b * c1 - 2 * a * c2)
        inside = np.where((inside > low) & (inside < high), inside, low)
        at = np.concatenate([inside, low])
        a, b, c0, c1, c2 = (np.tile(each, 2) for each in (a, b, c0, c1, c2))
        hinge = c0 + c1 * at + c2 * at**2
        gain = np.where(hinge > 1e-12 * spread, (a + b * at) ** 2 / hinge, 0.0)
    best = int(np.argmax(gain))
    straight = float(v @ v) / n
    return Bent(straight, max(straight - float(gain[best]) / n, 0.0), float(middle + half * at[best]))
