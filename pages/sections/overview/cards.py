"""The three steps as three cards, each a picture of this visitor's own data, and each a door."""

import numpy as np
import pandas as pd
import streamlit as st

from core.view import drawn_rows, fan
from pages.sections.overview.scene import START, Scene
from pages.shared.charts import thumbnails
from pages.shared.charts.axes import Axis
from pages.shared.compute import Map
from pages.shared.look import draw, theme
from pages.shared.words import t

MOST_DOTS, MOST_POINTS = 120, 60

def show(scene: Scene) -> None:
    """Model, loss, optimize: picture above, words below, so that the pictures stand in a row."""
    st.header(t("Three steps"), anchor=False)
    first, second, third = st.columns(3, gap="medium")
    surface = scene.map()
    with first, st.container(border=True, key="card_model", height="stretch"):
        draw_lines(scene)
        door(t("**1 Choose a model**"), t("A family of functions with numbers left open: :blue[$\\hat y = b + wx$]."))
    with second, st.container(border=True, key="card_loss", height="stretch"):
        draw_surface(scene, surface, "loss", t("The error surface, and the lowest place in it."))
        door(t("**2 Define a loss**"), t("One number for how wrong it is: :red[$L(b, w)$]."))
    with third, st.container(border=True, key="card_optimize", height="stretch"):
        draw_surface(scene, surface, "path", t("The path of the descent on the error surface, from its start to the "
                                               "lowest place."))
        door(t("**3 Optimize**"), t("Walk downhill: move each number by $\\eta$ times the :violet[slope]."))


def door(title: str, sentence: str) -> None:
    """The words of a card; its title leads to the page, and so does the whole card."""
    with st.container(gap="xxsmall"):
        st.page_link("pages/model_fit.py", label=title)
        st.markdown(sentence)


def draw_lines(scene: Scene) -> None:
    """Some of the lines that a model could be, and the best one."""
    x, y = scene.problem.X[:, 0], scene.problem.y
    rows, across, up = drawn_rows(len(y), MOST_DOTS), scene.across, scene.up
    others = fan((across.low, across.high), (up.low, up.high), (float(x.mean()), float(y.mean())))
    lines = pd.DataFrame(np.vstack([others, scene.best_ends.to_numpy()]), columns=["y", "y2"])
    lines = lines.assign(x=across.low, x2=across.high, chosen=(lines.index >= len(others)).astype(int))
    draw(thumbnails.lines(theme(), across, up), {
        "points": pd.DataFrame({"x": x[rows], "y": y[rows]}), "lines": lines,
        "at": pd.DataFrame({"x": [], "y": [], "to": []}, dtype=float),
    }, key="thumbnail_model", alt=t("The data as dots, and some of the lines that a model could be."))


def draw_surface(scene: Scene, surface: Map, which: str, alt: str) -> None:
    """The surface with its lowest place, and the path to it if that is what the card is about."""
    (left, low), (right, high) = surface.window.low, surface.window.high
    rows = drawn_rows(len(scene.at), MOST_POINTS) if which == "path" else np.arange(0)
    path = surface.window.clip(surface.place(scene.fit.run.thetas[scene.at][rows]))
    best = scene.problem.best
    marks = [("best", *surface.place(best.theta[None])[0])] if best else []
    if which == "path":
        marks.append(("start", *surface.place(np.array([START]))[0]))
    draw(thumbnails.landscape(theme(), Axis("b", left, right), Axis("w", low, high)), {
        "picture": pd.DataFrame({"x": [left], "x2": [right], "y": [low], "y2": [high], "u": [surface.picture]}),
        "path": pd.DataFrame({"x": path[:, 0], "y": path[:, 1], "step": rows}),
        "marks": pd.DataFrame(marks, columns=["kind", "x", "y"]),
    }, key=f"thumbnail_{which}", alt=alt)
