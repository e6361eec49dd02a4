"""All activations at a glance: formula, range, what each is good for, how it fails, and the sliders of its numbers."""

import streamlit as st

from core.activations import ACTIVATIONS
from pages.sections.activation_functions.chosen import LETTERS, Parameters, compared, title
from pages.shared import settings
from pages.shared.part import part
from pages.shared.words import literal, t

COLUMNS = 4


def ask_parameters() -> Parameters:
    """The numbers that some activations have, for the whole page."""
    with st.popover(t("Numbers of their own: α, β"), key="more_parameters", icon=":material/tune:"):
        st.markdown(t("Some activations have a number of their own; what you choose here holds for all pictures of "
                      "this page."))
        return {
            "hard_sigmoid": {"alpha": ask(key="hard_sigmoid_alpha", name="hard_sigmoid", parameter="alpha"),
                             "beta": ask(key="hard_sigmoid_beta", name="hard_sigmoid", parameter="beta")},
            "leaky_relu": {"alpha": ask(key="leaky_relu_alpha", name="leaky_relu", parameter="alpha")},
            "thresholded_relu": {"alpha": ask(key="thresholded_relu_alpha", name="thresholded_relu",
                                              parameter="alpha")},
            "elu": {"alpha": ask(key="elu_alpha", name="elu", parameter="alpha")},
            "celu": {"alpha": ask(key="celu_alpha", name="celu", parameter="alpha")},
        }


def ask(*, key: str, name: str, parameter: str) -> float:
    """One slider."""
    activation = ACTIVATIONS[name]
    low, high = activation.bounds[parameter]
    return float(settings.ask(st.slider, f"{title(name)}: {LETTERS[parameter]}", key=key, parse=settings.finite,
                              default=activation.parameters[parameter], min_value=low, max_value=high, step=0.01))


@part
def formulas() -> None:
    """Formula, slope, range and words: of what is compared, or of all, in columns that stack on a narrow screen."""
    st.subheader(t("Formulas, and what each is good for"), anchor=False)
    which = {"compared": t("Those compared above"), "all": t("All {n}", n=len(ACTIVATIONS))}
    chosen = settings.ask(st.segmented_control, t("Show"), key="formulas", default="compared", options=list(which),
                          format_func=which.__getitem__, required=True)
    names = list(ACTIVATIONS) if chosen == "all" else compared()
    rows = -(-len(names) // COLUMNS)
    for number, column in enumerate(st.columns(COLUMNS, gap="medium")):
        column.markdown("\n\n---\n\n".join(entry(name) for name in names[number * rows : (number + 1) * rows]))


def entry(name: str) -> str:
    """One activation in words and formulas."""
    activation = ACTIVATIONS[name]
    return "\n\n".join([
        f"**{title(name)}** · :small[{literal(t(activation.range))}]", f"$\\displaystyle {activation.latex}$",
        f":small[:violet[$\\sigma'(z) = {activation.slope_latex}$]]",
        f":small[{t(activation.idea)} {t(activation.good_for)} {t(activation.fails)}]"])
