"""Core's answers for this page, each computed once for the same data and choices.

What is remembered is shared by all visitors and must never be changed. Arrays come with a leading underscore; what
they hold is named by `key`.
"""
# ruff: noqa: ARG001 - plain arguments are what a result is found by

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.arrays import Array, Whole
from core.comparison import Fitted, cross_table, fit_each
from core.constants import Constant, best_constant, relative_losses
from core.descent import Ended, descend
from core.losses import LOSSES
from core.models import line
from core.objective import ObjectiveError, objective
from core.outliers import Breakdown, Change, breakdown, changed, influence
from core.schedules import schedule
from core.spread import Bars, bars, edges
from core.surface import Window, bands, surface
from core.valley import Coordinates, common_window, coordinates, course, first_step_rate
from core.view import drawn_rows
from pages.shared.charts.shades import surface_png
from pages.shared.charts.theme import COLORS
from pages.shared.workspace import Work

Parameters = tuple[tuple[str, float], ...]
Chosen = tuple[str, Parameters]                 # a loss by name and its numbers: plain values
Losses = tuple[Chosen, ...]
MOST_ROWS = 6_000                               # more are sampled: the lines must follow a hand
MOST_GROUPS = 40
BANDS, CELLS, MAP_ROWS = 12, 72, 2_000          # a map of very many rows is drawn from a sample of them


@st.cache_resource(max_entries=100, show_spinner=False)
def groups(key: str, used: tuple[str, ...], _work: Work) -> dict[str, tuple[str, str]]:
    """The groups that the rows fall into by a column that is not in use: "series = III" and so on."""
    found: dict[str, tuple[str, str]] = {}
    for name, column in _work.table.columns.items():
        if column.kind in ("category", "boolean") and name not in used:
            values = _work.table.frame[name].iloc[_work.matrix.rows].dropna()
            texts = sorted(map(str, values.unique()))
            if 1 < len(texts) <= MOST_GROUPS:
                found |= {f"{name} = {text}": (name, text) for text in texts}
    return found


@st.cache_resource(max_entries=100, show_spinner=False)
def kept_rows(key: str, group: tuple[str, str] | None, _work: Work) -> tuple[Whole, int]:
    """Which rows are looked at, of all or of one group, and how many there are; many are sampled."""
    kept = np.arange(len(_work.matrix.y))
    if group is not None:
        texts = _work.table.frame[group[0]].iloc[_work.matrix.rows].astype(str)
        kept = np.flatnonzero(texts.to_numpy() == group[1])
    return kept[drawn_rows(len(kept), MOST_ROWS)], len(kept)


@st.cache_resource(max_entries=300, show_spinner=False)
def suggested(key: str, loss: str, _y: Array) -> dict[str, float]:
    """The numbers that suit a loss to the spread of y, in three digits."""
    return {name: float(f"{value:.3g}") for name, value in LOSSES[loss].parameters_for(_y).items()}


@st.cache_resource(max_entries=2_000, show_spinner=False)
def fit_one(key: str, loss: Chosen, change: Change, l2: float, _X: Array, _y: Array) -> Fitted:
    """One loss's fit to the data as they are changed; without a line, and with the reason, if they don't suit it."""
    try:
        return fit_each([(loss[0], dict(loss[1]))], _X, _y, l2)[0]
    except ObjectiveError as why:
        return Fitted(loss[0], None, np.nan, None, reason=why.template, values=why.values)


def fits(key: str, losses: Losses, change: Change, X: Array, y: Array, l2: float = 0.0) -> tuple[Fitted, ...]:
    """The fit of every loss."""
    return tuple(fit_one(key, loss, change, l2, X, y) for loss in losses)


@st.cache_resource(max_entries=500, show_spinner=False)
def crossed(key: str, losses: Losses, change: Change, l2: float, _fits: tuple[Fitted, ...], _X: Array,
            _y: Array) -> Array:
    """Every fit (rows) under every loss (columns)."""
    return cross_table([(name, dict(parameters)) for name, parameters in losses], _fits, _X, _y)


@st.cache_resource(max_entries=500, show_spinner=False)
def constant(key: str, loss: Chosen, change: Change, _y: Array) -> Constant:
    """The best constant of one loss."""
    return best_constant(LOSSES[loss[0]], _y, dict(loss[1]))


@st.cache_resource(max_entries=500, show_spinner=False)
def rise(key: str, loss: Chosen, change: Change, low: float, high: float, _best: Constant, _y: Array
         ) -> tuple[Array, Array]:
    """How one loss rises to both sides of its best constant."""
    return relative_losses(LOSSES[loss[0]], _y, dict(loss[1]), _best, low, high)


@st.cache_resource(max_entries=500, show_spinner=False)
def spread(key: str, losses: Losses, change: Change, _first: Array, _errors: list[Array], _scale: float
           ) -> tuple[Array, list[Bars]]:
    """The errors of each fit in common bars, whose edges suit the errors `_first` of the rows as they are given."""
    at = edges(_first)
    return at, bars(_errors, at, _scale)


def line_of(loss: Chosen, x: Array, y: Array) -> Array | None:
    """One loss's line."""
    try:
        return fit_each([(loss[0], dict(loss[1]))], x[:, None], y)[0].theta
    except ValueError:
        return None


@dataclass(frozen=True)
class Pull:
    """How one loss's line follows one point."""

    moves: Array                                # (k,)
    thetas: Array                               # (k, 2)


@st.cache_resource(max_entries=300, show_spinner=False)
def pull(key: str, loss: Chosen, row: int, sideways: bool, reach: float, others: Change, places: int, _x: Array,
         _y: Array) -> Pull:
    """The fit of one loss while the marked row moves from -reach to reach; `others` is what else is changed."""
    x, y, _ = changed(_x, _y, others)
    moves = np.linspace(-reach, reach, places)
    return Pull(moves, influence(lambda a, b: line_of(loss, a, b), x, y, row, moves, sideways=sideways))


@st.cache_resource(max_entries=300, show_spinner=False)
def breaks(key: str, loss: Chosen, most: int, _x: Array, _y: Array) -> Breakdown:
    """How one loss's line fares as more rows are thrown up."""
    return breakdown(lambda a, b: line_of(loss, a, b), _x, _y, most=most)


@dataclass(frozen=True)
class Ground:
    """What all maps have in common."""

    coordinates: Coordinates
    window: Window
    start: Array                                # (2,) in these coordinates


@st.cache_resource(max_entries=100, show_spinner=False)
def ground(key: str, _x: Array, _y: Array) -> Ground:
    """Coordinates, window and start; they come from the rows as they are given, so that moving a point moves no map."""
    chosen = coordinates(_x, _y)
    return Ground(chosen, *common_window(chosen.apply(_x), _y))


@dataclass(frozen=True)
class Valley:
    """One loss's map and the descent on it."""

    picture: str                                # PNG in a data address
    path: Array                                 # (k, 2), near the window
    steps: Whole                                # (k,) their numbers
    best: Array | None                          # (2,) the optimum, or the best found
    rate: float
    course: str                                 # settles, rattles, moves or diverges
    above: float | None                         # how far above the smallest loss the descent ended, as a share of it


@st.cache_resource(max_entries=300, show_spinner=False)
def valley(key: str, loss: Chosen, change: Change, theme: str, share: float, steps: int, shrinking: bool,
           _ground: Ground, _fit: Fitted, _x: Array, _y: Array) -> Valley:
    """Evaluate the loss over the window, and walk down from the common start."""
    z, (name, parameters) = _ground.coordinates.apply(_x), loss
    f = objective(line(), name, z, _y, parameters=dict(parameters))
    rows = drawn_rows(len(_y), MAP_ROWS)
    drawn = f if len(rows) == len(_y) else f.batch(rows)
    values = surface(drawn, *_ground.window.axes(CELLS))
    best = None if _fit.theta is None else _ground.coordinates.of(_fit.theta)
    levels = bands(values, float(values.min()), float(np.quantile(values, 0.98)), BANDS)
    goal = np.array([np.mean(_ground.window.low), 0.0]) if best is None else best
    rate = first_step_rate(f.gradient(_ground.start), _ground.start, goal, share)
    asked = schedule("cosine", rate, steps) if shrinking else rate
    run = descend(f, _ground.start, rate=asked, steps=steps)
    smallest = None if best is None else f.value(best)
    above = (float(run.losses[-1]) - smallest) / smallest if smallest else None
    how = "diverges" if run.ended is Ended.DIVERGED else course(run.losses, smallest)
    return Valley(surface_png(levels, BANDS, COLORS[theme]), _ground.window.clip(run.thetas), run.steps, best, rate,
                  how, above)
