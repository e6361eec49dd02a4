"""What is compared: the rows, what the visitor has done to them, and what each loss makes of them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st

from core.arrays import Array, Whole
from core.comparison import Fitted
from core.outliers import Change, changed
from pages.sections.loss_comparison import remembered
from pages.sections.loss_comparison.remembered import Chosen
from pages.shared import settings
from pages.shared.words import clean, t
from pages.shared.workspace import Work

EVERY = "all"


@dataclass(frozen=True)
class Rows:
    """One feature and the target of the rows that are looked at."""

    key: str                                    # names them
    work: Work
    feature: str
    x: Array                                    # (n,)
    y: Array                                    # (n,)
    all: int                                    # rows there are, before a sample was drawn


@dataclass(frozen=True)
class Scene:
    """The rows as they are changed, and the fits."""

    rows: Rows
    losses: tuple[Chosen, ...]
    change: Change
    x: Array                                    # (n,) as changed
    y: Array
    spoiled: Whole
    fits: tuple[Fitted, ...]

    def prediction(self, slot: int) -> Array:
        """What one loss's line says for each row."""
        theta = self.fits[slot].theta
        if theta is None:
            raise ValueError(f"{self.fits[slot].loss} has no line.")
        return np.asarray(theta[0] + theta[1] * self.x)

    @cached_property
    def table(self) -> Array:
        """Every fit under every loss."""
        return remembered.crossed(self.rows.key, self.losses, self.change, 0.0, self.fits, self.x[:, None], self.y)


def scene(rows: Rows, losses: tuple[Chosen, ...], change: Change) -> Scene:
    """Change the rows and fit them."""
    x, y, spoiled = changed(rows.x, rows.y, change)
    found = remembered.fits(rows.key, losses, change, x[:, None], y)
    return Scene(rows, losses, change, x, y, spoiled, found)


def ask_rows(work: Work) -> Rows:
    """Which feature, and the rows of which group; both only asked where there is a choice."""
    names = work.matrix.names
    feature = names[0]
    if len(names) > 1:
        feature = settings.ask(st.selectbox, t("Feature x"), key="along", default=names[0], options=list(names),
                               format_func=clean, width=220)
    offered = remembered.groups(work.key, (work.target, *work.features), work)
    only = EVERY
    if offered:
        only = settings.ask(st.selectbox, t("Rows"), key="only", default=EVERY, options=[EVERY, *offered],
                            format_func=lambda name: t("all rows") if name == EVERY else clean(name), width=200)
    key = "|".join([work.key, feature, only])
    kept, there = remembered.kept_rows(key, offered.get(only), work)
    x, y = work.matrix.X[kept, names.index(feature)], work.matrix.y[kept]
    return Rows(key, work, feature, x, y, there)
