"""From logits to what a person reads: the probability of each class, and the class that is chosen."""

import numpy as np

from core.activations import sigmoid
from core.arrays import Array, Whole
from core.losses import softmax


def probabilities(logits: Array, classes: int) -> Array:
    """Probability of every class, (..., k).

    Two classes have one logit per row, (...): the second class has σ(z). More have k of them, (..., k): softmax.
    """
    if classes > 2:
        return softmax(logits)
    second = sigmoid(logits)
    return np.stack([1.0 - second, second], axis=-1)


def chosen(logits: Array, classes: int) -> Whole:
    """The chosen class, 0..k−1, per row, from logits (...) of two classes or (..., k) of more."""
    if classes == 2:
        return np.asarray(logits > 0, dtype=np.int64)
    return np.asarray(np.argmax(logits, axis=-1), dtype=np.int64)


def told_apart_by_a_plane(X: Array, y: Array, classes: int) -> float:
    """Share of rows (n, d) that the least-squares discriminant gets right: how far a straight boundary leads.

    Each class has a plane fitted to 1 for its rows and 0 for the others; the highest plane wins (Hastie, Tibshirani
    and Friedman, The Elements of Statistical Learning, section 4.2).
    """
    size = np.abs(X - X.mean(axis=0)).max(axis=0)
    design = np.column_stack([np.ones(len(X)), (X - X.mean(axis=0)) / np.where(size > 0, size, 1.0)])
    one_per_class = (y[:, None] == np.arange(classes)).astype(float)
    planes = np.linalg.lstsq(design, one_per_class, rcond=None)[0]
    return float(np.mean(np.argmax(design @ planes, axis=1) == y))
