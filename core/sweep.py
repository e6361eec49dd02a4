"""Which learning rate is good? Walk the same number of steps with many of them, and look how low each one gets."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.descent import Ended, descend
from core.descent.plan import Rate
from core.objective import Objective
from core.objective.general import DataObjective
from core.rates import RATES
from core.registry import fixed

NOTHING: Mapping[str, float] = fixed()
IN_ONE_GO = ("gradient_descent", "momentum", "nesterov")
BELOW, ABOVE = 1_000.0, 3.0                      # how far the scale goes below and above the largest stable rate
AROUND = 100.0                                   # and around the current rate, where no largest one is known
LEADING = (1, 2, 5)
STEP_COST, NUMBER_COST = 80e-6, 8e-9             # seconds per step, and per row and parameter; a plain machine


def rates_around(current: float, limit: float | None, every: bool = True) -> Array:
    """Return the rates that are worth trying, in order, the current one among them.

    They reach from a thousandth of the largest stable rate to a little above it, where there is one; else a hundredfold
    to both sides of the current rate. If not `every` rate of the scale, then about three per power of ten.
    """
    low, high = (limit / BELOW, limit * ABOVE) if limit else (current / AROUND, current * AROUND)
    scale = RATES if every else [rate for rate in RATES if f"{rate:e}"[0] in "125" and f"{rate:e}"[2] == "0"]
    return np.array(sorted({rate for rate in scale if low <= rate <= high} | {float(current)}))


def bowl_losses(
    f: Objective, start: ArrayLike, rates: ArrayLike, steps: int, optimizer: str = "gradient_descent",
    parameters: Mapping[str, float] = NOTHING,
) -> Array:
    """Return the loss (m,) after so many full-batch steps on a quadratic, for each of the rates (m,), in one go.

    Along each eigenvector of the Hessian the distance to the bottom is multiplied by the same matrix at every step:
    by 1 − ηλ for plain descent, by a 2 × 2 matrix of distance and velocity for momentum and Nesterov. What leaves
    the range of numbers is inf.

    Raises:
        ValueError: f is not quadratic, or the optimizer is none of the three.
    """
    if not f.quadratic or optimizer not in IN_ONE_GO:
        raise ValueError("Only plain descent, momentum and Nesterov on a quadratic can be had in one go.")
    theta = as_array(start)
    bends, directions = np.linalg.eigh(f.hessian(theta))
    slopes = directions.T @ f.gradient(theta)
    bent = bends > 1e-14 * bends[-1]
    distance = np.divide(slopes, bends, out=np.zeros_like(slopes), where=bent)
    with np.errstate(over="ignore", invalid="ignore"):
        left = shares_left(as_array(rates)[:, None] * bends[None, :], steps, optimizer, parameters.get("momentum", 0.9))
        thetas = theta + ((left - 1.0) * distance) @ directions.T
    lost = ~np.isfinite(thetas).all(axis=1)
    losses = f.values(np.where(lost[:, None], theta, thetas))
    return np.where(lost, np.inf, losses)


def shares_left(curvature: Array, steps: int, optimizer: str, beta: float) -> Array:
    """Return which share of a distance is left after so many steps, for each η·λ (any shape).

    With e the distance and u = ηv: momentum u' = βu + ηλe, e' = e − u'; Nesterov e' = e − (ηλe + βu').
    """
    if optimizer == "gradient_descent":
        return np.asarray((1.0 - curvature) ** steps)
    ones = np.ones_like(curvature)
    if optimizer == "momentum":
        rows = [[1.0 - curvature, -beta * ones], [curvature, beta * ones]]
    else:
        rows = [[1.0 - (1.0 + beta) * curvature, -(beta**2) * ones], [curvature, beta * ones]]
    matrix = np.moveaxis(np.array(rows), (0, 1), (-2, -1))
    return np.asarray(np.linalg.matrix_power(matrix, steps)[..., 0, 0])


def loss_after(
    f: Objective, start: ArrayLike, rate: Rate, steps: int, optimizer: str = "gradient_descent",
    parameters: Mapping[str, float] = NOTHING, batch_size: int | None = None, seed: int = 0,
) -> float:
    """Return the loss after so many steps, walked one by one; inf if the walk has left the range of numbers."""
    run = descend(f, start, optimizer=optimizer, rate=rate, steps=steps, parameters=parameters,
                  batch_size=batch_size, seed=seed, keep=2)
    gone = run.ended is Ended.DIVERGED and run.last < steps
    return float("inf") if gone else float(run.losses[-1])


def affordable_steps(f: DataObjective, walks: int, wanted: int, seconds: float = 3.0) -> int:
    """Return how many steps each of so many walks may have: all that are wanted, or the largest 1, 2, 5 × a power of
    ten that a plain machine walks in about so many seconds. At least one.
    """
    one = STEP_COST + NUMBER_COST * len(f.y) * f.size
    most = seconds / (walks * one)
    if wanted <= most:
        return wanted
    round_numbers = [lead * 10**power for power in range(7) for lead in LEADING]
    return max([number for number in round_numbers if number <= most], default=1)


@dataclass(frozen=True)
class Best:
    """The rate that gets lowest, and its loss."""

    rate: float
    loss: float


def best_of(rates: Array, losses: Array) -> Best | None:
    """Return the rate with the lowest loss, the smallest of equals; None if all walks have left the numbers."""
    if not np.isfinite(losses).any():
        return None
    lowest = int(np.argmin(losses))
    return Best(float(rates[lowest]), float(losses[lowest]))
