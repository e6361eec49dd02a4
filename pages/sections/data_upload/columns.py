"""The columns in one table: the role each plays, what it holds, and how its values are spread."""

import pandas as pd
import streamlit as st

from data.spread import spread
from data.table import Column, Table
from pages.shared import workspace
from pages.shared.charts.theme import COLORS
from pages.shared.look import theme
from pages.shared.numbers import MINUS, count, number
from pages.shared.words import t

HEIGHT = 248


def show() -> None:
    """One row per column."""
    table = workspace.table()
    profiles = profiled(workspace.table_key(), table)
    y, x = workspace.chosen_columns()
    roles = {y: "y"} | dict.fromkeys(x, "x")
    shown = profiles.assign(role=[roles.get(name, "") for name in table.columns])
    words = kinds()
    shown["kind"] = [words[kind] for kind in profiles["kind"]]
    units = workspace.units()
    shown["name"] = [workspace.label(name, units) for name in table.columns]
    text = st.column_config.TextColumn
    st.data_editor(
        shown, hide_index=True, height=min(HEIGHT, 38 + 35 * len(shown)), on_change=retype,
        key=f"columns {workspace.table_key()}",
        column_order=["name", "role", "kind", "missing", "smallest", "largest", "distinct", "spread"],
        disabled=["name", "role", "missing", "smallest", "largest", "distinct", "spread"],
        alt=t("The columns of the table: role, type, missing values, range and spread"),
        column_config={
            "name": text(t("column"), width="medium"), "role": text(t("role"), width=48),
            "kind": st.column_config.SelectboxColumn(t("type"), options=list(words.values()), required=True,
                                                     width=96, help=t("Click a type twice to change it.")),
            "missing": text(t("missing"), alignment="right", width=70),
            "smallest": text(t("smallest"), alignment="right", width=96),
            "largest": text(t("largest"), alignment="right", width=96),
            "distinct": text(t("distinct"), alignment="right", width=76),
            "spread": st.column_config.BarChartColumn(t("spread"), y_min=0, width=120,
                                                      color=COLORS[theme()].data),
        })


def kinds() -> dict[str, str]:
    """What a column can hold, as it is said."""
    return {"number": t("number"), "category": t("category"), "date": t("date"), "text": t("text"),
            "boolean": t("yes or no")}


def retype() -> None:
    """Another type was chosen for a column."""


@st.cache_resource(max_entries=50, show_spinner=False)
def profiled(key: str, _table: Table) -> pd.DataFrame:  # noqa: ARG001
    """The profiles of a table's columns as texts, and their spreads; `key` names the table."""
    rows = [(column.kind, count(column.missing), *ends(column), count(column.distinct),
             list(spread(_table.frame[name], column.kind))) for name, column in _table.columns.items()]
    return pd.DataFrame(rows, columns=["kind", "missing", "smallest", "largest", "distinct", "spread"])


def ends(column: Column) -> tuple[str, str]:
    """Smallest and largest value, where there is an order that means something."""
    if column.kind not in ("number", "date") or column.smallest is None:
        return "", ""
    return written(column.smallest), written(column.largest)


def written(value: object) -> str:
    """A number with the digits that matter, a whole one exactly; a date without a time of midnight."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, int) and abs(value) < 10**9:
        return count(abs(value)) if value >= 0 else MINUS + count(-value)
    return number(float(str(value)))
