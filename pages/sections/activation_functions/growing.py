"""How far do more pieces help? The error against their number, for every activation that is compared."""

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.builder import MOST_PIECES
from pages.sections.activation_functions import followed
from pages.sections.activation_functions.chosen import OFFERED, Parameters, choice, compared, growth, title
from pages.sections.activation_functions.followed import Followed, Usable
from pages.shared.charts import compared as charts
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, number
from pages.shared.part import afterwards, part
from pages.shared.rows import records, rows, stacked
from pages.shared.words import t

HEIGHT = 220


@part
def grow_errors(own: Usable, parameters: Parameters) -> None:
    """One curve per activation that is compared."""
    names = compared()
    if names:
        show(names, parameters, followed.current(own))
    afterwards("closer", repr(names))


def show(names: list[str], parameters: Parameters, points: Followed) -> None:
    """The picture."""
    errors = errors_of(names, parameters, points)
    slots = charts.slots(names, OFFERED)
    top = max(float(each[0]) for each in errors.values()) * 1.08 or 1.0
    across, up = axis(t("number of pieces k"), 0.0, float(MOST_PIECES)), axis(t("error (RMSE)"), 0.0, top)
    steps = np.arange(MOST_PIECES + 1)
    lines = stacked([{"line": [name] * len(steps), "x": steps, "y": each, "slot": [slots[name]] * len(steps),
                      "name": [title(name)] * len(steps)} for name, each in errors.items()])
    last = [float(each[-1]) for each in errors.values()]
    labels = [f"{title(name)} {number(end)}" for name, end in zip(errors, last, strict=True)]
    levels = [(points.noise, t("noise"))] if points.noise else []
    draw(charts.curves(theme(), across, up, HEIGHT, ticks=4), {
        "lines": lines, "at": rows(x=[]),
        "dots": rows(x=[float(MOST_PIECES)] * len(last), y=last, slot=[slots[name] for name in names]),
        "ends": charts.ends(last, labels, [slots[name] for name in names], up, HEIGHT - 60),
        "levels": records(("y", "name"), levels),
    }, key="picture_growing", alt=t("The error of each compared activation against the number of pieces."))
    st.markdown(":small[" + t("The error of the compared shapes on the same points. Every number of pieces begins with "
                              "the pieces before and one more, placed where it helps most; the outer weights b and c "
                              "are then exact. So no curve ever rises.") + "]")


def all_errors(own: Usable, parameters: Parameters) -> None:
    """Every number of the curves."""
    st.header(t("The error for every number of pieces"), anchor=False)
    names = compared()
    if names:
        errors = errors_of(names, parameters, followed.current(own))
        st.table(pd.DataFrame({title(name): [number(error) for error in each] for name, each in errors.items()},
                              index=pd.Index(range(MOST_PIECES + 1), name="k")))
    else:
        st.info(t("Choose at least one activation to compare, at the top of the page."))


def errors_of(names: list[str], parameters: Parameters, points: Followed) -> dict[str, Array]:
    """The RMSE (k + 1,) of every activation with 0, 1, ... k pieces."""
    return {name: np.sqrt(growth(points.key, choice(name, parameters), points.x, points.y).errors) for name in names}
