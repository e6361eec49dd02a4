"""Error surfaces beside each other on one range, each with the path of a descent."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis, placed
from pages.shared.charts.theme import COLORS, Spec, finish, painted


@lru_cache(maxsize=64)
def small_map(theme: str, across: Axis, up: Axis, height: int = 230) -> Spec:
    """A map of losses: "picture" has u and its corners p, p2, q, q2; "path" p, q, step; "marks" p, q, kind."""
    colors = COLORS[theme]
    x, y = across.x("p"), up.y("q", grid=False)
    picture = (alt.Chart(alt.NamedData(name="picture")).mark_image(aspect=False)
               .encode(x, y, x2="p2:Q", y2="q2:Q", url="u:N"))
    path = alt.Chart(alt.NamedData(name="path"))
    at = placed(x="p", y="q")
    casing = path.mark_line(color=colors.page, strokeWidth=5, clip=True, order=False).encode(**at)
    line = path.mark_line(color=colors.model, strokeWidth=2, clip=True, order=False).encode(**at)
    steps = path.mark_circle(color=colors.model, size=14, opacity=1, clip=True).encode(
        **at, tooltip=[alt.Tooltip("step:Q"), across.tooltip("p"), up.tooltip("q")])
    mark = alt.Chart(alt.NamedData(name="marks"))
    start = mark.transform_filter("datum.kind == 'start'").mark_point(
        shape="circle", filled=True, fill=colors.page, stroke=colors.model, strokeWidth=2.25, size=90, opacity=1,
        clip=True).encode(x, y)
    best = mark.transform_filter("datum.kind == 'best'").mark_point(
        shape="diamond", filled=True, fill=colors.optimum, stroke=colors.page, strokeWidth=1.75, size=120, opacity=1,
        clip=True).encode(x, y)
    return painted(finish(alt.layer(picture, casing, line, steps, start, best), colors, height, ticks=3))
