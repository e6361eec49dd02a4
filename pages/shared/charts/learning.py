"""A line that is being learned: where it is, where it came from, what it still misses, and where the best one lies."""

from functools import lru_cache
from typing import Any

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.film import FRAMES, frame_parameter, frames, now
from pages.shared.charts.theme import COLORS, OPTIMUM_DASH, Colors, Spec, finish

MARGIN = 0.05                           # of the height: a name beside a line that leaves the picture stays inside


@lru_cache(maxsize=64)
def learning(theme: str, x: Axis, y: Axis, now_name: str, best_name: str, height: int = 350) -> Spec:
    """Dots, errors, the line of the frame with its name, faded lines of frames before, and the best line.

    "frames" has y0 and y1, the line's heights at the two ends of x, and trail (1 where the line stays, faded);
    "points" and "residuals" have x and y; "best" has y0 and y1.
    """
    colors = COLORS[theme]
    ends = {"x": x.x("left"), "x2": "right:Q", "y": y.y("y0"), "y2": "y1:Q"}
    sides = {"left": repr(x.low), "right": repr(x.high)}
    points = (alt.Chart(alt.NamedData(name="points"))
              .mark_circle(size=34, color=colors.data, opacity=0.9, clip=True)
              .encode(x.x(), y.y(), tooltip=[x.tooltip("x"), y.tooltip("y")]))
    trail = (frames().transform_filter("datum.trail == 1 && datum.frame < frame").transform_calculate(**sides)
             .mark_rule(color=colors.model, strokeWidth=1.25, opacity=0.4, clip=True).encode(**ends))
    best = alt.Chart(alt.NamedData(name="best")).transform_calculate(**sides)
    best_line = best.mark_rule(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH,
                               clip=True).encode(**ends)
    line = now().transform_calculate(**sides).mark_rule(color=colors.model, strokeWidth=3, clip=True).encode(**ends)
    names = [*named(now(), "y1", now_name, colors.model, colors, x, y, right=True),
             *named(best, "y0", best_name, colors.optimum, colors, x, y, right=False)]
    chart = alt.layer(errors(colors, x, y), points, trail, best_line, line, *names)
    return finish(chart.add_params(frame_parameter()), colors, height)


def errors(colors: Colors, x: Axis, y: Axis) -> alt.Chart:
    """From every dot to the line of the frame."""
    source = alt.LookupData(alt.NamedData(name=FRAMES), "frame", ["y0", "y1"])
    along = f"(datum.x - ({x.low!r})) / {x.high - x.low!r}"
    rule = (alt.Chart(alt.NamedData(name="residuals"))
            .transform_calculate(now="frame").transform_lookup(lookup="now", from_=source)
            .transform_calculate(f=f"datum.y0 + (datum.y1 - datum.y0) * {along}")
            .mark_rule(color=colors.error, strokeWidth=1.25, opacity=0.75, clip=True))
    chart: alt.Chart = rule.encode(x.x(), y.y(), y2="f:Q")
    return chart


def named(data: alt.Chart, height: str, name: str, ink: str, colors: Colors, x: Axis, y: Axis, *, right: bool
          ) -> list[alt.Chart]:
    """A line's name above one of its ends, in its color, readable over whatever lies below it."""
    room = MARGIN * (y.high - y.low)
    place = data.transform_calculate(
        at=repr(x.high if right else x.low), level=f"clamp(datum.{height}, {y.low!r}, {y.high - 1.6 * room!r})")
    style: dict[str, Any] = {"align": "right" if right else "left", "dx": -4 if right else 4, "dy": -8,
                             "baseline": "bottom", "fontWeight": 600, "fontSize": 13, "text": name}
    below = place.mark_text(stroke=colors.page, strokeWidth=4, strokeJoin="round", color=colors.page, **style)
    return [mark.encode(x.x("at"), y.y("level")) for mark in (below, place.mark_text(color=ink, **style))]
