"""Core's answers, remembered: each is computed once for the same data and settings, for all visitors.

A result is found by plain values only: the SHA-256 that names data and roles (Work.key) and the settings. What is
remembered is shared and must never be changed. Arrays are handed along with a leading underscore: not looked at.
"""

from pages.shared.compute.asked import MODELS, Asked, Look, Walk
from pages.shared.compute.fits import Fit, fit, good_first_rate, rate_of, walked
from pages.shared.compute.maps import MOST_BENT, Map, error_map
from pages.shared.compute.problem import (
    STRAIGHT_ENOUGH,
    Problem,
    divided,
    problem,
    round_enough,
    set_up,
    straight_share,
)

__all__ = ["MODELS", "MOST_BENT", "STRAIGHT_ENOUGH", "Asked", "Fit", "Look", "Map", "Problem", "Walk", "divided",
           "error_map", "fit", "good_first_rate", "problem", "rate_of", "round_enough", "set_up",
           "straight_share", "walked"]
