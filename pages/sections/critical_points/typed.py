"""A landscape that the visitor types: a line of text in u and v, read symbol by symbol, never run."""

from functools import lru_cache

import streamlit as st

from core.formula import Formula, FormulaError, formula
from core.formula.functions import FUNCTIONS
from pages.shared import settings
from pages.shared.words import literal, t, told

FIRST = "u^4/4 - u^2 + u*v/2 + v^2"
LONGEST = 400                           # as many characters fit into a link


def functions() -> list[str]:
    """The functions that a formula may use."""
    return list(FUNCTIONS)


@lru_cache(maxsize=200)
def read(text: str) -> Formula:
    """The formula of a text; FormulaError (a sentence) if it can't be read."""
    return formula(text)


def ask() -> Formula:
    """The field, and under it why a text is refused; the last landscape that could be read stays."""
    text = settings.ask(st.text_input, t("L(u, v) ="), key="typed", default=FIRST, max_chars=LONGEST)
    state = st.session_state
    try:
        found = read(text)
    except FormulaError as problem:
        st.error(told(problem), icon=":material/function:")
        if "typed_well" not in state:
            state["typed_well"] = FIRST
            settings.complain(t("The link asks for the formula {text}, which can't be used. {reason} You see {first} "
                                "instead.", text=literal(text, 40), reason=told(problem), first=literal(FIRST)))
        return read(state["typed_well"])
    state["typed_well"] = text
    return found
