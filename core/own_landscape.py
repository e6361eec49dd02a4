"""The visitor's own landscapes: L(b, w) of a line, and a small network's loss, cut open by a plane."""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, as_array
from core.descent import Run, descend, largest_stable_rate
from core.exact import NoExactMinimum, minimize
from core.losses import LOSSES
from core.models import Model, line, network
from core.network_plane import network_plane
from core.objective import DataObjective, objective
from core.objective.plane import Plane
from core.preparation import standardize
from core.rates import round_rate_below
from core.standing import Box
from core.surface import Window, path_directions, window_around
from core.valley import Coordinates, common_window, coordinates

MOST_ROWS = 2_000                        # of a line's landscape; a network's has fewer
LOGITS = 6.0                             # half the window where two classes are told apart, at least
SIMPLE = 3.0                             # half the window around zero weights
ADAPTIVE = 0.01                          # of the window's size: the step of a rule that scales its steps itself


@dataclass(frozen=True)
class LineLandscape:
    """L(b, w) with the window to look at, the place to stand at first, and learning rates that suit it."""

    f: DataObjective
    coordinates: Coordinates
    box: Box
    first: Array                         # (2,)
    rate: float                          # for rules whose step is in proportion to the slope
    adaptive_rate: float                 # for rules that scale their steps themselves


def line_landscape(x: Array, y: Array, loss: str) -> LineLandscape:
    """The loss of the lines b + w·x on x (n,), y (n,); for two classes y is 0 or 1 and b + w·x the logit.

    The window is around the exact minimum of the loss, or of squares where there is none. Raises ValueError,
    with a sentence, if nothing can be learned from the data.
    """
    binary = LOSSES[loss].task == "binary"
    chosen = Coordinates(float(x.mean()), float(x.std()) or 1.0) if binary else coordinates(x, y)
    z = chosen.apply(x)
    f = objective(line(), loss, z, y, parameters=LOSSES[loss].parameters_for(y))
    shown, first = class_window(f) if binary else common_window(z, y)
    box = ((shown.low[0], shown.high[0]), (shown.low[1], shown.high[1]))
    size = min(high - low for low, high in box)
    limit = largest_stable_rate(f)
    gradient = float(np.linalg.norm(f.gradient(first)))
    rate = limit / 4 if limit is not None else 0.02 * size / gradient if gradient > 0 else 0.1
    return LineLandscape(f, chosen, box, np.array([float(f"{part:.3g}") for part in first]), round_rate_below(rate),
                         round_rate_below(ADAPTIVE * size))


def class_window(f: DataObjective) -> tuple[Window, Array]:
    """The window for two classes, and where to stand at first: weights 0 know nothing yet."""
    half = np.full(2, LOGITS)
    with suppress(NoExactMinimum):       # of perfectly separable classes: there L falls for ever, and so it is shown
        half = np.maximum(half, 1.6 * np.abs(minimize(f).theta))
    return Window((-float(half[0]), -float(half[1])), (float(half[0]), float(half[1]))), np.zeros(2)


@dataclass(frozen=True)
class Training:
    """A small network that was trained on standardized columns."""

    model: Model
    f: DataObjective
    run: Run


def training(x: Array, y: Array, units: int, activation: str, seed: int, steps: int, rate: float = 0.1) -> Training:
    """Train one hidden layer of `units` neurons on x (n,), y (n,), both standardized, by gradient descent on mse.

    Raises ValueError, with a sentence, if nothing can be learned from the data.
    """
    z, target = standardize(x[:, None])[0], standardize(y[:, None])[0][:, 0]
    model = network(1, (units,), activation)
    f = objective(model, "mse", z, target)
    return Training(model, f, descend(f, model.start(seed), rate=rate, steps=steps))


@dataclass(frozen=True)
class Cut:
    """A plane through a trained network's landscape: its window, and where to stand at first."""

    f: Plane
    box: Box
    first: Array                         # (2,)


def cut_along_path(trained: Training) -> Cut:
    """The plane in which training went: (0, 0) is its end, (1, 0) its start."""
    path = trained.run.thetas[np.isfinite(trained.run.losses)]
    cut = network_plane(trained.f, path[-1], *path_directions(path))
    shown = window_around(cut.project(path))
    return Cut(cut, ((shown.low[0], shown.high[0]), (shown.low[1], shown.high[1])), np.array([1.0, 0.0]))


def cut_by_bend(trained: Training) -> Cut:
    """The plane through the end of training in which it bends least (across) and most (up)."""
    end = trained.run.thetas[-1]
    _, vectors = np.linalg.eigh(trained.f.hessian(end))
    cut = network_plane(trained.f, end, vectors[:, 0], vectors[:, -1])
    return Cut(cut, ((-SIMPLE, SIMPLE), (-SIMPLE, SIMPLE)), np.zeros(2))


def cut_through_zero(trained: Training) -> Cut:
    """The plane of the first neuron's two weights, into it and out of it, all other parameters 0.

    That neuron alone is the notes' tiny network with a bend in it, y = w₂·σ(w₁x).
    """
    names, size = trained.model.names, trained.model.size
    unit = np.eye(size)
    into, out = unit[names.index("w1_1_1")], unit[names.index("w2_1_1")]
    cut = network_plane(trained.f, np.zeros(size), as_array(into), as_array(out))
    return Cut(cut, ((-SIMPLE, SIMPLE), (-SIMPLE, SIMPLE)), np.zeros(2))


CUTS = {"path": cut_along_path, "bend": cut_by_bend, "zero": cut_through_zero}
