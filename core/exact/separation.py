"""If a boundary puts every row on its right side, the loss can always be lowered: by making the weights larger."""

import numpy as np

from core.arrays import Array
from core.exact.interior import Pulls, balance
from core.exact.minimum import NoExactMinimum

SEPARABLE = (
    "A boundary separates the classes perfectly, so the loss falls towards 0 as the weights grow and never gets "
    "there: there is no best set of weights. Add an l2 penalty."
)
NEARLY_SEPARABLE = (
    "Some rows can be put ever farther on their right side at no cost to the others, so the loss keeps falling as "
    "the weights grow: there is no best set of weights. Add an l2 penalty."
)
ONE_CLASS = (
    "All rows belong to the same class, so the loss falls towards 0 as the bias grows and never gets there: "
    "there is no best bias."
)
EMPTY_CLASS = (
    "No row belongs to class {label}, so its bias can fall for ever and the loss with it: there is no best bias."
)


def refuse_if_separable(rows: Array, beta: Array) -> None:
    """Raise NoExactMinimum if some direction makes no margin smaller and some margin larger.

    rows (m, q): the margins are rows @ beta, and the loss falls with each of them (Albert and Anderson, 1984). The
    direction is looked for with  max(0, 1 − margin)  summed up, under the condition that no margin is negative:
    that sum is m if there is none, and otherwise lower by at least 1.
    """
    if np.all(rows @ beta > 0.0):
        raise NoExactMinimum(SEPARABLE)
    count, size = rows.shape
    pulls = Pulls(
        matrix=np.vstack([rows, rows]), target=np.concatenate([np.ones(count), np.zeros(count)]),
        low=np.concatenate([-np.ones(count), np.full(count, -np.inf)]), high=np.zeros(2 * count),
        bend=np.zeros(2 * count), root=np.zeros((0, size)), tilt=np.zeros(size),
    )
    margins = rows @ balance(pulls, np.zeros(size)).beta
    if margins.max() >= 0.5 and margins.min() >= -1e-6 * margins.max():
        raise NoExactMinimum(SEPARABLE if margins.min() > 0.5 else NEARLY_SEPARABLE)
