"""What a result is found by: steps 1, 2 and 3 as plain values, equal for all visitors who chose the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.activations import Choice
from core.models import Model, line, linear, network, polynomial, sum_of_units
from core.surface import Window


@dataclass(frozen=True)
class Asked:
    """Steps 1 and 2 as plain values: which data and columns, which model, which loss, in which coordinates."""

    key: str
    model: str                          # a name in MODELS
    loss: str
    standardized: bool
    degree: int = 3
    units: int = 4
    hidden: tuple[int, ...] = (8, 8)
    activation: tuple[str, ...] = ("tanh",)                 # of all hidden layers, or one for each
    loss_parameters: tuple[tuple[str, float], ...] = ()     # those in y's unit are in the data's units
    l1: float = 0.0
    l2: float = 0.0
    classes: int = 0                    # 0: the target is a number
    held_out: float = 0.0               # share of the rows kept back to judge by
    by_time: bool = False               # whether those are the last rows
    past: int = 0                       # days at the beginning of a series that are features only
    seed: int = 0                       # of that split


@dataclass(frozen=True)
class Walk:
    """Step 3 as plain values: from where, by which rule, how far."""

    start: tuple[float, ...]            # empty: the model's own start, drawn by the seed
    optimizer: str
    rate: float
    steps: int
    parameters: tuple[tuple[str, float], ...] = ()
    schedule: str = "constant"
    schedule_parameters: tuple[tuple[str, float], ...] = ()
    batch: int = 0                      # rows per step; 0: all
    seed: int = 0


@dataclass(frozen=True)
class Look:
    """Which plane through a landscape of many parameters is looked at."""

    kind: str = "path"                  # "path", "weights" (two chosen parameters), "bends" or "random"
    first: int = 0                      # of "weights": their numbers
    second: int = 1
    seed: int = 0                       # of "random"


def activation_of(asked: Asked) -> Choice | list[Choice]:
    """One activation for all hidden layers, or one for each, as core.models.network takes them."""
    return asked.activation[0] if len(asked.activation) == 1 else list(asked.activation)


# Plain values are fully said by their repr, which is quicker than Streamlit's own look at every field.
PLAIN: dict[str | type, Callable[[Any], Any]] = {Asked: repr, Walk: repr, Look: repr, Window: repr}
Builder = Callable[[Asked, int, int], Model]
MODELS: dict[str, Builder] = {
    "line": lambda _asked, _features, _outputs: line(),
    "linear": lambda _asked, features, outputs: linear(features, outputs=outputs),
    "polynomial": lambda asked, _features, _outputs: polynomial(asked.degree),
    "units": lambda asked, features, _outputs: sum_of_units(asked.units, asked.activation[0], features=features),
    "network": lambda asked, features, outputs: network(features, hidden=asked.hidden, activation=activation_of(asked),
                                                        outputs=outputs),
}
