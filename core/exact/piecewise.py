"""Losses of straight pieces and parabolas: absolute and quantile errors, tolerances, hinges, Huber's."""

import numpy as np

from core.algebra.least_squares import bowl
from core.arrays import Array, Whole
from core.exact.frame import NONE, Frame, frame
from core.exact.interior import Pulls, State
from core.exact.many import balance_of_rows
from core.exact.minimum import Minimum
from core.exact.polish import Polished, held_by, polish
from core.exact.proof import Bound, bound
from core.objective.linear import LinearObjective
from core.pieces import Pieces


def minimum_of_pieces(f: LinearObjective, parts: Pieces) -> Minimum:
    """Return the minimum of an objective whose loss is made of pieces."""
    place = frame(f)
    pulls = pulls_of(place, parts, margins=f.loss.task == "binary")
    state = balance_of_rows(pulls, last=len(place.weak))
    polished = polish(pulls, state)
    proofs = [bound_of(pulls, place, found.force, found.beta) for found in (polished, state)]
    zero = zeros(pulls, place, state)
    thetas = [place.theta(found.beta, held) for found in (polished, state) for held in (zero, NONE)]
    thetas += corner(f, place, pulls, polished)
    theta = thetas[int(np.argmin(f.values(np.array(thetas))))]
    loss = f.value(theta)
    return Minimum(theta, loss, min(proof.gap(loss - parts.constant) for proof in proofs),
                   unique=place.complete and polished.held)


def pulls_of(place: Frame, parts: Pieces, margins: bool) -> Pulls:
    """Return the rows that pull: each row of the data once per piece, then one for each weight under l1."""
    count, size = len(parts.parts), place.size
    side = 2.0 * place.y - 1.0 if margins else np.ones_like(place.y)
    origin = np.zeros_like(place.y) if margins else place.y
    weak = place.weak
    ends = [(side * part.low * place.share, side * part.high * place.share) for part in parts.parts]
    return Pulls(
        matrix=np.vstack([*[place.matrix] * count, place.turn[weak]]),
        target=np.concatenate([*[origin + side * part.place for part in parts.parts], np.zeros(len(weak))]),
        low=np.concatenate([*[np.minimum(a, b) for a, b in ends], -place.l1[weak]]),
        high=np.concatenate([*[np.maximum(a, b) for a, b in ends], place.l1[weak]]),
        bend=np.concatenate([*[part.bend / place.share for part in parts.parts], np.zeros(len(weak))]),
        root=np.sqrt(2.0) * place.root, tilt=np.zeros(size),
    )


def bound_of(pulls: Pulls, place: Frame, force: Array, beta: Array) -> Bound:
    """Return the bound of some forces, after those of the l1 rows have taken up what the data's leave."""
    weak = place.weak
    if len(weak):
        force = force.copy()
        force[-len(weak):] = 0.0
        rest = (place.triangle.T @ pulls.total(force, beta))[weak]
        force[-len(weak):] = np.clip(-rest, -place.l1[weak], place.l1[weak])
    return bound(pulls, force, beta)


def zeros(pulls: Pulls, place: Frame, state: State) -> Whole:
    """Return which weights l1 holds at 0: those on which it need not pull with all its strength."""
    held = np.logical_or(*held_by(pulls, state))[len(pulls.target) - len(place.weak):]
    return place.weak[~held]


def corner(f: LinearObjective, place: Frame, pulls: Pulls, polished: Polished) -> list[Array]:
    """Return the θ, to its last digit, on which q rows agree; nothing if the minimum is not at such a corner."""
    rows, data = polished.corner, np.flatnonzero(f.share > 0.0)
    if len(rows) < place.size or rows.max() >= len(pulls.target) - len(place.weak):
        return []
    design = f.design[np.ix_(data[rows % len(data)], place.kept)]
    theta = np.zeros(place.columns)
    theta[place.kept] = bowl(design, pulls.target[rows] + place.shift, np.ones(len(rows)), np.zeros(place.size)).bottom
    return [theta]
