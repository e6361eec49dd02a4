"""What is compared for classes: two classes, one or two features, and each loss's fit."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st

from core.arrays import Array, Whole
from core.boundaries import flipped
from core.comparison import Fitted
from core.models import linear
from core.outliers import Change
from core.preparation import standardize
from core.view import drawn_rows
from pages.sections.loss_comparison import remembered
from pages.sections.loss_comparison.remembered import MOST_ROWS, Chosen
from pages.shared import settings
from pages.shared.words import clean, t
from pages.shared.workspace import Work

PENALTIES = (0.0, 0.0001, 0.001, 0.01, 0.1, 1.0)
NO_SECOND = "–"


@dataclass(frozen=True)
class ClassRows:
    """The rows that are looked at, with the target 1 for one class and 0 for the other, or for all others."""

    key: str
    work: Work
    names: tuple[str, str]                      # what 0 and 1 mean
    features: tuple[str, ...]                   # one or two
    X: Array                                    # (n, 1 or 2)
    target: Array                               # (n,)


@dataclass(frozen=True)
class ClassChange:
    """What is done before fitting."""

    share: float                                # of labels that are turned round
    l2: float


@dataclass(frozen=True)
class ClassScene:
    """Rows as changed, and fits in the data's units."""

    rows: ClassRows
    losses: tuple[Chosen, ...]
    change: ClassChange
    target: Array                               # (n,) as changed
    wrong: Whole                                # which labels were turned round
    fits: tuple[Fitted, ...]                    # on standardized features
    thetas: tuple[Array | None, ...]            # in the data's units

    @cached_property
    def table(self) -> Array:
        """Every fit under every loss, without the penalty."""
        Z = standardize(self.rows.X)[0]
        change = Change(share=self.change.share)
        return remembered.crossed(self.rows.key, self.losses, change, self.change.l2, self.fits, Z, self.target)

    def right(self, slot: int) -> float:
        """The share of rows that a fit puts on the right side."""
        theta = self.thetas[slot]
        if theta is None:
            raise ValueError(f"{self.fits[slot].loss} draws no boundary.")
        score = theta[0] + self.rows.X @ theta[1:]
        return float(((2 * self.target - 1) * score > 0).mean())


def ask_rows(work: Work) -> ClassRows:
    """Which classes and which features; asked only where there is a choice."""
    names, classes = work.matrix.names, work.matrix.classes
    told = classes[0], classes[1]
    target = (work.matrix.y == 1).astype(float)
    against = ""
    if len(classes) > 2:
        against = settings.ask(st.selectbox, t("One class against the rest"), key="against", default=classes[0],
                               options=list(classes), format_func=clean, width=200)
        target = (work.matrix.y == classes.index(against)).astype(float)
        told = t("all others"), against
    first = names[0]
    if len(names) > 1:
        first = settings.ask(st.selectbox, t("Feature across"), key="along", default=names[0], options=list(names),
                             format_func=clean, width=200)
    others = [name for name in names if name != first]
    second = NO_SECOND
    if others:
        second = settings.ask(st.selectbox, t("Feature up"), key="second", default=others[0], width=200,
                              options=[*others, NO_SECOND], format_func=clean)
    features = (first,) if second == NO_SECOND else (first, second)
    kept = drawn_rows(len(target), MOST_ROWS)
    X = np.stack([work.matrix.X[kept, names.index(name)] for name in features], axis=1)
    return ClassRows("|".join([work.key, *features, against]), work, told, features, X, target[kept])


def ask_change() -> ClassChange:
    """How many labels are wrong, and the penalty."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        share = settings.ask(st.slider, t("Share of labels turned round"), key="flipped", default=0, parse=int,
                             min_value=0, max_value=40, format="%d %%")
        with st.popover(t("Penalty"), key="more_penalty"):
            l2 = settings.ask(st.select_slider, t("l2: what Σw² costs"), key="class_l2", default=0.0,
                              parse=settings.finite, options=list(PENALTIES), format_func=lambda value: f"{value:g}")
            st.markdown(":small[" + t("Features are standardized first, so that the penalty means the same for each. "
                                      "With a penalty there is a lowest point even where a boundary separates the "
                                      "classes.") + "]")
    return ClassChange(share / 100, float(l2))


def class_scene(rows: ClassRows, losses: tuple[Chosen, ...], change: ClassChange) -> ClassScene:
    """Turn the labels round, standardize, fit, and take the fits back to the data's units."""
    target, wrong = flipped(rows.target, change.share)
    Z, scale = standardize(rows.X)
    found = remembered.fits(rows.key, losses, Change(share=change.share), Z, target, change.l2)
    model = linear(rows.X.shape[1])
    thetas = tuple(None if fit.theta is None else scale.to_data_units(fit.theta, model) for fit in found)
    return ClassScene(rows, losses, change, target, wrong, found, thetas)
