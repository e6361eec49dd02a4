"""Losses for two classes, compared on the visitor's rows."""

import streamlit as st

from pages.sections.loss_comparison import boundaries, choosing, class_table, losses, residual
from pages.sections.loss_comparison.class_scene import ask_change, ask_rows, class_scene
from pages.shared.numbers import count
from pages.shared.part import part
from pages.shared.words import t
from pages.shared.workspace import Work


@part
def compare(work: Work) -> None:
    """Everything that follows the losses and the labels."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = losses.ask_classes()
        rows = ask_rows(work)
    if not chosen:
        st.markdown(t("Choose at least one loss."))
        return
    left, right = st.columns([8, 5], gap="medium")
    with left:
        st.markdown(t("**One boundary each**: where the score z is 0, by every loss on the same {n} rows",
                      n=count(len(rows.target))))
        change = ask_change()
        shown = class_scene(rows, chosen, change)
        boundaries.show(shown)
    with right:
        st.markdown(t("**One row**: what its margin costs, and how hard it pulls"))
        residual.show_margin(chosen)
    class_table.show(shown)
    choosing.show(chosen)
