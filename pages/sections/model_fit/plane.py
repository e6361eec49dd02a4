"""More than two parameters can't be drawn: the map shows a plane cut out of their landscape, and here is which one."""

import streamlit as st

from pages.sections.model_fit.film import Film
from pages.shared import settings
from pages.shared.compute import MOST_BENT, Look
from pages.shared.numbers import number, spelled
from pages.shared.words import t

ALONG = Look()


def ask(names: tuple[str, ...], seed: int) -> Look:
    """Which plane; of two parameters there is nothing to ask."""
    if len(names) <= 2:
        return ALONG
    kinds = {"path": t("along the path"), "weights": t("of two parameters"),
             "bends": t("where it bends most and least"), "random": t("in two random directions")}
    if len(names) > MOST_BENT:
        del kinds["bends"]
    kind = settings.ask(st.selectbox, t("The map: a plane"), key="plane", default="path", options=list(kinds),
                        format_func=kinds.__getitem__)
    if kind == "weights":
        first, second = ask_pair(names)
        return Look(kind, first, second)
    return Look(kind, seed=seed if kind == "random" else 0)


def ask_pair(names: tuple[str, ...]) -> tuple[int, int]:
    """The two parameters of a plane."""
    left, right = st.columns(2)
    with left:
        first = settings.ask(st.selectbox, t("Parameter across"), key="plane_first", default=names[0],
                             options=list(names), format_func=spelled)
    with right:
        rest = [name for name in names if name != first]
        second = settings.ask(st.selectbox, t("Parameter up"), key="plane_second", default=rest[0], options=rest,
                              format_func=spelled)
    return names.index(first), names.index(second)


def titles(film: Film) -> tuple[str, str]:
    """What the axes of the plane are called."""
    look = film.look
    if look.kind == "weights":
        return spelled(film.names[look.first]), spelled(film.names[look.second])
    if look.kind == "bends":
        most, least = (number(bend, 3) for bend in film.map.bends)
        return t("where it bends most, λ = {bend}", bend=most), t("where it bends least, λ = {bend}", bend=least)
    if look.kind == "random":
        return t("a random direction"), t("another one, across")
    if film.map.through == "optimum":
        return t("from the optimum (0) to the start (1)"), t("across")
    return t("from the end (0) to the start (1)"), t("across, where the path strays")


def said(film: Film) -> str:
    """What a plane is, in one line under the map."""
    whose = t("the optimum") if film.map.through == "optimum" else t("the end of the path")
    return t("a plane through {place} among {n} parameters; the path beside it is drawn as its shadow", place=whose,
             n=str(len(film.names)))
