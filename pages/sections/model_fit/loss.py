"""Step 2, the loss: how wrong f(x) is, for every b and w at once."""

import numpy as np
import pandas as pd
import streamlit as st

from core.losses import LOSSES
from core.view import exit_of
from pages.sections.model_fit.film import Film, Measure, Shape
from pages.shared import compute, settings
from pages.shared.charts import surface
from pages.shared.look import draw, theme
from pages.shared.numbers import LOWERED, axis, count, number
from pages.shared.player import live
from pages.shared.words import t
from pages.shared.workspace import Work

OFFERED = ("mse", "mae")
SHORT = {"mse": "e²", "mae": "|e|"}


def ask(work: Work, shape: Shape) -> Measure:
    """Which loss, and in which coordinates its surface is looked at."""
    st.markdown(t("**2 Loss**: how wrong it is, L(b, w)"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = settings.ask(st.selectbox, t("Loss"), key="loss", default=OFFERED[0], options=list(OFFERED),
                              format_func=said, label_visibility="collapsed")
        with st.popover(t("More"), key="more_loss"):
            st.markdown(t(LOSSES[chosen].idea))
            standardized = ask_coordinates(work, shape)
    return Measure(chosen, standardized)


def said(name: str) -> str:
    """A loss as it is offered."""
    return f"{t(LOSSES[name].title)}  {t('mean of {formula}', formula=SHORT[name])}"


def ask_coordinates(work: Work, shape: Shape) -> bool:
    """Data units or standardized; the first choice is what can be looked at."""
    fine, condition = compute.round_enough("|".join([work.key, *shape.features]), shape.X, work.matrix.y)
    settings.suggest("units", "data" if fine else "standardized")
    names = {"data": t("The data's units"), "standardized": t("Standardized")}
    chosen = settings.ask(st.segmented_control, t("Coordinates of b and w"), key="units", default="data",
                          options=list(names), format_func=names.__getitem__, required=True)
    if fine:
        st.markdown(t("In the data's units the valley is {condition} times as long as it is wide: it can be looked "
                      "at. Standardized (minus the mean, over the deviation), it would be round.",
                      condition=number(np.sqrt(condition), 3)))
    else:
        st.markdown(t("In the data's units the valley is {condition} times as long as it is wide: too narrow to be "
                      "looked at. So x and y are first standardized: minus the mean, over the deviation.",
                      condition=number(np.sqrt(condition), 3)))
    return bool(chosen == "standardized")


def show(film: Film) -> None:
    """The surface with path, start and optimum; a click chooses another start."""
    window, place = film.map.window, film.map.place
    across, up = titles(film)
    x, y = axis(across, window.low[0], window.high[0]), axis(up, window.low[1], window.high[1])
    path = place(film.thetas)
    best = film.problem.best
    marks = [("start", *place(film.thetas[:1])[0])] + ([("best", *place(best.theta[None])[0])] if best else [])
    leaves = exit_of(path, window)
    loss = t("loss L")
    clickable = film.map.cut is None
    spec = surface.map_of_losses(theme(), x, y, loss, clickable=clickable)
    near = film.map.window.clip(path)
    draw(spec, {
        "picture": pd.DataFrame({"p": [x.low], "p2": [x.high], "q": [y.low], "q2": [y.high], "u": [film.map.picture]}),
        "frames": film.frame_data(p=near[:, 0], q=near[:, 1]),
        "marks": pd.DataFrame(marks, columns=["kind", "p", "q"]),
        "exit": pd.DataFrame([leaves] if leaves else [], columns=["p", "q", "angle"], dtype=float),
        "cells": cells(film),
    }, key="map" if clickable else "plane", alt=t("The error surface with the path of the descent, its start and the "
                                                  "exact optimum."),
        **({"on_select": start_here, "selection_mode": surface.CLICK} if clickable else {}))
    live("fit", [[{"text": f"{letters(film)} = ", "tone": "error", "style": "formula"},
                  {"text": f"(1/{count(len(film.problem.y))}) ∑ {SHORT[film.measure.loss]} = ", "tone": "error",
                   "style": "formula"}, {"live": "loss", "tone": "error", "style": "formula"}]], key="loss_now")
    st.markdown(":small[" + "  ".join([f":blue[○ {t('start')}]", f":blue[● {t('the step')}]",
                                       f":green[◆ {t('optimum')}]" if best else "",
                                       f":red[{t('darker is worse')}]",
                                       t("click: a new start") if clickable else ""]) + "]")


def titles(film: Film) -> tuple[str, str]:
    """What the map's axes are called."""
    if film.map.cut is not None:
        return t("from the optimum (0) to the start (1)"), t("across")
    if film.measure.standardized:
        return t("b, standardized"), t("w, standardized")
    return "b", "w"


def letters(film: Film) -> str:
    """The loss as a function of its parameters."""
    if len(film.names) == 2:
        return "L(b, w)"
    return f"L(b, w₁ … w{str(len(film.names) - 1).translate(LOWERED)})"


def cells(film: Film) -> pd.DataFrame:
    """The places of the map that a hand can mean."""
    p, q, loss = film.map.places.T
    half_p, half_q = np.diff(np.unique(p))[0] / 2, np.diff(np.unique(q))[0] / 2
    return pd.DataFrame({"p": p - half_p, "p2": p + half_p, "q": q - half_q, "q2": q + half_q, "cp": p, "cq": q,
                         "loss": loss})


def start_here() -> None:
    """A click on the map: the descent starts there."""
    picked = st.session_state["map"].selection.get(surface.CLICK, [])
    if picked:
        settings.put("b0", float(f"{picked[0]['cp']:.4g}"))
        settings.put("w0", float(f"{picked[0]['cq']:.4g}"))
