"""All activations at a glance: formula, range, what each is good for, how it fails, and the sliders of its numbers."""

import streamlit as st

from core.activations import ACTIVATIONS
from pages.sections.activation_functions.chosen import LETTERS, Parameters, compared, title
from pages.shared import settings
from pages.shared.part import widen
from pages.shared.words import literal, t


def parameters() -> Parameters:
    """The numbers that some activations have, as chosen further down or as the link asks, for the whole page."""
    return {name: {parameter: now(name, parameter) for parameter in activation.parameters}
            for name, activation in ACTIVATIONS.items() if activation.parameters}


def now(name: str, parameter: str) -> float:
    """One of them; its slider is shown beside the formulas only."""
    low, high = ACTIVATIONS[name].bounds[parameter]
    return float(settings.know(key=f"own_{name}_{parameter}", default=ACTIVATIONS[name].parameters[parameter],
                               parse=settings.finite, min_value=low, max_value=high))


def ask_parameters() -> None:
    """Their sliders."""
    with st.popover(t("Numbers of their own: α, β"), key="more_parameters", icon=":material/tune:"):
        st.markdown(t("Some activations have a number of their own; what you choose here holds for all pictures of "
                      "this page."))
        for name, activation in ACTIVATIONS.items():
            for parameter, default in activation.parameters.items():
                low, high = activation.bounds[parameter]
                key = f"own_{name}_{parameter}"
                settings.ask(st.slider, f"{title(name)}: {LETTERS[parameter]}", key=key, default=default,
                             parse=settings.finite, min_value=low, max_value=high, step=0.01, on_change=moved,
                             args=(key,))


def moved(key: str) -> None:
    """The whole page follows."""
    settings.follow(key)
    widen()


def formulas() -> None:
    """Formula, slope, range and words: of what is compared, or of all, in as many columns as fit."""
    st.header(t("Formulas, and what each is good for"), anchor=False)
    which = {"compared": t("Those compared above"), "all": t("All {n}", n=len(ACTIVATIONS))}
    chosen = settings.ask(st.segmented_control, t("Show"), key="formulas", default="compared", options=list(which),
                          format_func=which.__getitem__, required=True)
    ask_parameters()
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
