"""Answers that bend: a curve, a cloud, regions or heights that change with every frame of the film.

What a frame shows is one row of the data, read off by the rows on screen: a step costs nothing for the other frames.
"""

from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pages.shared.charts.axes import Axis, built_once, placed
from pages.shared.charts.film import frame_parameter, now
from pages.shared.charts.scatter import points, spanned
from pages.shared.charts.theme import CLASS_SHAPES, CLASS_SIGNS, COLORS, OPTIMUM_DASH, Spec, finish, painted, title
from pages.shared.rows import rows

BASE = 36
DIGITS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", dtype=np.uint8)
FINE, FINEST = 4, 7                     # letters of a number that is only drawn, and of one that is also told
BEYOND = 20                             # lengths of the axis, below and above it, that heights can be at


def read_off(rows: str, table: str, axis: Axis, letters: int) -> alt.Chart:
    """Rows (with their place i) and what `table` says of each at the frame, as f: see `written`."""
    found = alt.LookupData(alt.NamedData(name=table), "frame", ["text"])
    low, high = axis.ends
    size = f"(({high}) - ({low}))"
    read = f"parseInt(substring(datum.text, datum.i * {letters}, datum.i * {letters} + {letters}), {BASE})"
    height = f"({low}) + {size} * ({read} / {BASE**letters - 1} * {1 + 2 * BEYOND} - {BEYOND})"
    return (alt.Chart(alt.NamedData(name=rows)).transform_calculate(now="frame")
            .transform_lookup(lookup="now", from_=found).transform_calculate(f=height))


def written(heights: NDArray[np.float64], axis: Axis, letters: int) -> pa.Table:
    """Heights (frames, places) as one text a frame, a number of so many letters for each place; what is none is blank.

    A row for every number would take the browser a hundred times as long. What lies far beyond the axis is cut.
    """
    share = ((heights - axis.low) / (axis.high - axis.low) + BEYOND) / (1 + 2 * BEYOND)
    known = np.isfinite(share)
    whole = np.rint(np.clip(np.where(known, share, 0.0), 0.0, 1.0) * (BASE**letters - 1)).astype(np.int64)
    signs = DIGITS[whole[..., None] // BASE ** np.arange(letters)[::-1] % BASE]
    signs[~known] = ord(" ")
    return rows(frame=np.arange(len(heights)), text=[each.tobytes().decode() for each in signs])


@built_once
def curve(theme: str, x: Axis, y: Axis, height: int = 290, broken: bool = False) -> Spec:
    """Dots with a curve that moves.

    "points" has x, y and held (0 or 1); "grid" the places (i, x) at which "curves" (finely written) says the height;
    "residuals" (i, x, y) the dots whose errors are drawn, "fitted" (finely written) where they end; "best" (x, y).
    If a height of some frame is no number, the film is `broken`.
    """
    colors = COLORS[theme]
    errors = (read_off("residuals", "fitted", y, FINE)
              .mark_rule(color=colors.error, strokeWidth=1.25, opacity=0.6, clip=True)
              .encode(**spanned(x, y, broken=broken)))
    best = (alt.Chart(alt.NamedData(name="best"))
            .mark_line(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH, clip=True).encode(x.x(), y.y()))
    along = {"x": x.x(), "y": y.y("f")} if broken else placed(x="x", y="f")
    line = (read_off("grid", "curves", y, FINE).mark_line(color=colors.model, strokeWidth=3, clip=True, order=False)
            .encode(**along))
    chart = alt.layer(errors, *points(theme, x, y), best, line).add_params(frame_parameter())
    return painted(finish(chart, colors, height))


@built_once
def cloud(theme: str, x: Axis, y: Axis, height: int = 290) -> Spec:
    """Every row's prediction (across) against its true value (up), moving to the diagonal.

    "points" has i, y and held; "answers" is most finely written; "diagonal" low and high.
    """
    colors = COLORS[theme]
    dots = read_off("points", "answers", x, FINEST)
    errors = (dots.mark_rule(color=colors.error, strokeWidth=1.25, opacity=0.55, clip=True)
              .encode(x.x("f"), y.y(), y2="f:Q"))
    diagonal = (alt.Chart(alt.NamedData(name="diagonal")).mark_rule(color=colors.model, strokeWidth=3, clip=True)
                .encode(x.x("low"), y.y("low"), x2="high:Q", y2="high:Q"))
    tips = [x.tooltip("f"), y.tooltip("y")]
    learned = (dots.transform_filter("datum.held == 0").mark_circle(size=34, color=colors.data, opacity=0.9, clip=True)
               .encode(x.x("f"), y.y(), tooltip=tips))
    held = (dots.transform_filter("datum.held == 1")
            .mark_point(size=34, shape="circle", filled=True, fill=colors.page, stroke=colors.held_out,
                        strokeWidth=1.75, opacity=1, clip=True).encode(x.x("f"), y.y(), tooltip=tips))
    return finish(alt.layer(errors, diagonal, learned, held).add_params(frame_parameter()), colors, height)


@built_once
def regions(theme: str, x: Axis, y: Axis, classes: tuple[str, ...], heading: str, height: int = 290, *,
            lanes: bool = False) -> Spec:
    """Which class the model chooses where, one picture a frame, with the rows in their classes' shapes.

    "frames" has the picture u and `wrong`, a text with a 1 for every row in i that the frame gets wrong; "points" has
    x, y, the class's number c and name, i and held. With lanes, y only keeps the classes apart, and its axis shows
    their shapes.
    """
    colors = COLORS[theme]
    shapes = [CLASS_SIGNS[number % len(CLASS_SIGNS)] for number in range(len(classes))]
    signed = {"values": list(range(len(classes))), "labelExpr": f"{shapes}[datum.value]"}
    marked: dict[str, Any] = signed if lanes else {}
    up = y.y(grid=False, **marked)
    corners = dict(zip(("left", "right", "low", "high"), x.ends + y.ends, strict=True))
    picture = (now().transform_calculate(**corners).mark_image(aspect=False)
               .encode(x.x("left"), y.y("low", grid=False, **marked), x2="right:Q", y2="high:Q", url="u:N"))
    dots = alt.Chart(alt.NamedData(name="points"))
    tips = [alt.Tooltip("name:N", title=title(heading)), x.tooltip("x"), y.tooltip("y")]
    layers: list[alt.Chart] = [picture]
    for number in range(len(classes)):
        mine = dots.transform_filter(f"datum.c == {number}")
        color, shape = colors.classes[number % 6], CLASS_SHAPES[number % 6]
        learned = mine.transform_filter("datum.held == 0").mark_point(
            shape=shape, filled=True, fill=color, stroke=colors.page, strokeWidth=0.75, size=42, opacity=1, clip=True)
        held = mine.transform_filter("datum.held == 1").mark_point(
            shape=shape, filled=True, fill=colors.page, stroke=color, strokeWidth=1.75, size=42, opacity=1, clip=True)
        layers += [each.encode(x.x(), up, tooltip=tips) for each in (learned, held)]
    frames = alt.LookupData(alt.NamedData(name="frames"), "frame", ["wrong"])
    rings = (dots.transform_calculate(now="frame").transform_lookup(lookup="now", from_=frames)
             .transform_filter("substring(datum.wrong, datum.i, datum.i + 1) == '1'")
             .mark_point(shape="circle", filled=False, stroke=colors.error, strokeWidth=1.75, size=150, opacity=1,
                         clip=True).encode(x.x(), up))
    return finish(alt.layer(*layers, rings).add_params(frame_parameter()), colors, height)


@built_once
def heights(theme: str, x: Axis, y: Axis, target: str, height: int = 290) -> Spec:
    """What the model answers over two features, one picture a frame, with the rows on it.

    "frames" has the picture u; "points" x, y, held, value and `fill`, the color that the value has in the picture.
    """
    colors = COLORS[theme]
    corners = dict(zip(("left", "right", "low", "high"), x.ends + y.ends, strict=True))
    picture = (now().transform_calculate(**corners).mark_image(aspect=False)
               .encode(x.x("left"), y.y("low", grid=False), x2="right:Q", y2="high:Q", url="u:N"))
    dots = (alt.Chart(alt.NamedData(name="points"))
            .mark_point(shape="circle", filled=True, stroke=colors.text, strokeWidth=1, size=46, opacity=1, clip=True)
            .encode(x.x(), y.y(grid=False), fill=alt.Fill("fill:N", scale=None),
                    tooltip=[x.tooltip("x"), y.tooltip("y"), alt.Tooltip("value:Q", title=title(target))]))
    return finish(alt.layer(picture, dots).add_params(frame_parameter()), colors, height)
