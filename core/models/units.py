"""A curve can be put together from a constant and bent pieces: b + c1 σ(b1 + w1 x) + c2 σ(b2 + w2 x) + ..."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.activations import Choice
from core.arrays import Array, ArrayLike, Flags, Whole, as_array
from core.models.model import Pullback, parameters_of, rows_of
from core.models.network import Network
from core.refusal import Refusal

REACH = 1.5                                      # standardized data lie mostly within this many deviations


@dataclass(frozen=True, eq=False)
class SumOfUnits:
    """ŷ = b + Σ c_i σ(b_i + w_i·x); theta holds b, then all c, all b_i, and the weights (units, features).

    It is a network with one hidden layer whose parameters stand in the order of the formula.
    """

    units: int
    activation: Choice
    features: int = 1

    def __post_init__(self) -> None:
        if self.units < 1:
            raise Refusal("A sum of units needs at least one unit.")
        self.network                             # noqa: B018  (refuses an unknown activation at once)

    @cached_property
    def network(self) -> Network:
        """The same model as a network."""
        return Network(features=self.features, hidden=(self.units,), activation=self.activation)

    @cached_property
    def _order(self) -> Whole:
        """Where each parameter of the network stands in theta."""
        inner = np.arange(1 + self.units, self.size)                 # all b_i, then the weights
        return np.concatenate([inner, np.arange(1 + self.units)])    # then b, then all c

    @property
    def size(self) -> int:
        """1 + units * (2 + features)."""
        return 1 + self.units * (2 + self.features)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """("b", "c_1", ..., "b_1", ..., "w_1", ...); with several features w_1_2 is unit 1, feature 2."""
        numbers = range(1, self.units + 1)
        ends = [f"_{feature}" for feature in range(1, self.features + 1)] if self.features > 1 else [""]
        weights = [f"w_{unit}{end}" for unit in numbers for end in ends]
        return ("b", *(f"c_{unit}" for unit in numbers), *(f"b_{unit}" for unit in numbers), *weights)

    @cached_property
    def penalized(self) -> Flags:
        """The heights c and the weights w, not the biases."""
        return np.array([not name.startswith("b") for name in self.names])

    @property
    def outputs(self) -> int:
        """One."""
        return 1

    @property
    def linear_in_parameters(self) -> bool:
        """Never: c multiplies what w and b bend."""
        return False

    def start(self, seed: int = 0) -> Array:
        """Return a network's first weights, with every unit's middle (w·x = -b) put at a random place.

        The places lie within ±1.5 in each feature, where standardized data lie; with biases 0 all pieces
        would bend at the same x.
        """
        theta = np.empty(self.size)
        theta[self._order] = self.network.start(seed)
        places = np.random.default_rng((seed, 1)).uniform(-REACH, REACH, size=(self.units, self.features))
        weights = theta[1 + 2 * self.units :].reshape(self.units, self.features)
        theta[1 + self.units : 1 + 2 * self.units] = -(weights * places).sum(axis=1)
        return theta

    def pieces(self, theta: ArrayLike, X: ArrayLike) -> Array:
        """Return each unit's share c_i σ(b_i + w_i·x) of the prediction, (n, units); b is the rest."""
        vector = parameters_of(theta, self.size)
        bent = self.network.activity(vector[self._order], X)[1]
        return np.asarray(bent * vector[1 : 1 + self.units])

    def predict(self, theta: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions (n,)."""
        return self.network.predict(self.inner(theta), X)

    def predict_many(self, thetas: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions of each row of thetas, (m, n)."""
        return self.network.predict_many(self.inner(thetas), X)

    def pullback(self, theta: ArrayLike, X: ArrayLike, slopes: ArrayLike) -> Array:
        """Return the gradient (p,) of the sum of slopes times predictions."""
        return self.with_pullback(theta, X)[1](as_array(slopes))

    def with_pullback(self, theta: ArrayLike, X: ArrayLike) -> tuple[Array, Pullback]:
        """Return the predictions and the function slopes -> gradient."""
        prediction, pull = self.network.with_pullback(self.inner(theta), X)
        return prediction, lambda slopes: self._outer(pull(slopes))

    def design(self, X: ArrayLike) -> Array:
        """Raise ValueError: the model is not linear in its parameters."""
        rows_of(X, self.features)
        raise Refusal("A sum of units is not linear in its parameters.")

    def coefficients(self, theta: ArrayLike) -> Array:
        """Return theta: it is what a person reads."""
        return parameters_of(theta, self.size).copy()

    def with_input(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters whose prediction at X is that of theta at offset + factor * X."""
        return self._outer(self.network.with_input(self.inner(theta), offset, factor))

    def with_output(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters that predict offset + factor * (prediction of theta)."""
        return self._outer(self.network.with_output(self.inner(theta), offset, factor))

    def inner(self, theta: ArrayLike) -> Array:
        """Return theta in the network's order."""
        return parameters_of(theta, self.size)[..., self._order]

    def _outer(self, theta: Array) -> Array:
        """Return the network's parameters in the order of the formula."""
        ordered = np.empty(self.size)
        ordered[self._order] = theta
        return ordered
