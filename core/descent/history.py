"""A long walk is remembered by a few of its steps: many from the beginning, then ever fewer."""

import numpy as np

from core.arrays import Array, Flags, Whole
from core.frames import frames


class History:
    """The steps that are kept while a descent runs, and the few that are shown at its end.

    How long a descent will be is not known before it ends, so somewhat more steps are kept than asked for:
    all up to step 4k, then one in every s/2k around step s, which is about 2k·log(steps/4k) more.
    """

    def __init__(self, size: int, keep: int | None) -> None:
        self.keep = keep
        self.rows = np.empty((64, size + 3))     # step, loss, gradient norm, theta
        self.count = 0

    def wants(self, steps: Whole) -> Flags:
        """Return which of these steps are kept."""
        if self.keep is None:
            return np.ones(len(steps), dtype=bool)
        power = np.frexp(np.maximum(steps / (2.0 * self.keep), 1.0))[1] - 1
        kept: Flags = steps % (1 << power.astype(np.int64)) == 0
        return kept

    def wants_step(self, step: int) -> bool:
        """The same of one step: a walk asks at every step, and an array for each would take longer than the step."""
        return self.keep is None or step % (1 << max(0, (step // (2 * self.keep)).bit_length() - 1)) == 0

    def add(self, steps: Whole, losses: Array, norms: Array, thetas: Array) -> None:
        """Keep some steps (m,) with what belongs to them."""
        while self.count + len(steps) > len(self.rows):
            self.rows = np.concatenate([self.rows, np.empty_like(self.rows)])
        place = self.rows[self.count: self.count + len(steps)]
        place[:, 0], place[:, 1], place[:, 2], place[:, 3:] = steps, losses, norms, thetas
        self.count += len(steps)

    def add_step(self, step: int, loss: float, norm: float, theta: Array) -> None:
        """The same of one step, without an array for each number."""
        if self.count == len(self.rows):
            self.rows = np.concatenate([self.rows, np.empty_like(self.rows)])
        row = self.rows[self.count]
        row[0], row[1], row[2], row[3:] = step, loss, norm, theta
        self.count += 1

    @property
    def last(self) -> int:
        """The number of the last kept step."""
        return int(self.rows[self.count - 1, 0])

    @property
    def recent(self) -> Array:
        """The last kept losses, at most 200 (m,)."""
        return self.rows[max(0, self.count - 200): self.count, 1]

    def shown(self) -> Array:
        """Return the rows that are shown (k, p + 3): the kept steps nearest to evenly thinned ones."""
        rows = self.rows[: self.count]
        if self.keep is None or self.count <= self.keep:
            return rows.copy()
        wanted = frames(int(rows[-1, 0]), self.keep)
        after = np.clip(np.searchsorted(rows[:, 0], wanted), 1, self.count - 1)
        nearer_before = wanted - rows[after - 1, 0] <= rows[after, 0] - wanted
        return np.asarray(rows[np.unique(np.where(nearer_before, after - 1, after))])
