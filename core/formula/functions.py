"""The few functions a formula may call, each with its slope and its curvature."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from core.activations import sigmoid
from core.arrays import Array
from core.registry import by_name

Elementwise = Callable[[Array], Array]


@dataclass(frozen=True)
class Function:
    """One function of a formula: what computes it, what draws it, and what is known of its shape.

    `low` and `high` enclose its values. `bend` says "convex" or "concave" where that holds everywhere,
    `rising` that it never falls. `jump` is the size of the slope's jump at 0: 0 for smooth functions,
    then `slope(0)` is the middle of the two slopes.
    """

    name: str
    value: Elementwise
    slope: Elementwise
    curvature: Elementwise
    latex: str                       # with {} for the argument
    low: float = -inf
    high: float = inf
    bend: str = ""
    rising: bool = False
    jump: float = 0.0


FUNCTIONS = by_name((
    Function("sin", np.sin, np.cos, lambda z: -np.sin(z), r"\sin\left({}\right)", -1.0, 1.0),
    Function("cos", np.cos, lambda z: -np.sin(z), lambda z: -np.cos(z), r"\cos\left({}\right)", -1.0, 1.0),
    Function("tan", np.tan, lambda z: 1 + np.tan(z)**2, lambda z: 2 * np.tan(z) * (1 + np.tan(z)**2),
             r"\tan\left({}\right)"),
    Function("exp", np.exp, np.exp, np.exp, r"e^{{{}}}", 0.0, bend="convex", rising=True),
    Function("log", np.log, lambda z: 1 / z, lambda z: -1 / z**2, r"\ln\left({}\right)",
             bend="concave", rising=True),
    Function("sqrt", np.sqrt, lambda z: 0.5 / np.sqrt(z), lambda z: -0.25 / z**1.5, r"\sqrt{{{}}}", 0.0,
             bend="concave", rising=True),
    Function("tanh", np.tanh, lambda z: 1 / np.cosh(z)**2, lambda z: -2 * np.tanh(z) / np.cosh(z)**2,
             r"\tanh\left({}\right)", -1.0, 1.0, rising=True),
    Function("sigmoid", sigmoid, lambda z: sigmoid(z) * sigmoid(-z),
             lambda z: sigmoid(z) * sigmoid(-z) * (sigmoid(-z) - sigmoid(z)),
             r"\sigma\left({}\right)", 0.0, 1.0, rising=True),
    Function("abs", np.abs, np.sign, np.zeros_like, r"\left\lvert {} \right\rvert", 0.0,
             bend="convex", jump=2.0),
    Function("relu", lambda z: np.maximum(z, 0.0), lambda z: np.heaviside(z, 0.5), np.zeros_like,
             r"\operatorname{{relu}}\left({}\right)", 0.0, bend="convex", rising=True, jump=1.0),
))

ALIASES = {"ln": "log"}
CONSTANTS = {"pi": float(np.pi), "e": float(np.e)}
