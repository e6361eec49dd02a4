"""A curve can be built from a constant and bent pieces: the more pieces, the closer it follows the data."""

from core.builder.growth import MOST_PIECES, Growth, grow
from core.builder.made import CURVES, Curve, points
from core.builder.pieces import Pieces, reach
from core.builder.straight import multiply_out, ramp_miss, two_rectifiers

__all__ = [
    "CURVES", "MOST_PIECES", "Curve", "Growth", "Pieces", "grow", "multiply_out", "points", "ramp_miss", "reach",
    "two_rectifiers",
]
