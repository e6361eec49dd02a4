"""The slopes of a two-parameter landscape inside a window, in coordinates that run from −1 to 1."""

from dataclasses import dataclass
from functools import cached_property
from time import monotonic

import numpy as np

from core.arrays import Array, Flags, as_array
from core.objective.protocol import Objective

Box = tuple[tuple[float, float], tuple[float, float]]

LEVEL = 1e-7                         # a Newton step shorter than this ends on level ground
NEAR = 1e-5                          # how far the last digits may move a point
FAINT = 1e-8                         # part of the stronger curvature below which the weaker may be rounding


@dataclass(frozen=True)
class Field:
    """Gradients and Hessians of f in window coordinates x, where theta = center + half · x.

    In these coordinates no unit matters: the window is the square from −1 to 1. `deadline` (seconds of the
    monotonic clock) is when the search has to come to its end.
    """

    f: Objective
    center: Array
    half: Array
    deadline: float

    def theta(self, x: Array) -> Array:
        """Parameters (..., 2) at window coordinates (..., 2)."""
        return self.center + self.half * x

    def slopes(self, x: Array) -> tuple[Array, Array]:
        """Gradients (m, 2) and Hessians (m, 2, 2) at window coordinates (m, 2)."""
        thetas = self.theta(x)
        derivatives = getattr(self.f, "derivatives", None)
        if derivatives is not None:
            gradients, hessians = derivatives(thetas)
        elif self.f.quadratic:
            gradient, hessian = self.middle
            gradients = gradient + (thetas - self.center) @ hessian
            hessians = np.broadcast_to(hessian, (len(thetas), 2, 2))
        else:
            gradients = np.array([self.f.gradient(theta) for theta in thetas]).reshape(-1, 2)
            hessians = np.array([self.f.hessian(theta) for theta in thetas]).reshape(-1, 2, 2)
        with np.errstate(over="ignore", invalid="ignore"):       # such places are no critical points
            return gradients * self.half, hessians * self.half[:, None] * self.half

    @cached_property
    def middle(self) -> tuple[Array, Array]:
        """The slope and the bend in the middle, which is all there is to know of a quadratic."""
        return self.f.gradient(self.center), self.f.hessian(self.center)

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self.deadline


def window_of(f: Objective, box: Box, seconds: float) -> Field:
    """The field of f over a box ((low, high), (low, high)); raises ValueError for an empty one."""
    ends = np.array(box, dtype=np.float64)
    if ends.shape != (2, 2) or not np.isfinite(ends).all() or not (ends[:, 0] < ends[:, 1]).all():
        raise ValueError("A box is ((low, high), (low, high)) with finite numbers, low below high.")
    return Field(f, ends.mean(axis=1), (ends[:, 1] - ends[:, 0]) / 2, monotonic() + seconds)


def as_flags(flags: object) -> Flags:
    """Truth values as an array, which NumPy's types say less surely."""
    return np.asarray(flags, dtype=bool)


def newton_steps(gradients: Array, hessians: Array, faint: float = FAINT) -> tuple[Array, Array]:
    """Newton steps (m, 2), and the eigenvalues (m, 2) of the Hessians, the weaker one first.

    Where a curvature is lost in rounding the step along it counts as if it were just visible.
    """
    values, vectors = np.linalg.eigh(hessians)
    along = np.einsum("mij,mi->mj", vectors, gradients)
    size = np.maximum(np.abs(values), faint * np.abs(values).max(axis=1, keepdims=True))
    some = np.divide(along * np.where(values < 0, -1.0, 1.0), size, out=np.zeros_like(along), where=size > 0)
    order = np.argsort(np.abs(values), axis=1)
    return -np.einsum("mij,mj->mi", vectors, some), np.take_along_axis(values, order, axis=1)


def is_level(gradients: Array, hessians: Array) -> Flags:
    """At which points (m,) the ground is level: the Newton step is next to nothing, or the slope is 0."""
    fine = np.isfinite(gradients).all(axis=1) & np.isfinite(hessians).all(axis=(1, 2))
    level = np.zeros(len(gradients), dtype=bool)
    steps, values = newton_steps(gradients[fine], hessians[fine])
    bent = values[:, 1] != 0
    level[fine] = (bent & (np.linalg.norm(steps, axis=1) <= LEVEL)) | ~gradients[fine].any(axis=1)
    return level


def descend_slopes(field: Field, starts: Array, rounds: int = 100) -> Array:
    """Walk from many starts (m, 2) to where the slope is 0: Newton's method on the gradient, damped.

    Levenberg's and Marquardt's damping makes the length of the gradient fall in every step, so that the walk
    ends at minima, maxima and saddles alike. Returns where it ended (m, 2).
    """
    x = starts.copy()
    gradients, hessians = field.slopes(x)
    damping = np.full(len(x), 1e-3)
    walking = as_flags(np.isfinite(gradients).all(axis=1) & np.isfinite(hessians).all(axis=(1, 2)))
    for _ in range(rounds):
        at = np.flatnonzero(walking)
        if not at.size or field.late:
            break
        step = damped_step(gradients[at], hessians[at], damping[at])
        wanted = x[at] + step
        new_gradients, new_hessians = field.slopes(wanted)
        new = np.where(np.isfinite(new_gradients).all(axis=1), np.hypot(*new_gradients.T), np.inf)
        better = (new < np.hypot(*gradients[at].T)) & np.isfinite(new_hessians).all(axis=(1, 2))
        moved = at[better]
        x[moved] = wanted[better]
        gradients[moved], hessians[moved] = new_gradients[better], new_hessians[better]
        damping[at] = np.where(better, damping[at] * 0.1, damping[at] * 8.0)
        far = np.abs(x[at]).max(axis=1) > 3
        still = (np.abs(step).max(axis=1) < 1e-15) | (damping[at] > 1e12) | ~gradients[at].any(axis=1)
        walking[at[still | far]] = False
    return x


def damped_step(gradients: Array, hessians: Array, damping: Array) -> Array:
    """−(H² + μ‖H‖²)⁻¹ H g for each point (m, 2): Newton's step for small μ, a short, sure one for large."""
    values, vectors = np.linalg.eigh(hessians)
    along = np.einsum("mij,mi->mj", vectors, gradients)
    largest = np.abs(values).max(axis=1, keepdims=True)
    share = np.divide(values, largest, out=np.zeros_like(values), where=largest > 0)
    slope = np.divide(along, largest, out=np.zeros_like(along), where=largest > 0)
    return as_array(-np.einsum("mij,mj->mi", vectors, share * slope / (share**2 + damping[:, None] + 1e-30)))


def polish(field: Field, x: Array, rounds: int = 4) -> Array:
    """The last digits of level points (m, 2): whole Newton steps, doubled or more where roots coincide."""
    for _ in range(rounds):
        gradients, hessians = field.slopes(x)
        steps = [np.clip(newton_steps(gradients, hessians, faint)[0], -NEAR, NEAR) for faint in (FAINT, 1e-20)]
        tried = [x + multiple * step for step in steps for multiple in (1.0, 2.0, 3.0, 4.0)]
        lengths = [np.hypot(*gradients.T), *(np.hypot(*field.slopes(point)[0].T) for point in tried)]
        best = np.argmin(np.where(np.isfinite(lengths), lengths, np.inf), axis=0)
        x = np.stack([x, *tried])[best, np.arange(len(x))]
    return x


def is_single(field: Field, x: Array) -> Flags:
    """Which of the level points (m, 2) are more than the border of wholly level ground or of what is defined.

    Around them, on a small circle, L is defined, and no two neighboring places are exactly level and unbent.
    """
    angles = np.linspace(0.0, 2 * np.pi, 17)[:-1] + 0.1
    single: Flags = np.ones(len(x), dtype=bool)
    before: Flags = np.zeros(len(x), dtype=bool)
    for angle in [*angles, angles[0]]:
        gradients, hessians = field.slopes(x + 1e-3 * np.array([np.cos(angle), np.sin(angle)]))
        flat = ~gradients.any(axis=1) & ~hessians.any(axis=(1, 2))
        single = as_flags(single & np.isfinite(gradients).all(axis=1) & ~(flat & before))
        before = as_flags(flat)
    return single
