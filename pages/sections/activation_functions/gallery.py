"""All activations at a glance: formula, range, what each is good for, and how it fails."""

import streamlit as st

from core.activations import ACTIVATIONS
from pages.sections.activation_functions.chosen import compared, title
from pages.shared import settings
from pages.shared.words import literal, t


def formulas() -> None:
    """Formula, slope, range and words: of what is compared, or of all, in as many columns as fit."""
    st.header(t("Formulas, and what each is good for"), anchor=False)
    which = {"compared": t("Those compared above"), "all": t("All {n}", n=len(ACTIVATIONS))}
    chosen = settings.ask(st.segmented_control, t("Show"), key="formulas", default="compared", options=list(which),
                          format_func=which.__getitem__, required=True)
    names = list(ACTIVATIONS) if chosen == "all" else compared()
    with st.container(key="entries"):                           # style.py sets it in columns
        st.markdown("\n\n---\n\n".join(map(entry, names)))


def entry(name: str) -> str:
    """One activation in words and formulas."""
    activation = ACTIVATIONS[name]
    return "\n\n".join([
        f"**{title(name)}** · :small[{literal(t(activation.range))}]", f"$\\displaystyle {activation.latex}$",
        f":small[:violet[$\\sigma'(z) = {activation.slope_latex}$]]",
        f":small[{t(activation.idea)} {t(activation.good_for)} {t(activation.fails)}]"])
