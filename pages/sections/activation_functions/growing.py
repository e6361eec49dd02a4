"""How far do more pieces help? The error against their number, for every activation that is compared."""

import numpy as np
import pandas as pd
import streamlit as st

from core.builder import MOST_PIECES
from pages.sections.activation_functions.chosen import OFFERED, Parameters, choice, growth, title
from pages.sections.activation_functions.followed import Followed
from pages.shared.charts import compared as charts
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, number
from pages.shared.words import t

HEIGHT = 220


def show(k: int, shape: str, compared: list[str], parameters: Parameters, points: Followed) -> None:
    """One curve per activation; a rule at the number of pieces above."""
    names = [*compared, *([shape] if shape not in compared else [])]
    errors = {name: np.sqrt(growth(points.key, choice(name, parameters), points.x, points.y).errors)
              for name in names}
    slots = charts.slots(names, OFFERED)
    top = max(float(each[0]) for each in errors.values()) * 1.08 or 1.0
    across, up = axis(t("number of pieces k"), 0.0, float(MOST_PIECES)), axis(t("error (RMSE)"), 0.0, top)
    steps = np.arange(MOST_PIECES + 1)
    lines = pd.concat(pd.DataFrame({"line": name, "x": steps, "y": each, "slot": slots[name], "name": title(name)})
                      for name, each in errors.items())
    labels = [f"{title(name)} {number(errors[name][k])}" for name in names]
    levels = [(points.noise, t("noise"))] if points.noise else []
    draw(charts.curves(theme(), across, up, HEIGHT, ticks=4), {
        "lines": lines, "at": pd.DataFrame({"x": [k]}),
        "dots": pd.DataFrame({"x": k, "y": [errors[name][k] for name in names],
                              "slot": [slots[name] for name in names]}),
        "ends": charts.ends([errors[name][-1] for name in names], labels, [slots[name] for name in names], up,
                            HEIGHT - 60),
        "levels": pd.DataFrame(levels, columns=["y", "name"]),
    }, key="picture_growing", alt=t("The error against the number of pieces: {numbers}.", numbers=", ".join(labels)))
    st.markdown(":small[" + t("Every number of pieces begins with the pieces before and one more, placed where it "
                              "helps most; the outer weights b and c are then exact. So no curve ever rises.") + "]")
