"""Look closer: pieces by hand, why a bend is needed, what many layers do to a slope, all numbers and formulas."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from pages.sections.activation_functions import depth, gallery, growing, layers, ramp, sleeping, unit
from pages.sections.activation_functions.chosen import Parameters
from pages.sections.activation_functions.followed import Usable
from pages.shared import settings
from pages.shared.part import part
from pages.shared.words import t


@dataclass(frozen=True)
class Look:
    """One closer look."""

    title: str                          # a word or two
    show: Callable[[Usable, Parameters], None]


def all_numbers(own: Usable, parameters: Parameters) -> None:
    """The numbers behind the curves of errors and behind the bars."""
    growing.all_errors(own, parameters)
    sleeping.all_shares(own, parameters)


LOOKS = MappingProxyType({
    "piece": Look("One piece", lambda _own, parameters: unit.one_piece(parameters)),
    "ramp": Look("Two ReLUs", lambda _own, _parameters: ramp.two_relus()),
    "layers": Look("Why a bend?", lambda _own, parameters: layers.stacked_lines(parameters)),
    "depth": Look("Many layers", lambda _own, parameters: depth.through_layers(parameters)),
    "asleep": Look("Dead units", sleeping.sleeping_units),
    "numbers": Look("All numbers", all_numbers),
    "formulas": Look("Formulas", lambda _own, _parameters: gallery.formulas()),
})


@part
def closer(own: Usable, parameters: Parameters) -> None:
    """One closer look at a time: what is not looked at costs nothing, and all that is there stays quick."""
    chosen = settings.ask(st.segmented_control, t("Look closer"), key="bends_closer", default="piece",
                          options=list(LOOKS), format_func=lambda name: t(LOOKS[name].title), required=True, wrap=True)
    LOOKS[chosen].show(own, parameters)
