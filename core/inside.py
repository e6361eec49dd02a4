"""A look inside a network: where its units stand in a picture, what each of them answers, and which weights matter."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.models import Network

THICKEST, THINNEST = 7.0, 0.6                    # pixels


@dataclass(frozen=True)
class Unit:
    """One unit: layer 0 are the features. x and y are its place, within 0..1."""

    layer: int
    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Weight:
    """One line from a unit to one of the next layer."""

    layer: int                                   # of the unit it leads to
    source: int
    target: int
    value: float
    place: int                                   # in theta


def units(network: Network, most: int) -> list[Unit]:
    """Return the units that are drawn, at most so many of each layer, the layers side by side, each centered."""
    layers = len(network.widths)
    tallest = max(min(width, most) for width in network.widths)
    found = []
    for layer, width in enumerate(network.widths):
        shown = min(width, most)
        for number in range(shown):
            found.append(Unit(layer, number, (layer + 0.5) / layers, 0.5 + ((shown - 1) / 2 - number) / tallest))
    return found


def weights(network: Network, theta: Array, most: int) -> list[Weight]:
    """Return the weights between drawn units, the largest last, so that they are drawn on top."""
    found, at = [], 0
    for layer, (into, out) in enumerate(zip(network.widths[:-1], network.widths[1:], strict=True), 1):
        at += out
        for target in range(min(out, most)):
            for source in range(min(into, most)):
                place = at + target * into + source
                found.append(Weight(layer, source, target, float(theta[place]), place))
        at += into * out
    return sorted(found, key=lambda weight: abs(weight.value))


def widths(values: Array) -> Array:
    """Return how wide the line of each weight (m,) is drawn: in proportion to its size, none invisible."""
    largest = float(np.abs(values).max()) if len(values) else 0.0
    share = np.abs(values) / largest if largest > 0 else np.zeros(len(values))
    return THINNEST + (THICKEST - THINNEST) * share


def biases(network: Network, theta: Array) -> list[Array]:
    """Return the biases of every layer after the features."""
    return [bias for bias, _ in network.layers(theta)]
