"""Core's answers for this page, each computed once for the same landscape and choices.

What is remembered is shared by all visitors and must never be changed. Arguments with a leading underscore are named
by the `key` beside them.
"""
# ruff: noqa: ARG001 - plain arguments are what a result is found by

import numpy as np
import streamlit as st

from core.arrays import Array
from core.coarse_search import find_coarsely
from core.critical_points import CriticalPoint, Found, find
from core.curvature import PositiveShare, Trail, positive_share, trail
from core.network_plane import NetworkPlane
from core.objective import Objective
from core.own_landscape import CUTS, Cut, LineLandscape, Training, line_landscape, training
from core.race import Race, Racer, race
from core.standing import Box
from core.surface import Window, bands, surface
from core.way_out import Course, courses
from pages.shared.charts.level_ground import PLACES
from pages.shared.charts.shades import surface_png
from pages.shared.charts.theme import COLORS

BANDS, CELLS, COARSE = 12, 160, 72
SECONDS = 6.0                           # for a search, at most
WALK = 1_000                            # steps of a network's training


def level_places(key: str, box: Box, f: Objective) -> Found:
    """Everything in the window that is level; a search that was cut short is not remembered."""
    found = searched(key, box, f)
    if not found.complete:
        searched.clear(key, box, f)
    return found


@st.cache_resource(max_entries=300, show_spinner=False)
def searched(key: str, box: Box, _f: Objective) -> Found:
    """The search itself."""
    search = find_coarsely if isinstance(_f, NetworkPlane) else find
    return search(_f, box, seconds=SECONDS)


@st.cache_resource(max_entries=300, show_spinner=False)
def picture(key: str, box: Box, theme: str, quick: bool, _f: Objective) -> str:
    """The heights of the window as a PNG in a data address; a coarser one where L is slow to compute."""
    across, up = box
    values = surface(_f, *Window((across[0], up[0]), (across[1], up[1])).axes(CELLS if quick else COARSE))
    finite = values[np.isfinite(values)]
    lowest, highest = (float(finite.min()), float(np.quantile(finite, 0.98))) if finite.size else (0.0, 1.0)
    return surface_png(bands(values, lowest, highest, BANDS), BANDS, COLORS[theme])


@st.cache_resource(max_entries=300, show_spinner=False)
def cells(key: str, box: Box, _f: Objective) -> Array:
    """Places all over the window (places², 3) that a hand can mean: both parameters, and L there."""
    window = Window((box[0][0], box[1][0]), (box[0][1], box[1][1]))
    across, up = window.axes(PLACES)
    return np.stack([np.tile(across, PLACES), np.repeat(up, PLACES), surface(_f, across, up).ravel()], axis=1)


@st.cache_resource(max_entries=500, show_spinner=False)
def raced(key: str, start: tuple[float, float], racers: tuple[tuple[str, float], ...], steps: int,
          _f: Objective) -> Race:
    """The walks of several optimizers from one start; each is named with its learning rate."""
    return race(_f, np.array(start), [Racer(*each) for each in racers], steps)


@st.cache_resource(max_entries=300, show_spinner=False)
def ways_out(key: str, at: tuple[float, float], box: Box, rate: float, steps: int, share: float,
             seeds: tuple[int, ...], _f: Objective, _saddle: CriticalPoint) -> tuple[Course, ...]:
    """Descents from a saddle and from beside it."""
    return courses(_f, _saddle, box, rate, steps, share, seeds)


@st.cache_resource(max_entries=100, show_spinner=False)
def line_of(key: str, loss: str, _x: Array, _y: Array) -> LineLandscape:
    """L(b, w) on the visitor's columns; ValueError (a sentence) where nothing can be learned."""
    return line_landscape(_x, _y, loss)


@st.cache_resource(max_entries=100, show_spinner=False)
def trained(key: str, units: int, activation: str, seed: int, _x: Array, _y: Array) -> Training:
    """A small network trained on the visitor's columns; ValueError (a sentence) where nothing can be learned."""
    return training(_x, _y, units, activation, seed, WALK)


@st.cache_resource(max_entries=100, show_spinner=False)
def cut(key: str, units: int, activation: str, seed: int, how: str, _trained: Training) -> Cut:
    """A plane through that network's landscape."""
    return CUTS[how](_trained)


@st.cache_resource(max_entries=100, show_spinner=False)
def ratios(key: str, units: int, activation: str, seed: int, shown: int, _trained: Training) -> Trail:
    """The curvature along a network's training, at `shown` of its steps."""
    run = _trained.run
    at = np.unique(np.rint(np.geomspace(1, run.last + 1, shown)).astype(np.int64)) - 1
    return trail(_trained.f, run.thetas[at], at)


@st.cache_resource(max_entries=50, show_spinner=False)
def random_curvature(dimension: int, samples: int) -> PositiveShare:
    """Random symmetric matrices of one dimension."""
    return positive_share(dimension, samples)
