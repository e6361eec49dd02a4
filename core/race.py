"""Several optimizers start at one point of a landscape; their walks are shown on one clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.arrays import Array, ArrayLike, Whole, as_array
from core.critical_points import CriticalPoint, inspect
from core.descent import Run, descend
from core.frames import frames
from core.objective import Objective
from core.registry import fixed


@dataclass(frozen=True)
class Racer:
    """One optimizer and its learning rate."""

    optimizer: str
    rate: float
    parameters: Mapping[str, float] = field(default_factory=fixed)


@dataclass(frozen=True)
class Finish:
    """How one walk went, and what the place is where it ended; None if it ended nowhere."""

    racer: Racer
    run: Run
    place: CriticalPoint | None

    @property
    def moved(self) -> bool:
        """Whether it has left its start at all."""
        return bool((self.run.thetas != self.run.thetas[0]).any())


@dataclass(frozen=True)
class Race:
    """All walks: at the shown `steps` (k,) every racer's place (m, k, p) and loss (m, k); who has ended waits there."""

    steps: Whole
    thetas: Array
    losses: Array
    finishes: tuple[Finish, ...]

    @property
    def stays(self) -> bool:
        """Whether nobody has left the start."""
        return not any(finish.moved for finish in self.finishes)


def race(f: Objective, start: ArrayLike, racers: Sequence[Racer], steps: int, most: int = 160,
         tolerance: float = 1e-6) -> Race:
    """Let every racer walk down f from start (p,), `steps` steps at most; at most `most` steps are shown.

    Raises ValueError for a start, an optimizer or a rate that can't be walked.
    """
    runs = [descend(f, start, racer.optimizer, racer.rate, steps, racer.parameters, tolerance=tolerance)
            for racer in racers]
    shown = frames(max((run.last for run in runs), default=0), most)
    where = [np.minimum(shown, run.last) for run in runs]
    thetas = [run.thetas[at] for run, at in zip(runs, where, strict=True)]
    losses = [run.losses[at] for run, at in zip(runs, where, strict=True)]
    many, size = len(runs), as_array(start).size
    finishes = (Finish(racer, run, ended_at(f, run)) for racer, run in zip(racers, runs, strict=True))
    return Race(shown, np.array(thetas).reshape(many, len(shown), size), np.array(losses).reshape(many, len(shown)),
                tuple(finishes))


def ended_at(f: Objective, run: Run) -> CriticalPoint | None:
    """What the last place is, if it is a place."""
    theta = run.thetas[-1]
    if not np.isfinite(theta).all() or not np.isfinite(run.losses[-1]):
        return None
    return inspect(f, theta)
