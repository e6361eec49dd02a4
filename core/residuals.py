"""What a model leaves over says what it has missed: residuals without a pattern are all that one can wish for."""

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, Whole, as_array
from core.metrics import confusion
from core.round_numbers import round_above, round_below

LEAST, MOST = 5, 40                              # bars of a histogram
ENOUGH = 20                                      # rows below which no pattern is claimed
SURE = 3.0                                       # deviations of chance beyond which one is


@dataclass(frozen=True)
class Histogram:
    """How many values lie in each of some equal intervals."""

    edges: Array                                 # (m + 1,)
    counts: Whole                                # (m,)


def histogram(values: Array) -> Histogram:
    """Return the histogram of values (n,), one of its edges at 0 where that lies among them.

    The width is that of Freedman and Diaconis (1981), 2·IQR/n^(1/3), rounded to 1, 2, 5 × a power of ten, with 5 to
    40 bars.
    """
    low, high = float(values.min()), float(values.max())
    if not high > low:
        room = abs(low) * 0.05 or 0.5
        return Histogram(np.array([low - room, low + room]), np.array([len(values)]))
    quarter, three = np.quantile(values, [0.25, 0.75])
    wanted = 2.0 * float(three - quarter) / len(values) ** (1 / 3)
    width = round_below(min(max(wanted, (high - low) / (MOST - 2)), (high - low) / LEAST))
    while math.floor(high / width) - math.floor(low / width) + 1 > MOST:
        width = round_above(width)
    first = math.floor(low / width)
    edges = as_array(width * np.arange(first, math.floor(high / width) + 2))
    return Histogram(edges, np.histogram(values, edges)[0].astype(np.int64))


@dataclass(frozen=True)
class Pattern:
    """What stands out among residuals; each is a share from −1 to 1, and whether chance would hardly make it."""

    bend: float                                  # correlation of the residuals with the squared distance of ŷ
    bends: bool
    fan: float                                   # correlation (of ranks) of their size with ŷ
    fans: bool
    mean: float                                  # in y's unit


def pattern(prediction: Array, residual: Array) -> Pattern:
    """Look for what a straight model leaves over: a bend along ŷ, and errors that grow along it.

    A correlation of n unrelated numbers deviates from 0 by about 1/√n; three times that is not claimed by chance.
    """
    n = len(residual)
    centered = prediction - prediction.mean()
    bow = centered**2
    if n > 2 and np.ptp(centered) > 0:           # what a line could have taken away is no bend
        bow = bow - centered * float(bow @ centered) / float(centered @ centered)
    bend = correlation(bow, residual)
    fan = correlation(ranks(prediction), ranks(np.abs(residual)))
    unlikely = SURE / math.sqrt(max(n, 1))
    known = n >= ENOUGH
    return Pattern(bend, known and abs(bend) > unlikely, fan, known and abs(fan) > unlikely, float(residual.mean()))


def correlation(a: Array, b: Array) -> float:
    """Return Pearson's correlation of two arrays (n,); 0 where one of them does not vary."""
    left, right = a - a.mean(), b - b.mean()
    size = float(np.linalg.norm(left)) * float(np.linalg.norm(right))
    return float(left @ right) / size if size > 0 and math.isfinite(size) else 0.0


def ranks(values: Array) -> Array:
    """Return the rank of each value (n,), equal ones sharing the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return as_array((ends - (counts - 1) / 2.0)[place])


@dataclass(frozen=True)
class ClassScores:
    """How well each of k classes is told from the others; NaN where there is nothing to divide by."""

    table: Whole                                 # (k, k): true class by row, chosen class by column
    precision: Array                             # (k,) of the rows given this class, the share that is right
    recall: Array                                # (k,) of the rows of this class, the share that is found
    f1: Array                                    # (k,)
    support: Whole                               # (k,) rows of this class


def class_scores(chosen: Whole, true: Array, classes: int) -> ClassScores:
    """Return confusion matrix, precision, recall and F1 of every class."""
    table = confusion(chosen, true, classes)
    right = np.diag(table).astype(float)
    given, there = table.sum(axis=0), table.sum(axis=1)
    return ClassScores(table, share(right, given), share(right, there), share(2.0 * right, given + there), there)


def share(part: Array, whole: Whole) -> Array:
    """Return part / whole (k,), NaN where the whole is 0."""
    return np.asarray(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0))


def hardest_first(probabilities: Array, true: Array) -> Whole:
    """Return the rows in the order of the probability (n, k) that was given to the true class, the smallest first."""
    given = probabilities[np.arange(len(true)), true.astype(np.int64)]
    return np.argsort(given, kind="stable")
