"""The columns in one table: the role each plays, what it holds, and how its values are spread."""

import hashlib

import pandas as pd
import streamlit as st

from data.spread import spread
from data.table import Column, Table
from pages.shared import settings, workspace
from pages.shared.charts.theme import COLORS
from pages.shared.look import theme
from pages.shared.numbers import MINUS, count, number
from pages.shared.words import t, told
from pages.shared.workspace import prepared

HEIGHT = 248


def show() -> None:
    """One row per column."""
    table = workspace.table()
    profiles = profiled(workspace.table_key(), table)
    roles = roles_of()
    shown = profiles.assign(role=[roles.get(name, "") for name in table.columns])
    words = kinds()
    shown["kind"] = [words[kind] for kind in profiles["kind"]]
    labels = workspace.labels()
    shown["name"] = [labels[name] for name in table.columns]
    places = {name: place for place, name in enumerate(table.columns)}
    shown = shown.iloc[[places[name] for name in in_order(table)]].reset_index(drop=True)
    text, key = st.column_config.TextColumn, editor_key(table)
    st.data_editor(
        shown, hide_index=True, height=min(HEIGHT, 38 + 35 * len(shown)), on_change=retype,
        key=key, args=(key,),
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
    told_types(table)


def in_order(table: Table) -> list[str]:
    """The columns, those that play a role first: y, then x."""
    roles = roles_of()
    return [name for name in roles if name in table.columns] + [name for name in table.columns if name not in roles]


def roles_of() -> dict[str, str]:
    """What each chosen column is: y, x, or what puts the rows in order."""
    target, features = workspace.chosen_columns()
    if prepared.past() and settings.kept("task") == "regression":
        return {target: "y, x", prepared.date(): t("time")}
    return {target: "y"} | dict.fromkeys(features, "x")


def kinds() -> dict[str, str]:
    """What a column can hold, as it is said."""
    return {"number": t("number"), "category": t("category"), "date": t("date"), "text": t("text"),
            "boolean": t("yes or no")}


def retype(key: str) -> None:
    """Another type was chosen for a column: it stands in the link, and all pages follow."""
    names = in_order(workspace.table())
    spoken = {word: kind for kind, word in kinds().items()}
    types = {each.partition(":")[2]: each for each in settings.kept("type", [])}
    for row, changed in st.session_state[key]["edited_rows"].items():
        if "kind" in changed:
            name = names[int(row)]
            types.pop(name, None)
            types[name] = f"{spoken[changed['kind']]}:{name}"
    settings.put("type", list(types.values()))


def editor_key(table: Table) -> str:
    """Another key where columns or types are others: what was changed in the editor before is then in the table."""
    named = repr((list(table.frame.columns), settings.kept("type")))
    return f"columns {hashlib.sha256(named.encode()).hexdigest()[:12]}"


def told_types(table: Table) -> None:
    """What became of the columns whose type was changed, and the way back."""
    said = table.reading.notes[len(workspace.as_read().reading.notes):]
    if not settings.kept("type"):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(":small[" + " ".join(told(note) for note in said) + "]")
        st.button(t("Types as read"), icon=":material/undo:", key="types_back", on_click=settings.put,
                  args=("type", []))


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
