"""Curves to be followed that we know exactly: each is drawn with a little noise, the same for the same seed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.registry import by_name

LOW, HIGH, ROWS = 0.0, 10.0, 150


@dataclass(frozen=True, eq=False)
class Curve:
    """A curve over 0 .. 10."""

    name: str
    title: str
    height: Callable[[Array], Array]
    latex: str


CURVES: Mapping[str, Curve] = by_name((
    Curve("hills", "Hills", lambda x: 2.5 + 1.8 * np.sin(0.9 * x) + 0.12 * x, r"2.5 + 1.8\sin(0.9x) + 0.12x"),
    Curve("wave", "Wave", lambda x: 2.0 * np.sin(2.0 * x), r"2\sin(2x)"),
    Curve("bump", "Bump", lambda x: 1.0 + 4.0 * np.exp(-((x - 6.0) ** 2)), r"1 + 4e^{-(x-6)^2}"),
    Curve("jump", "Jump", lambda x: np.where(x < 4.0, 1.0, 4.0), r"1 \text{ or } 4"),
    Curve("corner", "Corner", lambda x: np.abs(x - 4.0), r"\lvert x - 4\rvert"),
    Curve("teeth", "Saw teeth", lambda x: x % 4.0, r"x \bmod 4"),
))


def points(curve: str, noise: float = 0.3, seed: int = 0, rows: int = ROWS) -> tuple[Array, Array]:
    """Points x, y (rows,) on a curve; normal noise of this standard deviation is added to y."""
    x = np.linspace(LOW, HIGH, rows)
    return x, CURVES[curve].height(x) + noise * np.random.default_rng(seed).normal(size=rows)
