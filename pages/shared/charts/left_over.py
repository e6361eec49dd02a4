"""What a model leaves over: residuals against predictions with their histogram, and who is taken for whom."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis, at, built_once, placed
from pages.shared.charts.theme import COLORS, Spec, finish, painted, title

BESIDE, LONGEST = 0.2, 0.18             # of the width: room for the bars beside the dots, and the longest bar


@built_once
def against_prediction(theme: str, x: Axis, y: Axis, height: int = 290) -> Spec:
    """Residuals as dots over the predictions, and at the right, on the same axis, bars: how many rows have which.

    "points" has x (prediction), y (residual), held (0 or 1) and row; "bars" has low, high and count of every interval,
    and the count as a share of the largest; "zero" has y: where nothing is left over. The last part of the x axis,
    BESIDE of it, has no numbers: the bars stand there.
    """
    colors = COLORS[theme]
    left, right = x.ends
    beyond = f"datum.value > ({left}) + {1 - BESIDE} * (({right}) - ({left}))"
    text = x.labels().get("labelExpr", "datum.label")
    across = x.x(labelExpr=f"{beyond} ? '' : {text}", ticks=False)
    bars = (alt.Chart(alt.NamedData(name="bars")).mark_rect(color=colors.error, opacity=0.75)      # 1 px between them
            .encode(**at(x=f"width - (datum.count > 0) * max(1.5, {LONGEST} * datum.share * width)", x2="width",
                         y="scale('y', datum.low) - 0.5", y2="scale('y', datum.high) + 0.5"),
                    tooltip=[alt.Tooltip("count:Q", title="n", format="d"), y.tooltip("low"), y.tooltip("high")]))
    zero = (alt.Chart(alt.NamedData(name="zero")).mark_rule(color=colors.model, strokeWidth=2).encode(y=y.y()))
    rows = alt.Chart(alt.NamedData(name="points"))
    tips = [alt.Tooltip("row:Q", title="#", format="d"), x.tooltip("x"), y.tooltip("y")]
    learned = (rows.transform_filter("datum.held == 0").mark_circle(size=34, color=colors.data, opacity=0.8, clip=True)
               .encode(across, y.y(), tooltip=tips))
    held = (rows.transform_filter("datum.held == 1")
            .mark_point(size=34, shape="circle", filled=True, fill=colors.page, stroke=colors.held_out,
                        strokeWidth=1.75, opacity=1, clip=True).encode(**placed(x="x", y="y"), tooltip=tips))
    return painted(finish(alt.layer(bars, zero, learned, held), colors, height))


@lru_cache(maxsize=32)
def confusion(theme: str, classes: int, across: str, up: str, extent: int) -> Spec:
    """ "cells" has given and true (numbers of classes), n, share (of the true class), right (0 or 1) and the names of
    both; "names" has place and text. The right ones are of the model's color, the others of the error's.
    """
    colors = COLORS[theme]
    size = max(24, min(48, 420 // classes))
    order = list(range(classes))
    band: Spec = {"sort": order, "scale": alt.Scale(domain=order, paddingInner=0.06)}
    names = "data('names')[datum.value] ? data('names')[datum.value].text : ''"
    labels: Spec = {"labelExpr": names, "labelLimit": extent, "labelAngle": 0, "ticks": False, "domain": False}
    x = alt.X("given:O", title=title(across), axis=alt.Axis(labelOverlap=True, **labels), **band)
    y = alt.Y("true:O", title=title(up), axis=alt.Axis(**labels), **band)
    cells = alt.Chart(alt.NamedData(name="cells"))
    tips = [alt.Tooltip("was:N", title=title(up)), alt.Tooltip("said:N", title=title(across)),
            alt.Tooltip("n:Q", title="n", format="d"), alt.Tooltip("share:Q", title="%", format=".1%")]
    squares = cells.mark_rect(stroke=colors.tick, strokeWidth=0.5).encode(
        x, y, tooltip=tips, fill=alt.condition("datum.right == 1", alt.value(colors.model), alt.value(colors.error)),
        fillOpacity=alt.FillOpacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.0, 0.72])))
    dark = colors.text if theme == "light" else colors.page
    ink = alt.condition("datum.share > 0.55", alt.value(dark), alt.value(colors.text))
    numbers = cells.mark_text(fontSize=13 if size >= 32 else 10).encode(
        x, y, text=alt.Text("n:Q", format="d"), color=ink)
    holder = alt.Chart(alt.NamedData(name="names")).mark_point(opacity=0).encode(x=alt.value(0), y=alt.value(0))
    layers = [squares, numbers] if size >= 28 else [squares]
    return finish(alt.layer(*layers, holder), colors, size * classes + 64, extent=extent)
