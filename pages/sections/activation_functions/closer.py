"""Look closer: one piece by hand, why a bend is needed, what many layers do to a slope, and all formulas."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from pages.sections.activation_functions import depth, gallery, layers, ramp, sleeping, unit
from pages.sections.activation_functions.chosen import Parameters
from pages.sections.activation_functions.followed import Usable
from pages.shared import settings
from pages.shared.part import part
from pages.shared.words import t


def by_hand(_own: Usable, parameters: Parameters) -> None:
    """The piece and the pair of pieces, side by side."""
    with st.container(horizontal=True, gap="medium", key="by_hand"):
        unit.one_piece(parameters)
        ramp.two_relus()


@dataclass(frozen=True)
class Look:
    """One closer look."""

    title: str                          # a word or two
    show: Callable[[Usable, Parameters], None]


LOOKS = MappingProxyType({
    "piece": Look("One piece", by_hand),
    "layers": Look("Why a bend?", lambda _own, parameters: layers.stacked_lines(parameters)),
    "depth": Look("Many layers", lambda _own, parameters: depth.through_layers(parameters)),
    "asleep": Look("Dead units", sleeping.sleeping_units),
    "formulas": Look("Formulas", lambda _own, _parameters: gallery.formulas()),
})


@part
def closer(own: Usable, parameters: Parameters) -> None:
    """One closer look at a time: what is not looked at costs nothing, and all that is there stays quick."""
    chosen = settings.ask(st.segmented_control, t("Look closer"), key="bends_closer", default="piece",
                          options=list(LOOKS), format_func=lambda name: t(LOOKS[name].title), required=True, wrap=True)
    LOOKS[chosen].show(own, parameters)
