"""What a chart says of the place under the hand: cells that never change, and a text that is looked up for one of them.

Marks with tooltips are placed anew, each with its words, whenever the data change, though a hand rests on one of them
at most. Here the cells are parts of the frame: new data bring one row with the words of all cells, and only the cell
under the hand is looked up.
"""

from typing import Any

import altair as alt

from pages.shared.charts.axes import at
from pages.shared.charts.theme import Colors

HAND = "hand"                           # the selection of the cell under the hand
CELL = "k"                              # the field by which cells are counted: from the left, then upward
SEPARATOR = "|"
LONGEST = 22                            # letters of a name before its value
LINE = 16                               # pixels from one line of a text to the next


def cells(across: int, up: int, *others: alt.Parameter) -> alt.Chart:
    """Equal cells over the whole picture, not seen; `others` are more selections of them than the hand's."""
    hand = alt.selection_point(name=HAND, fields=[CELL], on="pointerover", clear="view:pointerout")
    size: dict[str, Any] = {"width": alt.ExprRef(f"width / {across}"), "height": alt.ExprRef(f"height / {up}")}
    chart: alt.Chart = (
        alt.Chart(alt.sequence(across * up, as_=CELL))
        .mark_rect(opacity=0, tooltip=None, **size)
        .encode(**at(x=f"{column(across)} * width", y=f"(1 - {row(across, up)}) * height"))
        .add_params(hand, *others))
    return chart


def column(across: int) -> str:
    """How far right the middle of a cell lies, as an expression from 0 to 1."""
    return f"(datum.{CELL} % {across} + 0.5) / {across}"


def row(across: int, up: int) -> str:
    """How high the middle of a cell lies, as an expression from 0 to 1."""
    return f"(floor(datum.{CELL} / {across}) + 0.5) / {up}"


def under(name: str) -> alt.Chart:
    """The row of these data while the hand is on a cell, which is k."""
    chart: alt.Chart = (alt.Chart(alt.NamedData(name=name))
                        .transform_calculate(**{CELL: f"isValid({HAND}.{CELL}) ? {HAND}.{CELL}[0] : -1"})
                        .transform_filter(f"datum.{CELL} >= 0"))
    return chart


def word(field: str) -> str:
    """What a field, the words of all cells in one text, has for this one: an expression."""
    return f"split(datum.{field}, '{SEPARATOR}')[datum.{CELL}]"


def words(texts: list[str]) -> list[str]:
    """A column of one row: the words of all cells."""
    return [SEPARATOR.join(texts)]


def line(name: str, value: str) -> str:
    """A name with a value, both expressions; a long name is cut, never the value."""
    return f"truncate({name}, {LONGEST}) + ' ' + {value}"


def number(value: str) -> str:
    """The number of an expression in four digits: 68 410, 0.3869, 1.728e+6, or a dash where there is none."""
    grouped = f"join(split(format({value}, ',.4~r'), ','), '\u202f')"
    plain = f"abs({value}) < 1e4 ? format({value}, '.4~r') : {grouped}"
    usual = f"{value} == 0 || abs({value}) >= 1e-3 && abs({value}) < 1e6"
    return f"({usual} ? ({plain}) : isFinite({value}) ? format({value}, '.3~e') : '–')"


def lines(*parts: str) -> str:
    """Several lines as one text: an expression."""
    return " + '\\n' + ".join(parts)


def said(place: alt.Chart, x: str, y: str, count: int, colors: Colors) -> list[alt.Chart]:
    """The field "said", of so many lines, beside a place: x and y are expressions in pixels.

    It stands on that side of the place where there is more room, and is readable over whatever lies below it.
    """
    left, low = f"{x} < width / 2", f"{y} > height / 2"
    style: dict[str, Any] = {
        "align": alt.ExprRef(f"{left} ? 'left' : 'right'"), "dx": alt.ExprRef(f"{left} ? 12 : -12"),
        "baseline": alt.ExprRef(f"{low} ? 'bottom' : 'top'"),
        "dy": alt.ExprRef(f"{low} ? {-10 - LINE * (count - 1)} : 10"), "lineHeight": LINE, "lineBreak": "\n",
        "fontSize": 13, "fontWeight": 600, "tooltip": None}
    casing = place.mark_text(stroke=colors.page, strokeWidth=4, strokeJoin="round", color=colors.page, **style)
    return [text.encode(**at(x=x, y=y), text="said:N")
            for text in (casing, place.mark_text(color=colors.text, **style))]
