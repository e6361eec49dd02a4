"""When to choose which loss, in plain words; and the way with it to Model fit."""

import streamlit as st

from core.losses import LOSSES
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.remembered import Chosen, Parameters
from pages.sections.model_fit.loss import offered
from pages.shared import settings
from pages.shared.numbers import number
from pages.shared.words import t

LETTERS = {"delta": "δ", "tau": "τ", "epsilon": "ε", "scale": "s"}


def show(losses: tuple[Chosen, ...], classes: int = 0) -> None:
    """A card for each; `classes` are those of the data, 0 for numbers."""
    st.markdown(t("**When to choose which**"))
    with st.container(horizontal=True, gap="small", key="cards"):
        cards = [st.container(border=True, height="stretch") for _ in losses]
    for place, (name, parameters) in zip(cards, losses, strict=True):
        with place:
            card(name, dict(parameters))
            if name in offered(classes):
                st.button(t("Take {loss} to Model fit", loss=short(name)), key=f"take_{name}",
                          icon=":material/arrow_forward:", on_click=take, args=(name, parameters))
    if st.session_state.pop("taken", False):
        st.switch_page("pages/model_fit.py")


def card(name: str, parameters: dict[str, float]) -> None:
    """One loss in words."""
    loss = LOSSES[name]
    numbers = ", ".join(f"{LETTERS[key]} = {number(value)}" for key, value in parameters.items())
    st.markdown("\n\n".join(filter(None, [
        f"**{t(loss.title)}**", f"$$\n{loss.latex}\n$$", numbers, t(loss.idea),
        f":material/thumb_up: {t(loss.choose)}", f":material/warning: {t(loss.fails)}"])))


def take(name: str, parameters: Parameters) -> None:
    """Set Model fit's loss to this one, and its numbers as far as they are within the bounds there."""
    settings.put("loss", name)
    for key, value in parameters:
        low, high = LOSSES[name].bounds[key]
        if low <= value <= high:
            settings.put(f"loss_{key}", value)
    st.session_state["taken"] = True
