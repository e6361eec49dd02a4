"""Pictures small enough for a card: no axes, no numbers, only what the card is about."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import COLORS, Colors, Spec, finish

HEIGHT = 128
FRAME = {"left": 0, "right": 0, "top": 0, "bottom": 0}


def bare(x: Axis, y: Axis) -> tuple[alt.X, alt.Y]:
    """The scales without anything written."""
    return (alt.X("x:Q", scale=x.scale(), axis=None), alt.Y("y:Q", scale=y.scale(), axis=None))


def framed(chart: alt.TopLevelMixin, colors: Colors, height: int = HEIGHT) -> Spec:
    """A picture that fills its card from edge to edge."""
    return finish(chart, colors, height) | {"padding": FRAME}


@lru_cache(maxsize=64)
def lines(theme: str, x: Axis, y: Axis, height: int = HEIGHT) -> Spec:
    """Dots and lines: "points" has x and y; "lines" x, y, x2, y2 and chosen (1: the one that is meant).

    "at" has x, y and to: a question, its answer on the line, and the way between the two.
    """
    colors = COLORS[theme]
    across, up = bare(x, y)
    points = (alt.Chart(alt.NamedData(name="points"))
              .mark_circle(size=14, color=colors.data, opacity=0.9, clip=True).encode(across, up))
    data = alt.Chart(alt.NamedData(name="lines"))
    ends = {"x2": "x2:Q", "y2": "y2:Q"}
    others = data.transform_filter("datum.chosen == 0").mark_rule(
        color=colors.model, strokeWidth=1.25, opacity=0.45, clip=True).encode(across, up, **ends)
    chosen = data.transform_filter("datum.chosen == 1").mark_rule(
        color=colors.model, strokeWidth=2, clip=True).encode(across, up, **ends)
    asked = alt.Chart(alt.NamedData(name="at"))
    way = asked.mark_rule(color=colors.muted, strokeWidth=1, clip=True).encode(across, up, y2="to:Q")
    answer = asked.mark_point(shape="circle", filled=True, fill=colors.model, stroke=colors.page, strokeWidth=1.75,
                              size=130, opacity=1, clip=True).encode(across, up)
    return framed(alt.layer(points, others, chosen, way, answer), colors, height)


@lru_cache(maxsize=64)
def landscape(theme: str, x: Axis, y: Axis, height: int = HEIGHT) -> Spec:
    """The error surface: "picture" has u and its corners x, x2, y, y2; "path" x, y, step; "marks" x, y, kind."""
    colors = COLORS[theme]
    across, up = bare(x, y)
    picture = (alt.Chart(alt.NamedData(name="picture")).mark_image(aspect=False)
               .encode(across, up, x2="x2:Q", y2="y2:Q", url="u:N"))
    path = alt.Chart(alt.NamedData(name="path"))
    order = alt.Order("step:Q")
    casing = path.mark_line(color=colors.page, strokeWidth=6, clip=True).encode(across, up, order)
    line = path.mark_line(color=colors.model, strokeWidth=2.5, clip=True).encode(across, up, order)
    steps = path.mark_circle(color=colors.model, size=16, opacity=1, clip=True).encode(across, up)
    mark = alt.Chart(alt.NamedData(name="marks"))
    start = mark.transform_filter("datum.kind == 'start'").mark_point(
        shape="circle", filled=True, fill=colors.page, stroke=colors.model, strokeWidth=2.25, size=110,
        opacity=1).encode(across, up)
    best = mark.transform_filter("datum.kind == 'best'").mark_point(
        shape="diamond", filled=True, fill=colors.optimum, stroke=colors.page, strokeWidth=1.75, size=130,
        opacity=1).encode(across, up)
    return framed(alt.layer(picture, casing, line, steps, best, start), colors, height)


@lru_cache(maxsize=64)
def sides(theme: str, x: Axis, y: Axis, height: int = HEIGHT) -> Spec:
    """Two classes and the boundary between them: "points" has x, y and class (0 or 1), "boundary" x, y, x2, y2.

    "areas" are the two sides as x, y, x2, y2 strips of class; "at" has x, y and class: a question and its answer.
    """
    colors = COLORS[theme]
    across, up = bare(x, y)
    color = alt.Color("class:N", scale=alt.Scale(domain=[0, 1], range=list(colors.classes[:2])))
    shape = alt.Shape("class:N", scale=alt.Scale(domain=[0, 1], range=["circle", "square"]))
    area = (alt.Chart(alt.NamedData(name="areas")).mark_area(opacity=0.15, clip=True)
            .encode(across, up, color, y2="y2:Q"))
    points = (alt.Chart(alt.NamedData(name="points"))
              .mark_point(filled=True, size=22, opacity=0.95, clip=True).encode(across, up, color, shape))
    line = (alt.Chart(alt.NamedData(name="boundary")).mark_rule(color=colors.model, strokeWidth=2, clip=True)
            .encode(across, up, x2="x2:Q", y2="y2:Q"))
    asked = (alt.Chart(alt.NamedData(name="at"))
             .mark_point(filled=True, stroke=colors.text, strokeWidth=2.25, size=150, opacity=1, clip=True)
             .encode(across, up, color, shape))
    return framed(alt.layer(area, points, line, asked), colors, height)
