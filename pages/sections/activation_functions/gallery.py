"""All activations at a glance: formula, range, what each is good for, how it fails, and the sliders of its numbers."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.activations import ACTIVATIONS
from pages.sections.activation_functions.chosen import LETTERS, Parameters, title
from pages.shared import settings
from pages.shared.words import literal, t

Cells = Mapping[str, tuple[Any, Any]]           # for each activation the places of its words and of its sliders


def place() -> Cells:
    """The cards, still empty: the sliders are asked before the pictures above are drawn."""
    st.subheader(t("All activations"), anchor=False)
    cards = st.grid(4, min_column_width=300, gap="small")
    cells = {}
    for name in ACTIVATIONS:
        with cards.cell().container(border=True, height="stretch"):
            cells[name] = st.container(), st.container()
    return cells


def ask_parameters(cells: Cells) -> Parameters:
    """The numbers that some activations have, for the whole page."""
    return {
        "hard_sigmoid": {"alpha": ask(cells, "hard_sigmoid", "alpha", key="hard_sigmoid_alpha"),
                         "beta": ask(cells, "hard_sigmoid", "beta", key="hard_sigmoid_beta")},
        "leaky_relu": {"alpha": ask(cells, "leaky_relu", "alpha", key="leaky_relu_alpha")},
        "thresholded_relu": {"alpha": ask(cells, "thresholded_relu", "alpha", key="thresholded_relu_alpha")},
        "elu": {"alpha": ask(cells, "elu", "alpha", key="elu_alpha")},
        "celu": {"alpha": ask(cells, "celu", "alpha", key="celu_alpha")},
    }


def ask(cells: Cells, name: str, parameter: str, *, key: str) -> float:
    """One slider in an activation's card."""
    activation = ACTIVATIONS[name]
    low, high = activation.bounds[parameter]
    with cells[name][1]:
        return float(settings.ask(st.slider, f"{LETTERS[parameter]}", key=key, default=activation.parameters[parameter],
                                  parse=settings.finite, min_value=low, max_value=high, step=0.01))


def show(cells: Cells) -> None:
    """The words of every card."""
    for name, (words, _) in cells.items():
        activation = ACTIVATIONS[name]
        words.markdown("\n\n".join([
            f"**{title(name)}** · :small[{literal(t(activation.range))}]", f"$\\displaystyle {activation.latex}$",
            f":small[:violet[$\\sigma'(z) = {activation.slope_latex}$]]",
            f":small[{t(activation.idea)} {t(activation.good_for)} {t(activation.fails)}]"]))
