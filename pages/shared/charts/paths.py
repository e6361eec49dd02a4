"""Several descents on one error surface, told apart by color and dash."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import CLASS_DASHES, CLASS_SHAPES, COLORS, Spec, finish

MOST = len(CLASS_DASHES)


@lru_cache(maxsize=64)
def paths(theme: str, across: Axis, up: Axis, height: int = 320) -> Spec:
    """ "picture" has the map in u; "paths" run, order, p, q, slot and name; "ends" p, q, slot, name of where each
    stands at last; "best" p and q.
    """
    colors = COLORS[theme]
    slots = list(range(MOST))
    color = alt.Color("slot:O", scale=alt.Scale(domain=slots, range=list(colors.classes)))
    dash = alt.StrokeDash("slot:O", scale=alt.Scale(domain=slots, range=[each or [1, 0] for each in CLASS_DASHES]))
    shape = alt.Shape("slot:O", scale=alt.Scale(domain=slots, range=list(CLASS_SHAPES)))
    x, y = across.x("p"), up.y("q", grid=False)
    picture = alt.Chart(alt.NamedData(name="picture")).mark_image(aspect=False).encode(
        x=across.x("p"), x2="p2:Q", y=up.y("q", grid=False), y2="q2:Q", url="u:N")
    walked = alt.Chart(alt.NamedData(name="paths"))
    tip = alt.Tooltip("name:N", title="\u200b")
    casing = walked.mark_line(color=colors.page, strokeWidth=6, clip=True).encode(x, y, detail="run:N", order="order:Q")
    lines = walked.mark_line(strokeWidth=2.5, clip=True).encode(
        x, y, color, dash, detail="run:N", order="order:Q", tooltip=tip)
    ends = (alt.Chart(alt.NamedData(name="ends"))
            .mark_point(filled=True, size=120, opacity=1, stroke=colors.page, strokeWidth=1.5, clip=True)
            .encode(x, y, color, shape, tooltip=tip))
    best = (alt.Chart(alt.NamedData(name="best"))
            .mark_point(shape="diamond", filled=True, fill=colors.optimum, stroke=colors.page, strokeWidth=1.75,
                        size=130, opacity=1, clip=True).encode(x, y))
    return finish(alt.layer(picture, casing, lines, best, ends), colors, height)
