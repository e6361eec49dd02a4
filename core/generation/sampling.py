"""Making something new: draw the next symbol, put it down, look at what stands there now, and draw again."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ArrayLike, Whole, as_array
from core.generation.score import NextSymbol
from core.generation.text import TextError

LONGEST = 40                         # symbols, after which a sample is cut off


@dataclass(frozen=True)
class Step:
    """One choice: after `before` came `symbol`, which had this `probability` among `probabilities` (V,)."""

    before: str
    symbol: str
    probability: float
    probabilities: Array


@dataclass(frozen=True)
class Sample:
    """A made text with all its choices. `finished` is False if it was cut off before an end mark came."""

    text: str
    steps: tuple[Step, ...]
    finished: bool

    @property
    def log_probability(self) -> float:
        """The log of the chance of exactly these choices."""
        return float(np.log([step.probability for step in self.steps]).sum())


def tempered(probabilities: ArrayLike, temperature: float) -> Array:
    """Probabilities (..., V) with logits divided by T: bolder above 1, safer below; at 0 only the likeliest.

    What has probability 0 keeps it. Raises TextError for a negative temperature.
    """
    if not 0 <= temperature < np.inf:
        raise TextError("The temperature is 0 or a positive number.")
    chances = as_array(probabilities)
    if temperature == 0:
        return as_array(np.arange(chances.shape[-1]) == chances.argmax(axis=-1)[..., None])
    ratio = chances / chances.max(axis=-1, keepdims=True)
    logits = np.log(np.where(ratio > 0, ratio, 1.0))
    powers = np.where(ratio > 0, np.exp(np.maximum(logits / temperature, -745.0)), 0.0)
    return as_array(powers / powers.sum(axis=-1, keepdims=True))


def sample(model: NextSymbol, *, seed: int = 0, temperature: float = 1.0, beginning: str = "",
           longest: int = LONGEST) -> Sample:
    """Make one text, the same for the same seed, that starts with `beginning`.

    Raises TextError for a negative temperature, or a beginning with unknown symbols.
    """
    return draw(model, np.random.default_rng(seed), temperature, beginning, longest)


def samples(model: NextSymbol, many: int, *, seed: int = 0, temperature: float = 1.0, beginning: str = "",
            longest: int = LONGEST) -> tuple[Sample, ...]:
    """Make many texts, one after another from the same stream of random numbers."""
    random = np.random.default_rng(seed)
    return tuple(draw(model, random, temperature, beginning, longest) for _ in range(many))


def draw(model: NextSymbol, random: np.random.Generator, temperature: float, beginning: str,
         longest: int) -> Sample:
    """Make one text from a stream of random numbers."""
    codes = list(model.alphabet.encode(beginning))
    steps: list[Step] = []
    while len(codes) < longest:
        context = context_of(codes, model.memory)
        chances = tempered(model.probabilities(context[None])[0], temperature)
        code = int(random.choice(len(chances), p=chances))
        steps.append(step_at(model, context, code, chances))
        if code == 0:
            return Sample(model.alphabet.decode(codes), tuple(steps), finished=True)
        codes.append(code)
    return Sample(model.alphabet.decode(codes), tuple(steps), finished=False)


def spell(model: NextSymbol, text: str) -> tuple[Step, ...]:
    """Every choice that this text consists of, its end mark included, with the model's probabilities.

    Raises TextError for a symbol that the model does not know.
    """
    return tuple(choices(model, [*model.alphabet.encode(text), 0]))


def choices(model: NextSymbol, codes: list[int]) -> Iterator[Step]:
    """The choices along given codes."""
    for place, code in enumerate(codes):
        context = context_of(codes[:place], model.memory)
        yield step_at(model, context, int(code), model.probabilities(context[None])[0])


def step_at(model: NextSymbol, context: Whole, code: int, chances: Array) -> Step:
    """One choice in the words of the alphabet."""
    return Step(model.alphabet.decode(context), model.alphabet.symbols[code], float(chances[code]), chances)


def context_of(codes: list[int], memory: int) -> Whole:
    """The last symbols (memory,), with end marks before the beginning."""
    return np.array(([0] * memory + codes)[-memory:], dtype=np.int64)
