"""The error surface from above, as a map: low is clear, high is full of error, and a path walks down it."""

import json

import altair as alt

from pages.shared.charts import hand
from pages.shared.charts.axes import Axis, built_once, placed
from pages.shared.charts.film import FRAMES, frame_parameter, frames, now
from pages.shared.charts.theme import COLORS, Colors, Spec, finish, painted, title

CLICK = "click"                         # the selection of the cell that is clicked
PLACES = 21                             # cells along each side of the window


@built_once
def map_of_losses(theme: str, across: Axis, up: Axis, loss: str, height: int = 290) -> Spec:
    """The map with the path of the frames, where it started, where it is, and the optimum.

    "picture" has the image in u; "frames" has p and q; "marks" has p, q of start and best; "places" has one row, the
    losses a hand can ask for (see `places`) and whether a click means a place; "exit" is where a path leaves.
    """
    colors = COLORS[theme]
    x, y = across.x("p"), up.y("q", grid=False)
    corners = {"x": across.x("p"), "x2": "p2:Q", "y": up.y("q", grid=False), "y2": "q2:Q"}
    picture = alt.Chart(alt.NamedData(name="picture")).mark_image(aspect=False).encode(**corners, url="u:N")
    whole = frames().mark_line(color=colors.model, strokeWidth=1, opacity=0.35, clip=True, order=False).encode(
        **placed(x="p", y="q"))
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
    chart = alt.layer(picture, whole, walked(colors), best, start, here, leaves,
                      *places(colors, across, up, loss))
    return painted(finish(chart.add_params(frame_parameter()), colors, height))


def walked(colors: Colors) -> alt.LayerChart | alt.FacetChart:
    """The path up to the frame, cased in the page's color, with its steps: one filter for the three."""
    at = placed(x="p", y="q")
    casing = alt.Chart().mark_line(color=colors.page, strokeWidth=6, clip=True, order=False).encode(**at)
    path = alt.Chart().mark_line(color=colors.model, strokeWidth=2.5, clip=True, order=False).encode(**at)
    steps = alt.Chart().mark_circle(color=colors.model, size=18, opacity=1, clip=True).encode(**at)
    return alt.layer(casing, path, steps, data=alt.NamedData(name=FRAMES)).transform_filter("datum.frame <= frame")


def places(colors: Colors, across: Axis, up: Axis, loss: str) -> list[alt.Chart]:
    """The cells of the map that a hand can mean, and what is said of the one under it: (b, w) and the loss."""
    column, row = hand.column(PLACES), hand.row(PLACES, PLACES)
    there = hand.under("places").transform_calculate(
        across=f"{across.ends[0]} + {column} * ({across.ends[1]} - {across.ends[0]})",
        up=f"{up.ends[0]} + {row} * ({up.ends[1]} - {up.ends[0]})", loss=f"toNumber({hand.word('losses')})")
    lines = [hand.line(name, hand.number(f"datum.{field}"))
             for name, field in ((across.called, "across"), (up.called, "up"), (json.dumps(title(loss)), "loss"))]
    there = there.transform_calculate(said=hand.lines(*lines))
    # The data say whether there is something to choose: the same chart shows maps of both kinds.
    open_now = alt.param(name="open_now", expr="data('places')[0].open")
    clicked = alt.selection_point(name=CLICK, fields=[hand.CELL], on="click[event.item && event.item.datum.open]")
    cells = hand.cells(PLACES, PLACES, clicked, open_now).transform_calculate(open="open_now")
    return [cells,
            *hand.said(there, f"{column} * width", f"(1 - {row}) * height", len(lines), colors)]
