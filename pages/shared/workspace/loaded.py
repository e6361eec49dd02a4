"""The table that is worked on: where it came from, and what of that stands in the link.

The table lives in the visitor's session and nowhere else. Which one it is stands in the link as the data
part: `sample:NAME`, `made:RECIPE`, `file:NAME:SHA256` (only its fingerprint), or `cells:NAME:...` with the
cells themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from data.reader import TableError, read_table
from data.samples import SAMPLES, Sample
from data.synthetic import RECIPES, Made, Recipe, parse
from data.table import Table
from pages.shared import cells, settings
from pages.shared.words import clean, t, told
from pages.shared.workspace import reading

FIRST = "sample:hubble_1929"
PASTED = "pasted.csv"
EDITED, OF_SAMPLE = ", edited", " (sample), edited"
MOST_UNDONE = 50
ROLES = ("y", "x", "task", "type", "past", "date", "missing")      # settings that belong to one table


@dataclass(frozen=True)
class Own:
    """What a visitor brought: its bytes, kept in the session so that they can be read again differently."""

    kind: str                                   # "file" or "paste"
    content: bytes
    name: str


def arrive() -> None:
    """On a visitor's first run: the data that the link asks for, else the first sample."""
    state = st.session_state
    if "table" in state:
        return
    state["brought"] = {}
    asked = state["came_for"].get("data", FIRST)
    try:
        if asked.startswith("file:"):
            name, fingerprint = asked.removeprefix("file:").rpartition(":")[::2]
            state["awaited"] = (asked, name, fingerprint)
            asked = FIRST
        use(open_data(asked), asked)
    except TableError as problem:
        settings.complain(t("The link's data can't be used here: {reason} You see a sample instead.",
                            reason=told(problem)))
        use(open_data(FIRST), FIRST)


def open_data(data: str) -> Table:
    """The table that a data part names, unless only its owner has it."""
    kind, _, rest = data.partition(":")
    if kind == "sample":
        return sample_table(rest)
    if kind == "made":
        return parse(rest).table()
    if kind == "cells":
        return cells.unpack(rest)
    raise TableError(t("{data} is not a known kind of data.", data=clean(data)))


@lru_cache(maxsize=32)
def sample_table(name: str) -> Table:
    """A bundled table; read once for all visitors, never changed."""
    if name not in SAMPLES:
        raise TableError(t("There is no sample named {name}.", name=clean(name)))
    return SAMPLES[name].table()


def use(table: Table, data: str, own: Own | None = None, *, turn: bool = True) -> None:
    """Work on this table from now on; the choices of columns stay if it has these columns.

    The Data page turns to where it comes from, unless the visitor is there and may be looking elsewhere.
    """
    state = st.session_state
    state["table"], state["data"], state["own"], state["edits"] = table, data, own, []
    state["about"] = sample_of(data, table)
    if source() not in ("file", "paste") or not related(table):
        settings.forget(*ROLES)
    if turn and state["kept"].get("from", source()) != source():
        settings.put("from", source())


def related(table: Table) -> bool:
    """Whether any column that was chosen is in this table as well."""
    chosen = {settings.kept("y"), *settings.kept("x", [])} - {None}
    return not chosen or any(name in table.columns for name in chosen)


def take(own: Own, progress: Callable[[float], None] | None = None, *, turn: bool = True) -> Table:
    """Read what a visitor brought, and work on it; on TableError the data before stay."""
    chosen = reading.choices()
    table = read_table(own.content, name=own.name, progress=progress, **reading.options(chosen))
    st.session_state["brought"][own.kind] = (own, chosen)
    use(table, file_part(own.name, table.fingerprint), own, turn=turn)
    return table


def file_part(name: str, fingerprint: str) -> str:
    """The data part of something only its owner has."""
    return f"file:{clean(name).replace(':', '_')}:{fingerprint}"


def brought(kind: str) -> tuple[Own, Mapping[str, Any]] | None:
    """What the visitor brought in this way before, and how it was read."""
    found: tuple[Own, Mapping[str, Any]] | None = st.session_state["brought"].get(kind)
    return found


def source() -> str:
    """Where the data come from: file, paste, sample, or make."""
    state = st.session_state
    _, data, own = state["edits"][0] if state["edits"] else (None, state["data"], state["own"])
    if own is not None:
        return str(own.kind)
    kind = data.partition(":")[0]
    return {"sample": "sample", "made": "make"}.get(kind, "file")


def sample_of(data: str, table: Table) -> str:
    """The name of the sample that a table is, or was before it was changed by hand."""
    kind, _, name = data.partition(":")
    if kind == "sample":
        return name
    before, mark, _ = table.name.partition(OF_SAMPLE)
    return before if mark and kind != "made" else ""


def sample() -> Sample | None:
    """The bundled sample that is being worked on, if it is one (changed by hand or not)."""
    return SAMPLES.get(st.session_state["about"])


def recipe() -> Recipe | None:
    """The recipe the data are made by, if they are made."""
    kind, _, text = st.session_state["data"].partition(":")
    return RECIPES[parse(text).recipe] if kind == "made" else None


def title() -> str:
    """What the data are called on the screen."""
    chosen, table = sample(), st.session_state["table"]
    if made := recipe():
        return t("Made: {what}", what=t(made.title))
    if chosen is None:
        return clean(table.name)
    return t("{title}, edited", title=t(chosen.title)) if OF_SAMPLE in table.name else t(chosen.title)


def edited_name() -> str:
    """The name of the table once it is changed by hand; of a sample it still says which one."""
    name: str = st.session_state["table"].name
    chosen = sample()
    if EDITED in name:
        return name
    return f"{chosen.name}{OF_SAMPLE}" if chosen else f"{name}{EDITED}"


def edit(table: Table) -> None:
    """Work on a table that was changed by hand; the one before can be had back."""
    state = st.session_state
    state["edits"] = [*state["edits"][-MOST_UNDONE + 1:], (state["table"], state["data"], state["own"])]
    state["table"], state["own"] = table, None
    state["data"] = file_part(f"{table.name}.csv", table.fingerprint)


def undo(steps: int = 1) -> None:
    """Take back the last changes made by hand."""
    state = st.session_state
    state["table"], state["data"], state["own"] = state["edits"][-steps]
    state["edits"] = state["edits"][:-steps]


def make(made: Made) -> None:
    """Work on numbers made by a recipe."""
    use(made.table(), f"made:{made}")


def pick_sample(name: str) -> None:
    """Work on a bundled sample."""
    use(sample_table(name), f"sample:{name}")
