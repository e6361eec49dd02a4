"""Shares of a whole as bars, one row per name: the first share in ink, the second one fainter behind it."""

from functools import lru_cache

import altair as alt

from pages.shared.charts.axes import Axis
from pages.shared.charts.theme import COLORS, Spec, finish

ROW = 20                                # pixels


@lru_cache(maxsize=16)
def shares(theme: str, rows: int, title: str, extent: int = 150) -> Spec:
    """ "rows" has name, first, both (the end of the second share) and place (the order)."""
    colors = COLORS[theme]
    data = alt.Chart(alt.NamedData(name="rows"))
    name = alt.Y("name:N", sort=alt.EncodingSortField("place", order="ascending"), title=None,
                 axis=alt.Axis(labelColor=colors.text, labelLimit=extent))
    share = Axis(title, 0.0, 1.0)
    first = (data.mark_bar(color=colors.text, height=11)
             .encode(share.x("zero", format=".0%", grid=True, labelSeparation=8), name, x2="first:Q"))
    second = (data.mark_bar(color=colors.muted, opacity=0.45, height=11)
              .encode(share.x("first", format=".0%", grid=True, labelSeparation=8), name, x2="both:Q"))
    return finish(alt.layer(first, second), colors, ROW * rows + 44, extent=extent)
