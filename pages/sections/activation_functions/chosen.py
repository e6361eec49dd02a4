"""Activations as they are chosen on this page: by name, with the numbers that some of them have."""

from collections.abc import Mapping

import streamlit as st

from core.activations import ACTIVATIONS
from core.arrays import Array
from core.builder import Growth, grow
from core.depth import Asleep, asleep, through_layers
from pages.shared import settings
from pages.shared.words import t

OFFERED = ("sigmoid", "tanh", "relu", "gelu", "step")       # as pills; all others under More
FIRST = ("sigmoid", "tanh", "relu")
LETTERS = {"alpha": "α", "beta": "β"}

Choice = tuple[str, tuple[tuple[str, float], ...]]          # plain values: what results are remembered by
Parameters = Mapping[str, Mapping[str, float]]


def choice(name: str, parameters: Parameters) -> Choice:
    """An activation with its parameters."""
    return name, tuple(parameters.get(name, {}).items())


def plain(each: Choice) -> tuple[str, dict[str, float]]:
    """A choice as core takes it."""
    return each[0], dict(each[1])


def title(name: str) -> str:
    """An activation's name on the screen."""
    return t(ACTIVATIONS[name].title)


def sign(name: str) -> str:
    """How an activation is written in a line of text."""
    return {"sigmoid": "σ", "identity": "", "sine": "sin"}.get(name, title(name).split(" (")[0])


def parameters() -> Parameters:
    """The numbers that some activations have, as chosen or as the link asks, for the whole page."""
    return {name: {parameter: now(name, parameter) for parameter in activation.parameters}
            for name, activation in ACTIVATIONS.items() if activation.parameters}


def now(name: str, parameter: str) -> float:
    """One of them; its slider is shown where the activation is."""
    low, high = ACTIVATIONS[name].bounds[parameter]
    return float(settings.know(key=f"own_{name}_{parameter}", default=ACTIVATIONS[name].parameters[parameter],
                               parse=settings.finite, min_value=low, max_value=high))


def ask_parameters(names: list[str]) -> None:
    """The numbers of these activations."""
    for name in names:
        for parameter, default in ACTIVATIONS[name].parameters.items():
            low, high = ACTIVATIONS[name].bounds[parameter]
            key = f"own_{name}_{parameter}"
            settings.ask(st.slider, f"{title(name)}: {LETTERS[parameter]}", key=key, default=default,
                         parse=settings.finite, min_value=low, max_value=high, step=0.01, on_change=settings.follow,
                         args=(key,))


def ask_compared() -> list[str]:
    """Any subset of all activations; under More the others, and the numbers of what is compared or added up."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        settings.ask(st.pills, t("Compare"), key="compare", default=list(FIRST), options=list(OFFERED),
                     format_func=title, selection_mode="multi", wrap=True)
        with st.popover(t("More"), key="more_compare"):
            others = [name for name in ACTIVATIONS if name not in OFFERED]
            settings.ask(st.pills, t("The other activations"), key="compare_more", default=[], options=others,
                         format_func=title, selection_mode="multi", wrap=True)
            names = compared()
            ask_parameters(list(dict.fromkeys([*names, settings.kept("shape", "sigmoid")])))
    return names


def compared() -> list[str]:
    """What is compared now, in the order of the registry."""
    chosen = {*settings.kept("compare", ()), *settings.kept("compare_more", ())}
    return [name for name in ACTIVATIONS if name in chosen]


@st.cache_resource(max_entries=400, show_spinner=False)
def growth(key: str, activation: Choice, _x: Array, _y: Array) -> Growth:  # noqa: ARG001
    """Sums of 0, 1, 2, ... pieces through the points that `key` names."""
    return grow(_x, _y, plain(activation))


@st.cache_resource(max_entries=2_000, show_spinner=False)
def slopes(activation: Choice, depth: int, scale: float, seed: int) -> Array:
    """What is left of a slope after each layer."""
    return through_layers(plain(activation), depth, scale, seed)


@st.cache_resource(max_entries=2_000, show_spinner=False)
def sleepers(key: str, activation: Choice, spread: float, seed: int, _column: Array) -> Asleep:  # noqa: ARG001
    """Shares of dead and saturated units on the column that `key` names."""
    return asleep(plain(activation), _column, spread, seed)
