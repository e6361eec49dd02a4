"""What comes next: a table of probabilities as shades of the model's color, and the same of one row as bars."""

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np

from pages.shared.charts.axes import Axis, built_once
from pages.shared.charts.shades import oklch
from pages.shared.charts.theme import COLORS, OPTIMUM_DASH, Spec, finish, title

HUE, SHADES, BEND = 258.0, 9, 0.7       # of the ramp; small probabilities are spread by a power
RAMPS = {"light": ((1.0, -0.46), (0.0, 0.16)), "dark": ((0.2, 0.5), (0.012, 0.148))}     # OKLCH lightness, chroma
WRITTEN = 0.05                          # probabilities from here on are written
DEEP = {"light": 0.82, "dark": 0.62}    # and from here on in the page's color, which is easier to read on the shade
ROOMY = 16                              # columns up to which a number has its leading zero


@lru_cache(maxsize=4)
def ramp(theme: str) -> list[str]:
    """The shades from 0 to 1, as the browser writes colors."""
    (light, lighter), (chroma, more) = RAMPS[theme]
    along = np.linspace(0.0, 1.0, SHADES)
    pixels = oklch(light + lighter * along, chroma + more * along, np.full(SHADES, HUE))
    return ["#" + "".join(f"{value:02x}" for value in pixel) for pixel in pixels]


@lru_cache(maxsize=64)
def table(theme: str, columns: int, height: int, across: str, extent: int) -> Spec:
    """A table of probabilities: "cells" has row, column, p, and their places r and c."""
    colors = COLORS[theme]
    data = alt.Chart(alt.NamedData(name="cells"))
    x = alt.X("column:N", sort=alt.EncodingSortField("c", op="min"), title=title(across),
              axis=alt.Axis(orient="top", labelAngle=0, labelColor=colors.text, labelOverlap=False))
    y = alt.Y("row:N", sort=alt.EncodingSortField("r", op="min"), title=None,
              axis=alt.Axis(labelColor=colors.text, labelOverlap=False))
    shade = alt.Color("p:Q", scale=alt.Scale(domain=[0, 1], range=ramp(theme), type="pow", exponent=BEND))
    reading = [alt.Tooltip("row:N", title="\u200b"), alt.Tooltip("column:N", title="→"),
               alt.Tooltip("p:Q", title="p", format=".4f")]
    cells = data.mark_rect(stroke=colors.page, strokeWidth=1).encode(x, y, shade, tooltip=reading)
    text = "format(datum.p, '.2f')" if columns <= ROOMY else "replace(format(datum.p, '.2f'), /^0/, '')"
    numbers = (data.transform_filter(f"datum.p >= {WRITTEN}").transform_calculate(text=text)
               .mark_text(fontSize=10 if columns > ROOMY else 11).encode(x, y, text="text:N"))
    ink = alt.condition(f"datum.p > {DEEP[theme]}", alt.value(colors.page), alt.value(colors.text))
    return finish(alt.layer(cells, numbers.encode(color=ink)), colors, height, extent=extent)


@lru_cache(maxsize=16)
def next_symbols(theme: str, rows: int, across: str) -> Spec:
    """One row of the table, the likeliest first: "rows" has name, p and place."""
    colors = COLORS[theme]
    data = alt.Chart(alt.NamedData(name="rows"))
    y = alt.Y("name:N", sort=alt.EncodingSortField("place", op="min"), title=None,
              axis=alt.Axis(labelColor=colors.text, labelFontSize=14))
    x = alt.X("p:Q", scale=alt.Scale(domain=[0, 1]), title=title(across), axis=alt.Axis(grid=True, tickCount=5))
    bars = data.mark_bar(color=colors.model, height=14).encode(x, y)
    numbers = (data.transform_calculate(text="format(datum.p, '.3f')")
               .mark_text(align="left", dx=5, color=colors.text).encode(x, y, text="text:N"))
    return finish(alt.layer(bars, numbers), colors, 24 * rows + 44)


@built_once
def learned_like_counted(theme: str, step: Axis, loss: Axis, counted: str, height: int = 190) -> Spec:
    """The loss of a descent, and a level that it comes to: "frames" has step and loss, "best" has loss."""
    colors = COLORS[theme]
    x, y = step.x("step"), loss.y("loss")
    frames = alt.Chart(alt.NamedData(name="frames"))
    curve = frames.mark_line(color=colors.error, strokeWidth=2.25, clip=True).encode(x, y)
    best = alt.Chart(alt.NamedData(name="best"))
    level = best.mark_rule(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH).encode(y)
    style: dict[str, Any] = {"align": "right", "dy": 6, "baseline": "top", "text": counted}
    words = best.mark_text(color=colors.optimum, **style).encode(x=alt.value(alt.ExprRef("width")), y=y)
    reading = frames.mark_point(size=200, opacity=0, filled=True).encode(
        x, y, tooltip=[step.tooltip("step"), loss.tooltip("loss")])
    return finish(alt.layer(curve, level, words, reading), colors, height)
