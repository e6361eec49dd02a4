"""An axis as a value: what it is called, from where to where, and in which multiples it is labeled."""

import math
from dataclasses import dataclass
from typing import Any

import altair as alt

from pages.shared.charts.theme import title


@dataclass(frozen=True)
class Axis:
    """Title and domain of one axis; labels show the value divided by `factor`, which the title then says."""

    title: str
    low: float
    high: float
    factor: float = 1.0
    log: bool = False

    def x(self, field: str = "x", **options: Any) -> alt.X:  # noqa: ANN401
        """The axis across, for this field of the data."""
        return alt.X(f"{field}:Q", title=title(self.title), scale=self.scale(), axis=alt.Axis(**self.labels(**options)))

    def y(self, field: str = "y", **options: Any) -> alt.Y:  # noqa: ANN401
        """The axis up, for this field of the data."""
        return alt.Y(f"{field}:Q", title=title(self.title), scale=self.scale(), axis=alt.Axis(**self.labels(**options)))

    def tooltip(self, field: str) -> alt.Tooltip:
        """The field's value, in full units, when the hand rests on a mark."""
        name = self.title if self.factor == 1 else self.title.rpartition(",")[0]
        return alt.Tooltip(f"{field}:Q", title=title(name), format=".4~g")

    def scale(self) -> alt.Scale:
        """The fixed domain: a picture's scales follow the data, never the path."""
        kind = {"type": "log"} if self.log else {"zero": False}
        return alt.Scale(domain=[self.low, self.high], nice=False, **kind)

    def labels(self, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        """Options of the labels; of a logarithmic axis 1, 3, 10, 30 ... or fewer of them."""
        if self.log:
            options = {"values": decades(self.low, self.high)} | options
        if self.factor == 1:
            return options
        return {"labelExpr": f"format(datum.value / {self.factor!r}, '.4~g')"} | options


def decades(low: float, high: float, most: int = 6) -> list[float]:
    """A few round numbers in a positive domain, at about equal distances on a logarithmic axis."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for leading in ((1, 2, 5), (1, 3), (1,)):
        ticks = [lead * 10.0**power for power in powers for lead in leading if low <= lead * 10.0**power <= high]
        if len(ticks) <= most:
            return ticks
    return ticks[:: math.ceil(len(ticks) / most)]


def factor_for(low: float, high: float) -> float:
    """A power of a thousand that brings the labels below five digits: 1 for 0..9999, 1000 for 0..250,000."""
    largest = max(abs(low), abs(high))
    if not 0 < largest < math.inf or 1e-3 <= largest < 1e4:
        return 1.0
    return float(10.0 ** (3 * math.floor(math.log10(largest) / 3)))
