"""The error surface as a picture: of all (b, w), or of a plane through a landscape of more parameters."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from core.arrays import Array, as_array
from core.descent import Run
from core.objective import DataObjective, Objective, plane
from core.objective.plane import Plane
from core.surface import (
    Window,
    bands,
    bending_directions,
    path_directions,
    plane_directions,
    random_directions,
    surface,
    window,
    window_around,
)
from core.view import drawn_rows
from pages.shared.charts.shades import surface_png
from pages.shared.charts.surface import PLACES
from pages.shared.charts.theme import COLORS
from pages.shared.compute.asked import PLAIN, Asked, Look, Walk
from pages.shared.compute.problem import Problem

BANDS, CELLS = 12, 120
MAPPED = 3_000                          # rows behind a surface that has to visit every row for every cell
MOST_KEYED = 50                         # parameters of a start that a picture is found by; of more: the seed
MOST_BENT = 300                         # parameters up to which curvatures are looked at


@dataclass(frozen=True)
class Map:
    """The error surface around the optimum: the two-parameter objective, its window, and the picture."""

    window: Window
    picture: str                        # PNG in a data address
    places: Array                       # (places, 3): center p, q and loss of what a click or a hover can mean
    shadow: tuple[Array, Array] | None  # of a plane: its origin (p,) and what (p, 2) projects on it
    rows: int                           # how many rows the picture is of
    through: str                        # of a plane: "optimum" or "end", what it goes through
    bends: tuple[float, float] = (0.0, 0.0)     # curvatures along the axes of a plane of kind "bends"

    def place(self, thetas: Array) -> Array:
        """Parameters (k, p) as points on the map (k, 2)."""
        return thetas if self.shadow is None else (thetas - self.shadow[0]) @ self.shadow[1]


def error_map(asked: Asked, walk: Walk, theme: str, problem: Problem, run: Run, look: Look | None = None) -> Map:
    """The surface of all (b, w), or of a plane if there are more parameters: at first, of one along the path.

    Where an optimum is known, that picture does not depend on the path; else it goes through the path's end.
    """
    if look and look.kind != "path" and len(run.thetas[0]) > 2:
        return map_of_choice(asked, walk, look, theme, problem, run)
    if problem.best is None:
        return map_along_path(asked, walk, theme, problem, run)
    if len(run.thetas[0]) == 2:
        return map_of_all(asked, window_of_all(problem, run.thetas[0]), theme, problem)
    start = tuple(problem.start(walk).tolist()) if len(run.thetas[0]) <= MOST_KEYED else (float(walk.seed),)
    return map_at_best(asked, start, theme, problem, run.thetas[0])


def window_of_all(problem: Problem, start: Array) -> Window:
    """What is seen of all (b, w): the ground around the exact optimum, as far as the start if that lies beyond."""
    assert problem.best is not None
    center, framing = problem.best.theta, problem.squares or problem.f
    bend, floor = framing.hessian(center), float(np.var(framing.y))
    shown = window(center, np.zeros(2), bend, floor)
    return shown if shown.inside(start[None])[0] else window(center, start, bend, floor)


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs=PLAIN)
def map_of_all(asked: Asked, shown: Window, theme: str, _problem: Problem) -> Map:
    """A map of all (b, w) in a window, the same for every start in it."""
    f, rows = mapped(_problem.f)
    return finished(f, shown, theme, None, rows, "optimum")


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs=PLAIN)
def map_at_best(asked: Asked, start: tuple[float, ...], theme: str, _problem: Problem, _start: Array) -> Map:
    """A map around the exact optimum, along the way from the start to it."""
    assert _problem.best is not None
    center = _problem.best.theta
    bend = (_problem.squares or _problem.f).hessian(center)
    f, rows = mapped(_problem.f)
    u, v = plane_directions(_start - center, bend)
    basis = np.stack([u, v], axis=1)
    shown = window(np.zeros(2), np.array([1.0, 0.0]), basis.T @ bend @ basis)
    return finished(f, shown, theme, plane(f, center, u, v), rows, "optimum")


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs=PLAIN)
def map_along_path(asked: Asked, walk: Walk, theme: str, _problem: Problem, _run: Run) -> Map:
    """A map of where a path has led, for want of a known optimum."""
    path = _run.thetas[np.isfinite(_run.losses)]
    f, rows = mapped(_problem.f)
    if path.shape[1] == 2:
        return finished(f, window_around(path), theme, None, rows, "end")
    u, v = path_directions(path)
    cut = plane(f, path[-1], u, v)
    return finished(f, window_around(cut.project(path)), theme, cut, rows, "end")


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs=PLAIN)
def map_of_choice(asked: Asked, walk: Walk, look: Look, theme: str, _problem: Problem, _run: Run) -> Map:
    """A map of two chosen parameters, of the directions that bend most and least, or of two random ones."""
    path = _run.thetas[np.isfinite(_run.losses)]
    center, through = (_problem.best.theta, "optimum") if _problem.best else (path[-1], "end")
    f, rows = mapped(_problem.f)
    bends = (0.0, 0.0)
    if look.kind == "weights":
        u, v = np.eye(f.size)[[look.first, look.second]]
        center = center * (1 - u - v)                   # so that both axes are the parameters themselves
    elif look.kind == "bends":
        u, v, most, least = bending_directions(f.hessian(center))
        bends = most, least
    else:
        u, v = random_directions(f.size, look.seed)
    cut = plane(f, center, u, v)
    shown = window_around(cut.project(np.vstack([path, _problem.best.theta if _problem.best else path[-1]])))
    return replace(finished(f, shown, theme, cut, rows, through), bends=bends)


def mapped(f: DataObjective) -> tuple[DataObjective, int]:
    """The objective behind a picture: of all rows where that costs nothing, else of a sample."""
    if f.summed or len(f.y) <= MAPPED:
        return f, len(f.y)
    return f.batch(drawn_rows(len(f.y), MAPPED)), MAPPED


def finished(f: DataObjective, shown: Window, theme: str, cut: Plane | None, rows: int, through: str) -> Map:
    """The picture of a window, and the places a hand can mean."""
    seen: Objective = f if cut is None else cut
    cells = CELLS if f.summed else 72
    values = surface(seen, *shown.axes(cells))
    finite = values[np.isfinite(values)]
    highest = float(np.quantile(finite, 0.98)) if finite.size else 1.0
    levels = bands(values, float(finite.min()) if finite.size else 0.0, highest, BANDS)
    across, up = shown.axes(PLACES)
    coarse = surface(seen, across, up)
    places = np.stack([np.tile(across, PLACES), np.repeat(up, PLACES), coarse.ravel()], axis=1)
    shadow = None if cut is None else (cut.origin, as_array(np.linalg.pinv(cut.directions)))    # holds no data
    return Map(shown, surface_png(levels, BANDS, COLORS[theme]), places, shadow, rows, through)
