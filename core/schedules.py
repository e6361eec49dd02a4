"""A schedule lets η change with the step: large strides first, small ones near the bottom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.registry import by_name, fixed, pick, with_defaults

Rate: TypeAlias = Callable[[int], float]         # the number of the step, from 0 -> η


@dataclass(frozen=True, eq=False)
class Schedule:
    """One course of η over the steps; factor says by how much the rate is multiplied at each step."""

    name: str
    title: str
    factor: Callable[..., Array]                 # (step, steps, **parameters)
    latex: str
    idea: str
    parameters: Mapping[str, float] = field(default_factory=fixed)
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=fixed)

    def rates(self, step: ArrayLike, rate: float, steps: int, **parameters: float) -> Array:
        """Return η at each step (counted from 0) of a run of so many steps, in the shape of step.

        Raises:
            ValueError: a parameter that this schedule does not have.
        """
        options = with_defaults(self.name, self.parameters, parameters)
        return np.asarray(rate * self.factor(as_array(step), max(steps, 1), **options))

    def rate(self, rate: float, steps: int, **parameters: float) -> Rate:
        """Return η as a function of the step, as descend takes it."""
        options = with_defaults(self.name, self.parameters, parameters)
        return lambda step: float(self.rates(step, rate, steps, **options))


def schedule(name: str, rate: float, steps: int, **parameters: float) -> Rate:
    """Return η as a function of the step, from the name of a schedule.

    >>> eta = schedule("step", 0.1, 300, every=100, factor=0.5)
    >>> eta(0), eta(100), eta(299)
    (0.1, 0.05, 0.025)

    Raises:
        ValueError: there is no such schedule, or it has no such parameter.
    """
    return pick(SCHEDULES, name, "schedule").rate(rate, steps, **parameters)


def constant(step: Array, steps: int) -> Array:  # noqa: ARG001
    """Return 1 at each step."""
    return np.ones_like(step)


def step_decay(step: Array, steps: int, *, every: float, factor: float) -> Array:  # noqa: ARG001
    """Return 1, then factor, then factor squared, each for so many steps."""
    return np.asarray(factor ** np.floor(step / every))


def exponential(step: Array, steps: int, *, final: float) -> Array:
    """Return powers that run from 1 at the first step to final after the last."""
    return np.asarray(final ** (step / steps))


def inverse_root(step: Array, steps: int, *, after: float) -> Array:  # noqa: ARG001
    """Return 1 / √(1 + step/after), which brings descent on a crease to rest (Shor, 1985)."""
    return np.asarray(1.0 / np.sqrt(1.0 + step / after))


def cosine(step: Array, steps: int, *, final: float) -> Array:
    """Return half a cosine wave from 1 down to final (Loshchilov and Hutter, 2017), then final."""
    done = np.minimum(step / steps, 1.0)
    return np.asarray(final + (1.0 - final) * 0.5 * (1.0 + np.cos(np.pi * done)))


def warm_up(step: Array, steps: int, *, share: float) -> Array:
    """Return a rise in equal parts to 1 over the given share of the steps, then 1."""
    rising = max(round(share * steps), 1)
    return np.minimum((step + 1.0) / rising, 1.0)


SCHEDULES: Mapping[str, Schedule] = by_name((
    Schedule(
        name="constant", title="Constant", factor=constant, latex=r"\eta_t=\eta",
        idea="η stays the same at every step.",
    ),
    Schedule(
        name="step", title="Step by step", factor=step_decay,
        latex=r"\eta_t=\eta\,\gamma^{\lfloor t/s\rfloor}",
        idea="η is multiplied by a factor γ every s steps.",
        parameters=fixed(every=100.0, factor=0.5), bounds=fixed(every=(1.0, 10000.0), factor=(0.01, 1.0)),
    ),
    Schedule(
        name="exponential", title="Exponential", factor=exponential, latex=r"\eta_t=\eta\,f^{\,t/T}",
        idea="η shrinks by the same small factor at each step, down to the share f after all T steps.",
        parameters=fixed(final=0.01), bounds=fixed(final=(1e-6, 1.0)),
    ),
    Schedule(
        name="inverse_root", title="Inverse root", factor=inverse_root,
        latex=r"\eta_t=\frac{\eta}{\sqrt{1+t/s}}",
        idea="η shrinks slowly, so that steps over a crease come to rest and yet reach any place.",
        parameters=fixed(after=10.0), bounds=fixed(after=(1.0, 10000.0)),
    ),
    Schedule(
        name="cosine", title="Cosine", factor=cosine,
        latex=r"\eta_t=\eta\left(f+\tfrac{1-f}{2}\left(1+\cos\tfrac{\pi t}{T}\right)\right)",
        idea="η falls along half a cosine wave: slowly at first, fast in the middle, slowly at the end.",
        parameters=fixed(final=0.0), bounds=fixed(final=(0.0, 1.0)),
    ),
    Schedule(
        name="warm_up", title="Warm-up", factor=warm_up,
        latex=r"\eta_t=\eta\,\min\!\left(1,\tfrac{t+1}{aT}\right)",
        idea="η rises from near 0 over the first share a of the steps, then stays.",
        parameters=fixed(share=0.1), bounds=fixed(share=(0.0, 1.0)),
    ),
))
