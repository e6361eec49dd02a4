"""Numbers made by a recipe, with a seed: the same link makes the same numbers."""

from typing import Any

import streamlit as st

from data.synthetic import RECIPES, WHOLE, Made, made, parse
from pages.shared import workspace
from pages.shared.words import t

STEPS = {"n": 10, "noise": 0.1, "outliers": 0.01, "slope": 0.5, "intercept": 0.5, "waves": 0.25, "turns": 0.25,
         "classes": 1, "seed": 1}


def current() -> Made:
    """The recipe in use, or the last one, or the first of all."""
    kind, _, text = st.session_state["data"].partition(":")
    if kind == "made":
        st.session_state["last_made"] = parse(text)
    found: Made = st.session_state.get("last_made") or made(next(iter(RECIPES)))
    return found


def show() -> None:
    """The recipe's controls: they show the numbers they made, whatever was set before."""
    chosen = current()
    recipe, state = RECIPES[chosen.recipe], st.session_state
    state["make_recipe"] = recipe.name
    st.selectbox(t("Recipe"), list(RECIPES), key="make_recipe", on_change=turn, label_visibility="collapsed",
                 format_func=lambda name: t(RECIPES[name].title).capitalize())
    st.markdown(t(recipe.idea))
    for name, value in chosen.settings.items():
        low, high = recipe.bounds[name]
        key, kind = f"make_{name}", int if name in WHOLE else float
        state[key] = kind(value)
        options: dict[str, Any] = {"min_value": kind(low), "max_value": kind(high), "step": kind(STEPS[name])}
        if name in ("n", "seed", "slope", "intercept"):
            st.number_input(said(name), key=key, on_change=again, **options)
        else:
            st.slider(said(name), key=key, on_change=again, **options)


def said(name: str) -> str:
    """A parameter as it is asked for."""
    names = {"n": t("Points"), "noise": t("Noise"), "outliers": t("Share of outliers"), "slope": t("Slope"),
             "intercept": t("Intercept"), "waves": t("Waves"), "turns": t("Turns"), "classes": t("Classes"),
             "seed": t("Seed: the same seed makes the same numbers")}
    return names[name]


def turn() -> None:
    """Another recipe, as it is by default."""
    workspace.make(made(st.session_state["make_recipe"]))


def again() -> None:
    """The recipe with what its controls say."""
    chosen = current()
    workspace.make(made(chosen.recipe, **{name: st.session_state.get(f"make_{name}", value)
                                          for name, value in chosen.settings.items()}))


def come_back() -> None:
    """The last recipe's numbers, after something else was looked at."""
    workspace.make(current())
