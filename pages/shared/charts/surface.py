"""The error surface from above, as a map: low is clear, high is full of error, and a path walks down it."""

import altair as alt

from pages.shared.charts.axes import Axis, built_once, placed
from pages.shared.charts.film import frame_parameter, frames, now, until_now
from pages.shared.charts.theme import COLORS, Spec, finish, painted, title

CLICK = "click"


@built_once
def map_of_losses(theme: str, across: Axis, up: Axis, loss: str, height: int = 290, clickable: bool = True) -> Spec:
    """The map with the path of the frames, where it started, where it is, and the optimum.

    "picture" has the image in u; "frames" has p and q; "marks" has p, q of start and best; "cells" are the places a
    click or a hover can mean: p, p2, q, q2 and their center cp, cq with its loss; "exit" is where a path leaves.
    """
    colors = COLORS[theme]
    x, y = across.x("p"), up.y("q", grid=False)
    corners = {"x": across.x("p"), "x2": "p2:Q", "y": up.y("q", grid=False), "y2": "q2:Q"}
    picture = alt.Chart(alt.NamedData(name="picture")).mark_image(aspect=False).encode(**corners, url="u:N")
    at = placed(x="p", y="q")
    whole = frames().mark_line(color=colors.model, strokeWidth=1, opacity=0.35, clip=True, order=False).encode(**at)
    casing = until_now().mark_line(color=colors.page, strokeWidth=6, clip=True, order=False).encode(**at)
    path = until_now().mark_line(color=colors.model, strokeWidth=2.5, clip=True, order=False).encode(**at)
    steps = until_now().mark_circle(color=colors.model, size=18, opacity=1, clip=True).encode(**at)
    mark = alt.Chart(alt.NamedData(name="marks"))
    start = (mark.transform_filter("datum.kind == 'start'")
             .mark_point(shape="circle", filled=True, fill=colors.page, stroke=colors.model, strokeWidth=2.25,
                         size=110, opacity=1, clip=True).encode(x, y))
    best = (mark.transform_filter("datum.kind == 'best'")
            .mark_point(shape="diamond", filled=True, fill=colors.optimum, stroke=colors.page, strokeWidth=1.75,
                        size=130, opacity=1, clip=True).encode(x, y))
    here = (now().mark_point(shape="circle", filled=True, fill=colors.model, stroke=colors.page, strokeWidth=1.75,
                             size=130, opacity=1, clip=True).encode(x, y))
    leaves = (alt.Chart(alt.NamedData(name="exit"))
              .mark_point(shape="triangle-right", filled=True, fill=colors.model, stroke=colors.page, size=150,
                          opacity=1).encode(x, y, angle=alt.Angle("angle:Q", scale=None)))
    cells = (alt.Chart(alt.NamedData(name="cells")).mark_rect(opacity=0)
             .encode(**placed(x="p", x2="p2", y="q", y2="q2"),
                     tooltip=[across.tooltip("cp"), up.tooltip("cq"),
                              alt.Tooltip("loss:Q", title=title(loss), format=".4~g")]))
    if clickable:
        cells = cells.add_params(alt.selection_point(name=CLICK, fields=["cp", "cq"]))
    chart = alt.layer(picture, whole, casing, path, steps, best, start, here, leaves, cells)
    return painted(finish(chart.add_params(frame_parameter()), colors, height))
