"""Answers that bend: a curve, a cloud, regions or heights that change with every frame of the film.

What a frame shows is looked up by a key, frame · count + place, so that a step costs a look at the rows on screen
and not at those of all frames.
"""

from typing import Any

import altair as alt

from pages.shared.charts.axes import Axis, built_once
from pages.shared.charts.film import frame_parameter, now
from pages.shared.charts.scatter import points
from pages.shared.charts.theme import CLASS_SHAPES, CLASS_SIGNS, COLORS, OPTIMUM_DASH, Spec, finish, title


def looked_up(rows: str, table: str, count: int) -> alt.Chart:
    """Rows (with their place i) and what `table` says of each, f, at the frame: its keys are frame · count + i."""
    found = alt.LookupData(alt.NamedData(name=table), "key", ["f"])
    return (alt.Chart(alt.NamedData(name=rows)).transform_calculate(key=f"frame * {count} + datum.i")
            .transform_lookup(lookup="key", from_=found))


@built_once
def curve(theme: str, x: Axis, y: Axis, places: int, residuals: int, height: int = 290) -> Spec:
    """Dots with a curve that moves.

    "points" has x, y and held (0 or 1); "grid" the places (i, x) at which "curves" (key, f) says the height;
    "residuals" (i, x, y) the dots whose errors are drawn, "fitted" (key, f) where they end; "best" (x, y).
    """
    colors = COLORS[theme]
    errors = (looked_up("residuals", "fitted", residuals)
              .mark_rule(color=colors.error, strokeWidth=1.25, opacity=0.6, clip=True).encode(x.x(), y.y(), y2="f:Q"))
    best = (alt.Chart(alt.NamedData(name="best"))
            .mark_line(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH, clip=True).encode(x.x(), y.y()))
    line = (looked_up("grid", "curves", places).mark_line(color=colors.model, strokeWidth=3, clip=True)
            .encode(x.x(), y.y("f"), order="i:Q"))
    return finish(alt.layer(errors, *points(theme, x, y), best, line).add_params(frame_parameter()), colors, height)


@built_once
def cloud(theme: str, x: Axis, y: Axis, count: int, height: int = 290) -> Spec:
    """Every row's prediction (across) against its true value (up), moving to the diagonal.

    "points" has i, y and held; "answers" (key, f); "diagonal" low and high.
    """
    colors = COLORS[theme]
    rows = looked_up("points", "answers", count)
    errors = (rows.mark_rule(color=colors.error, strokeWidth=1.25, opacity=0.55, clip=True)
              .encode(x.x("f"), y.y(), y2="f:Q"))
    diagonal = (alt.Chart(alt.NamedData(name="diagonal")).mark_rule(color=colors.model, strokeWidth=3, clip=True)
                .encode(x.x("low"), y.y("low"), x2="high:Q", y2="high:Q"))
    tips = [x.tooltip("f"), y.tooltip("y")]
    learned = (rows.transform_filter("datum.held == 0").mark_circle(size=34, color=colors.data, opacity=0.9, clip=True)
               .encode(x.x("f"), y.y(), tooltip=tips))
    held = (rows.transform_filter("datum.held == 1")
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
    rows = alt.Chart(alt.NamedData(name="points"))
    tips = [alt.Tooltip("name:N", title=title(heading)), x.tooltip("x"), y.tooltip("y")]
    layers: list[alt.Chart] = [picture]
    for number in range(len(classes)):
        mine = rows.transform_filter(f"datum.c == {number}")
        color, shape = colors.classes[number % 6], CLASS_SHAPES[number % 6]
        learned = mine.transform_filter("datum.held == 0").mark_point(
            shape=shape, filled=True, fill=color, stroke=colors.page, strokeWidth=0.75, size=42, opacity=1, clip=True)
        held = mine.transform_filter("datum.held == 1").mark_point(
            shape=shape, filled=True, fill=colors.page, stroke=color, strokeWidth=1.75, size=42, opacity=1, clip=True)
        layers += [each.encode(x.x(), up, tooltip=tips) for each in (learned, held)]
    frames = alt.LookupData(alt.NamedData(name="frames"), "frame", ["wrong"])
    rings = (rows.transform_calculate(now="frame").transform_lookup(lookup="now", from_=frames)
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
    rows = (alt.Chart(alt.NamedData(name="points"))
            .mark_point(shape="circle", filled=True, stroke=colors.text, strokeWidth=1, size=46, opacity=1, clip=True)
            .encode(x.x(), y.y(grid=False), fill=alt.Fill("fill:N", scale=None),
                    tooltip=[x.tooltip("x"), y.tooltip("y"), alt.Tooltip("value:Q", title=title(target))]))
    return finish(alt.layer(picture, rows).add_params(frame_parameter()), colors, height)
