"""Losses for classes: the prediction is a logit, a score before it becomes a probability."""

import numpy as np

from core.activations import sigmoid
from core.arrays import Array
from core.losses.loss import Loss


def margin(prediction: Array, target: Array) -> Array:
    """Return (2 t - 1) z for a target t of 0 or 1 and a logit z: positive means right."""
    return np.asarray(_side(target) * prediction)


def _side(target: Array) -> Array:
    """Return -1 for the class 0 and 1 for the class 1."""
    return 2.0 * np.asarray(target, dtype=np.float64) - 1.0


def logistic(prediction: Array, target: Array) -> Array:
    """Return log(1 + exp(-m)), which is -log of the probability σ(m) given to the true class."""
    m = margin(prediction, target)
    return np.asarray(np.maximum(-m, 0.0) + np.log1p(np.exp(-np.abs(m))))


def logistic_slope(prediction: Array, target: Array) -> Array:
    """Return σ(z) - t, as -(2t - 1) σ(-m) so that small slopes keep their digits."""
    return -_side(target) * sigmoid(-margin(prediction, target))


def logistic_curvature(prediction: Array, target: Array) -> Array:
    """Return σ(z) σ(-z)."""
    m = margin(prediction, target)
    return sigmoid(m) * sigmoid(-m)


def hinge(prediction: Array, target: Array) -> Array:
    """Return max(0, 1 - m) (Cortes and Vapnik, 1995)."""
    return np.maximum(1.0 - margin(prediction, target), 0.0)


def hinge_slope(prediction: Array, target: Array) -> Array:
    """Return -(2t - 1) below the margin 1, else 0."""
    return np.where(margin(prediction, target) < 1.0, -_side(target), 0.0)


def level(prediction: Array, target: Array) -> Array:
    """Return 0 everywhere."""
    return np.zeros(np.broadcast(prediction, target).shape)


def squared_hinge(prediction: Array, target: Array) -> Array:
    """Return max(0, 1 - m)^2."""
    return hinge(prediction, target) ** 2


def squared_hinge_slope(prediction: Array, target: Array) -> Array:
    """Return -2 (2t - 1) max(0, 1 - m)."""
    return -2.0 * _side(target) * hinge(prediction, target)


def squared_hinge_curvature(prediction: Array, target: Array) -> Array:
    """Return 2 below the margin 1, else 0."""
    return np.where(margin(prediction, target) < 1.0, 2.0, 0.0)


def exponential(prediction: Array, target: Array) -> Array:
    """Return exp(-m)."""
    return np.asarray(np.exp(-margin(prediction, target)))


def exponential_slope(prediction: Array, target: Array) -> Array:
    """Return -(2t - 1) exp(-m)."""
    return -_side(target) * exponential(prediction, target)


def zero_one(prediction: Array, target: Array) -> Array:
    """Return 1 for a mistake, else 0; a logit of 0 decides nothing and counts as a mistake."""
    return np.where(margin(prediction, target) > 0.0, 0.0, 1.0)


def softmax(logits: Array) -> Array:
    """Return the probabilities exp(z_j) / sum of all exp(z), over the last axis."""
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def cross_entropy(prediction: Array, target: Array) -> Array:
    """Return -log softmax of the true class (n,), as (largest - true logit) + log(1 + the smaller shares)."""
    rows = np.arange(len(prediction))
    top = prediction.argmax(axis=1)
    largest = prediction[rows, top]
    shares = np.exp(prediction - largest[:, None])
    shares[rows, top] = 0.0
    return np.asarray(largest - prediction[rows, target.astype(int)] + np.log1p(shares.sum(axis=1)))


def cross_entropy_slope(prediction: Array, target: Array) -> Array:
    """Return softmax - one-hot (n, k), at the true class as -(sum of the others) to keep small digits."""
    slope = softmax(prediction)
    rows, true = np.arange(len(slope)), target.astype(int)
    slope[rows, true] = 0.0
    slope[rows, true] = -slope.sum(axis=1)
    return slope


def cross_entropy_curvature(prediction: Array, target: Array) -> Array:  # noqa: ARG001
    """Return diag(s) - s sᵀ of each row's softmax s (n, k, k)."""
    share = softmax(prediction)
    return share[:, :, None] * (np.eye(share.shape[1]) - share[:, None, :])


CLASSIFICATION: tuple[Loss, ...] = (
    Loss(
        name="logistic", title="Logistic", task="binary",
        formula=logistic, first=logistic_slope, second=logistic_curvature,
        latex=r"\log(1+e^{-m})", slope_latex=r"\sigma(z)-t",
        idea="It is −log of the probability given to the true class.",
        choose="Choose it for two classes when you want probabilities.",
        fails="If a boundary separates the classes perfectly, it has no minimum.",
    ),
    Loss(
        name="hinge", title="Hinge", task="binary",
        formula=hinge, first=hinge_slope, second=level,
        latex=r"\max(0,\,1-m)",
        slope_latex=r"\begin{cases}-(2t-1) & m<1\\ 0 & m\ge 1\end{cases}",
        idea="A row costs nothing once its margin reaches 1.",
        choose="Choose it when only the boundary counts.",
        fails="It has a crease and gives no probabilities.",
        smooth=False, kinks=lambda: (1.0,),
    ),
    Loss(
        name="squared_hinge", title="Squared hinge", task="binary",
        formula=squared_hinge, first=squared_hinge_slope, second=squared_hinge_curvature,
        latex=r"\max(0,\,1-m)^2", slope_latex=r"-2\,(2t-1)\max(0,\,1-m)",
        idea="It is the hinge squared, and so it has no crease.",
        choose="Choose it when only the boundary counts and the descent should be smooth.",
        fails="Rows on the wrong side count squared, so outliers pull hard.",
        bends=lambda: (1.0,),
    ),
    Loss(
        name="exponential", title="Exponential", task="binary",
        formula=exponential, first=exponential_slope, second=exponential,
        latex=r"e^{-m}", slope_latex=r"-(2t-1)\,e^{-m}",
        idea="Its cost grows by the factor e for each unit on the wrong side; boosting uses it.",
        choose="Choose it to see what boosting minimizes.",
        fails="One mislabelled row can rule the whole fit.",
    ),
    Loss(
        name="zero_one", title="Mistakes (0/1)", task="binary",
        formula=zero_one, first=level, second=level,
        latex=r"\begin{cases}0 & m>0\\ 1 & m\le 0\end{cases}", slope_latex=r"0",
        idea="It counts the mistakes.",
        choose="Choose it to judge a result, not to train.",
        fails="It is flat, so there is no slope to follow.",
        convex=False, smooth=False, kinks=lambda: (0.0,), trainable=False,
        refusal="Counting mistakes is flat: no slope to follow. Train with logistic, judge with this.",
    ),
    Loss(
        name="cross_entropy", title="Cross-entropy", task="multiclass",
        formula=cross_entropy, first=cross_entropy_slope, second=cross_entropy_curvature,
        latex=r"-\log\frac{e^{z_t}}{\sum_j e^{z_j}}", slope_latex=r"\operatorname{softmax}(z)_j-[j=t]",
        idea="It is −log of the softmax probability given to the true class.",
        choose="Choose it for several classes, or for the next letter of a text.",
        fails="Confident mistakes cost much.",
    ),
)
