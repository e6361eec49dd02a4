"""Neurons side by side make a layer, layers in a row make a network: bend, add up, bend again."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.activations import Choice, Chosen, chosen
from core.arrays import Array, ArrayLike, Flags, as_array
from core.models.model import Pullback, parameters_of, rows_of
from core.refusal import Refusal


@dataclass(frozen=True, eq=False)
class Network:
    """Layers of bent sums; the last layer only adds up. Without hidden layers it is a linear model.

    theta holds, layer by layer, the biases (out,) and then the weights (out, in) row by row.
    """

    features: int
    hidden: tuple[int, ...]
    activation: Choice | list[Choice]            # of all hidden layers, or a list with one for each
    outputs: int = 1

    def __post_init__(self) -> None:
        if min(self.features, self.outputs, *self.hidden, 1) < 1:
            raise Refusal("Every layer of a network needs at least one neuron.")
        if len(self.bends) != len(self.hidden):  # an unknown name is refused here, too
            raise Refusal("A network needs one activation for all hidden layers, or one for each of the {layers}; "
                          "{given} are given.", layers=len(self.hidden), given=len(self.bends))

    @cached_property
    def bends(self) -> tuple[Chosen, ...]:
        """The activation of every hidden layer, with its parameters."""
        if isinstance(self.activation, list):
            return tuple(map(chosen, self.activation))
        return (chosen(self.activation),) * len(self.hidden)

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """Neurons of every layer, the features first and the outputs last."""
        return (self.features, *self.hidden, self.outputs)

    @cached_property
    def size(self) -> int:
        """All biases and weights."""
        return sum(out * (1 + into) for into, out in self._shapes())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """b2_1 is the bias of the second layer's first neuron, w2_1_3 its weight for the third input."""
        names: list[str] = []
        for layer, (into, out) in enumerate(self._shapes(), 1):
            names += [f"b{layer}_{unit}" for unit in range(1, out + 1)]
            names += [f"w{layer}_{unit}_{i}" for unit in range(1, out + 1) for i in range(1, into + 1)]
        return tuple(names)

    @cached_property
    def penalized(self) -> Flags:
        """All but the biases."""
        return np.array([name.startswith("w") for name in self.names])

    @property
    def linear_in_parameters(self) -> bool:
        """Only without hidden layers."""
        return not self.hidden

    def start(self, seed: int = 0) -> Array:
        """Return biases 0 and weights drawn so that signals neither fade nor explode through the layers.

        Glorot and Bengio (2010), uniform, for activations about 0; He et al. (2015), normal, for rectifiers;
        LeCun et al. (1998), normal, for selu. The last layer, which does not bend, takes LeCun's after selu, else
        Glorot's.
        """
        random = np.random.default_rng(seed)
        rules = [bend.activation.initial for bend in self.bends]
        rules.append("lecun" if rules[-1:] == ["lecun"] else "glorot")
        parts = []
        for (into, out), rule in zip(self._shapes(), rules, strict=True):
            parts += [np.zeros(out), _first_weights(random, into, out, rule).ravel()]
        return np.concatenate(parts)

    def layers(self, theta: ArrayLike) -> list[tuple[Array, Array]]:
        """Return biases (..., out) and weights (..., out, in) of each layer."""
        vector = parameters_of(theta, self.size)
        found, at = [], 0
        for into, out in self._shapes():
            bias = vector[..., at : at + out]
            weights = vector[..., at + out : at + out * (1 + into)].reshape(*vector.shape[:-1], out, into)
            found.append((bias, weights))
            at += out * (1 + into)
        return found

    def activity(self, theta: ArrayLike, X: ArrayLike) -> list[Array]:
        """Return what every layer hands on, from X (n, d) itself to the outputs (n, k)."""
        layers, signal = self.layers(theta), rows_of(X, self.features)
        signals = [signal]
        for number, (bias, weights) in enumerate(layers, 1):
            sums = signal @ weights.T + bias
            signal = self.bends[number - 1].value(sums) if number < len(layers) else sums
            signals.append(signal)
        return signals

    def predict(self, theta: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions, (n,) or (n, k)."""
        return self._squeezed(self.activity(theta, X)[-1])

    def predict_many(self, thetas: ArrayLike, X: ArrayLike) -> Array:
        """Return the predictions of each row of thetas, (m, n) or (m, n, k)."""
        layers, signal = self.layers(thetas), rows_of(X, self.features)
        for number, (bias, weights) in enumerate(layers, 1):
            signal = signal @ np.swapaxes(weights, -1, -2) + bias[..., None, :]
            signal = self.bends[number - 1].value(signal) if number < len(layers) else signal
        return self._squeezed(signal)

    def pullback(self, theta: ArrayLike, X: ArrayLike, slopes: ArrayLike) -> Array:
        """Return the gradient (p,) of the sum of slopes times predictions."""
        return self.with_pullback(theta, X)[1](as_array(slopes))

    def with_pullback(self, theta: ArrayLike, X: ArrayLike) -> tuple[Array, Pullback]:
        """Return the predictions and the function slopes -> gradient: backpropagation.

        With sums z = W a + b and signals a' = σ(z), the chain rule goes backwards: from dL/dz of a layer
        follow dL/db = sum over rows of dL/dz, dL/dW = (dL/dz)ᵀ a, and dL/da = dL/dz W, which the layer
        before multiplies by σ'(its z).
        """
        layers, signal = self.layers(theta), rows_of(X, self.features)
        signals, steepness = [signal], []
        for number, (bias, weights) in enumerate(layers, 1):
            sums = signal @ weights.T + bias
            if number < len(layers):
                bend = self.bends[number - 1]
                signal = bend.value(sums)
                signals.append(signal)
                steepness.append(bend.slope(sums))

        def pull(slopes: Array) -> Array:
            blame = as_array(slopes).reshape(len(signals[0]), self.outputs)            # dL/dz of the layer
            parts: list[Array] = []
            for layer in reversed(range(len(layers))):
                parts = [blame.sum(axis=0), (blame.T @ signals[layer]).ravel(), *parts]
                if layer > 0:
                    blame = (blame @ layers[layer][1]) * steepness[layer - 1]
            return np.concatenate(parts)

        return self._squeezed(sums), pull

    def design(self, X: ArrayLike) -> Array:
        """Return a column of ones, then X, if there is no hidden layer; else raise Refusal."""
        if self.hidden:
            raise Refusal("A network with hidden layers is not linear in its parameters.")
        rows = rows_of(X, self.features)
        return np.hstack([np.ones((len(rows), 1)), rows])

    def coefficients(self, theta: ArrayLike) -> Array:
        """Return theta: biases and weights are what a person reads."""
        return parameters_of(theta, self.size).copy()

    def with_input(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters whose prediction at X is that of theta at offset + factor * X."""
        layers = self.layers(theta)
        bias, weights = layers[0]
        shift, stretch = (np.broadcast_to(as_array(v), (self.features,)) for v in (offset, factor))
        layers[0] = (bias + weights @ shift, weights * stretch)
        return self._flat(layers)

    def with_output(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """Return the parameters that predict offset + factor * (prediction of theta)."""
        layers = self.layers(theta)
        bias, weights = layers[-1]
        stretch = np.broadcast_to(as_array(factor), (self.outputs,))
        layers[-1] = (as_array(offset) + stretch * bias, weights * stretch[:, None])
        return self._flat(layers)

    def _shapes(self) -> Iterator[tuple[int, int]]:
        """Yield (inputs, outputs) of each layer."""
        return zip(self.widths[:-1], self.widths[1:], strict=True)

    @staticmethod
    def _flat(layers: list[tuple[Array, Array]]) -> Array:
        return np.concatenate([part.ravel() for layer in layers for part in layer])

    def _squeezed(self, prediction: Array) -> Array:
        return prediction[..., 0] if self.outputs == 1 else prediction


def _first_weights(random: np.random.Generator, into: int, out: int, rule: str) -> Array:
    """Return weights (out, into) whose spread follows the rule: "glorot", "he" or "lecun"."""
    if rule == "glorot":
        limit = np.sqrt(6.0 / (into + out))
        return random.uniform(-limit, limit, size=(out, into))
    variance = 2.0 if rule == "he" else 1.0
    return random.normal(0.0, np.sqrt(variance / into), size=(out, into))
