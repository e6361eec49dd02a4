"""When to choose which loss, in plain words; and the way with it to Model fit."""

import streamlit as st

from core.losses import LOSSES
from pages.sections.loss_comparison.losses import Chosen, short
from pages.sections.model_fit.loss import OFFERED
from pages.shared import settings
from pages.shared.numbers import number
from pages.shared.words import t

LETTERS = {"delta": "δ", "tau": "τ", "epsilon": "ε", "scale": "s"}


def show(losses: tuple[Chosen, ...]) -> None:
    """A card for each."""
    st.markdown(t("**When to choose which**"))
    columns = st.columns(max(len(losses), 3), gap="small")
    for column, (name, parameters) in zip(columns, losses, strict=False):
        with column, st.container(border=True, height="stretch"):
            card(name, dict(parameters))


def card(name: str, parameters: dict[str, float]) -> None:
    """One loss in words."""
    loss = LOSSES[name]
    st.markdown(f"**{t(loss.title)}**")
    st.latex(loss.latex)
    if parameters:
        st.markdown(", ".join(f"{LETTERS[key]} = {number(value)}" for key, value in parameters.items()))
    st.markdown(t(loss.idea))
    st.markdown(f":material/thumb_up: {t(loss.choose)}")
    st.markdown(f":material/warning: {t(loss.fails)}")
    if name in OFFERED and st.button(t("Take {loss} to Model fit", loss=short(name)), key=f"take_{name}",
                                     icon=":material/arrow_forward:"):
        settings.put("loss", name)
        st.switch_page("pages/model_fit.py")
