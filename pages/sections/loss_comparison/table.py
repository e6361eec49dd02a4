"""The cross table: every fit under every loss. Compare down a column; across, the numbers have different units."""

import json

import numpy as np
import streamlit as st

from core.comparison import Fitted
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.scene import Scene
from pages.shared.numbers import number
from pages.shared.words import t


def show(scene: Scene) -> None:
    """One row per fit, one column per loss, each column's smallest number marked."""
    st.markdown(t("**Every fit under every loss.** Compare down a column: each loss is smallest for its own fit, "
                  ":green[◆]. Never across: each column has a unit of its own."))
    table, words = st.columns([8, 5], gap="medium")
    with table, st.container(key="cross"):
        st.markdown(written(scene))
    with words:
        st.markdown(":small[:gray[" + proof(scene) + "]]")
        copy(scene)


def written(scene: Scene) -> str:
    """The table."""
    heads = [t("fitted by"), "b", "w", *(short(fit.loss) for fit in scene.fits)]
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * (len(heads) - 1)]
    best = smallest(scene.table)
    for i, fit in enumerate(scene.fits):
        theta = [t("no line")] * 2 if fit.theta is None else [number(value) for value in fit.theta]
        cells = [cell(scene.table[i, j], best[j] == i) for j in range(len(scene.fits))]
        lines.append("| " + " | ".join([f"**{short(fit.loss)}**", *theta, *cells]) + " |")
    return "\n".join(lines)


def smallest(table: np.ndarray) -> list[int]:
    """The row of each column's smallest number; its own fit's where others are as low; -1 in an empty column."""
    found = []
    for j in range(table.shape[1]):
        column = table[:, j]
        if np.isnan(column).all():
            found.append(-1)
            continue
        lowest = float(np.nanmin(column))
        own = not np.isnan(column[j]) and column[j] <= lowest + 1e-9 * abs(lowest)
        found.append(j if own else int(np.nanargmin(column)))
    return found


def cell(value: float, best: bool) -> str:
    """One loss of one fit."""
    return f":green[◆\u00a0**{number(value)}**]" if best else number(value)


def proof(scene: Scene) -> str:
    """How exact the fits are, and what else is to be known of them."""
    exact = [f"{short(fit.loss)} {number(fit.gap, 2)}" for fit in scene.fits
             if fit.theta is not None and not fit.starts]
    parts = [t("Proven gap to the smallest loss there is, at most: {gaps}.", gaps=", ".join(exact))] if exact else []
    parts += [said for fit in scene.fits if (said := note(fit))]
    names = {fit.loss for fit in scene.fits}
    if "mse" in names and names & {"huber", "log_cosh", "cauchy", "tukey"}:
        parts.append(t("MSE carries no ½ and the others do: where they are square, MSE is twice as large, and an equal "
                       "l2 penalty would weigh twice as much on them."))
    return " ".join(parts)


def note(fit: Fitted) -> str:
    """What is special about a fit, if anything is."""
    name = short(fit.loss)
    if fit.starts:
        return t("**{loss}**: best found from {n} starts; {agreed} of them ended there. It can have many valleys, so "
                 "nothing lower is ruled out.", loss=name, n=fit.starts, agreed=fit.agreed)
    if fit.theta is not None and fit.unique is False:
        return t("**{loss}**: not one line but many are equally good; one of them is shown.", loss=name)
    if fit.theta is not None and fit.unique is None:
        return t("**{loss}**: other lines may be as good; that could not be decided.", loss=name)
    return ""


def copy(scene: Scene) -> None:
    """Every digit, for a program or a notebook."""
    with st.popover(t("Copy numbers"), icon=":material/content_copy:", key="copy_numbers"):
        st.code(json.dumps(all_digits(scene), indent=1, ensure_ascii=False), language="json", height=320)


def all_digits(scene: Scene) -> dict[str, object]:
    """What this page has found, in full precision."""
    names = [fit.loss for fit in scene.fits]
    found: dict[str, object] = {"changed": {
        "row": scene.change.row + 1, "up": scene.change.up, "aside": scene.change.aside,
        "spoiled rows": len(scene.spoiled)}}
    for i, fit in enumerate(scene.fits):
        if fit.theta is None:
            found[fit.loss] = None
            continue
        found[fit.loss] = {
            "parameters": dict(scene.losses[i][1]), "b": float(fit.theta[0]), "w": float(fit.theta[1]),
            "losses": {name: float(value) for name, value in zip(names, scene.table[i], strict=True)},
            "gap is at most": None if fit.starts else fit.gap, "unique": fit.unique, "starts": fit.starts}
    return found
