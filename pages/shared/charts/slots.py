"""Things that are compared stand in slots: slot k has one color, one dash and one kind of text everywhere."""

from typing import Any

import altair as alt

from pages.shared.charts.theme import CLASS_DASHES, Colors

SLOTS = 4                       # as many are compared at once


def stroke(colors: Colors) -> alt.Stroke:
    """The color of a slot's line."""
    return alt.Stroke("slot:N", scale=alt.Scale(domain=list(range(SLOTS)), range=list(colors.classes[:SLOTS])),
                      legend=None)


def fill(colors: Colors) -> alt.Fill:
    """The color of a slot's area or dot."""
    return alt.Fill("slot:N", scale=alt.Scale(domain=list(range(SLOTS)), range=list(colors.classes[:SLOTS])),
                    legend=None)


def dash() -> alt.StrokeDash:
    """The dash of a slot's line."""
    return alt.StrokeDash("slot:N", legend=None, scale=alt.Scale(
        domain=list(range(SLOTS)), range=[dashes or [1, 0] for dashes in CLASS_DASHES[:SLOTS]]))


def names(colors: Colors, x: alt.X, y: alt.Y, plain: str = "") -> list[alt.Chart]:
    """The names at the ends of lines, data "names" (x, y, slot, text), readable over whatever lies below them.

    They are written in their slot's color, or all in the color `plain`.
    """
    data = alt.Chart(alt.NamedData(name="names"))
    style: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 6, "fontWeight": 600, "fontSize": 13}
    casing = data.mark_text(stroke=colors.page, strokeWidth=4, strokeJoin="round", color=colors.page, **style)
    casing = casing.encode(x, y, text="text:N")
    if plain:
        return [casing, data.mark_text(color=plain, **style).encode(x, y, text="text:N")]
    color = alt.Color("slot:N", legend=None, scale=alt.Scale(
        domain=list(range(SLOTS)), range=list(colors.class_texts[:SLOTS])))
    return [casing, data.mark_text(**style).encode(x, y, color, text="text:N")]
