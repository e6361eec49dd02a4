"""A metric judges predictions in words a person uses: how far off, how much explained, how many right.

As with losses the prediction comes first and the target second. Classes are whole numbers 0, 1, ..., k - 1.
"""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, Whole, as_array
from core.refusal import Refusal

OTHER_CLASS = "Classes are the numbers 0 to {last}; another one occurs."


def mae(prediction: ArrayLike, target: ArrayLike) -> float:
    """Return the mean length of the errors, in y's unit."""
    error, size = _scaled_error(prediction, target)
    return float(np.abs(error).mean() * size)


def rmse(prediction: ArrayLike, target: ArrayLike) -> float:
    """Return the root of the mean squared error, in y's unit."""
    error, size = _scaled_error(prediction, target)
    return float(np.sqrt((error**2).mean()) * size)


def r_squared(prediction: ArrayLike, target: ArrayLike) -> float:
    """Return the share of y's variance explained: 1 - sum of e^2 / sum of (y - mean)^2.

    Predicting the mean gives 0, worse than that is negative. Where y is constant there is nothing to
    explain: then it is 1 if every prediction is exact, else 0 (as scikit-learn has it).
    """
    error, size = _scaled_error(prediction, target)
    y = as_array(target).ravel()
    if y.max() == y.min():
        return 0.0 if error.any() else 1.0
    centered = y / size - (y / size).mean()
    return float(1.0 - (error**2).sum() / (centered**2).sum())


def accuracy(prediction: ArrayLike, target: ArrayLike) -> float:
    """Return the share of rows whose class is right."""
    given, true = _classes(prediction, target)
    return float((given == true).mean())


def confusion(prediction: ArrayLike, target: ArrayLike, classes: int | None = None) -> Whole:
    """Return how often each class (row) is taken for each class (column), (k, k) whole numbers.

    k is the number of classes, or as many as occur if it isn't given.

    Raises:
        ValueError: no rows, or a class that is not among 0 .. k - 1.
    """
    given, true = _classes(prediction, target)
    largest = int(max(given.max(), true.max()))
    count = largest + 1 if classes is None else classes
    if largest >= count or min(given.min(), true.min()) < 0:
        raise Refusal(OTHER_CLASS, last=count - 1)
    table = np.zeros((count, count), dtype=np.int64)
    np.add.at(table, (true, given), 1)
    return table


@dataclass(frozen=True, eq=False)
class F1:
    """The F1 score of each class (k,) and their plain mean."""

    per_class: Array
    macro: float


def f1(prediction: ArrayLike, target: ArrayLike, classes: int | None = None) -> F1:
    """Return 2 right / (2 right + wrongly taken for it + missed) of each class, and the mean of them.

    It is the harmonic mean of precision and recall. A class that neither occurs nor is predicted has no
    score: it is NaN and left out of the mean.
    """
    table = confusion(prediction, target, classes)
    right = np.diag(table).astype(np.float64)
    involved = (table.sum(axis=0) + table.sum(axis=1)).astype(np.float64)
    per_class = np.full(len(table), np.nan)
    np.divide(2.0 * right, involved, out=per_class, where=involved > 0)
    return F1(per_class=per_class, macro=float(per_class[involved > 0].mean()))


def log_loss(probability: ArrayLike, target: ArrayLike) -> float:
    """Return the mean of -log of the probability given to the true class.

    probability is (n,) for class 1 of two, or (n, k). A true class that was given probability 0 costs inf.

    Raises:
        ValueError: no rows, a probability outside 0 .. 1, or a class that has no probability.
    """
    share = as_array(probability)
    table = np.column_stack([1.0 - share, share]) if share.ndim == 1 else share
    true = np.asarray(target).ravel().astype(np.int64)
    _require(len(table), len(true))
    if not ((table >= 0.0) & (table <= 1.0)).all():
        raise Refusal("A probability lies between 0 and 1; one of these does not.")
    if true.min() < 0 or true.max() >= table.shape[1]:
        raise Refusal(OTHER_CLASS, last=table.shape[1] - 1)
    with np.errstate(divide="ignore"):
        return float(-np.log(table[np.arange(len(true)), true]).mean() + 0.0)


def classes_of(logits: ArrayLike) -> Whole:
    """Return the class each row is taken for: the largest of k logits, or 1 where one logit is above 0."""
    scores = as_array(logits)
    return scores.argmax(axis=1) if scores.ndim == 2 else (scores > 0.0).astype(np.int64)


def _scaled_error(prediction: ArrayLike, target: ArrayLike) -> tuple[Array, float]:
    """Return (prediction - target) / size and size, a power of two near the largest number around.

    With that no square leaves the range of numbers, and nothing is rounded more than without.
    """
    given, true = as_array(prediction).ravel(), as_array(target).ravel()
    _require(len(given), len(true))
    largest = float(max(np.abs(given).max(), np.abs(true).max()))
    size = float(np.ldexp(1.0, int(np.frexp(largest)[1]) - 1)) if largest > 0.0 else 1.0
    return given / size - true / size, size


def _classes(prediction: ArrayLike, target: ArrayLike) -> tuple[Whole, Whole]:
    given, true = np.asarray(prediction).ravel(), np.asarray(target).ravel()
    _require(len(given), len(true))
    return given.astype(np.int64), true.astype(np.int64)


def _require(predictions: int, targets: int) -> None:
    if predictions != targets:
        raise Refusal("There are {predictions} predictions but {targets} targets.",
                      predictions=predictions, targets=targets)
    if targets == 0:
        raise Refusal("There are no rows to judge.")
