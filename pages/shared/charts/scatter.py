"""The data as dots, the model's answer as a line among them, and each error as the distance between the two."""

from typing import Any

import altair as alt

from pages.shared.charts.axes import Axis, built_once, placed
from pages.shared.charts.film import FRAMES, frame_parameter, now
from pages.shared.charts.theme import COLORS, OPTIMUM_DASH, Spec, finish, painted


@built_once
def dots(theme: str, x: Axis, y: Axis, height: int = 250) -> Spec:
    """The data alone: "points" has x and y."""
    colors = COLORS[theme]
    marks = alt.Chart(alt.NamedData(name="points")).mark_circle(size=34, color=colors.data, opacity=0.8, clip=True)
    marks = marks.encode(x.x(), y.y(), tooltip=[x.tooltip("x"), y.tooltip("y")])
    return finish(alt.layer(marks), colors, height)


def points(theme: str, x: Axis, y: Axis) -> list[alt.Chart]:
    """The rows of "points" (x, y, held): learned from (filled) and held out (hollow)."""
    colors = COLORS[theme]
    rows = alt.Chart(alt.NamedData(name="points"))
    tips = [x.tooltip("x"), y.tooltip("y")]
    learned = rows.transform_filter("datum.held == 0").mark_circle(size=34, color=colors.data, opacity=0.9, clip=True)
    held = rows.transform_filter("datum.held == 1").mark_point(
        size=34, shape="circle", filled=True, fill=colors.page, stroke=colors.held_out, strokeWidth=1.75, opacity=1,
        clip=True)
    return [layer.encode(**placed(x="x", y="y"), tooltip=tips) for layer in (learned, held)]


def spanned(x: Axis, y: Axis, *, broken: bool) -> dict[str, Any]:
    """Channels of an error, from the dot at (x, y) to f; where f may be no number, nothing is drawn then."""
    return {"x": x.x(), "y": y.y(), "y2": "f:Q"} if broken else placed(x="x", y="y", y2="f")


@built_once
def moving_line(theme: str, x: Axis, y: Axis, height: int = 290, broken: bool = False) -> Spec:
    """Dots (data "points": x, y, held), residuals to the line of the frame, that line, and the best line.

    "frames" has y0 and y1, the line's heights at the two ends of the x domain, numbers unless the film is `broken`;
    "residuals" has x, y of the dots whose errors are drawn; "best" has y0 and y1.
    """
    colors = COLORS[theme]
    ends = {"x": x.x("left"), "x2": "right:Q", "y": y.y("y0"), "y2": "y1:Q"}
    left, right = x.ends
    sides = {"left": left, "right": right}
    frames = alt.LookupData(alt.NamedData(name=FRAMES), "frame", ["y0", "y1"])
    along = f"(datum.x - ({left})) / (({right}) - ({left}))"
    errors = (alt.Chart(alt.NamedData(name="residuals"))
              .transform_calculate(now="frame").transform_lookup(lookup="now", from_=frames)
              .transform_calculate(f=f"datum.y0 + (datum.y1 - datum.y0) * {along}")
              .mark_rule(color=colors.error, strokeWidth=1.25, opacity=0.75, clip=True)
              .encode(**spanned(x, y, broken=broken)))
    best = (alt.Chart(alt.NamedData(name="best")).transform_calculate(**sides)
            .mark_rule(color=colors.optimum, strokeWidth=1.75, strokeDash=OPTIMUM_DASH, clip=True).encode(**ends))
    line = now().transform_calculate(**sides).mark_rule(color=colors.model, strokeWidth=3, clip=True).encode(**ends)
    chart = alt.layer(errors, *points(theme, x, y), best, line).add_params(frame_parameter())
    return painted(finish(chart, colors, height))


@built_once
def predicted(theme: str, x: Axis, y: Axis, weights: int, height: int = 290) -> Spec:
    """For several features: each row's prediction (across) against its true value (up), moving to the diagonal.

    "points" has y and the features z1, z2, ...; "frames" has the parameters t0 (bias), t1, t2, ...; "diagonal" has
    low and high.
    """
    colors = COLORS[theme]
    names = [f"t{j}" for j in range(weights + 1)]
    total = " + ".join(["datum.t0", *(f"datum.t{j} * datum.z{j}" for j in range(1, weights + 1))])
    frames = alt.LookupData(alt.NamedData(name=FRAMES), "frame", names)
    rows = (alt.Chart(alt.NamedData(name="points")).transform_calculate(now="frame")
            .transform_lookup(lookup="now", from_=frames).transform_calculate(f=total))
    errors = (rows.mark_rule(color=colors.error, strokeWidth=1.25, opacity=0.55, clip=True)
              .encode(x.x("f"), y.y(), y2="f:Q"))
    points = (rows.mark_circle(size=34, color=colors.data, opacity=0.9, clip=True)
              .encode(x.x("f"), y.y(), tooltip=[x.tooltip("f"), y.tooltip("y")]))
    diagonal = (alt.Chart(alt.NamedData(name="diagonal")).mark_rule(color=colors.model, strokeWidth=3, clip=True)
                .encode(x.x("low"), y.y("low"), x2="high:Q", y2="high:Q"))
    return finish(alt.layer(errors, diagonal, points).add_params(frame_parameter()), colors, height)
