"""An activation is the bend in a neuron: without one, a thousand layers are a single line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from core.arrays import Array, ArrayLike, as_array
from core.registry import fixed, pick, with_defaults

Formula: TypeAlias = Callable[..., Array]                  # (z, **parameters)
Places: TypeAlias = Callable[..., tuple[float, ...]]       # (**parameters) -> values of z
Choice: TypeAlias = str | tuple[str, Mapping[str, float]]  # a name, or a name with parameters


def nowhere(**_parameters: float) -> tuple[float, ...]:
    """Return no place at all."""
    return ()


def at_zero(**_parameters: float) -> tuple[float, ...]:
    """Return 0 alone."""
    return (0.0,)


@dataclass(frozen=True, eq=False)
class Activation:
    """One activation as the app sees it: two formulas that compute, and the words and facts beside them."""

    name: str
    title: str
    formula: Formula
    derivative: Formula
    latex: str
    slope_latex: str
    range: str
    idea: str                                    # one sentence a beginner can repeat
    good_for: str
    fails: str
    parameters: Mapping[str, float] = field(default_factory=fixed)      # default values
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=fixed)
    kinks: Places = nowhere                      # z where the slope jumps
    jumps: Places = nowhere                      # z where the value itself jumps
    caution: str = ""                            # what a page says when a hidden layer is to learn with it
    initial: Literal["glorot", "he", "lecun"] = "glorot"   # which spread of first weights keeps signals alive

    def value(self, z: ArrayLike, **parameters: float) -> Array:
        """Return the activation of each z, in z's shape; finite for every finite z, without a warning."""
        return self._computed(self.formula, z, parameters)

    def slope(self, z: ArrayLike, **parameters: float) -> Array:
        """Return the derivative at each z; at a kink the one from the left, or from the flat side."""
        return self._computed(self.derivative, z, parameters)

    def _computed(self, formula: Formula, z: ArrayLike, given: Mapping[str, float]) -> Array:
        parameters = with_defaults(self.name, self.parameters, given)
        with np.errstate(over="ignore"):         # products such as alpha * 1e308 are clipped afterwards
            return formula(as_array(z), **parameters)


@dataclass(frozen=True, eq=False)
class Chosen:
    """An activation with its parameters settled."""

    activation: Activation
    parameters: Mapping[str, float]

    def value(self, z: ArrayLike) -> Array:
        """Return the activation of each z."""
        return self.activation.value(z, **self.parameters)

    def slope(self, z: ArrayLike) -> Array:
        """Return the derivative at each z."""
        return self.activation.slope(z, **self.parameters)


def chosen_from(table: Mapping[str, Activation], choice: Choice) -> Chosen:
    """Return the activation that a name, or a pair of name and parameters, stands for.

    Raises:
        ValueError: there is no such activation, or it has no such parameter.
    """
    name, given = (choice, {}) if isinstance(choice, str) else choice
    activation = pick(table, name, "activation")
    return Chosen(activation, fixed(**with_defaults(name, activation.parameters, given)))
