"""Which activations die or saturate on this very column? Random units are tried on it, and counted."""

import pandas as pd
import streamlit as st

from core.activations import ACTIVATIONS
from core.arrays import Array
from core.preparation import standardize
from pages.sections.activation_functions import followed
from pages.sections.activation_functions.chosen import Parameters, choice, sleepers, title
from pages.sections.activation_functions.followed import Followed, Usable
from pages.shared import settings
from pages.shared.charts import bars
from pages.shared.look import draw, theme
from pages.shared.numbers import count
from pages.shared.words import literal, t

SPREADS = (0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0)
MOST_ROWS = 200


def sleeping_units(own: Usable, parameters: Parameters) -> None:
    """The spread of weights over the bars; beside them what dead and saturated mean."""
    points = followed.current(own)
    st.header(t("Which units can still learn on this column?"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        spread = settings.ask(st.select_slider, t("Spread of b and w"), key="spread", default=1.0,
                              options=list(SPREADS), parse=settings.finite, format_func=lambda value: f"{value:g}",
                              width="stretch")
        seed = settings.ask(st.number_input, t("Seed"), key="unit_seed", default=0, parse=int, min_value=0,
                            max_value=9_999, step=1, width=120)
    column = looked_at(points)
    rows = shares(points, parameters, spread, seed)
    with st.container(horizontal=True, gap="medium", key="by_hand"):
        draw(bars.shares(theme(), len(rows), t("share of the units")), {"rows": rows}, key="picture_asleep",
             alt=t("Shares of dead and of saturated units for each activation; in numbers under All numbers."))
        st.markdown(tell(points.across, len(column)))


def looked_at(points: Followed) -> Array:
    """The standardized column that the units are tried on."""
    column = standardize(points.x[:, None])[0][:, 0]
    return column[:: max(1, len(column) // MOST_ROWS)]


def shares(points: Followed, parameters: Parameters, spread: float, seed: int) -> pd.DataFrame:
    """Of every activation the share of dead units, and of dead and saturated ones."""
    column = looked_at(points)
    found = {name: sleepers(points.key, choice(name, parameters), spread, seed, column) for name in ACTIVATIONS}
    return pd.DataFrame({"name": [title(name) for name in found], "first": [each.dead for each in found.values()],
                         "both": [each.dead + each.saturated for each in found.values()],
                         "place": range(len(found)), "zero": 0.0})


def tell(across: str, rows: int) -> str:
    """What was counted."""
    what = t("**■ Dead**: the slope is 0 for every row, so the unit never learns again. **▒ Saturated**: for nine "
             "tenths of the rows the slope is below a twentieth of the activation's largest: it hardly learns.")
    how = t("500 units σ(b + wz) with normally drawn b and w are tried on {column}, standardized to z ({n} rows). "
            "Larger weights push more units onto their flat ends: a reason for small first weights, and for "
            "standardizing.", column=f"**{literal(across)}**", n=count(rows))
    return f"{what}\n\n{how}"


def all_shares(own: Usable, parameters: Parameters) -> None:
    """Every number of the bars, as they were last chosen."""
    st.header(t("Dead and saturated units"), anchor=False)
    spread = settings.know(key="spread", default=1.0, options=list(SPREADS), parse=settings.finite)
    seed = settings.know(key="unit_seed", default=0, parse=int, min_value=0, max_value=9_999)
    st.markdown(t("Spread of b and w: {spread}, seed {seed}.", spread=f"{spread:g}", seed=str(seed)))
    found = shares(followed.current(own), parameters, float(spread), int(seed))
    st.table(pd.DataFrame({t("activation"): found["name"], t("dead"): [f"{100 * v:.1f} %" for v in found["first"]],
                           t("saturated"): [f"{100 * v:.1f} %" for v in found["both"] - found["first"]]}
                          ).set_index(t("activation")))
