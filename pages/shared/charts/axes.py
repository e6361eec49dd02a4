"""An axis as a value: what it is called, from where to where, and in which multiples it is labeled."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from typing import Any, ParamSpec, cast

import altair as alt
import numpy as np
from numpy.typing import NDArray

from pages.shared.charts.theme import Spec, title
from pages.shared.rows import rows

P = ParamSpec("P")


@dataclass(frozen=True)
class Axis:
    """Title and domain of one axis; labels show the value divided by `factor`, which the title then says.

    An axis with `ticks` keeps its title and its kind of scale for all numbers, so that a chart that is built once stays
    what it is: the ticks come with their labels, and the data say where they lie.
    """

    title: str
    low: float
    high: float
    factor: float = 1.0
    log: bool = False
    name: str = ""                      # where ends and title stand among the data, if the specification lacks them
    ticks: tuple[tuple[float, str], ...] | None = None      # values with their labels

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends as expressions of Vega."""
        return (f"{self.name}_low", f"{self.name}_high") if self.name else (repr(self.low), repr(self.high))

    def place(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where values lie along an axis with ticks: of a logarithmic one, their logarithms."""
        return np.log10(values, out=np.full(values.shape, np.nan), where=values > 0) if self.log else values

    def x(self, field: str = "x", **options: Any) -> alt.X:  # noqa: ANN401
        """The axis across, for this field of the data."""
        return alt.X(f"{field}:Q", title=self.heading, scale=self.scale(), axis=alt.Axis(**self.labels(**options)))

    def y(self, field: str = "y", **options: Any) -> alt.Y:  # noqa: ANN401
        """The axis up, for this field of the data."""
        return alt.Y(f"{field}:Q", title=self.heading, scale=self.scale(), axis=alt.Axis(**self.labels(**options)))

    @property
    def heading(self) -> Any:  # noqa: ANN401
        """The title that is drawn; of a chart that is built once it comes with the data, as a signal."""
        return {"signal": f"{self.name}_title"} if self.name else title(self.title)

    @property
    def said(self) -> str:
        """What the axis is called beside a value in full units."""
        return title(self.title if self.factor == 1 else self.title.rpartition(",")[0])

    @property
    def called(self) -> str:
        """The same as an expression of Vega."""
        return f"{self.name}_said" if self.name else json.dumps(self.said)

    def tooltip(self, field: str) -> alt.Tooltip:
        """The field's value, in full units, when the hand rests on a mark."""
        return alt.Tooltip(f"{field}:Q", title=self.said, format=".4~g")

    def scale(self) -> alt.Scale:
        """The fixed domain: a picture's scales follow the data, never the path."""
        kind = {"type": "log"} if self.log and self.ticks is None else {"zero": False}
        ends = [alt.ExprRef(end) for end in self.ends] if self.name else [self.low, self.high]
        return alt.Scale(domain=ends, nice=False, **kind)

    def labels(self, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        """Options of the labels; of a logarithmic axis 1, 3, 10, 30 ... or fewer of them."""
        if self.ticks is not None:
            texts = f"{self.name}_texts"
            return {"values": alt.ExprRef(f"{self.name}_labels"),
                    "labelExpr": f"{texts}[round(datum.index * (length({texts}) - 1))]"} | options
        if self.log:
            values = alt.ExprRef(f"{self.name}_labels") if self.name else decades(self.low, self.high)
            options = {"values": values} | options
        if self.factor == 1:
            return options
        return {"labelExpr": f"format(datum.value / {self.factor!r}, '.4~g')"} | options


def built_once(build: Callable[P, Spec]) -> Callable[P, Spec]:
    """Let a chart be built once for all domains and titles of its axes: ends and titles travel with its data.

    A browser that gets a new specification builds the whole chart anew; new data only move what is there. The axes
    are the positional arguments that are an Axis; data named "axes" carry what is theirs, and each is a parameter.
    (Only a tooltip of an axis has its name in the specification.)
    """
    @lru_cache(maxsize=128)
    def built(*arguments: Any, **options: Any) -> Spec:  # noqa: ANN401
        spec = build(*arguments, **options)
        axes = [axis for axis in arguments if isinstance(axis, Axis)]
        parts = [part for axis in axes for part in (*axis.ends, f"{axis.name}_title", axis.called)]
        known = {part: f"data('axes')[0].{part}" for part in parts}
        known |= {f"{axis.name}_labels": f"split(data('axes')[0].{axis.name}_labels, ' ')" for axis in axes
                  if axis.log or axis.ticks is not None}
        for axis in axes:
            if axis.ticks is not None:
                known[f"{axis.name}_texts"] = f"split(data('axes')[0].{axis.name}_texts, '|')"
        nothing = {"data": {"name": "axes"}, "mark": {"type": "point", "opacity": 0, "aria": False}}
        return spec | {
            "layer": [nothing, *spec["layer"]],
            "params": [*spec.get("params", []), *({"name": name, "expr": expr} for name, expr in known.items())]}

    @wraps(build)
    def with_ends(*arguments: P.args, **options: P.kwargs) -> Spec:
        axes = {f"axis_{i}": axis for i, axis in enumerate(arguments) if isinstance(axis, Axis)}
        named = [unended(each, f"axis_{i}") if isinstance(each, Axis) else each for i, each in enumerate(arguments)]
        ends: dict[str, list[float] | list[str]] = {}
        for name, axis in axes.items():
            place = math.log10 if axis.log and axis.ticks is not None else float
            ends |= {f"{name}_low": [place(axis.low)], f"{name}_high": [place(axis.high)],
                     f"{name}_title": [title(axis.title)], f"{name}_said": [axis.said]}
            if axis.ticks is not None:
                ends |= {f"{name}_texts": ["|".join(text for _, text in axis.ticks)],
                         f"{name}_labels": [" ".join(repr(place(tick)) for tick, _ in axis.ticks)]}
            elif axis.log:
                ends[f"{name}_labels"] = [" ".join(map(repr, decades(axis.low, axis.high)))]
        return built(*named, **cast(dict[str, Any], options)) | {"datasets": {"axes": rows(**ends)}}

    return with_ends


PLACES: dict[str, Any] = {"x": alt.XValue, "x2": alt.X2Value, "y": alt.YValue, "y2": alt.Y2Value}


def placed(**fields: str) -> dict[str, Any]:
    """Channels (x, x2, y, y2) on which fields of the data lie; other marks of the picture bring the axes.

    The numbers have to be finite: of a channel that is given as a field the browser asks that four times for every
    row, which takes it longer than to draw the marks. A line should have `order=False`, or its rows are sorted too.
    """
    return at(**{channel: f"scale('{channel[0]}', datum.{field})" for channel, field in fields.items()})


def at(**pixels: str) -> dict[str, Any]:
    """Channels (x, x2, y, y2) that lie at these expressions, in pixels from the picture's left and upper border."""
    return {channel: PLACES[channel](alt.ExprRef(place)) for channel, place in pixels.items()}


def unended(axis: Axis, name: str) -> Axis:
    """The same axis for every domain."""
    if axis.ticks is not None:
        axis = replace(axis, log=False, ticks=())
    return replace(axis, low=0.0, high=1.0, name=name)


def decades(low: float, high: float, most: int = 6) -> list[float]:
    """A few round numbers in a positive domain, at about equal distances on a logarithmic axis."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for leading in ((1, 2, 5), (1, 3), (1,)):
        ticks = [lead * 10.0**power for power in powers for lead in leading if low <= lead * 10.0**power <= high]
        if len(ticks) <= most:
            return ticks
    return ticks[:: math.ceil(len(ticks) / most)]


def rounds(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers in a domain, at equal distances of 1, 2 or 5 times a power of ten."""
    if not high - low > 1e-14 * max(abs(low), abs(high)):
        return [low]
    finest = math.floor(math.log10((high - low) / most))
    step = next(step for step in (lead * 10.0**power for power in (finest, finest + 1) for lead in (1, 2, 5))
                if (high - low) / step <= most)
    return [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def factor_for(low: float, high: float) -> float:
    """A power of a thousand that brings the labels below five digits: 1 for 0..9999, 1000 for 0..250,000."""
    largest = max(abs(low), abs(high))
    if not 0 < largest < math.inf or 1e-3 <= largest < 1e4:
        return 1.0
    return float(10.0 ** (3 * math.floor(math.log10(largest) / 3)))
