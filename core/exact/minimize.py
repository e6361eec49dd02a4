"""The exact minimum of every convex loss of a model that is linear in its parameters."""

import math
from dataclasses import replace

import numpy as np

from core.exact.minimum import Minimum, NoExactMinimum
from core.exact.piecewise import minimum_of_pieces
from core.exact.smooth import minimum_of_smooth
from core.exact.softmax import minimum_of_softmax
from core.objective import Objective
from core.objective.linear import LinearObjective
from core.objective.sums import SquaredObjective
from core.pieces import pieces

LANDSCAPE = "A landscape has no exact solver: walk down, or look for its critical points."
BENT = "This model bends with its parameters, so its loss can have several valleys: no formula finds the lowest."
NOT_CONVEX = "{loss} is not convex: the loss can have several valleys, and none can be proven to be the lowest."
UNKNOWN = "No exact method is known here for {loss}."
OUT_OF_REACH = (
    "The columns are of such different sizes, or so nearly combinations of each other, that the lowest loss can't be "
    "computed reliably. Standardize the columns, or leave some out."
)
ROUGH = 1e-6                                     # a gap beyond this part of the loss of a constant is no answer


def minimize(f: Objective) -> Minimum:
    """Return the lowest point of an objective with data, with a proof.

    Squared loss: orthogonal decomposition and refinement (core.algebra.least_squares). Losses of straight pieces and
    parabolas: an interior point method and the corner it leads to. Smooth losses: Newton's method. l1, l2 and
    weights are part of the problem in each. The gap is proven by a dual point, up to rounding, and stays below
    1e-9 · max(loss, loss of the best constant).

    Raises:
        NoExactMinimum: with the reason. The loss is not convex, the model is not linear in its parameters, or the
            lowest loss is not attained (classes that a boundary separates).
    """
    if not isinstance(f, LinearObjective):
        raise NoExactMinimum(BENT if hasattr(f, "model") else LANDSCAPE)
    if not f.loss.trainable:
        raise NoExactMinimum(f.loss.refusal)
    if not f.loss.convex:
        raise NoExactMinimum(NOT_CONVEX, loss=f.loss.title)
    with np.errstate(all="ignore"):              # sizes far apart may leave the range of numbers on the way; what
        found = solved(f)                        # comes out is looked at here
    usable = np.isfinite(found.theta).all() and math.isfinite(found.loss) and math.isfinite(found.gap)
    if not usable or min(found.gap, found.loss) > ROUGH * max(found.loss, constant_loss(f)):
        raise NoExactMinimum(OUT_OF_REACH)
    return replace(found, gap=min(found.gap, found.loss - f.lower_bound))


def solved(f: LinearObjective) -> Minimum:
    """Return what the solver for this kind of loss finds."""
    if isinstance(f, SquaredObjective) and f.l1 == 0.0:
        return Minimum(f.bowl.bottom, f.bowl.height, f.bowl.gap, unique=f.bowl.rank == f.size)
    if f.loss.name == "cross_entropy":
        return minimum_of_softmax(f)
    parts = pieces(f.loss, f.parameters)
    if parts is not None:
        return minimum_of_pieces(f, parts)
    if f.loss.smooth and f.model.outputs == 1:
        return minimum_of_smooth(f)
    raise NoExactMinimum(UNKNOWN, loss=f.loss.title)


def constant_loss(f: LinearObjective) -> float:
    """Return the loss of a good constant: the median, or no opinion on the classes."""
    guess = np.zeros(f.size)
    if f.loss.task == "regression":
        guess[0] = np.median(f.y)
    return f.value(guess)
