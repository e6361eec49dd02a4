"""What the builder's curve follows: the visitor's own column, or a curve that we drew ourselves."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.arrays import Array
from core.builder import CURVES, points
from core.view import drawn_rows
from data.reader import TableError
from pages.shared import settings, workspace
from pages.shared.numbers import count
from pages.shared.words import literal, t, told
from pages.shared.workspace import Work

OWN = "data"
FIRST = "hills"
MOST_ROWS = 2_000
NOISES = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)


@dataclass(frozen=True)
class Followed:
    """The points that a curve is built through."""

    key: str                            # names the points: two with one key are equal
    x: Array                            # (n,)
    y: Array
    across: str                         # what x and y are called
    up: str
    told: str                           # what is followed, in a sentence
    noise: float | None                 # the standard deviation of a made curve's noise


@dataclass(frozen=True)
class Usable:
    """The visitor's data as one x and one y, or the reason why not."""

    work: Work | None
    column: int                         # which column of the matrix
    reason: str


def usable() -> Usable:
    """Whether the visitor's data can be followed: a number to predict, and a number to predict it from."""
    try:
        work = workspace.chosen_work()
    except TableError as problem:
        return Usable(None, 0, told(problem.args[0]))
    if work.task != "regression":
        return Usable(None, 0, t("{column} is not a number to be predicted.", column=literal(work.target)))
    kinds = {name: work.table.columns[name].kind for name in work.features if name in work.table.columns}
    for column, name in enumerate(work.matrix.names):
        if kinds.get(name) in ("number", "date"):
            return Usable(work, column, "")
    return Usable(None, 0, t("None of the chosen x is a number."))


def ask(own: Usable) -> Followed:
    """Which curve; for a made one, how noisy."""
    options = ([OWN] if own.work else []) + list(CURVES)
    settings.suggest("follow", options[0] if own.work else FIRST)
    chosen = settings.ask(st.selectbox, t("The curve to follow"), key="follow", default=options[0], options=options,
                          format_func=lambda name: t("My data") if name == OWN else t(CURVES[name].title))
    if chosen == OWN:
        return current(own)
    settings.ask(st.select_slider, t("Noise (standard deviation)"), key="follow_noise", default=0.3,
                 options=list(NOISES), parse=settings.finite)
    settings.ask(st.number_input, t("Seed of the noise"), key="follow_seed", default=0, parse=int, min_value=0,
                 max_value=9_999, step=1)
    return current(own)


def current(own: Usable) -> Followed:
    """What the controls say now."""
    chosen = settings.kept("follow")
    if chosen == OWN and own.work:
        return from_data(own.work, own.column)
    noise, seed = float(settings.kept("follow_noise", 0.3)), int(settings.kept("follow_seed", 0))
    x, y = points(chosen, noise, seed)
    name = t(CURVES[chosen].title)
    said = t("a curve that we drew, {name}: $y = {formula}$ with noise of standard deviation {noise}", name=name,
             formula=CURVES[chosen].latex, noise=f"{noise:g}")
    if not own.work:
        said += ". " + t("Your own data can't be followed here: {reason}", reason=own.reason)
    return Followed(f"{chosen}|{noise!r}|{seed}", x, y, "x", "y", said, noise)


def from_data(work: Work, column: int) -> Followed:
    """The visitor's y over the first x that is a number."""
    rows = drawn_rows(len(work.matrix.y), MOST_ROWS)
    name = work.matrix.names[column]
    said = t("your data, {y} from {x}", y=f"**{literal(work.target)}**", x=f"**{literal(name)}**")
    if len(work.matrix.names) > 1:
        said += " " + t("(the first of your {n} x that is a number)", n=count(len(work.matrix.names)))
    if len(rows) < len(work.matrix.y):
        said += "; " + t("{n} of {all} rows, drawn at random with seed 0", n=count(len(rows)),
                         all=count(len(work.matrix.y)))
    return Followed(f"{work.key}|{column}", np.ascontiguousarray(work.matrix.X[rows, column]), work.matrix.y[rows],
                    work.label(name), work.label(work.target), said, None)
