"""Curves with their names and values at their ends: rows of data for the chart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.ends import apart, leaves
from pages.shared.charts.axes import Axis
from pages.shared.charts.named_curves import named_curves
from pages.shared.look import draw, theme
from pages.shared.numbers import number
from pages.shared.rows import records, rows, stacked

LINE = 16                                       # pixels from one name to the next
AXES = 58                                       # pixels of a chart's height that titles and labels take


@dataclass(frozen=True)
class Curve:
    """One curve of a comparison."""

    slot: int
    x: Array
    y: Array                                    # NaN where there is nothing
    now: float                                  # its value at the rule
    name: str


def draw_curves(curves: Sequence[Curve], across: Axis, up: Axis, height: int, *, here: float, key: str, alt: str,
                ticks_at: Array | None = None, said: bool = True,
                ticks: int = 5, plain: bool = False) -> None:
    """The curves, a rule at `here`, and at each end the name and, if `said`, the value at the rule."""
    ends = [end(c, up) for c in curves]
    gap = LINE / (height - AXES) * (up.high - up.low)
    places = apart([y for _, y in ends], gap, up.low, up.high)
    texts = [f"{c.name} {number(c.now)}" if said else c.name for c in curves]
    draw(named_curves(theme(), across, up, height, ticks=ticks, plain=plain), {
        "curves": stacked([points(curve) for curve in curves]),
        "dots": records(("x", "y", "slot"), [(here, c.now, c.slot) for c in curves if np.isfinite(c.now)]),
        "names": rows(x=[x for x, _ in ends], y=places, slot=[c.slot for c in curves], text=texts),
        "here": rows(x=[here]), "rows": rows(x=[] if ticks_at is None else ticks_at),
    }, key=key, alt=alt)


def points(curve: Curve) -> dict[str, Array]:
    """A curve's points, as far as there are any."""
    there = np.isfinite(curve.y)
    return {"x": curve.x[there], "y": curve.y[there], "slot": np.full(int(there.sum()), float(curve.slot))}


def end(curve: Curve, up: Axis) -> tuple[float, float]:
    """Where a curve's name stands: where it is last seen inside the picture."""
    there = np.isfinite(curve.y)
    if not there.any():
        return float(curve.x[0]), up.low
    return leaves(curve.x[there], curve.y[there], up.low, up.high)
