"""Losses for numbers: what an error costs, by the error's length r = prediction - target."""

import numpy as np

from core.arrays import Array
from core.losses.loss import Loss
from core.registry import fixed

LOG_2 = float(np.log(2.0))
LENGTHS = (1e-9, 1e12)                  # of an error, in whatever unit y has


def squared(prediction: Array, target: Array) -> Array:
    """Return r squared."""
    return (prediction - target) ** 2


def squared_slope(prediction: Array, target: Array) -> Array:
    """Return 2 r."""
    return 2.0 * (prediction - target)


def squared_curvature(prediction: Array, target: Array) -> Array:
    """Return 2 everywhere."""
    return np.full(np.broadcast(prediction, target).shape, 2.0)


def absolute(prediction: Array, target: Array) -> Array:
    """Return the length of r."""
    return np.abs(prediction - target)


def absolute_slope(prediction: Array, target: Array) -> Array:
    """Return the sign of r, 0 at r = 0."""
    return np.sign(prediction - target)


def flat(prediction: Array, target: Array, **_parameters: float) -> Array:
    """Return 0 everywhere: straight pieces have no curvature."""
    return np.zeros(np.broadcast(prediction, target).shape)


def huber(prediction: Array, target: Array, *, delta: float) -> Array:
    """Return r^2/2 up to delta, then delta (|r| - delta/2), in one formula without a branch."""
    size = np.abs(prediction - target)
    near = np.minimum(size, delta)
    return near * (size - near / 2)


def huber_slope(prediction: Array, target: Array, *, delta: float) -> Array:
    """Return r, clipped to -delta .. delta."""
    return np.clip(prediction - target, -delta, delta)


def huber_curvature(prediction: Array, target: Array, *, delta: float) -> Array:
    """Return 1 within delta and 0 beyond."""
    return np.where(np.abs(prediction - target) <= delta, 1.0, 0.0)


def log_cosh(prediction: Array, target: Array) -> Array:
    """Return log(cosh r), with all digits kept near 0 and without overflow far from it.

    Near 0 cosh r = 1 + 2 sinh^2(r/2); far from it cosh r = exp(|r|) (1 + exp(-2|r|)) / 2.
    """
    size = np.abs(prediction - target)
    near = np.log1p(2.0 * np.sinh(np.minimum(size, 1.0) / 2.0) ** 2)
    far = size + np.log1p(np.exp(-2.0 * np.minimum(size, 400.0))) - LOG_2
    return np.where(size < 1.0, near, far)


def log_cosh_slope(prediction: Array, target: Array) -> Array:
    """Return tanh r."""
    return np.tanh(prediction - target)


def log_cosh_curvature(prediction: Array, target: Array) -> Array:
    """Return 1 / cosh^2 r, written so that it keeps its digits in the tails."""
    decay = np.exp(-2.0 * np.minimum(np.abs(prediction - target), 400.0))
    return 4.0 * decay / (1.0 + decay) ** 2


def quantile(prediction: Array, target: Array, *, tau: float) -> Array:
    """Return tau times what is missing, or (1 - tau) times what is too much (Koenker and Bassett, 1978)."""
    residual = prediction - target
    return tau * np.maximum(-residual, 0.0) + (1.0 - tau) * np.maximum(residual, 0.0)


def quantile_slope(prediction: Array, target: Array, *, tau: float) -> Array:
    """Return -tau below the target and 1 - tau above it, 0 on it."""
    sign = np.sign(prediction - target)
    return np.where(sign > 0, (1.0 - tau) * sign, tau * sign)


def epsilon_insensitive(prediction: Array, target: Array, *, epsilon: float) -> Array:
    """Return the part of |r| beyond epsilon (Vapnik, 1995)."""
    return np.maximum(np.abs(prediction - target) - epsilon, 0.0)


def epsilon_insensitive_slope(prediction: Array, target: Array, *, epsilon: float) -> Array:
    """Return the sign of r outside the free zone, 0 inside and on its border."""
    residual = prediction - target
    return np.where(np.abs(residual) > epsilon, np.sign(residual), 0.0)


def cauchy(prediction: Array, target: Array, *, scale: float) -> Array:
    """Return scale^2/2 log(1 + (r/scale)^2); far out log(hypot(1, u)) is the same and can't overflow."""
    unit = (prediction - target) / scale
    near = np.log1p(np.clip(unit, -1e9, 1e9) ** 2) / 2.0
    return scale**2 * np.where(np.abs(unit) < 1e9, near, np.log(np.maximum(np.abs(unit), 1.0)))


def cauchy_slope(prediction: Array, target: Array, *, scale: float) -> Array:
    """Return r / (1 + (r/scale)^2), as scale / (u + 1/u) where u is large."""
    unit = (prediction - target) / scale
    near, far = _split_at_one(unit)
    return scale * np.where(np.abs(unit) <= 1.0, near / (1.0 + near**2), 1.0 / (far + 1.0 / far))


def cauchy_curvature(prediction: Array, target: Array, *, scale: float) -> Array:
    """Return (1 - u^2) / (1 + u^2)^2 with u = r/scale, negative beyond scale; far out by 1/u instead of u."""
    unit = (prediction - target) / scale
    near, far = _split_at_one(unit)
    near2, far2 = near**2, (1.0 / far) ** 2
    inner = (1.0 - near2) / (1.0 + near2) ** 2
    return np.where(np.abs(unit) <= 1.0, inner, far2 * (far2 - 1.0) / (1.0 + far2) ** 2)


def _split_at_one(unit: Array) -> tuple[Array, Array]:
    """Return unit brought to at most 1 in size, and unit brought to at least 1."""
    return np.clip(unit, -1.0, 1.0), np.where(np.abs(unit) > 1.0, unit, 1.0)


def tukey(prediction: Array, target: Array, *, scale: float) -> Array:
    """Return scale^2/6 (1 - (1 - u^2)^3), multiplied out so that small u keep their digits; level beyond."""
    square = np.clip((prediction - target) / scale, -1.0, 1.0) ** 2
    return scale**2 / 6.0 * square * (3.0 - 3.0 * square + square**2)


def tukey_slope(prediction: Array, target: Array, *, scale: float) -> Array:
    """Return r (1 - u^2)^2, 0 beyond scale (Beaton and Tukey, 1974)."""
    unit = np.clip((prediction - target) / scale, -1.0, 1.0)
    return scale * unit * (1.0 - unit**2) ** 2


def tukey_curvature(prediction: Array, target: Array, *, scale: float) -> Array:
    """Return (1 - u^2) (1 - 5 u^2), 0 beyond scale."""
    square = np.clip((prediction - target) / scale, -1.0, 1.0) ** 2
    return (1.0 - square) * (1.0 - 5.0 * square)


REGRESSION: tuple[Loss, ...] = (
    Loss(
        name="mse", title="Squared error (MSE)", task="regression",
        formula=squared, first=squared_slope, second=squared_curvature,
        latex=r"e^2", slope_latex=r"2\,(\hat y - y)",
        idea="Every error is squared, so twice as wrong costs four times as much; "
             "the best constant is the mean.",
        choose="Choose it when the noise has no outliers: the surface is smooth and the best line is unique.",
        fails="One far point can rule the whole fit.",
    ),
    Loss(
        name="mae", title="Absolute error (MAE)", task="regression",
        formula=absolute, first=absolute_slope, second=flat,
        latex=r"\lvert e \rvert", slope_latex=r"\operatorname{sign}(\hat y - y)",
        idea="Every error counts by its length, so twice as wrong costs twice as much; "
             "the best constant is the median.",
        choose="Choose it when some y are outliers.",
        fails="It has creases, may have several best answers, and a point far off in x still rules it.",
        smooth=False, kinks=lambda: (0.0,),
    ),
    Loss(
        name="huber", title="Huber", task="regression",
        formula=huber, first=huber_slope, second=huber_curvature,
        latex=r"\begin{cases}\tfrac12 e^2 & \lvert e\rvert \le \delta\\"
              r"\delta\,(\lvert e\rvert - \tfrac12\delta) & \text{else}\end{cases}",
        slope_latex=r"\operatorname{clip}(\hat y - y,\,-\delta,\,\delta)",
        idea="Small errors are squared and halved, errors beyond δ count by their length.",
        choose="Choose it when there are a few outliers and the descent should stay smooth.",
        fails="You have to choose δ, and a point far off in x still rules it.",
        parameters=fixed(delta=1.0), bounds=fixed(delta=LENGTHS), in_units_of_y=fixed(delta=1.345),
        bends=lambda delta: (-delta, delta),
    ),
    Loss(
        name="log_cosh", title="Log-cosh", task="regression",
        formula=log_cosh, first=log_cosh_slope, second=log_cosh_curvature,
        latex=r"\log\cosh e", slope_latex=r"\tanh(\hat y - y)",
        idea="It is like Huber without a corner: it bends from squared to straight near an error of 1.",
        choose="Choose it for a robust fit that is smooth everywhere.",
        fails="Where it bends is fixed at 1, so the result depends on the unit of y.",
    ),
    Loss(
        name="quantile", title="Quantile", task="regression",
        formula=quantile, first=quantile_slope, second=flat,
        latex=r"\tau\max(y-\hat y,0)+(1-\tau)\max(\hat y-y,0)",
        slope_latex=r"\begin{cases}-\tau & \hat y < y\\ 1-\tau & \hat y > y\end{cases}",
        idea="Too low costs τ per unit and too high costs 1 − τ, "
             "so the best constant has the share τ of the data below it.",
        choose="Choose it to be high enough in, say, nine of ten cases: τ = 0.9.",
        fails="It has a crease, and the lines of two different τ may cross.",
        parameters=fixed(tau=0.5), bounds=fixed(tau=(0.01, 0.99)),
        smooth=False, kinks=lambda tau: (0.0,),  # noqa: ARG005
    ),
    Loss(
        name="epsilon_insensitive", title="ε-insensitive", task="regression",
        formula=epsilon_insensitive, first=epsilon_insensitive_slope, second=flat,
        latex=r"\max(0,\,\lvert e\rvert-\varepsilon)",
        slope_latex=r"\begin{cases}0 & \lvert e\rvert\le\varepsilon\\"
                    r"\operatorname{sign}(\hat y-y) & \text{else}\end{cases}",
        idea="Errors smaller than ε are free, larger ones count by what exceeds ε.",
        choose="Choose it when a known tolerance makes small errors harmless.",
        fails="Its valley floor is flat, so many answers are equally good.",
        parameters=fixed(epsilon=0.1), bounds=fixed(epsilon=(0.0, LENGTHS[1])), in_units_of_y=fixed(epsilon=0.1),
        smooth=False, kinks=lambda epsilon: (-epsilon, epsilon),
    ),
    Loss(
        name="cauchy", title="Cauchy", task="regression",
        formula=cauchy, first=cauchy_slope, second=cauchy_curvature,
        latex=r"\tfrac12 s^2\log\!\left(1+(e/s)^2\right)",
        slope_latex=r"\frac{\hat y-y}{1+(e/s)^2}",
        idea="The pull of an error grows up to s and fades beyond it.",
        choose="Choose it when there are many heavy outliers.",
        fails="It is not convex, so the answer depends on where the descent starts.",
        parameters=fixed(scale=1.0), bounds=fixed(scale=LENGTHS), in_units_of_y=fixed(scale=2.385),
        convex=False,
    ),
    Loss(
        name="tukey", title="Tukey's biweight", task="regression",
        formula=tukey, first=tukey_slope, second=tukey_curvature,
        latex=r"\begin{cases}\tfrac{s^2}{6}\left(1-\left(1-(e/s)^2\right)^3\right) & \lvert e\rvert\le s\\"
              r"\tfrac{s^2}{6} & \text{else}\end{cases}",
        slope_latex=r"\begin{cases}(\hat y-y)\left(1-(e/s)^2\right)^2 & \lvert e\rvert\le s\\"
                    r"0 & \text{else}\end{cases}",
        idea="An error beyond s does not pull at all.",
        choose="Choose it when some values are grossly wrong.",
        fails="It is not convex, and from a bad start it ignores the good points.",
        parameters=fixed(scale=1.0), bounds=fixed(scale=LENGTHS), in_units_of_y=fixed(scale=4.685),
        convex=False,
    ),
)
