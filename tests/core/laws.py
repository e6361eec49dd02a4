"""Laws that every option obeys, whichever it is; whoever adds an entry to a registry gets them for free."""

from collections.abc import Callable, Sequence

import numpy as np

from core.activations import Activation
from core.arrays import Array
from core.losses import Loss
from core.optimizers import Optimizer

STEP = 1e-3                                      # of the differences; their error is about STEP^4
TRUST = 1e-9                                     # agreement asked of differences by STEP and by STEP/2
FAR = np.array([-1.7e308, -1e308, -1e200, -1e154, -1e4, -745.0, -40.0, -1e-300, 0.0,
                1e-320, 40.0, 745.0, 1e4, 1e154, 1e200, 1e308, 1.7e308])


def derivative(function: Callable[[Array], Array], x: Array, step: float = STEP) -> Array:
    """Differences of fourth order."""
    near, far = (function(x + h) - function(x - h) for h in (step, 2 * step))
    return (8.0 * near - far) / (12.0 * step)


def away_from(places: Sequence[float], x: Array) -> Array:
    """The x whose differences don't reach over one of the places."""
    kept = np.array([t for t in x if all(abs(t - place) > 3 * STEP for place in places)])
    assert len(kept) > len(x) / 2, "the test points must not all lie at kinks"
    return kept


def assert_derivative(given: Array, function: Callable[[Array], Array], x: Array) -> None:
    """The given slopes are the differences of the function, wherever differences can be trusted.

    They can't be within a step of a seam, where two formulas meet smoothly; that is seldom.
    """
    wanted, finer = derivative(function, x), derivative(function, x, STEP / 2)
    size = 1.0 + np.abs(function(x)).max() + np.abs(given).max()
    trusted = np.abs(wanted - finer) <= TRUST * size
    assert trusted.mean() > 0.95
    np.testing.assert_allclose(given[trusted], finer[trusted], rtol=1e-8, atol=1e-8 * size)


def assert_words(entry: Activation | Loss | Optimizer, *sentences: str) -> None:
    assert entry.title
    assert entry.latex.count("{") == entry.latex.count("}")
    for sentence in (entry.idea, *sentences):
        assert sentence[0].isupper() or sentence[0] == "η"
        assert sentence.endswith(".")


def assert_bounds(entry: Activation | Loss | Optimizer) -> None:
    assert set(entry.bounds) == set(entry.parameters)
    for name, value in entry.parameters.items():
        low, high = entry.bounds[name]
        assert low <= value <= high


# ---------------------------------------------------------------- activations

def law_of_an_activation(activation: Activation, parameters: dict[str, float]) -> None:
    """Slope is the derivative of value, kinks and jumps are where they are said to be, nothing overflows."""
    settings = {**activation.parameters, **parameters}
    kinks, jumps = activation.kinks(**settings), activation.jumps(**settings)
    z = away_from((*kinks, *jumps), np.linspace(-7.0, 7.0, 281) + 0.00137)
    assert_derivative(activation.slope(z, **parameters), lambda t: activation.value(t, **parameters), z)
    for place in kinks:
        left, right = activation.slope([place - 1e-9, place + 1e-9], **parameters)
        assert abs(left - right) > 1e-6, f"the slope is said to jump at {place}"
        assert min(left, right) - 1e-8 <= activation.slope(place, **parameters) <= max(left, right) + 1e-8
    for place in jumps:
        left, right = activation.value([place - 1e-9, place + 1e-9], **parameters)
        assert abs(left - right) > 1e-6, f"the value is said to jump at {place}"
    assert np.isfinite(activation.value(FAR, **parameters)).all()
    assert np.isfinite(activation.slope(FAR, **parameters)).all()
    square = np.array([[-1.0, 0.5], [0.0, 3.0]])
    for function in (activation.value, activation.slope):
        assert function(square, **parameters).shape == (2, 2)
        assert function(square, **parameters).dtype == np.float64
        assert function(0.5, **parameters).shape == ()
        assert function([1, 2], **parameters) is not None
    np.testing.assert_array_equal(square, [[-1.0, 0.5], [0.0, 3.0]])


# ---------------------------------------------------------------- losses

def law_of_a_loss(loss: Loss, parameters: dict[str, float]) -> None:
    """Slope and curvature are derivatives, the minimum is at a right answer, convexity and kinks are true."""
    if loss.task == "multiclass":
        return law_of_a_loss_for_classes(loss)
    settings = {**loss.parameters, **parameters}
    places, bends = loss.kinks(**settings), loss.bends(**settings)
    assert loss.smooth == (not places)
    for target in (0.0, 1.0) if loss.task == "binary" else (0.0, 0.75):
        spots = [_prediction(loss, place, target) for place in places]
        bent = [_prediction(loss, place, target) for place in bends]
        _assert_derivatives(loss, spots, bent, target, parameters)
        _assert_kinks(loss, spots, bent, target, parameters)
        _assert_convexity(loss, target, parameters)
        _assert_quiet(loss, target, parameters)
    return None


def law_of_a_loss_for_classes(loss: Loss) -> None:
    random = np.random.default_rng(5)
    logits, target = random.normal(size=(6, 4)) * 3.0, np.array([0, 1, 2, 3, 1, 0])
    slope, curvature = loss.slope(logits, target), loss.curvature(logits, target)
    for j, direction in enumerate(STEP * np.eye(4)):
        for order, given in ((loss.value, slope), (loss.slope, curvature)):
            near, far = (order(logits + d, target) - order(logits - d, target)
                         for d in (direction, 2 * direction))
            np.testing.assert_allclose(given[:, j], (8.0 * near - far) / (12.0 * STEP), atol=1e-9)
    assert (np.linalg.eigvalsh(curvature) > -1e-15).all(), "convex: no curvature is negative"
    assert (loss.value(logits, target) >= 0.0).all()
    huge = np.array([[1e308, -1e308], [-1e300, 1e300], [1e308, 1e308]])
    for answer in (np.zeros(3, dtype=int), np.ones(3, dtype=int)):
        assert not np.isnan(loss.value(huge, answer)).any()
        assert np.isfinite(loss.slope(huge, answer)).all()


def _prediction(loss: Loss, place: float, target: float) -> float:
    """The prediction whose residual, or margin, is at the place."""
    return place * (2.0 * target - 1.0) if loss.task == "binary" else target + place


def _assert_derivatives(
    loss: Loss, spots: list[float], bent: list[float], target: float, parameters: dict[str, float]
) -> None:
    def value(p: Array) -> Array:
        return loss.value(p, np.full_like(p, target), **parameters)

    def slope(p: Array) -> Array:
        return loss.slope(p, np.full_like(p, target), **parameters)

    p = away_from(spots, np.linspace(-6.0, 6.0, 241) + 0.00137)
    assert_derivative(slope(p), value, p)
    p = away_from(bent, p)
    assert_derivative(loss.curvature(p, np.full_like(p, target), **parameters), slope, p)


def _assert_kinks(
    loss: Loss, spots: list[float], bent: list[float], target: float, parameters: dict[str, float]
) -> None:
    t = np.full(2, target)
    for place in spots:
        around = np.array([place - 1e-9, place + 1e-9])
        slopes, values = loss.slope(around, t, **parameters), loss.value(around, t, **parameters)
        assert np.ptp(slopes) > 1e-6 or np.ptp(values) > 1e-6, f"a kink is claimed at {place}"
        assert slopes.min() <= loss.slope(place, target, **parameters) <= slopes.max()
    for place in bent:
        around = np.array([place - 1e-9, place + 1e-9])
        assert np.ptp(loss.slope(around, t, **parameters)) < 1e-6
        assert np.ptp(loss.curvature(around, t, **parameters)) > 1e-6, f"a bend is claimed at {place}"


def _assert_convexity(loss: Loss, target: float, parameters: dict[str, float]) -> None:
    random = np.random.default_rng(8)
    a, b = random.normal(size=(2, 4000)) * 4.0
    share = random.uniform(size=4000)
    t = np.full(4000, target)
    chord = share * loss.value(a, t, **parameters) + (1.0 - share) * loss.value(b, t, **parameters)
    above = loss.value(share * a + (1.0 - share) * b, t, **parameters) - chord
    if loss.convex:
        assert above.max() <= 1e-9 * (1.0 + np.abs(chord).max())
    else:
        assert above.max() > 1e-3, "a chord below the curve must show that it is not convex"


def _assert_quiet(loss: Loss, target: float, parameters: dict[str, float]) -> None:
    assert (loss.value(FAR, np.full_like(FAR, target), **parameters) >= 0.0).all()
    for function in (loss.slope, loss.curvature):
        assert not np.isnan(function(FAR, np.full_like(FAR, target), **parameters)).any()
    if loss.task == "regression":
        right = loss.value(FAR, FAR, **parameters)
        np.testing.assert_array_equal(right, np.zeros_like(FAR))


# ---------------------------------------------------------------- optimizers

def law_of_an_optimizer(optimizer: Optimizer, rate: float, steps: int) -> None:
    """It reaches the bottom of a bowl, and a step changes nothing it was given."""
    stretch = np.array([1.0, 4.0])
    theta = np.array([1.0, -2.0])
    memory = optimizer.start(theta)
    values = [float(stretch @ theta**2) / 2]
    for _ in range(steps):
        gradient = stretch * theta
        before = theta.copy(), gradient.copy(), [part.copy() for part in memory]
        new, later = optimizer.step(theta, gradient, memory, rate=rate)
        np.testing.assert_array_equal(theta, before[0])
        np.testing.assert_array_equal(gradient, before[1])
        for part, old in zip(memory, before[2], strict=True):
            np.testing.assert_array_equal(part, old)
        assert new is not theta
        theta, memory = new, later
        values.append(float(stretch @ theta**2) / 2)
    assert values[-1] < 5e-4 * values[0], f"{optimizer.name} is still at {values[-1]}"
    still, _ = optimizer.step(theta, stretch, memory, rate=0.0)
    np.testing.assert_array_equal(still, theta)
    huge, _ = optimizer.step(theta, np.array([1e200, -1e308]), memory, rate=1.0)         # without a warning
    assert huge.shape == theta.shape
    shaped = np.ones((2, 3))
    moved, _ = optimizer.step(shaped, shaped, optimizer.start(shaped), rate=0.1)
    assert moved.shape == (2, 3)
    assert (moved < 1.0).all()
