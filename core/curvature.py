"""Why passes are so common where there are many parameters: a minimum needs every single curvature upward."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, lgamma, log, pi, sqrt

import numpy as np

from core.arrays import Array, ArrayLike, Whole, as_array
from core.critical_points.place import bend_of
from core.objective.protocol import Objective

KNOWN_UP_TO = 8                      # parameters up to which the chance of a minimum is computed, to eight digits
AT_A_TIME = 1_000_000                # numbers of random matrices held at once


@dataclass(frozen=True)
class PositiveShare:
    """What random curvature looks like in `dimension` directions, from `samples` random matrices.

    `all_positive` is the part of the matrices with only positive eigenvalues (a minimum), `error` its
    standard error, `exact` the true chance where it can be computed; `histogram` (dimension + 1,) is the part
    of the matrices with 0, 1, 2, ... positive eigenvalues.
    """

    dimension: int
    samples: int
    all_positive: float
    error: float
    exact: float | None
    histogram: Array


def positive_share(dimension: int, samples: int = 100_000, seed: int = 0) -> PositiveShare:
    """How many eigenvalues of a random symmetric matrix are positive.

    The matrices are (A + Aᵀ)/√2 with independent standard normal entries in A (the Gaussian orthogonal
    ensemble). A minimum's chance falls like exp(−(log 3 / 4)·p²) for large p (Dean and Majumdar, 2006),
    faster than the 2⁻ᵖ of independent signs. Raises ValueError for a dimension below 1 or no samples.
    """
    if dimension < 1 or samples < 1:
        raise ValueError("A random matrix needs at least one dimension, and there must be at least one.")
    random = np.random.default_rng(seed)
    counts = np.zeros(dimension + 1)
    done = 0
    while done < samples:
        many = min(samples - done, max(1, AT_A_TIME // dimension**2))
        a = random.standard_normal((many, dimension, dimension))
        positive = (np.linalg.eigvalsh(a + np.swapaxes(a, 1, 2)) > 0).sum(axis=1)
        counts += np.bincount(positive, minlength=dimension + 1)
        done += many
    histogram = counts / samples
    share = float(histogram[-1])
    true_share = chance_of_minimum(dimension) if dimension <= KNOWN_UP_TO else None
    return PositiveShare(dimension, samples, share, sqrt(share * (1 - share) / samples), true_share, histogram)


def chance_of_minimum(dimension: int) -> float:
    """The chance that all eigenvalues of a random symmetric matrix are positive: 1/2, 0.1464, 0.0249, 0.0025, ...

    The eigenvalues' density is Π|λᵢ − λⱼ| Π exp(−λᵢ²/2) up to a constant (Selberg's integral). Over the positive ones
    its integral is p! times a Pfaffian (de Bruijn, 1955), the root of the determinant of
    a_ij = ∬ (xⁱyʲ − xʲyⁱ) exp(−(x² + y²)/2) over 0 < x < y, bordered by ∫ xⁱ exp(−x²/2) for an odd p. In polar
    coordinates the radius is a gamma function, and the angle runs from 45° to 90°.
    """
    powers = np.arange(dimension)
    nodes, weights = np.polynomial.legendre.leggauss(40)
    angle = pi / 4 * (1 + (nodes + 1) / 2)
    along, upward = np.cos(angle) ** powers[:, None], np.sin(angle) ** powers[:, None]
    turned = (along * weights) @ upward.T * pi / 8
    total = powers[:, None] + powers
    size = dimension + dimension % 2
    skew = np.zeros((size, size))
    skew[:dimension, :dimension] = gamma_of(total / 2 + 1) * 2.0 ** (total / 2) * (turned - turned.T)
    if dimension % 2:
        skew[:-1, -1] = gamma_of((powers + 1) / 2) * 2.0 ** ((powers - 1) / 2)
        skew[-1] = -skew[:, -1]
    selberg = dimension / 2 * log(2 * pi) + sum(lgamma(1 + j / 2) - lgamma(3 / 2) for j in range(1, dimension + 1))
    return exp(float(np.linalg.slogdet(skew)[1]) / 2 + lgamma(dimension + 1) - selberg)


def gamma_of(x: Array) -> Array:
    """Γ of every number of an array."""
    return np.array([[exp(lgamma(each)) for each in row] for row in np.atleast_2d(x)]).reshape(x.shape)


@dataclass(frozen=True)
class Trail:
    """The curvature along a descent: how many eigenvalues are positive, zero and negative at steps (k,)."""

    steps: Whole
    losses: Array
    gradient_lengths: Array
    positive: Whole
    zero: Whole
    negative: Whole

    @property
    def minimum_ratio(self) -> Array:
        """The share of positive eigenvalues (k,): 1 at a minimum that bends everywhere; 0 is not positive."""
        total = self.positive + self.zero + self.negative
        return self.positive / total


def trail(f: Objective, thetas: ArrayLike, steps: Iterable[int] | None = None,
          progress: Callable[[int, int], bool | None] | None = None) -> Trail:
    """The curvature of f at each of the thetas (k, p), which were reached at these steps (0, 1, ... if None).

    `progress(done, of)` may return False to stop; what is done by then is returned.
    """
    points = as_array(thetas)
    if points.ndim != 2 or points.shape[1] != f.size:
        raise ValueError(f"The parameters must have the shape (k, {f.size}), not {points.shape}.")
    at = np.arange(len(points)) if steps is None else np.array(list(steps), dtype=np.int64)
    signs, lengths = [], []
    for number, theta in enumerate(points, 1):
        signs.append(bend_of(f, f.hessian(theta)).signs)
        lengths.append(float(np.linalg.norm(f.gradient(theta))))
        if progress is not None and progress(number, len(points)) is False:
            break
    table, done = np.array(signs).reshape(-1, f.size), len(signs)
    positive, zero, negative = ((table == sign).sum(axis=1) for sign in (1, 0, -1))
    return Trail(at[:done], f.values(points[:done]), np.array(lengths), positive, zero, negative)
