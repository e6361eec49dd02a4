"""Which losses are compared, and the numbers that some of them need."""

import math
from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.arrays import Array
from core.losses import LOSSES
from pages.sections.loss_comparison import remembered
from pages.sections.loss_comparison.remembered import Chosen, Parameters
from pages.shared import settings
from pages.shared.charts.slots import SLOTS
from pages.shared.words import t

REGRESSION = tuple(name for name, loss in LOSSES.items() if loss.task == "regression")
CLASSES = tuple(name for name, loss in LOSSES.items() if loss.task == "binary")
TAU = 0.01, 0.99


def short(name: str) -> str:
    """The loss's name where there is little room: Squared error (MSE) is MSE, Tukey's biweight is Tukey."""
    title = LOSSES[name].title
    return title.rpartition("(")[2].rstrip(")") if title.endswith(")") else title.partition("'")[0]


def ask(key: str, y: Array) -> tuple[Chosen, ...]:
    """The losses for numbers; under More what they need to know, in the unit of y."""
    names = settings.ask(st.pills, t("Losses to compare"), key="losses", default=["mse", "mae"],
                         **offered_as("losses", REGRESSION))
    names = in_order(names, REGRESSION)
    with st.popover(t("More"), key="more_losses"):
        return tuple((name, ask_parameters(name, remembered.suggested(key, name, y))) for name in names)


def ask_classes() -> tuple[Chosen, ...]:
    """The losses for two classes."""
    settings.ask(st.pills, t("Losses to compare"), key="class_losses", default=["logistic", "hinge", "zero_one"],
                 **offered_as("class_losses", CLASSES))
    return chosen_classes()


def chosen_classes() -> tuple[Chosen, ...]:
    """Those that are compared now."""
    names = settings.kept("class_losses", [])
    return tuple((name, ()) for name in in_order(names, CLASSES))


def offered_as(key: str, offered: Sequence[str]) -> dict[str, Any]:
    """How losses are offered."""
    return {"options": list(offered), "selection_mode": "multi", "format_func": short, "on_change": at_most,
            "args": (key, settings.kept(key, [])), "wrap": True}


def in_order(names: list[str], offered: Sequence[str]) -> list[str]:
    """At most four losses, in the order in which they are offered."""
    if len(names) > SLOTS:                      # from a link
        st.toast(t("Four losses at most are compared at once; these are the first four."))
    return sorted(names, key=list(offered).index)[:SLOTS]


def at_most(key: str, before: list[str]) -> None:
    """A fifth loss is not taken."""
    if len(st.session_state[key]) > SLOTS:
        st.session_state[key] = before[:SLOTS]
        st.toast(t("Four losses at most are compared at once: first put one away."))


def ask_parameters(name: str, wanted: dict[str, float]) -> Parameters:
    """The numbers of one loss, at first the wanted ones; none for most."""
    loss = LOSSES[name]
    st.markdown(f"**{short(name)}** :small[{t(loss.idea)}]")
    if not loss.parameters:
        return ()
    if name == "quantile":
        return (("tau", settings.ask(
            st.slider, t("τ: the share that should lie below"), key="tau", default=wanted["tau"], step=0.01,
            parse=settings.finite, min_value=TAU[0], max_value=TAU[1])),)
    if name == "huber":
        return (("delta", ask_width("delta", wanted["delta"])),)
    if name == "epsilon_insensitive":
        return (("epsilon", ask_width("eps", wanted["epsilon"])),)
    return (("scale", ask_width("cauchy_s" if name == "cauchy" else "tukey_s", wanted["scale"])),)


def ask_width(key: str, wanted: float) -> float:
    """A distance in the unit of y, at first relative to the spread of y."""
    settings.suggest(key, wanted)
    fine = 10.0 ** math.floor(math.log10(wanted) - 0.5)
    room: dict[str, Any] = {"default": wanted, "parse": settings.finite, "min_value": wanted * 1e-4,
                            "max_value": wanted * 1e4, "step": fine, "format": "%.6g"}
    if key == "delta":
        return float(settings.ask(st.number_input, t("δ: from here on straight"), key="delta", **room))
    if key == "eps":
        return float(settings.ask(st.number_input, t("ε: errors below it are free"), key="eps", **room))
    if key == "cauchy_s":
        return float(settings.ask(st.number_input, t("s: from here on the pull fades"), key="cauchy_s", **room))
    return float(settings.ask(st.number_input, t("s: beyond it there is no pull"), key="tukey_s", **room))
