"""What a descent is asked to do, checked before the first step."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias, cast

import numpy as np

from core.arrays import Array, ArrayLike, Whole, as_array
from core.objective import DataObjective, Objective
from core.optimizers import OPTIMIZERS, Optimizer
from core.refusal import Refusal
from core.registry import pick, with_defaults

Progress: TypeAlias = Callable[[int, int], object]
Rate: TypeAlias = float | Callable[[int], float]


class DescentError(Refusal):
    """A descent can't be walked as asked."""


def refuse(template: str, **values: object) -> NoReturn:
    """Raise the sentence."""
    raise DescentError(template, **values)


@dataclass(frozen=True)
class Plan:
    """A descent that can be walked."""

    f: Any                                       # an Objective; one with data can do more
    start: Array
    optimizer: Optimizer
    options: Mapping[str, float]
    rate: Rate
    steps: int
    batch_size: int | None                       # None: all rows at every step
    seed: int
    tolerance: float
    keep: int | None
    progress: Progress | None

    def rate_at(self, step: int) -> float:
        """Return the rate of the step that leaves from here."""
        return float(self.rate(step)) if callable(self.rate) else self.rate

    def look(self, theta: Array) -> tuple[float, Array]:
        """Return the whole objective and its gradient."""
        if hasattr(self.f, "value_and_gradient"):
            value, gradient = self.f.value_and_gradient(theta)
            return float(value), as_array(gradient)
        return float(self.f.value(theta)), as_array(self.f.gradient(theta))

    def batches(self, size: int) -> Iterator[Whole]:
        """Return the rows of one step after another: a fresh permutation each epoch, cut into batches."""
        generator, rows = np.random.default_rng(self.seed), len(self.f.y)
        while True:
            order = generator.permutation(rows)
            yield from (order[start: start + size] for start in range(0, rows, size))

    def goes_on(self, step: int) -> bool:
        """Report progress; whoever watches may answer False."""
        return self.progress is None or self.progress(step, self.steps) is not False


def plan(
    f: Objective, start: ArrayLike, optimizer: str, rate: Rate, steps: int, parameters: Mapping[str, float],
    batch_size: int | None, seed: int, tolerance: float, keep: int | None, progress: Progress | None,
) -> Plan:
    """Return what is asked as a plan.

    Raises:
        ValueError: with a sentence, for everything that can't be walked.
    """
    theta, rule = as_array(start).copy(), pick(OPTIMIZERS, optimizer, "optimizer")
    if theta.shape != (f.size,) or not np.isfinite(theta).all():
        refuse("The start must be {size} finite numbers, one for each parameter.", size=f.size)
    if not callable(rate) and not (math.isfinite(rate) and rate >= 0):
        refuse("The rate must be a positive number, not {rate}.", rate=rate)
    if steps < 0:
        refuse("The number of steps can't be negative.")
    if keep is not None and keep < 2:
        refuse("At least two steps must be kept, the first and the last.")
    if batch_size is not None and batch_size < 1:
        refuse("A batch needs at least one row.")
    if batch_size is not None and not hasattr(f, "y"):
        refuse("Batches are parts of the data, and this landscape has no data.")
    whole = batch_size is None or batch_size >= len(cast(DataObjective, f).y)
    return Plan(f, theta, rule, with_defaults(rule.name, rule.parameters, parameters),
                rate if callable(rate) else float(rate), int(steps), None if whole else int(batch_size or 0),
                seed, float(tolerance), keep, progress)
