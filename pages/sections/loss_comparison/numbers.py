"""Losses for numbers, compared on the visitor's rows."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.one_residual import unit_for
from pages.sections.loss_comparison import (
    choosing,
    constants,
    influence,
    lines,
    losses,
    residual,
    spread,
    table,
    valleys,
)
from pages.sections.loss_comparison.remembered import Chosen
from pages.sections.loss_comparison.scene import Rows, Scene, ask_rows, scene
from pages.shared import settings
from pages.shared.numbers import count
from pages.shared.part import afterwards, part
from pages.shared.words import t
from pages.shared.workspace import Work


def compare(work: Work) -> None:
    """The losses on the rows: what follows the hand at once, and below it one closer look that comes after."""
    beside(work)
    closer(work)


@part
def beside(work: Work) -> None:
    """Everything that follows the choice of losses."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = losses.ask(work.key, work.matrix.y)
        rows = ask_rows(work)
    if not chosen:
        st.markdown(t("Choose at least one loss."))
        return
    pictures, below = st.container(horizontal=True, gap="medium", key="line_and_residual"), st.container()
    with pictures:
        drag(rows, chosen, below)
        residual.show(chosen, unit_for(rows.y), lines.unit(rows))


@part
def drag(rows: Rows, chosen: tuple[Chosen, ...], below: DeltaGenerator) -> None:
    """Everything that follows the marked point: the lines, and below them the table."""
    st.markdown(t("**One line each**: the best fit by every loss on the same {n} rows", n=count(len(rows.y))))
    shown = scene(rows, chosen, lines.ask(rows))
    lines.show(shown)
    with below:
        table.show(shown)
    st.session_state["compared"] = shown
    afterwards("closer", repr((rows.key, chosen, shown.change)))


@part
def without_rows() -> None:
    """The losses alone, where there is nothing to fit them to."""
    st.markdown(t("These data have no feature to predict a number from, so there is no line to fit; the losses "
                  "themselves can be compared all the same. Choose other columns, or another sample, for the rest."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = losses.ask("", np.array([-1.0, 1.0]))
    if chosen:
        residual.show(chosen, 1.0, "")
        choosing.show(chosen)


@part
def closer(work: Work) -> None:
    """One closer look at a time, at what has been compared last."""
    shown: Scene | None = st.session_state.get("compared")
    if shown is None or shown.rows.work.key != work.key or not settings.kept("losses"):
        return
    looks = {"constant": t("One constant"), "surfaces": t("Bowl and crease"), "errors": t("What is left over"),
             "influence": t("Influence and breakdown"), "choose": t("When to choose which")}
    chosen = settings.ask(st.segmented_control, t("Look closer"), key="closer", default="constant",
                          options=list(looks), format_func=looks.__getitem__, required=True, wrap=True)
    if chosen == "constant":
        constants.show(shown)
    elif chosen == "surfaces":
        valleys.show(shown)
    elif chosen == "errors":
        spread.show(shown)
    elif chosen == "influence":
        influence.show(shown)
    else:
        choosing.show(shown.losses)
