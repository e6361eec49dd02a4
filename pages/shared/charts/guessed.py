"""A line set by hand: among the data with its errors, and as a dot among all lines there are."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis, placed
from pages.shared.charts.theme import COLORS, OPTIMUM_DASH, Spec, finish, painted, title


@lru_cache(maxsize=64)
def line(theme: str, x: Axis, y: Axis, height: int = 300) -> Spec:
    """ "points" has x and y; "errors" x, y and to; "mine" and "best" have y0 and y1, the heights at both ends."""
    colors = COLORS[theme]
    ends = {"x": x.x("left"), "x2": "right:Q", "y": y.y("y0"), "y2": "y1:Q"}
    sides = {"left": repr(x.low), "right": repr(x.high)}
    errors = (alt.Chart(alt.NamedData(name="errors"))
              .mark_rule(color=colors.error, strokeWidth=1.25, opacity=0.75, clip=True)
              .encode(**placed(x="x", y="y", y2="to")))
    points = (alt.Chart(alt.NamedData(name="points")).mark_circle(size=34, color=colors.data, opacity=0.9, clip=True)
              .encode(**placed(x="x", y="y"), tooltip=[x.tooltip("x"), y.tooltip("y")]))
    best = (alt.Chart(alt.NamedData(name="best")).transform_calculate(**sides)
            .mark_rule(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH, clip=True).encode(**ends))
    mine = (alt.Chart(alt.NamedData(name="mine")).transform_calculate(**sides)
            .mark_rule(color=colors.model, strokeWidth=3, clip=True).encode(**ends))
    return painted(finish(alt.layer(errors, points, best, mine), colors, height))


@lru_cache(maxsize=64)
def plane(theme: str, across: Axis, up: Axis, loss: str, height: int = 300) -> Spec:
    """All lines as places: "picture" has the map in u (empty: still in the fog); "tried" the guesses so far with their
    loss and shade (a color); "here" the one now; "best" the optimum once it is shown.
    """
    colors = COLORS[theme]
    x, y = across.x("p", grid=True), up.y("q", grid=True)
    tips = [across.tooltip("p"), up.tooltip("q"), alt.Tooltip("loss:Q", title=title(loss), format=".4~g")]
    picture = alt.Chart(alt.NamedData(name="picture")).mark_image(aspect=False).encode(
        x=across.x("p", grid=True), x2="p2:Q", y=up.y("q", grid=True), y2="q2:Q", url="u:N")
    tried = (alt.Chart(alt.NamedData(name="tried"))
             .mark_point(shape="circle", filled=True, size=90, opacity=1, stroke=colors.muted, strokeWidth=1, clip=True)
             .encode(x, y, fill=alt.Fill("shade:N", scale=None), tooltip=tips))
    best = (alt.Chart(alt.NamedData(name="best"))
            .mark_point(shape="diamond", filled=True, fill=colors.optimum, stroke=colors.page, strokeWidth=1.75,
                        size=130, opacity=1, clip=True).encode(x, y))
    here = (alt.Chart(alt.NamedData(name="here"))
            .mark_point(shape="circle", filled=True, fill=colors.model, stroke=colors.page, strokeWidth=1.75,
                        size=150, opacity=1, clip=True).encode(x, y, tooltip=tips))
    return finish(alt.layer(picture, tried, best, here), colors, height)
