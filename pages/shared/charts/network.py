"""A network from the inside: every unit with a picture of what it answers, every weight as a line."""

from functools import lru_cache

import altair as alt
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pages.shared.charts.shades import png
from pages.shared.charts.theme import COLORS, NEGATIVE_DASH, Colors, Spec, finish

Array = NDArray[np.float64]
SIZE = 46                                        # pixels of a unit's picture
FINE = 2                                         # pixels drawn per pixel shown
PLACE = 62                                       # pixels from one unit of a layer to the next


@lru_cache(maxsize=32)
def network(theme: str, height: int) -> Spec:
    """ "weights" has x, y, x2, y2 (within 0..1), width, negative (0 or 1), name and value; "units" has x, y, u (a
    picture), name, bias and range; "words" has x, y, text.
    """
    colors = COLORS[theme]
    free: Spec = {"axis": None, "scale": alt.Scale(domain=[0, 1], nice=False, zero=False)}
    x, y = alt.X("x:Q", **free), alt.Y("y:Q", **free)
    weights = alt.Chart(alt.NamedData(name="weights"))
    tips = [alt.Tooltip("name:N", title="\u200b"), alt.Tooltip("value:Q", title="w", format=".4~g")]
    width = alt.StrokeWidth("width:Q", scale=None)
    ends: Spec = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    positive = (weights.transform_filter("datum.negative == 0").mark_rule(color=colors.positive, opacity=0.85)
                .encode(**ends, strokeWidth=width, tooltip=tips))
    negative = (weights.transform_filter("datum.negative == 1")
                .mark_rule(color=colors.negative, opacity=0.85, strokeDash=NEGATIVE_DASH)
                .encode(**ends, strokeWidth=width, tooltip=tips))
    hand = weights.mark_rule(strokeWidth=10, opacity=0).encode(**ends, tooltip=tips)
    units = alt.Chart(alt.NamedData(name="units"))
    frame = units.mark_square(size=(SIZE + 4) ** 2, color=colors.tick, opacity=1).encode(x, y)
    told = [alt.Tooltip("name:N", title="\u200b"), alt.Tooltip("bias:N", title="b"), alt.Tooltip("range:N", title="…")]
    pictures = units.mark_image(width=SIZE, height=SIZE).encode(x, y, url="u:N", tooltip=told)
    words = alt.Chart(alt.NamedData(name="words"))
    style: Spec = {"fontSize": 12, "baseline": "top", "dy": SIZE // 2 + 4}
    casing = words.mark_text(stroke=colors.page, strokeWidth=4, strokeJoin="round", color=colors.page, **style)
    ink = words.mark_text(color=colors.text, **style)
    chart = alt.layer(negative, positive, hand, frame, pictures, casing.encode(x, y, text="text:N"),
                      ink.encode(x, y, text="text:N"))
    return finish(chart, colors, height, extent=0)


def curve_png(values: Array, colors: Colors) -> str:
    """A unit's answer over one feature (m,) as a small curve; a line at 0 where that lies in its range."""
    pixels = SIZE * FINE * 2
    low, high = float(values.min()), float(values.max())
    room = 0.12 * pixels
    image = Image.new("RGB", (pixels, pixels), colors.page)
    pen = ImageDraw.Draw(image)

    def place(value: float) -> float:
        return pixels - room - (pixels - 2 * room) * ((value - low) / (high - low) if high > low else 0.5)

    if low < 0 < high:
        pen.line([(0, place(0.0)), (pixels, place(0.0))], fill=colors.tick, width=FINE)
    across = np.linspace(0, pixels, len(values))
    pen.line([(float(x), place(float(v))) for x, v in zip(across, values, strict=True)], fill=colors.model,
             width=3 * FINE, joint="curve")
    return png(np.asarray(image.resize((SIZE * FINE, SIZE * FINE), Image.Resampling.LANCZOS)))


def map_png(values: Array, colors: Colors) -> str:
    """A unit's answer over two features (rows up, columns across): negative to positive, 0 in the middle."""
    reach = float(np.abs(values).max()) or 1.0
    palette = np.array([[int(shade[i: i + 2], 16) for i in (1, 3, 5)] for shade in colors.signed], dtype=float)
    place = (values[::-1] / reach + 1.0) / 2.0 * (len(palette) - 1)
    below = np.clip(place.astype(int), 0, len(palette) - 2)
    part = (place - below)[..., None]
    return png(np.rint(palette[below] * (1 - part) + palette[below + 1] * part).astype(np.uint8))
