"""Every model of core.models, and data for it."""


import numpy as np

from core.arrays import Array
from core.models import Model, line, linear, network, polynomial, sum_of_units

MODELS: dict[str, Model] = {
    "line": line(),
    "linear 3": linear(3),
    "linear 3 to 4": linear(3, outputs=4),
    "polynomial 0": polynomial(0),
    "polynomial 1": polynomial(1),
    "polynomial 6": polynomial(6),
    "sum of 3 sigmoids": sum_of_units(3, "sigmoid"),
    "sum of 1 elu of 2": sum_of_units(1, ("elu", {"alpha": 0.3}), features=2),
    "network 2": network(2),
    "network 3-5-4-2": network(3, hidden=(5, 4), activation="gelu", outputs=2),
    "network 2-3-2-1, two bends": network(2, hidden=(3, 2), activation=["softplus", ("elu", {"alpha": 0.5})]),
    "network 2-1": network(2, hidden=()),
}


def differences(function: object, theta: Array, step: float = 1e-6) -> Array:
    assert callable(function)
    moves = step * np.eye(len(theta))
    return np.array([(function(theta + move) - function(theta - move)) / (2 * step) for move in moves])
