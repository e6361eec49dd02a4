"""Landscapes on the visitor's own data: L(b, w) of a line, and a small network's loss cut by a plane."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.arrays import Array
from core.losses import LOSSES
from core.objective import Objective
from core.own_landscape import MOST_ROWS
from core.standing import Box
from core.view import drawn_rows
from data.reader import TableError
from pages.sections.critical_points import remembered
from pages.shared import settings, workspace
from pages.shared.numbers import count, number
from pages.shared.words import clean, literal, t, told

MOST_NETWORK_ROWS = 200
UNITS, BENDS, CUTS = (1, 2, 3, 4, 6), ("tanh", "sigmoid", "gelu"), ("zero", "path", "bend")


@dataclass(frozen=True)
class Columns:
    """One x and one y of the visitor's data; or, in `reason`, why there are none."""

    key: str
    x: Array                            # (n,)
    y: Array                            # (n,) numbers, or 0 and 1 for two classes
    across: str                         # what x is called
    up: str                             # what y is called
    classes: bool
    reason: str = ""


@dataclass(frozen=True)
class Opened:
    """A landscape on data, ready to be walked on."""

    key: str
    place: str
    f: Objective
    box: Box
    first: Array
    rate: float
    adaptive_rate: float
    titles: tuple[str, str]
    letters: tuple[str, str]
    latex: str
    idea: str


@dataclass(frozen=True)
class LineAsked:
    """The loss of the line."""

    loss: str


@dataclass(frozen=True)
class NetworkAsked:
    """The network, and how its landscape is cut."""

    units: int
    activation: str
    seed: int
    cut: str


def usable() -> Columns:
    """The first feature that varies, and the target; for more than two classes, the first one against the others."""
    nothing = np.zeros(0)
    try:
        work = workspace.chosen_work()
    except TableError as problem:
        return Columns("", nothing, nothing, "", "", False, told(problem.args[0]))
    if work.task == "structured" or not len(work.matrix.names):
        return Columns("", nothing, nothing, "", "", False, t("{column} is made anew, not predicted: there is no line.",
                                                              column=literal(work.target)))
    varying = np.flatnonzero(np.ptp(work.matrix.X, axis=0) > 0)
    if not len(varying):
        return Columns("", nothing, nothing, "", "", False, t("x is the same in every row: nothing to learn from."))
    column, classes = int(varying[0]), work.task == "classification"
    y, up = work.matrix.y, work.target
    if classes:
        target = 1 if len(work.matrix.classes) == 2 else 0
        y, up = (y == target).astype(float), f"{work.target} = {work.matrix.classes[target]}"
    return Columns(f"{work.key}|{column}", np.ascontiguousarray(work.matrix.X[:, column]), y,
                   work.matrix.names[column], up, classes)


def line_title(mine: Columns) -> str:
    """The line's landscape as it is offered."""
    if mine.reason:
        return t("Your own L(b, w)")
    return t("Your own L(b, w): {y} from {x}", y=clean(mine.up, 24), x=clean(mine.across, 24))


def network_title(mine: Columns) -> str:
    """The network's landscape as it is offered."""
    if mine.reason:
        return t("A small network on your data")
    return t("A small network: {y} from {x}", y=clean(mine.up, 24), x=clean(mine.across, 24))


def ask_line(mine: Columns) -> LineAsked:
    """Which loss; the one of Model fit, unless the visitor says otherwise."""
    task = "binary" if mine.classes else "regression"
    fitting = [name for name, loss in LOSSES.items() if loss.task == task and loss.trainable]
    before = settings.kept("loss")
    key = settings.ask(st.selectbox, t("Loss of the line"), key="ground_loss",
                       default=before if before in fitting else fitting[0], options=fitting,
                       format_func=lambda name: t(LOSSES[name].title))
    st.markdown(f":small[{t(LOSSES[key].idea)}]")
    return LineAsked(key)


def ask_network() -> NetworkAsked:
    """The network's size, bend and seed, and the plane."""
    cuts = {"zero": t("through zero weights: the first neuron's two weights"),
            "path": t("along its training: from end to start, and across"),
            "bend": t("at the end of training: where it bends least and most")}
    cut = settings.ask(st.radio, t("The plane that is cut out"), key="net_cut", default=CUTS[0], options=list(CUTS),
                       format_func=cuts.__getitem__)
    return NetworkAsked(*ask_net(), cut)


def ask_net() -> tuple[int, str, int]:
    """Hidden neurons, their bend, and the seed of the start."""
    units = settings.ask(st.select_slider, t("Hidden neurons"), key="net_units", default=2, parse=int,
                         options=list(UNITS))
    bend = settings.ask(st.selectbox, t("Bend of the neurons"), key="net_bend", default=BENDS[0], options=list(BENDS))
    seed = settings.ask(st.number_input, t("Seed of the first weights"), key="net_seed", default=0, parse=int,
                        min_value=0, max_value=9_999, step=1)
    return units, bend, seed


def open_ground(mine: Columns, asked: LineAsked | NetworkAsked) -> Opened | None:
    """The landscape; where the data allow none, says why."""
    reason = mine.reason
    if not reason:
        try:
            return open_line(mine, asked) if isinstance(asked, LineAsked) else open_network(mine, asked)
        except ValueError as problem:
            reason = told(problem)
    st.error(t("There is no such landscape on these data: {reason} You see the tiny network instead.", reason=reason),
             icon=":material/landscape:")
    return None


def rows(mine: Columns, most: int) -> tuple[Array, Array, str]:
    """The rows behind a landscape, and a sentence about them."""
    drawn = drawn_rows(len(mine.y), most)
    said = t("{n} rows", n=count(len(drawn)))
    if len(drawn) < len(mine.y):
        said = t("{n} of {all} rows, drawn at random with seed 0", n=count(len(drawn)), all=count(len(mine.y)))
    return mine.x[drawn], mine.y[drawn], said


def open_line(mine: Columns, asked: LineAsked) -> Opened:
    """L(b, w)."""
    x, y, used = rows(mine, len(mine.y) if asked.loss == "mse" else MOST_ROWS)
    made = remembered.line_of(mine.key, asked.loss, x, y)
    titles, letters = ("b", "w"), ("b", "w")
    if not made.coordinates.plain:
        titles = (t("b, x standardized"), t("w, x standardized"))
    idea = t("The loss of every line through your data ({loss}, {rows}).", loss=t(LOSSES[asked.loss].title), rows=used)
    if made.f.convex:
        idea += " " + t("It is convex: a bowl has no saddle, and nothing but its bottom is level.")
    key = f"line|{mine.key}|{asked.loss}"
    return Opened(key, key, made.f, made.box, made.first, made.rate, made.adaptive_rate, titles, letters,
                  r"L(b, w) = \tfrac1n\sum_i " + r"\ell(b + wx_i,\ y_i)", idea)


def open_network(mine: Columns, asked: NetworkAsked) -> Opened:
    """A plane through a network's landscape."""
    if mine.classes:
        raise ValueError(t("the network here predicts a number."))
    x, y, used = rows(mine, MOST_NETWORK_ROWS)
    net = (mine.key, asked.units, asked.activation, asked.seed)
    made = remembered.trained(*net, x, y)
    cut = remembered.cut(*net, asked.cut, made)
    titles = {"zero": ("w₁", "w₂"), "path": (t("from the end of training (0) to its start (1)"), t("across")),
              "bend": (t("where it bends least"), t("where it bends most"))}[asked.cut]
    letters = ("w₁", "w₂") if asked.cut == "zero" else ("s", "t")
    idea = t("{p} parameters, seen in a plane: {units} neurons, {rows}, x and y standardized. Training ended at "
             "L = {loss} after {steps} steps.", p=count(made.model.size), units=count(asked.units), rows=used,
             loss=number(float(made.run.losses[-1])), steps=count(made.run.last))
    latex = rf"L(θ_1 … θ_{{{made.model.size}}})"
    key = f"network|{'|'.join(map(str, net))}|{asked.cut}"
    return Opened(key, key, cut.f, cut.box, cut.first, 0.1, 0.05, titles, letters, latex, idea)
