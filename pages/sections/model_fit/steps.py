"""The places of the three steps: above each picture what was chosen, and under More the numbers that belong to it."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.words import t


class Step(NamedTuple):
    """Where one step stands.

    Which one was chosen and its numbers are drawn by different parts of the page, so they have different places.
    """

    whole: DeltaGenerator               # its picture comes here, below the controls
    shown: DeltaGenerator               # the control that is always seen
    kind: DeltaGenerator                # under More: what goes with the choice
    numbers: DeltaGenerator             # under More: what is tried again and again


class Steps(NamedTuple):
    """Where all three stand."""

    model: Step
    loss: Step
    optimize: Step


def columns() -> list[DeltaGenerator]:
    """The three steps side by side."""
    with st.container(horizontal=True, gap="medium", key="three"):      # a grid would draw three boxes for each step
        return [st.container(gap="xsmall", key=f"step_{n}") for n in (1, 2, 3)]


def lay_out(whole: DeltaGenerator, name: str, *, numbers_first: bool = False) -> Step:
    """The places of one step, with More beside what is always seen."""
    with whole, st.container(horizontal=True, vertical_alignment="bottom", key=f"row_of_{name}"):
        shown = st.container()
        with st.container(width="content"), st.popover(t("More"), key=f"more_{name}"):
            upper, lower = st.container(), st.container()
    return Step(whole, shown, lower, upper) if numbers_first else Step(whole, shown, upper, lower)
