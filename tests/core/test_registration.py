"""Adding a loss, an activation or an optimizer is one entry: registered, every law runs on it."""

import numpy as np
import pytest

from core.activations import ACTIVATIONS, Activation
from core.activations.activation import chosen_from
from core.losses import LOSSES, Loss
from core.losses.regression import absolute
from core.optimizers import OPTIMIZERS, Optimizer
from core.registry import by_name, fixed
from tests.core.laws import (
    assert_bounds,
    assert_words,
    law_of_a_loss,
    law_of_an_activation,
    law_of_an_optimizer,
)

PSEUDO_HUBER = Loss(
    name="pseudo_huber", title="Pseudo-Huber", task="regression",
    formula=lambda p, t, scale: scale**2 * (np.hypot(1.0, (p - t) / scale) - 1.0),
    first=lambda p, t, scale: (p - t) / np.hypot(1.0, (p - t) / scale),
    second=lambda p, t, scale: (1.0 / np.hypot(1.0, (p - t) / scale)) ** 3,
    latex=r"s^2\left(\sqrt{1+(e/s)^2}-1\right)", slope_latex=r"\frac{e}{\sqrt{1+(e/s)^2}}",
    idea="It is Huber made of one smooth root.", choose="Choose it for smooth robust fits.",
    fails="You have to choose s.", parameters=fixed(scale=1.0), bounds=fixed(scale=(0.001, 1000.0)),
)
SQUAREPLUS = Activation(
    name="squareplus", title="Squareplus",
    formula=lambda z: z / 2.0 + np.hypot(z / 2.0, 1.0), derivative=lambda z: 0.5 + z / np.hypot(z, 2.0) / 2.0,
    latex=r"\tfrac12(z+\sqrt{z^2+4})", slope_latex=r"\tfrac12+\frac{z}{2\sqrt{z^2+4}}", range="(0, ∞)",
    idea="It is a smooth ReLU made of a root.", good_for="It is good for showing how to add one.",
    fails="It never reaches 0.",
)
SIGN_DESCENT = Optimizer(
    name="sign_descent", title="Sign descent",
    rule=lambda theta, gradient, memory, rate, decay: (
        theta - rate * decay ** memory[0] * np.sign(gradient), (memory[0] + 1.0,)),
    remembers=lambda theta: (np.zeros(()),),  # noqa: ARG005
    latex=r"\theta \leftarrow \theta - \eta\,\operatorname{sign}(g)",
    idea="Only the direction of the slope counts.",
    parameters=fixed(decay=0.995), bounds=fixed(decay=(0.5, 1.0)),
)


def test_a_new_loss_is_one_entry() -> None:
    table = by_name((*LOSSES.values(), PSEUDO_HUBER))
    assert list(table)[-1] == "pseudo_huber"
    law_of_a_loss(table["pseudo_huber"], {"scale": 2.0})
    assert_words(PSEUDO_HUBER, PSEUDO_HUBER.choose, PSEUDO_HUBER.fails)
    assert_bounds(PSEUDO_HUBER)


def test_a_new_activation_is_one_entry() -> None:
    table = by_name((*ACTIVATIONS.values(), SQUAREPLUS))
    law_of_an_activation(table["squareplus"], {})
    assert chosen_from(table, "squareplus").value(0.0) == 1.0


def test_a_new_optimizer_is_one_entry() -> None:
    table = by_name((*OPTIMIZERS.values(), SIGN_DESCENT))
    law_of_an_optimizer(table["sign_descent"], rate=0.05, steps=3000)


def with_change(entry: Loss | Activation | Optimizer, **changes: object) -> dict[str, object]:
    """The fields of an entry, some of them replaced."""
    return {**{name: getattr(entry, name) for name in entry.__dataclass_fields__}, **changes}


@pytest.mark.parametrize("change", [
    {"first": lambda p, t, scale: 2.0 * (p - t) / np.hypot(1.0, (p - t) / scale)},         # twice too steep
    {"second": lambda p, t, scale: 1.0 / np.hypot(1.0, (p - t) / scale)},
    {"smooth": False},
    {"kinks": lambda scale: (0.0,), "smooth": False},  # noqa: ARG005
    {"convex": False},
    {"formula": lambda p, t, scale: -absolute(p, t) * scale},
])
def test_the_laws_catch_a_wrong_loss(change: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        law_of_a_loss(Loss(**with_change(PSEUDO_HUBER, **change)), {})  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [
    {"derivative": lambda z: 0.5 + z / np.hypot(z, 2.0)},
    {"kinks": lambda: (1.0,)},
    {"jumps": lambda: (1.0,)},
    {"formula": lambda z: z + np.sqrt(1.0 + np.minimum(z**2, 1e300)) * 1e10},
])
def test_the_laws_catch_a_wrong_activation(change: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        law_of_an_activation(Activation(**with_change(SQUAREPLUS, **change)), {})  # type: ignore[arg-type]


def test_the_laws_catch_an_optimizer_that_changes_what_it_was_given() -> None:
    def greedy(
        theta: np.ndarray, gradient: np.ndarray, memory: tuple[()], rate: float
    ) -> tuple[np.ndarray, tuple[()]]:
        theta -= rate * gradient
        return theta, memory

    with pytest.raises(AssertionError):
        law_of_an_optimizer(Optimizer(**with_change(OPTIMIZERS["gradient_descent"], rule=greedy)), 0.1, 100)  # type: ignore[arg-type]
