"""Inside a network: weights are found where theta has them, units stand apart, lines are as wide as weights."""

import numpy as np
import pytest

from core.inside import biases, units, weights, widths
from core.models import network


def test_every_weight_stands_where_the_network_says() -> None:
    net = network(2, (3, 2), outputs=2)
    theta = net.start(4)
    found = weights(net, theta, 10)
    assert len(found) == 2 * 3 + 3 * 2 + 2 * 2
    for weight in found:
        assert theta[weight.place] == weight.value
        assert net.names[weight.place] == f"w{weight.layer}_{weight.target + 1}_{weight.source + 1}"
    sizes = [abs(weight.value) for weight in found]
    assert sizes == sorted(sizes)


def test_a_weight_does_what_it_is_said_to_do() -> None:
    net = network(1, (2,))
    theta = np.zeros(net.size)
    found = weights(net, theta, 9)
    chosen = next(each for each in found if (each.layer, each.source, each.target) == (2, 1, 0))
    moved = theta.copy()
    moved[chosen.place] = 3.0
    bias, row = net.layers(moved)[1]
    assert row.tolist() == [[0.0, 3.0]]
    assert bias.tolist() == [0.0]


def test_wide_layers_are_cut_and_nothing_leaves_the_picture() -> None:
    net = network(3, (20, 4))
    shown = units(net, 8)
    assert [sum(unit.layer == layer for unit in shown) for layer in range(4)] == [3, 8, 4, 1]
    assert all(0 < unit.x < 1 and 0 < unit.y < 1 for unit in shown)
    heights = [unit.y for unit in shown if unit.layer == 1]
    np.testing.assert_allclose(-np.diff(heights), 1 / 8)
    assert np.mean(heights) == pytest.approx(0.5)
    assert all(weight.source < 8 and weight.target < 8 for weight in weights(net, net.start(0), 8))


def test_lines_are_as_wide_as_weights_are_large() -> None:
    found = widths(np.array([-4.0, 2.0, 0.0]))
    assert found[0] == 7.0
    assert found[1] == pytest.approx(0.6 + 6.4 / 2)
    assert found[2] == 0.6
    assert widths(np.zeros(2)).tolist() == [0.6, 0.6]


def test_biases_of_every_layer() -> None:
    net = network(1, (2,))
    theta = np.arange(net.size, dtype=float)
    assert [bias.tolist() for bias in biases(net, theta)] == [[0.0, 1.0], [4.0]]
