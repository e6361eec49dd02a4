"""Where does one more piece help most? Every place and steepness of a grid is tried against what is still missing.

A piece is judged by how much it lowers the error when *all* outer weights are chosen anew (orthogonal least squares:
Chen, Billings and Luo, 1989). Afterwards, badly placed pieces move to better places, one at a time, as long as that
lowers the error. All of it happens on a short list of points: rows with neighboring x are taken together.
"""

from dataclasses import dataclass, field

import numpy as np

from core.activations import Chosen
from core.arrays import Array

STEEP = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)         # of σ(s (u - m)), on data that lie within -1 .. 1
PLACES = 41                                      # middles m on a grid, a little beyond the data
BEYOND = 1.05
POINTS = 240                                     # at most so many groups of rows are searched
NEW = 1e-3                                       # what a piece must have of its own, of its squared length
BARELY_NEW = 1e-5                                # if there is no better one
VARIES = 0.08                                    # a piece must vary by this share of σ's own span, else c is huge
MOVES = 6                                        # at most so many pieces move when one is added
WORTH = 1e-3                                     # a move must lower the error by this share


@dataclass(frozen=True)
class Place:
    """One piece σ(steepness · (u − middle)), for u from −1 to 1."""

    steepness: float
    middle: float


def grouped(u: Array, y: Array) -> tuple[Array, Array, Array]:
    """Neighbors in u taken together: their mean u and mean y, and how many they are, (m,) each."""
    order = np.argsort(u, kind="stable")
    parts = np.array_split(order, min(POINTS, len(u)))
    means = [(u[part].mean(), y[part].mean(), float(len(part))) for part in parts]
    found: Array = np.array(means).T
    return found[0], found[1], found[2]


@dataclass(eq=False)
class Search:
    """The pieces placed so far, and what every other place of the grid could add to them."""

    activation: Chosen
    u: Array                                     # (n,)
    root: Array                                  # (n,) the root of how many rows stand behind each point
    target: Array                                # (n,) y without its mean, times root
    places: list[Place] = field(default_factory=list)
    columns: Array = field(init=False)           # (n, k) the placed pieces: without mean, of length 1
    overlap: Array = field(init=False)           # (grid, k) of grid and placed pieces

    def __post_init__(self) -> None:
        middles = np.linspace(-BEYOND, BEYOND, PLACES)
        both = (*STEEP, *np.negative(STEEP)) if one_sided(self.activation) else STEEP
        steep, middle = np.meshgrid(both, middles, indexing="ij")
        self.steep, self.middle = steep.ravel(), middle.ravel()
        self.least = VARIES * np.ptp(self.activation.value(np.linspace(-3.0, 3.0, 61))) * np.linalg.norm(self.root)
        self.grid = self.column(self.steep, self.middle)
        self.fits = self.grid.T @ self.target
        self.columns, self.overlap = self.grid[:, :0], self.grid[:0].T

    @classmethod
    def over(cls, activation: Chosen, u: Array, y: Array) -> "Search":
        """A search over rows u, y (n,), without pieces."""
        points, means, counts = grouped(u, y)
        root = np.sqrt(counts)
        return cls(activation, points, root, (means - counts @ means / counts.sum()) * root)

    def column(self, steep: Array, middle: Array) -> Array:
        """Pieces as columns (n, m) without their mean, of length 1; 0 where a piece does not vary over the data."""
        raw = self.activation.value(steep * (self.u[:, None] - middle)) * self.root[:, None]
        mean = self.root / np.linalg.norm(self.root)
        bare = raw - np.outer(mean, mean @ raw)
        length = np.linalg.norm(bare, axis=0)
        return np.asarray(bare / np.where(length > self.least, length, np.inf))

    def add(self) -> bool:
        """Place the piece that lowers the error most; False if none does."""
        if len(self.places) >= len(self.u) - 1:
            return False
        _, weights, rest, left = self.state()
        whole = float(self.target @ self.target)
        worth = 1e-9 * max(whole - float(weights @ (self.columns.T @ self.target)), 1e-12 * whole)
        for least in (NEW, BARELY_NEW):
            gain = np.where(left > least, rest**2 / np.where(left > least, left, 1.0), 0.0)
            best = int(np.argmax(gain))
            if gain[best] > worth:
                break
        else:
            return False
        place = self.refined(best, float(gain[best]), self.columns)
        self.places.append(place)
        self.columns = np.hstack([self.columns, np.zeros((len(self.u), 1))])
        self.overlap = np.hstack([self.overlap, np.zeros((len(self.grid.T), 1))])
        self.put(len(self.places) - 1, place)
        return True

    def improve(self) -> None:
        """Move pieces to better places, the most rewarding move first."""
        for _ in range(MOVES):
            move = self.best_move()
            if move is None:
                return
            piece, best, gain = move
            others = np.delete(self.columns, piece, axis=1)
            self.places[piece] = self.refined(best, gain, others)
            self.put(piece, self.places[piece])

    def best_move(self) -> tuple[int, int, float] | None:
        """Which piece should move to which place of the grid; and what that place is worth without the piece.

        Taking piece i out changes everything by multiples of column i of the inverse P of the overlaps, so all
        moves of all pieces are judged at once.
        """
        inverse, weights, rest, left = self.state()
        share = np.diag(inverse)
        bent = self.overlap @ inverse
        rests, lefts = rest[:, None] + bent * weights / share, left[:, None] + bent**2 / share
        gains = np.where(lefts > NEW, rests**2 / np.where(lefts > NEW, lefts, 1.0), 0.0)
        better = gains - weights**2 / share
        best, piece = np.unravel_index(int(np.argmax(better)), better.shape)
        missing = float(self.target @ self.target - weights @ (self.columns.T @ self.target))
        if not better[best, piece] > WORTH * max(missing, 1e-9 * float(self.target @ self.target)):
            return None
        return int(piece), int(best), float(gains[best, piece])

    def state(self) -> tuple[Array, Array, Array, Array]:
        """Inverse of the pieces' overlaps, their weights, and of the grid: what is missing along it, what is new."""
        inverse: Array = np.zeros((0, 0))
        if self.places:
            inverse = np.asarray(np.linalg.pinv(self.columns.T @ self.columns, hermitian=True))
        weights = inverse @ (self.columns.T @ self.target)
        alone = (self.grid**2).sum(axis=0)
        return (inverse, weights, self.fits - self.overlap @ weights,
                alone - ((self.overlap @ inverse) * self.overlap).sum(axis=1))

    def refined(self, best: int, gain: float, others: Array) -> Place:
        """The place of the grid, or a better one close by."""
        basis = np.linalg.qr(others)[0]
        missing = self.target - basis @ (basis.T @ self.target)
        steep, middle, factor, step = self.steep[best], self.middle[best], np.sqrt(2.0), BEYOND / (PLACES - 1)
        for _ in range(3):
            tried = around(steep, middle, factor, step)
            columns = self.column(*tried)
            columns = columns - basis @ (basis.T @ columns)
            length = (columns**2).sum(axis=0)
            gains = np.where(length > NEW, (missing @ columns) ** 2 / np.where(length > NEW, length, 1.0), 0.0)
            if gains.max() > gain:
                gain, at = float(gains.max()), int(np.argmax(gains))
                steep, middle = tried[0][at], tried[1][at]
            factor, step = np.sqrt(factor), step / 2.5
        return Place(float(steep), float(middle))

    def remembered(self) -> tuple[list[Place], Array, Array]:
        """The pieces as they are, to come back to."""
        return [*self.places], self.columns.copy(), self.overlap.copy()

    def restore(self, memory: tuple[list[Place], Array, Array]) -> None:
        """Back to the pieces as they were."""
        self.places, self.columns, self.overlap = memory

    def put(self, piece: int, place: Place) -> None:
        """Write a placed piece into its column."""
        column = self.column(np.array([place.steepness]), np.array([place.middle]))[:, 0]
        self.columns[:, piece], self.overlap[:, piece] = column, self.grid.T @ column


def one_sided(activation: Chosen) -> bool:
    """Whether σ(−z) is a shape that σ(z) cannot make: neither c − σ(z), as for sigmoid and tanh, nor σ(z) itself."""
    z = np.linspace(0.0, 6.0, 61)[1:]
    there, back = activation.value(z), activation.value(-z)
    close = 1e-9 * float(np.abs(there).max())
    return bool(np.ptp(there + back) > close and np.abs(there - back).max() > close)


def around(steep: float, middle: float, factor: float, step: float) -> tuple[Array, Array]:
    """Fifteen places about one: three steepnesses at five middles."""
    tried = np.meshgrid(steep * np.array([1 / factor, 1.0, factor]),
                        middle + step * np.array([-1.0, -0.5, 0.0, 0.5, 1.0]), indexing="ij")
    return tried[0].ravel(), tried[1].ravel()


def spare(number: int) -> Place:
    """Where the piece with this number goes if it helps nowhere: spread over the data, each place a new one.

    Halves, quarters, eighths of the data's range, as in van der Corput's sequence.
    """
    fraction, part = 0.0, 0.5
    while number:
        number, bit = divmod(number, 2)
        fraction, part = fraction + bit * part, part / 2
    return Place(STEEP[0], 2.0 * fraction - 1.0)


