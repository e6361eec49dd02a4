"""The map: everything level is marked by its kind, a click chooses the point, walks start there."""

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.critical_points import CriticalPoint, Found
from core.race import Race
from core.standing import chord, label_end, tidied
from core.surface import Window
from core.view import exit_of
from pages.sections.critical_points import remembered
from pages.sections.critical_points.ground import Ground, stand
from pages.shared.charts import level_ground
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.words import key_line, t

KINDS = {"local minimum": "minimum", "minimum at a crease": "minimum", "saddle point": "saddle",
         "local maximum": "maximum"}
SIGNS = {"minimum": "◆", "saddle": "✚", "maximum": "▲", "undecided": "?"}
SHARE = 0.36                            # of half a window: how long a direction is drawn to either side
TOUCH = 0.8                             # of a cell: the place around a level point that a hand can mean


def kind_of(kind: str) -> str:
    """The mark of a place of this kind."""
    return KINDS.get(kind, "undecided")


def show(ground: Ground, point: CriticalPoint, found: Found, race: Race) -> None:
    """The map and what its marks mean."""
    (left, right), (bottom, top) = ground.box
    across, up = axis(ground.titles[0], left, right), axis(ground.titles[1], bottom, top)
    ways, names = directions(ground, point)
    shades = remembered.picture(ground.key, ground.box, theme(), ground.quick, ground.f)
    with st.container(key="square"):
        draw(level_ground.level_ground(theme(), across, up, "L"), {
            "picture": pd.DataFrame({"p": [left], "p2": [right], "q": [bottom], "q2": [top], "u": [shades]}),
            "curves": curves(found), "places": places(found), "ways": ways, "names": names,
            "here": pd.DataFrame({"p": [point.theta[0]], "q": [point.theta[1]]}),
            "frames": frames(ground, race), "exit": exits(ground, race),
            "cells": cells(ground, found),
        }, key="map", on_select=clicked, selection_mode=level_ground.CLICK,
            alt=t("The landscape from above, with its level places, the chosen point, the directions of its "
                  "eigenvectors, and the walks of the optimizers."))
    st.session_state["map_of"] = ground
    st.markdown(key_line(
        f":blue[○ {t('the point')}]", f":green[◆ {t('minimum')}]", f"✚ {t('saddle')}", f"▲ {t('maximum')}",
        f"? {t('undecided')}", f":red[{t('darker is higher')}]", t("click: stand there")))


def clicked() -> None:
    """A click on the map: stand there; on a level place exactly on it."""
    picked = st.session_state["map"].selection.get(level_ground.CLICK, [])
    if picked:
        stand(np.array([picked[0]["cp"], picked[0]["cq"]]), st.session_state["map_of"])


def directions(ground: Ground, point: CriticalPoint) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lines along the eigenvectors, and their names."""
    lines, names = [], []
    if np.isfinite(point.eigenvalues).all():
        for value, vector, sign in zip(point.eigenvalues, point.eigenvectors.T, point.signs, strict=True):
            ends = chord(ground.box, point.theta, vector, SHARE)
            kind = way(int(sign))
            lines.append((*ends[0], *ends[1], kind))
            (p, q), side = label_end(ground.box, ends)
            words = {"up": t("up: λ = {value}"), "down": t("down: λ = {value}"), "flat": t("flat: λ = {value}")}
            names.append((p, q, words[kind].format(value=number(value)), kind, side))
    return (pd.DataFrame(lines, columns=["p", "q", "p2", "q2", "kind"]),
            pd.DataFrame(names, columns=["p", "q", "text", "kind", "side"]))


def way(sign: int) -> str:
    """Which way L curves along an eigenvector."""
    return {1: "up", -1: "down"}.get(sign, "flat")


def curves(found: Found) -> pd.DataFrame:
    """Curves of level points."""
    parts = [pd.DataFrame({"p": each.path[:, 0], "q": each.path[:, 1], "order": np.arange(len(each.path)),
                           "curve": place, "kind": kind_of(each.kind)}) for place, each in enumerate(found.curves)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["p", "q", "order", "curve", "kind"])


def places(found: Found) -> pd.DataFrame:
    """Single level points by kind."""
    return pd.DataFrame([(*point.theta, kind_of(point.kind)) for point in found.points], columns=["p", "q", "kind"])


def frames(ground: Ground, race: Race) -> pd.DataFrame:
    """Where every walk is at every shown step; far outside it is held near the window."""
    window = window_of(ground)
    walks, many = race.thetas.shape[:2]
    near = window.clip(race.thetas.reshape(-1, 2)) if walks else np.zeros((0, 2))
    return pd.DataFrame({"frame": np.tile(np.arange(many), walks), "slot": np.repeat(np.arange(walks), many),
                         "p": near[:, 0], "q": near[:, 1]})


def exits(ground: Ground, race: Race) -> pd.DataFrame:
    """Where walks leave the window for good."""
    leaves = [(exit_of(walk, window_of(ground)), slot) for slot, walk in enumerate(race.thetas)]
    return pd.DataFrame([(*where, slot) for where, slot in leaves if where], columns=["p", "q", "angle", "slot"],
                        dtype=float)


def window_of(ground: Ground) -> Window:
    """The ground's window."""
    (left, right), (bottom, top) = ground.box
    return Window((left, bottom), (right, top))


def cells(ground: Ground, found: Found) -> pd.DataFrame:
    """The places a hand can mean: a grid, and over it every level point with its exact numbers."""
    p, q, loss = remembered.cells(ground.key, ground.box, ground.f).T
    grid = pd.DataFrame({"cp": p, "cq": q, "loss": loss, "size": 1.0, "what": ""})
    exact = pd.DataFrame([(*point.theta, point.value, TOUCH, t(point.kind)) for point in found.points],
                         columns=list(grid.columns))
    return pd.concat([grid, exact], ignore_index=True) if len(exact) else grid


def written(theta: Array, ground: Ground) -> str:
    """A point of the landscape in a sentence."""
    first, second = tidied(ground.box, theta)
    return f"({number(first)}, {number(second)})"


def tell(ground: Ground, found: Found) -> None:
    """How many level places there are, a list to go to them, and what the landscape is."""
    kinds = [kind_of(point.kind) for point in found.points]
    counts = "  ".join(f"{SIGNS[kind]} {count(kinds.count(kind))}" for kind in SIGNS if kind in kinds)
    if found.points:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = t("1 level place in this window") if len(kinds) == 1 else t(
                "{n} level places in this window", n=count(len(kinds)))
            st.markdown(f"{said}: {counts}", width="content")
            with st.popover(t("Go to"), key="level_list"):
                for place, one in enumerate(found.points):
                    where = written(one.theta, ground)
                    st.button(f"{SIGNS[kinds[place]]} {where}  L = {number(one.value)}", key=f"go_{place}",
                              on_click=stand, args=(one.theta, ground))
    elif not found.curves and not len(found.level):
        st.markdown(t("No place in this window is level."))
    sentences: list[str] = []
    for curve in {each.template: each for each in found.curves}.values():
        kind = kind_of(curve.kind)
        sign = f":green[{SIGNS[kind]} ╌]" if kind == "minimum" else f"{SIGNS[kind]} ╌"
        sentences.append(f"{sign} {t(curve.template, **curve.values)}")
    if len(found.level):
        sentences.append(t("A part of the window is wholly level: neither slope nor curvature there."))
    if not found.complete:
        sentences.append(t("The search was stopped after {seconds} seconds; there may be more.",
                      seconds=f"{remembered.SECONDS:g}"))
    st.markdown("\n\n".join([*sentences, f":red[${ground.latex}$]", f":small[{ground.idea}]"]))
