"""Value and slope of the chosen activations, one above the other over the same z, and a point on each."""

import numpy as np
import streamlit as st

from core.activations import ACTIVATIONS, chosen
from core.curve_view import sampled, slope_window
from pages.sections.activation_functions.chosen import (
    OFFERED,
    Choice,
    Parameters,
    ask_compared,
    choice,
    parameters,
    plain,
    title,
)
from pages.shared import settings
from pages.shared.charts import compared as charts
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, number
from pages.shared.part import afterwards, part
from pages.shared.rows import records, rows, stacked
from pages.shared.words import t

LOW, HIGH = -4.0, 4.0
HEIGHTS = {False: 196, True: 216}         # the slope's has the title of the common axis
VALUES = (-1.5, 2.5)
MOST_TOLD, PEN = 4, 81


@part
def compare_curves(before: Parameters) -> None:
    """Which ones, two charts, and the slider under their common axis."""
    compared, now = ask_compared(), parameters()
    if compared:
        show(compared, now)
    else:
        st.info(t("Choose at least one activation to see its curve."))
    afterwards("grow_errors", repr((compared, now)), everything=now != before)


def show(compared: list[str], own: Parameters) -> None:
    """Values above, slopes below, the slider for z, and a word on each."""
    pictures = st.container()
    z = settings.ask(st.slider, t("z, the point on the curves"), key="z", default=1.0, parse=settings.finite,
                     min_value=LOW, max_value=HIGH, step=0.1, format="%.1f")
    choices = {name: choice(name, own) for name in compared}
    with pictures:
        paint(choices, z, slope=False)
        paint(choices, z, slope=True)
    st.markdown("\n\n".join(told(name) for name in compared[:MOST_TOLD]))


def told(name: str) -> str:
    """What an activation is, what it is good for, and how it fails."""
    activation = ACTIVATIONS[name]
    return f":small[**{title(name)}** · {t(activation.idea)} {t(activation.good_for)} {t(activation.fails)}]"


def paint(choices: dict[str, Choice], z: float, *, slope: bool) -> None:
    """All values, or all slopes."""
    slots = charts.slots(list(choices), OFFERED)
    drawn = {name: sampled(plain(each), LOW, HIGH, PEN) for name, each in choices.items()}
    window = slope_window(map(plain, choices.values()), LOW, HIGH) if slope else VALUES
    across = axis("z" if slope else "", LOW, HIGH)
    up = axis(t("slope σ′(z)") if slope else t("value σ(z)"), *window)
    lines = stacked([{"line": [name] * len(each[0]), "x": each[0], "y": each[2 if slope else 1],
                      "slot": [slots[name]] * len(each[0]), "name": [title(name)] * len(each[0])}
                     for name, each in drawn.items()])
    bends = {name: chosen(plain(each)) for name, each in choices.items()}
    here = [float((bend.slope if slope else bend.value)(np.array([z]))[0]) for bend in bends.values()]
    labels = [f"{title(name)} {number(value)}" for name, value in zip(choices, here, strict=True)]
    last = [each[2 if slope else 1][-1] for each in drawn.values()]
    draw(charts.curves(theme(), across, up, HEIGHTS[slope]), {
        "lines": lines, "at": rows(x=[z]),
        "dots": rows(x=[z] * len(here), y=here, slot=[slots[name] for name in choices]),
        "ends": charts.ends(last, labels, [slots[name] for name in choices], up, HEIGHTS[slope] - 60),
        "levels": records(("y", "name"), []),
    }, key="picture_slopes" if slope else "picture_values",
        alt=t("The slopes of the compared activations over z.") if slope else
        t("The values of the compared activations over z."))
