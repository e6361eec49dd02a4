"""Slopes through layers and units that sleep, against slow computations of the same."""

import numpy as np
import pytest

from core.activations import ACTIVATIONS, chosen
from core.arrays import Array
from core.depth import asleep, per_layer, steepest, through_layers


def layers_of(depth: int, scale: float, seed: int, width: int) -> tuple[Array, list[Array]]:
    """The random network again: its input and its weights, drawn in the same order."""
    random = np.random.default_rng(seed)
    start = random.normal(size=width)
    return start, [random.normal(scale=scale / np.sqrt(width), size=(width, width)) for _ in range(depth)]


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "gelu", "softplus", "sine"])
def test_what_is_left_is_the_jacobian_measured_by_small_differences(activation: str) -> None:
    width, depth, h = 6, 3, 1e-6
    start, weights = layers_of(depth, 1.3, 4, width)

    def outputs(x: Array) -> Array:
        for layer in weights:
            x = ACTIVATIONS[activation].value(layer @ x)
        return x

    jacobian = np.stack([(outputs(start + h * unit) - outputs(start - h * unit)) / (2 * h) for unit in np.eye(width)])
    left = through_layers(activation, depth, 1.3, seed=4, width=width)
    assert left[-1] == pytest.approx(np.linalg.norm(jacobian) / np.sqrt(width), rel=1e-6)


def test_without_a_bend_the_weights_alone_multiply() -> None:
    _, weights = layers_of(4, 1.0, 0, 8)
    product = np.linalg.multi_dot(weights[::-1])
    assert through_layers("identity", 4, 1.0, seed=0, width=8)[-1] == pytest.approx(
        np.linalg.norm(product) / np.sqrt(8))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_slope_begins_at_1_and_is_never_negative_or_infinite(activation: str) -> None:
    for scale in (0.25, 4.0):
        left = through_layers(activation, 50, scale)
        assert left[0] == 1.0
        assert len(left) == 51
        assert np.isfinite(left).all()
        assert (left >= 0).all()


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_a_sigmoid_lets_no_more_through_than_a_quarter_of_the_weights_size_per_layer(scale: float) -> None:
    depth, width = 10, 16
    _, weights = layers_of(depth, scale, 0, width)
    bound = np.cumprod([0.25 * np.linalg.norm(layer, 2) for layer in weights])
    assert (through_layers("sigmoid", depth, scale, seed=0, width=width)[1:] <= bound).all()


def test_relu_is_kept_by_he_and_fades_without() -> None:
    kept = np.array([through_layers("relu", 20, np.sqrt(2.0), seed)[-1] for seed in range(8)])
    faded = np.array([through_layers("relu", 20, 1.0, seed)[-1] for seed in range(8)])
    assert abs(np.log(kept).mean()) < 1.5
    assert np.log(faded).mean() == pytest.approx(np.log(kept).mean() - 10 * np.log(2.0), abs=1e-9)


def test_a_step_lets_nothing_through() -> None:
    assert through_layers("step", 3, 1.0).tolist() == [1.0, 0.0, 0.0, 0.0]
    assert per_layer(through_layers("step", 3, 1.0)) == 0.0


def test_per_layer_by_hand() -> None:
    assert per_layer(np.array([1.0, 0.5, 0.25])) == pytest.approx(0.5)
    assert per_layer(np.array([1.0])) == 1.0


@pytest.mark.parametrize(("activation", "most"), [
    ("sigmoid", 0.25), ("tanh", 1.0), ("relu", 1.0), ("identity", 1.0), ("step", 0.0), ("hard_sigmoid", 1 / 6),
    ("selu", 1.0507009873554805 * 1.6732632423543772), ("gaussian", np.sqrt(2.0 / np.e)),
])
def test_the_largest_slopes(activation: str, most: float) -> None:
    assert steepest(activation) == pytest.approx(most, rel=1e-4)


COLUMN = np.linspace(-1.7, 1.7, 40)


@pytest.mark.parametrize("activation", ["relu", "hard_tanh", "tanh", "leaky_relu", "thresholded_relu"])
@pytest.mark.parametrize("spread", [0.5, 3.0])
def test_sleepers_are_counted_one_by_one(activation: str, spread: float) -> None:
    random, bend, units = np.random.default_rng(2), chosen(activation), 60
    biases, weights = spread * random.normal(size=(2, units))
    dead = saturated = 0
    for bias, weight in zip(biases, weights, strict=True):
        slopes = [abs(float(bend.slope(np.array([bias + weight * z]))[0])) for z in COLUMN]
        flat = sum(slope < 0.05 * steepest(activation) for slope in slopes)
        if max(slopes) == 0:
            dead += 1
        elif flat >= 0.9 * len(slopes):
            saturated += 1
    found = asleep(activation, COLUMN, spread, seed=2, units=units)
    assert (found.dead, found.saturated) == pytest.approx((dead / units, saturated / units))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_shares_are_shares(activation: str) -> None:
    found = asleep(activation, COLUMN, 5.0)
    assert found.dead >= 0.0
    assert found.saturated >= 0.0
    assert found.dead + found.saturated <= 1.0


def test_who_dies_and_who_does_not() -> None:
    assert asleep("step", COLUMN, 1.0).dead == 1.0
    assert asleep("identity", COLUMN, 50.0) == asleep("identity", COLUMN, 0.1)
    assert asleep("relu", COLUMN, 1.0).dead > 0.05
    assert asleep("leaky_relu", COLUMN, 1.0).dead == 0.0
    assert asleep("sigmoid", COLUMN, 50.0).saturated > asleep("sigmoid", COLUMN, 1.0).saturated


def test_a_column_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        asleep("relu", [], 1.0)
