"""The three examples, learned once from bundled samples: a number, a class, a name."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.arrays import Array
from core.exact import minimize
from core.generation import Corpus, Counts, count, prepare
from core.models import Model, line, linear
from core.objective import objective
from data.samples import SAMPLES
from pages.shared.workspace.loaded import sample_table

PENGUINS, FLIPPER, MASS = "penguins", "flipper_length_mm", "body_mass_g"
KINDS, BILL = ("Adelie", "Chinstrap"), ("bill_length_mm", "bill_depth_mm")
NAMES, MEMORY, SMOOTHING = "names", 3, 0.01


@dataclass(frozen=True)
class Example:
    """What was learned from X (n, d) and y (n,)."""

    X: Array
    y: Array
    model: Model
    theta: Array

    def answer(self, *x: float) -> float:
        """What the model says at one x: a number, or a logit."""
        return float(self.model.predict(self.theta, np.array([x]))[0])


@lru_cache(maxsize=1)
def number() -> Example:
    """How heavy a penguin is, from its flippers."""
    whole = sample_table(PENGUINS).frame[[FLIPPER, MASS]].dropna().to_numpy(float)
    X, y = whole[:, :1], whole[:, 1]
    return Example(X, y, line(), minimize(objective(line(), "mse", X, y)).theta)


@lru_cache(maxsize=1)
def one_of_two() -> Example:
    """Which of two kinds a penguin is, from its bill: class 1 where the logit is above 0."""
    frame = sample_table(PENGUINS).frame
    whole = frame[frame["species"].isin(KINDS)][["species", *BILL]].dropna()
    X, y = whole[list(BILL)].to_numpy(float), (whole["species"] == KINDS[1]).to_numpy(float)
    return Example(X, y, linear(2), minimize(objective(linear(2), "logistic", X, y)).theta)


@lru_cache(maxsize=1)
def names() -> tuple[Corpus, Counts]:
    """Names, and how often each letter follows each three letters."""
    corpus = prepare(sample_table(NAMES).frame[SAMPLES[NAMES].target])
    return corpus, count(corpus, MEMORY, SMOOTHING)
