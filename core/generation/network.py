"""A longer memory needs a network: the last few symbols go in, a probability for every next one comes out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.activations import Choice, Chosen
from core.arrays import Array, ArrayLike, Flags, Whole, as_array
from core.generation.score import different_pairs
from core.generation.text import Alphabet, Corpus
from core.losses import softmax
from core.models import network
from core.models.model import Pullback
from core.models.network import Network
from core.objective import DataObjective, objective


@dataclass(frozen=True, eq=False)
class SpellingNetwork:
    """A Model: a network with one hidden layer whose inputs are symbols instead of numbers.

    It is the network on one-hot inputs, 1 for the symbol that stands at a place and 0 for all others. Most of
    such a product is 0, so the weights of the symbols are simply looked up. X is (n, memory) with codes of
    the alphabet; a prediction is (n, V) logits.
    """

    memory: int
    symbols: int
    hidden: int
    activation: Choice = "tanh"

    linear_in_parameters = False

    @cached_property
    def plain(self) -> Network:
        """The same network with one-hot inputs; its parameters are ours."""
        return network(self.memory * self.symbols, hidden=(self.hidden,), activation=self.activation,
                       outputs=self.symbols)

    @property
    def bend(self) -> Chosen:
        """The activation of the hidden layer."""
        return self.plain.bends[0]

    @property
    def features(self) -> int:
        """Columns of X: the symbols it looks back at."""
        return self.memory

    @property
    def outputs(self) -> int:
        """One logit for each symbol."""
        return self.symbols

    @property
    def size(self) -> int:
        """The number of parameters."""
        return int(self.plain.size)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names, those of the network."""
        return self.plain.names

    @property
    def penalized(self) -> Flags:
        """All but the biases (p,)."""
        return np.asarray(self.plain.penalized, dtype=bool)

    def start(self, seed: int = 0) -> Array:
        """Biases 0 and random weights (p,), as for a network with `memory` inputs.

        Of the memory · V inputs only `memory` are 1 at a time, so the first weights are drawn that much wider.
        """
        theta = self.plain.start(seed)
        inputs = self.memory * self.symbols
        first = slice(self.hidden, self.hidden * (1 + inputs))
        theta[first] *= np.sqrt((inputs + self.hidden) / (self.memory + self.hidden))
        return as_array(theta)

    def sums(self, bias: Array, weights: Array, codes: Whole) -> Array:
        """What the hidden neurons add up (..., n, hidden): the bias and the weights of the symbols there."""
        columns = codes + self.symbols * np.arange(self.memory)
        looked_up = np.swapaxes(weights, -1, -2)[..., columns, :]
        return as_array(bias[..., None, :] + looked_up.sum(axis=-2))

    def predict(self, theta: ArrayLike, X: ArrayLike) -> Array:
        """The logits (n, V)."""
        return as_array(self.predict_many(as_array(theta)[None], X)[0])

    def predict_many(self, thetas: ArrayLike, X: ArrayLike) -> Array:
        """The logits (m, n, V) for many parameters (m, p)."""
        (bias, weights), (bias_out, weights_out) = self.plain.layers(thetas)
        signal = self.bend.value(self.sums(bias, weights, self.codes(X)))
        return as_array(signal @ np.swapaxes(weights_out, -1, -2) + bias_out[..., None, :])

    def pullback(self, theta: ArrayLike, X: ArrayLike, slopes: ArrayLike) -> Array:
        """The gradient (p,) of the sum of slopes times logits."""
        return self.with_pullback(theta, X)[1](as_array(slopes))

    def with_pullback(self, theta: ArrayLike, X: ArrayLike) -> tuple[Array, Pullback]:
        """The logits (n, V), and the function slopes (n, V) -> gradient (p,): backpropagation."""
        (bias, weights), (bias_out, weights_out) = self.plain.layers(theta)
        codes = self.codes(X)
        sums = self.sums(bias, weights, codes)
        signal = self.bend.value(sums)

        def pull(slopes: Array) -> Array:
            blame = (slopes @ weights_out) * self.bend.slope(sums)
            return np.concatenate([blame.sum(axis=0), self.blame_of_symbols(blame, codes).ravel(),
                                   slopes.sum(axis=0), (slopes.T @ signal).ravel()])

        return as_array(signal @ weights_out.T + bias_out), pull

    def blame_of_symbols(self, blame: Array, codes: Whole) -> Array:
        """The sum of the blame (n, hidden) over the rows with each symbol at a place (hidden, memory·V)."""
        total = np.zeros((self.memory, self.symbols * self.hidden))
        for place, column in enumerate(codes.T):
            cells = column[:, None] * self.hidden + np.arange(self.hidden)
            total[place] = np.bincount(cells.ravel(), blame.ravel(), minlength=total.shape[1])
        return total.reshape(-1, self.hidden).T

    def codes(self, X: ArrayLike) -> Whole:
        """X as codes (n, memory). Raises ValueError if it holds anything else."""
        given = as_array(X)
        codes = given.astype(np.int64)
        if given.ndim != 2 or given.shape[1] != self.memory or (codes != given).any():
            raise ValueError(f"X must be (n, {self.memory}) whole numbers, the codes of symbols.")
        if codes.size and not 0 <= codes.min() <= codes.max() < self.symbols:
            raise ValueError(f"The codes of symbols go from 0 to {self.symbols - 1}.")
        return codes

    def design(self, X: ArrayLike) -> Array:
        """Raise ValueError: the model is not linear in its parameters."""
        return self.plain.design(X)

    def coefficients(self, theta: ArrayLike) -> Array:
        """theta itself."""
        return self.plain.coefficients(theta)

    def with_input(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:  # noqa: ARG002
        """Raise ValueError: symbols have no unit that could be changed."""
        raise ValueError("The inputs of a spelling network are symbols; they have no unit.")

    def with_output(self, theta: ArrayLike, offset: ArrayLike, factor: ArrayLike) -> Array:
        """The parameters (p,) that predict offset + factor · (prediction of theta)."""
        return self.plain.with_output(theta, offset, factor)


@dataclass(frozen=True)
class SpellingModel:
    """A trained spelling network as a model of the next symbol."""

    alphabet: Alphabet
    net: SpellingNetwork
    theta: Array

    @property
    def memory(self) -> int:
        """How many symbols it looks back at."""
        return self.net.memory

    def probabilities(self, contexts: Whole) -> Array:
        """The probability of each symbol (m, V) after contexts (m, memory)."""
        return softmax(self.net.predict(self.theta, np.atleast_2d(contexts)))


def spelling_network(corpus: Corpus, memory: int = 3, hidden: int = 32, activation: Choice = "tanh", *,
                     together: bool = True) -> DataObjective:
    """The Objective of a small network that looks back at `memory` symbols: mean cross-entropy on the corpus.

    With `together` equal pairs of context and next symbol are one row that counts as often as it occurs: the
    same L in a fraction of the time. For batches drawn from the text as it stands, leave it out. The
    objective's `model` is a SpellingNetwork. Raises TextError for a memory out of range.
    """
    model = SpellingNetwork(memory, corpus.alphabet.size, hidden, activation)
    if together:
        pairs, times = different_pairs(corpus, memory)
        return objective(model, "cross_entropy", pairs[:, :-1], pairs[:, -1], weights=times)
    contexts, following = corpus.windows(memory)
    return objective(model, "cross_entropy", contexts, following)
