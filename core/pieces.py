"""Many convex losses are made of straight pieces and pieces of parabolas: cut them where they bend."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.arrays import Array
from core.losses import Loss

PROBES = (0.11, 0.5, 0.89)                       # where in a piece its curvature is looked at


@dataclass(frozen=True)
class Piece:
    """A part of a loss:  max over force in [low, high] of  force (r − place) − ½ bend force².

    r is the residual or the margin. The loss is a constant plus the sum of its pieces.
    """

    place: float
    low: float
    high: float
    bend: float

    def value(self, r: float) -> float:
        """Return the piece at r."""
        drive = r - self.place
        best = drive / self.bend if self.bend > 0.0 else float(np.sign(drive)) * np.inf if drive else 0.0
        force = float(np.clip(best, self.low, self.high))
        return force * drive - 0.5 * self.bend * force**2


@dataclass(frozen=True)
class Pieces:
    """A loss as a constant plus the sum of its pieces."""

    parts: tuple[Piece, ...]
    constant: float


@dataclass(frozen=True)
class Stretch:
    """What a loss does between two places: its slope is a straight line."""

    left: float
    right: float
    slope_left: float                            # just inside the left end
    slope_right: float
    curvature: float


def pieces(loss: Loss, parameters: Mapping[str, float]) -> Pieces | None:
    """Return the pieces of a convex loss of one prediction; None if it isn't made of straight lines and parabolas.

    The loss's own list of places where slope or curvature jump is believed; between them its curvature is looked at
    in several places and has to be the same.
    """
    places = np.unique([*loss.kinks(**parameters), *loss.bends(**parameters)])
    if loss.task == "multiclass" or not loss.convex or len(places) == 0:
        return None
    stretches = [stretch(loss, parameters, *ends) for ends in stretch_ends(places)]
    if not all(stretches):
        return None
    parts = cut([found for found in stretches if found])
    first = float(places[0])
    value = float(loss.value(*at(loss, [first]), **parameters)[0])
    return Pieces(parts, value - sum(part.value(first) for part in parts))


def stretch_ends(places: Array) -> list[tuple[float, float]]:
    """Return the ends of the stretches between the places, and of one far stretch on either side."""
    width = 1.0 + float(np.abs(places).max())
    edges = [float(places[0]) - width, *map(float, places), float(places[-1]) + width]
    return list(pairwise(edges))


def stretch(loss: Loss, parameters: Mapping[str, float], left: float, right: float) -> Stretch | None:
    """Return what the loss does from left to right; None if its curvature changes on the way."""
    points = [left + part * (right - left) for part in PROBES]
    curvatures = loss.curvature(*at(loss, points), **parameters)
    if np.ptp(curvatures) > 1e-9 * curvatures.max():
        return None
    middle, bend = float(loss.slope(*at(loss, points), **parameters)[1]), float(curvatures[1])
    half = bend * (right - left) / 2.0
    return Stretch(left, right, middle - half, middle + half, bend)


def at(loss: Loss, points: list[float]) -> tuple[Array, Array]:
    """Return predictions and targets with the given residuals or margins."""
    target = np.zeros(len(points)) if loss.task == "regression" else np.ones(len(points))
    return np.array(points), target


def cut(stretches: list[Stretch]) -> tuple[Piece, ...]:
    """Return the pieces: one for each jump of the slope, one for each stretch along which it rises.

    The slope far left is a constant force; it goes into the first piece.
    """
    first, last = stretches[0], stretches[-1]
    parts = []
    if first.curvature > 0.0:
        parts.append(Piece(first.right - first.slope_right / first.curvature, -np.inf, first.slope_right,
                           1.0 / first.curvature))
    for before, here in pairwise(stretches):
        jump = here.slope_left - before.slope_right
        if jump > 1e-12 * (abs(here.slope_left) + abs(before.slope_right)):
            parts.append(Piece(here.left, 0.0, jump, 0.0))
        if here.curvature > 0.0:
            rise = np.inf if here is last else here.slope_right - here.slope_left
            parts.append(Piece(here.left, 0.0, rise, 1.0 / here.curvature))
    if first.curvature == 0.0 and parts:
        head, force = parts[0], first.slope_right
        parts[0] = Piece(head.place - head.bend * force, head.low + force, head.high + force, head.bend)
    return tuple(parts)
