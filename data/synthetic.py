"""Made data: points whose true law is known, so that what was learned can be compared with it."""

import hashlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.reader import TableError
from data.sentence import Sentence
from data.table import Reading, Table

Array = NDArray[np.float64]
Settings = Mapping[str, float]

LONGEST_TEXT = 200                                      # characters of a recipe in a link


@dataclass(frozen=True)
class Recipe:
    """One way to make data; n points, noise and seed are among the parameters of every recipe."""

    name: str
    title: str
    idea: str                                           # one sentence: what it shows
    task: str                                           # "regression" or "classification"
    target: str
    parameters: Settings                                # name -> default
    bounds: Mapping[str, tuple[float, float]]
    make: Callable[[np.random.Generator, Settings], pd.DataFrame]


@dataclass(frozen=True)
class Made:
    """A recipe with all its parameters chosen; str() gives the short text that stands in a link."""

    recipe: str
    settings: Settings

    def __str__(self) -> str:
        return f"{self.recipe}({','.join(f'{name}={_written(value)}' for name, value in self.settings.items())})"

    def table(self) -> Table:
        """The table: the same settings and seed give the same numbers."""
        recipe = RECIPES[self.recipe]
        frame = recipe.make(np.random.default_rng(int(self.settings["seed"])), self.settings)
        note = Sentence("Made by the recipe {recipe}.", recipe=str(self))
        reading = Reading("utf-8", ",", "", ".", header=True, first_line=1, notes=(note,))
        return Table(str(self), frame, reading, hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest())


def _written(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


# ------------------------------------------------------------ the recipes


def _line(rng: np.random.Generator, chosen: Settings) -> pd.DataFrame:
    x = np.sort(rng.uniform(0, 10, int(chosen["n"])))
    return _measured(rng, x, chosen["intercept"] + chosen["slope"] * x, chosen)


def _curve(rng: np.random.Generator, chosen: Settings) -> pd.DataFrame:
    x = np.sort(rng.uniform(0, 10, int(chosen["n"])))
    return _measured(rng, x, 3 * np.sin(2 * np.pi * chosen["waves"] * x / 10) + 0.5 * x, chosen)


def _measured(rng: np.random.Generator, x: Array, y: Array, chosen: Settings) -> pd.DataFrame:
    """A law as it is measured: with normal errors, and a share of values far off upwards."""
    y = y + chosen["noise"] * rng.standard_normal(len(x))
    far = rng.permutation(len(x))[: round(chosen["outliers"] * len(x))]
    y[far] += rng.uniform(10, 20, len(far))
    return pd.DataFrame({"x": x, "y": y})


def _labels(rng: np.random.Generator, chosen: Settings) -> NDArray[np.int64]:
    """Class numbers, as equally many of each as possible, in random order."""
    return rng.permutation(np.arange(int(chosen["n"])) % int(chosen.get("classes", 2)))


def _classes(rng: np.random.Generator, x: Array, y: Array, label: NDArray[np.int64], noise: float) -> pd.DataFrame:
    """Points of the plane, shaken, with the letter of their class."""
    shaken = np.column_stack([x, y]) + noise * rng.standard_normal((len(x), 2))
    letters = pd.Series([chr(ord("A") + k) for k in label], dtype="str")
    return pd.DataFrame({"x1": shaken[:, 0], "x2": shaken[:, 1], "class": letters})


def _circle(rng: np.random.Generator, chosen: Settings) -> pd.DataFrame:
    label = _labels(rng, chosen)
    radius = np.where(label == 0, rng.uniform(0, 2.5, len(label)), rng.uniform(3.5, 5, len(label)))
    angle = rng.uniform(0, 2 * np.pi, len(label))
    return _classes(rng, radius * np.cos(angle), radius * np.sin(angle), label, chosen["noise"])


def _xor(rng: np.random.Generator, chosen: Settings) -> pd.DataFrame:
    x, y = rng.uniform(0.3, 5, (2, int(chosen["n"]))) * rng.choice([-1, 1], (2, int(chosen["n"])))
    return _classes(rng, x, y, (x * y < 0).astype(np.int64), chosen["noise"])


def _gauss(rng: np.random.Generator, chosen: Settings) -> pd.DataFrame:
    label = _labels(rng, chosen)
    center = np.where(label == 0, 2.0, -2.0)
    return _classes(rng, center, center, label, chosen["noise"])


def _spiral(rng: np.random.Generator, chosen: Settings) -> pd.DataFrame:
    label = _labels(rng, chosen)
    along = rng.uniform(0.05, 1, len(label))
    angle = 2 * np.pi * (chosen["turns"] * along + label / chosen["classes"])
    return _classes(rng, 5 * along * np.sin(angle), 5 * along * np.cos(angle), label, chosen["noise"])


def _moons(rng: np.random.Generator, chosen: Settings) -> pd.DataFrame:
    label = _labels(rng, chosen)
    angle = rng.uniform(0, np.pi, len(label))
    x = np.where(label == 0, np.cos(angle), 1 - np.cos(angle))
    y = np.where(label == 0, np.sin(angle), 0.5 - np.sin(angle))
    return _classes(rng, x, y, label, chosen["noise"])


def _blobs(rng: np.random.Generator, chosen: Settings) -> pd.DataFrame:
    label = _labels(rng, chosen)
    angle = 2 * np.pi * label / chosen["classes"]
    return _classes(rng, 4 * np.cos(angle), 4 * np.sin(angle), label, chosen["noise"])


_N, _SEED = (10.0, 10_000.0), (0.0, 999_999.0)
_EVERY: dict[str, tuple[float, float]] = {"n": _N, "noise": (0.0, 10.0), "seed": _SEED}
WHOLE = frozenset({"n", "seed", "classes"})             # parameters that are whole numbers


def _recipe(name: str, title: str, idea: str, make: Callable[[np.random.Generator, Settings], pd.DataFrame],
            parameters: Settings, bounds: Mapping[str, tuple[float, float]] = MappingProxyType({})) -> Recipe:
    """A recipe whose parameters n, noise and seed have the usual bounds; outliers make it a regression."""
    measured = "outliers" in parameters
    return Recipe(
        name, title, idea, "regression" if measured else "classification", "y" if measured else "class",
        MappingProxyType({**parameters}), MappingProxyType({**_EVERY, **bounds}), make,
    )  # fmt: skip


_ALL = (
    _recipe("line", "a line", "y = intercept + slope · x, with errors: how close does a fit come?", _line,
            {"n": 100, "slope": 2, "intercept": 1, "noise": 1, "outliers": 0, "seed": 0},
            {"slope": (-100, 100), "intercept": (-100, 100), "outliers": (0, 0.5)}),
    _recipe("curve", "a curve", "A line is not enough: waves on a slope.", _curve,
            {"n": 100, "waves": 1, "noise": 0.5, "outliers": 0, "seed": 0},
            {"waves": (0, 5), "outliers": (0, 0.5)}),
    _recipe("circle", "a disc in a ring", "No line separates the classes, a circle does.", _circle,
            {"n": 200, "noise": 0.1, "seed": 0}),
    _recipe("xor", "opposite corners", "Neither feature alone tells anything: only both together.", _xor,
            {"n": 200, "noise": 0.1, "seed": 0}),
    _recipe("gauss", "two clouds", "A line separates the classes, as far as they don't overlap.", _gauss,
            {"n": 200, "noise": 1, "seed": 0}),
    _recipe("spiral", "spirals", "Arms wound into each other: a hard task for few neurons.", _spiral,
            {"n": 200, "classes": 2, "turns": 1.25, "noise": 0.1, "seed": 0},
            {"classes": (2, 6), "turns": (0.25, 3)}),
    _recipe("moons", "two half moons", "The border between the classes must bend twice.", _moons,
            {"n": 200, "noise": 0.1, "seed": 0}),
    _recipe("blobs", "several clouds", "Three classes and more: one score per class.", _blobs,
            {"n": 210, "classes": 3, "noise": 1, "seed": 0}, {"classes": (2, 10)}),
)  # fmt: skip
RECIPES: Mapping[str, Recipe] = MappingProxyType({each.name: each for each in _ALL})


# ------------------------------------------------------------ recipe <-> text


def made(name: str, **settings: float) -> Made:
    """A recipe with some parameters chosen and the others at their defaults; TableError when out of bounds."""
    if name not in RECIPES:
        raise TableError("There is no recipe {recipe}.", recipe=name)
    recipe = RECIPES[name]
    for parameter, value in settings.items():
        if parameter not in recipe.parameters:
            raise TableError("The recipe {recipe} has no parameter {parameter}.", recipe=name, parameter=parameter)
        low, high = recipe.bounds[parameter]
        if not low <= value <= high or (parameter in WHOLE and not float(value).is_integer()):
            raise TableError("{parameter} of the recipe {recipe} must lie between {low} and {high}{whole}.",
                             parameter=parameter, recipe=name, low=_written(low), high=_written(high),
                             whole=", a whole number" if parameter in WHOLE else "")
    chosen = {each: settings.get(each, default) for each, default in recipe.parameters.items()}
    return Made(name, MappingProxyType({key: _exact(key, value) for key, value in chosen.items()}))


def _exact(parameter: str, value: float) -> float:
    return int(value) if parameter in WHOLE else float(value) + 0.0     # + 0.0 turns −0 into 0


_TEXT = re.compile(r"\s*([a-z]+)\s*\(([^()]*)\)\s*")
_SETTING = re.compile(r"\s*([a-z]+)\s*=\s*([-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?)\s*")


def parse(text: str) -> Made:
    """The recipe that a short text like line(n=100,noise=1,seed=3) stands for.

    Every text is answered: what is no recipe raises TableError, a sentence, and nothing is evaluated.
    """
    found = _TEXT.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    if found is None:
        raise TableError("{text} is no recipe. Write it like line(n=100,noise=1,seed=3).", text=text[:40])
    settings: dict[str, float] = {}
    for part in found[2].split(",") if found[2].strip() else []:
        setting = _SETTING.fullmatch(part)
        value = float(setting[2]) if setting else math.nan
        if setting is None or setting[1] in settings:
            raise TableError("{text} is no recipe. Write it like line(n=100,noise=1,seed=3).", text=text[:40])
        settings[setting[1]] = value
    return made(found[1], **settings)
