"""Losses for two classes, compared on the visitor's rows."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.sections.loss_comparison import boundaries, choosing, class_table, losses, residual
from pages.sections.loss_comparison.class_scene import ClassRows, ask_change, ask_rows, class_scene
from pages.sections.loss_comparison.remembered import Chosen
from pages.shared.numbers import count
from pages.shared.part import afterwards, part
from pages.shared.words import t
from pages.shared.workspace import Work


def compare(work: Work) -> None:
    """The losses on the rows: what follows the hand at once, and below it the words that come after."""
    beside(work)
    choose(work)


@part
def beside(work: Work) -> None:
    """Everything that follows the losses and the labels."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = losses.ask_classes()
        rows = ask_rows(work)
    afterwards("choose", repr(chosen))
    if not chosen:
        st.markdown(t("Choose at least one loss."))
        return
    pictures, below = st.container(horizontal=True, gap="medium", key="boundary_and_row"), st.container()
    with pictures:
        follow(rows, chosen, below)
        residual.show_margin(chosen)


@part
def follow(rows: ClassRows, chosen: tuple[Chosen, ...], below: DeltaGenerator) -> None:
    """Everything that follows the labels: the boundaries, and below them the table."""
    st.markdown(t("**One boundary each**: where the score z is 0, by every loss on the same {n} rows",
                  n=count(len(rows.target))))
    shown = class_scene(rows, chosen, ask_change())
    boundaries.show(shown)
    with below:
        class_table.show(shown)


@part
def choose(work: Work) -> None:
    """When to choose which of the losses that are compared."""
    if chosen := losses.chosen_classes():
        choosing.show(chosen, len(work.matrix.classes))
