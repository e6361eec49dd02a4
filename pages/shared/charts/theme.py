"""The visual language: one color per meaning through the whole app, in light and in dark."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import altair as alt

Spec = dict[str, Any]

FONT = "'Source Sans', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


@dataclass(frozen=True)
class Colors:
    """The meanings that have a color; whatever has none is ink."""

    page: str
    text: str
    muted: str
    grid: str
    tick: str
    data: str
    held_out: str
    model: str
    error: str
    optimum: str
    slope: str
    positive: str
    negative: str
    classes: tuple[str, ...]
    class_texts: tuple[str, ...]
    surface: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]     # OKLCH ramps, low to high
    signed: tuple[str, ...]                                                           # negative to positive


COLORS: Mapping[str, Colors] = MappingProxyType({
    "light": Colors(
        page="#FFFFFF", text="#1A222D", muted="#5A616C", grid="#E9ECF0", tick="#D3D9E0",
        data="#5A616C", held_out="#B7821A", model="#1463E0", error="#B23E08", optimum="#004C3A", slope="#641F72",
        positive="#3F7932", negative="#974391",
        classes=("#189995", "#AD8806", "#772269", "#205E43", "#917ED7", "#292C2F"),
        class_texts=("#0C7A77", "#806300", "#772269", "#205E43", "#6C57C6", "#292C2F"),
        surface=((1.0, -0.18), (0.0, 0.082), (85.0, -25.0)),
        signed=("#974E96", "#C79CC4", "#F4EBF3", "#E9F1E7", "#93B88B", "#3E812F")),
    "dark": Colors(
        page="#12161C", text="#E6EAF0", muted="#A4AEBB", grid="#242B35", tick="#4A5563",
        data="#CDD5E2", held_out="#F5D64A", model="#58A6FB", error="#F65F37", optimum="#7DF5C4", slope="#C58AA8",
        positive="#81BD74", negative="#A27ABB",
        classes=("#4ED8E6", "#EDD24A", "#B45096", "#95BA7E", "#7E73E3", "#EFF0F0"),
        class_texts=("#4ED8E6", "#EDD24A", "#D277B6", "#95BA7E", "#978DF0", "#EFF0F0"),
        surface=((0.198, 0.232), (0.012, 0.075), (60.0, -8.0)),
        signed=("#B187E1", "#66517E", "#242128", "#1F241D", "#45673E", "#6EB25F")),
})

# Shape and dash go with every color, for eyes and printers that do not tell colors apart.
CLASS_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
CLASS_SIGNS = ("●", "■", "▲", "◆", "✚", "▼")           # the same shapes in a line of text
CLASS_DASHES: tuple[list[int], ...] = ([], [7, 4], [2, 3], [9, 3, 2, 3], [1, 2], [12, 4])
OPTIMUM_DASH, HELD_OUT_DASH, NEGATIVE_DASH = [6, 4], [2, 3], [6, 4]

PADDING = {"left": 2, "right": 8, "top": 6, "bottom": 2}


def config(colors: Colors, *, ticks: int = 5, extent: int = 36) -> Spec:
    """Axes and text of every chart; the axis of y has its title above it, so that no text stands on its side."""
    return {
        "background": "transparent", "font": FONT, "autosize": {"type": "fit", "contains": "padding"},
        "view": {"stroke": None}, "numberFormat": ".4~g",
        "axis": {"domain": False, "tickSize": 4, "tickColor": colors.tick, "gridColor": colors.grid,
                 "labelColor": colors.muted, "labelFontSize": 12, "labelPadding": 4, "labelOverlap": True,
                 "titleColor": colors.text, "titleFontSize": 13, "titleFontWeight": 400, "titlePadding": 8,
                 "tickCount": ticks},
        "axisX": {"grid": False}, "axisBand": {"grid": False, "ticks": False},
        "legend": {"disable": True}, "text": {"fontSize": 12, "color": colors.text},
        "axisY": {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": 0, "titleY": -8,
                  "titleBaseline": "bottom", "minExtent": extent, "maxExtent": extent},
    }


def finish(chart: alt.TopLevelMixin, colors: Colors, height: int, *, ticks: int = 5, extent: int = 36) -> Spec:
    """A chart as the plain specification that is sent to the browser, in this theme, without its data.

    Built once per theme and titles (callers cache it): only the named data are sent anew.
    """
    spec: Spec = chart.to_dict(validate=False, context={"pre_transform": False})
    spec.pop("datasets", None)
    for layer in spec.get("layer", [spec]):
        hide_marks(layer)
    return spec | {"height": height, "width": "container", "padding": PADDING,
                   "config": config(colors, ticks=ticks, extent=extent)}


# What every JavaScript object has: as the name of a tooltip's line, Vega refuses it.
TRIPS = frozenset({"constructor", "then", "prototype", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
                   "toLocaleString", "toString", "valueOf", "__proto__", "__defineGetter__", "__defineSetter__",
                   "__lookupGetter__", "__lookupSetter__"})


def painted(spec: Spec) -> Spec:
    """The same chart on a canvas: hundreds of marks that change at once are painted sooner than put into a page."""
    return spec | {"usermeta": {"embedOptions": {"renderer": "canvas"}}}


def hide_marks(layer: Spec) -> None:
    """A screen reader is told what the whole chart shows (its alt text), not "circle, circle, circle"."""
    mark = layer.get("mark")
    if mark is not None:
        layer["mark"] = {"aria": False} | ({"type": mark} if isinstance(mark, str) else mark)
    for inner in layer.get("layer", []):
        hide_marks(inner)


def title(text: str) -> str:
    """A column's name as an axis title: Vega trips over line breaks and over words like `constructor`."""
    line = " ".join(str(text).split())
    short = line if len(line) <= 48 else line[:47] + "…"
    return short + "\u200b" if short in TRIPS else short
