"""First weights: signals neither fade nor explode."""


import numpy as np
import pytest

from core.models import network, sum_of_units


@pytest.mark.parametrize(("activation", "low", "high"), [
    ("relu", 0.5, 2.0), ("leaky_relu", 0.5, 2.0), ("selu", 0.6, 1.6), ("tanh", 0.02, 1.0),
    ("identity", 0.5, 2.0),
])
def test_signals_neither_fade_nor_explode_through_ten_layers(
    activation: str, low: float, high: float
) -> None:
    model = network(100, hidden=(100,) * 10, activation=activation)
    X = np.random.default_rng(0).normal(size=(200, 100))
    signals = model.activity(model.start(seed=1), X)
    power = (signals[10] ** 2).mean() / (X**2).mean()
    assert low < power < high


def test_first_weights_have_the_spread_of_their_rule() -> None:
    spreads = {}
    for name in ("tanh", "relu", "selu"):
        model = network(300, hidden=(200,), activation=name)
        (bias, weights), (_, last) = model.layers(model.start(seed=2))
        assert not bias.any()
        assert len(np.unique(weights)) == weights.size
        spreads[name] = weights.std(), last.std()
    assert spreads["tanh"] == pytest.approx((np.sqrt(2 / 500), np.sqrt(2 / 201)), rel=0.1)     # Glorot
    assert spreads["relu"] == pytest.approx((np.sqrt(2 / 300), np.sqrt(2 / 201)), rel=0.1)     # He, Glorot
    assert spreads["selu"] == pytest.approx((np.sqrt(1 / 300), np.sqrt(1 / 200)), rel=0.15)    # LeCun
    assert not np.array_equal(network(2).start(seed=1), network(2).start(seed=2))


def test_every_layer_follows_the_rule_of_its_own_activation() -> None:
    model = network(300, hidden=(300, 300), activation=["relu", "tanh"])
    spreads = [weights.std() for _, weights in model.layers(model.start(seed=2))]
    assert spreads == pytest.approx([np.sqrt(2 / 300), np.sqrt(2 / 600), np.sqrt(2 / 301)], rel=0.1)   # He, Glorot


def test_the_units_of_a_sum_start_at_different_places_within_the_data() -> None:
    theta = sum_of_units(50, "relu").start(seed=0)
    places = -theta[51:101] / theta[101:]
    assert np.abs(places).max() <= 1.5
    assert places.std() > 0.5
