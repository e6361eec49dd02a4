"""A plane through a small network's landscape, with slopes and bends at many of its points at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.models.network import Network
from core.objective.general import DataObjective
from core.objective.plane import Plane, plane

NEAR = 1e-5                              # how far apart the two slopes are from which an activation's bend is measured


@dataclass(frozen=True)
class Parts:
    """One hidden layer's parameters: its biases and weights (h,), the output's bias and weights (h,)."""

    biases: Array
    weights: Array
    bias: float
    heights: Array


@dataclass(frozen=True)
class NetworkPlane(Plane):
    """The mean squared error of a network with one feature and one hidden layer, over a plane of its parameters.

    Every parameter is straight in (s, t), so prediction, slope and bend follow from the chain rule.
    """

    @cached_property
    def parts(self) -> tuple[Parts, Parts, Parts]:
        """Origin, u and v as layers."""
        model: Network = self.f.model            # type: ignore[attr-defined]
        units = model.hidden[0]
        return tuple(Parts(theta[:units], theta[units:2 * units], float(theta[2 * units]), theta[2 * units + 1:])
                     for theta in (self.origin, *self.directions))              # type: ignore[return-value]

    def derivatives(self, thetas: ArrayLike) -> tuple[Array, Array]:
        """Gradients (m, 2) and Hessians (m, 2, 2) at points (m, 2) of the plane."""
        data: DataObjective = self.f             # type: ignore[assignment]
        points, x = as_array(thetas), data.X[:, 0]
        origin, u, v = self.parts
        moved = [getattr(origin, name) + points[:, :1] * getattr(u, name) + points[:, 1:] * getattr(v, name)
                 for name in ("biases", "weights", "heights")]
        inner = moved[0][:, :, None] + moved[1][:, :, None] * x                 # (m, h, n)
        bend, = data.model.bends                                                # type: ignore[attr-defined]
        value, slope = bend.value(inner), bend.slope(inner)
        bent = (bend.slope(inner + NEAR) - bend.slope(inner - NEAR)) / (2 * NEAR)
        height, ways = moved[2][:, :, None], (u, v)
        turns = [(part.biases[:, None] + part.weights[:, None] * x) for part in ways]       # (h, n)
        biases = origin.bias + points @ np.array([u.bias, v.bias])
        errors = biases[:, None] + (height * value).sum(axis=1) - data.y
        first = [part.bias + (part.heights[:, None] * value + height * slope * turn).sum(axis=1)
                 for part, turn in zip(ways, turns, strict=True)]
        gradients = np.stack([2 * (errors * each).mean(axis=1) for each in first], axis=1)
        hessians = np.empty((len(points), 2, 2))
        for i, j in ((0, 0), (0, 1), (1, 1)):
            mixed = ways[i].heights[:, None] * turns[j] + ways[j].heights[:, None] * turns[i]
            second = (mixed * slope + height * bent * turns[i] * turns[j]).sum(axis=1)
            hessians[:, i, j] = hessians[:, j, i] = 2 * (first[i] * first[j] + errors * second).mean(axis=1)
        return gradients, hessians

    def gradient(self, theta: ArrayLike) -> Array:
        """The slopes (2,) at one point."""
        return as_array(self.derivatives(as_array(theta)[None])[0][0])

    def hessian(self, theta: ArrayLike) -> Array:
        """The second derivatives (2, 2) at one point."""
        return as_array(self.derivatives(as_array(theta)[None])[1][0])

    @property
    def exact_hessian(self) -> bool:
        """No: an activation's bend is measured from two slopes close together."""
        return False


def network_plane(f: DataObjective, origin: ArrayLike, u: ArrayLike, v: ArrayLike) -> NetworkPlane:
    """The plane (s, t) -> f(origin + s·u + t·v) of the mse of a network with one feature and one hidden layer.

    Raises ValueError if u and v span no plane, or for another kind of objective.
    """
    model = f.model
    if not isinstance(model, Network) or model.features != 1 or len(model.hidden) != 1 or f.loss.name != "mse":
        raise ValueError("This needs the mse of a network with one feature and one hidden layer.")
    cut = plane(f, origin, u, v)
    return NetworkPlane(cut.f, cut.origin, cut.directions)
