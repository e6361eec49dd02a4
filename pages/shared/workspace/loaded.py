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
from data.table import Table
from pages.shared import cells, settings
from pages.shared.words import clean, t, told
from pages.shared.workspace import reading

FIRST = "sample:hubble_1929"
PASTED = "pasted.csv"
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
                            reason=told(problem.args[0])))
        use(open_data(FIRST), FIRST)


def open_data(data: str) -> Table:
    """The table that a data part names, unless only its owner has it."""
    kind, _, rest = data.partition(":")
    if kind == "sample":
        return sample_table(rest)
    if kind == "cells":
        return cells.unpack(rest)
    raise TableError(t("{data} is not a known kind of data.", data=clean(data)))


@lru_cache(maxsize=32)
def sample_table(name: str) -> Table:
    """A bundled table; read once for all visitors, never changed."""
    if name not in SAMPLES:
        raise TableError(t("There is no sample named {name}.", name=clean(name)))
    return SAMPLES[name].table()


def use(table: Table, data: str, own: Own | None = None) -> None:
    """Work on this table from now on; the choices of columns stay if it has these columns."""
    state = st.session_state
    state["table"], state["data"], state["own"], state["edits"] = table, data, own, []
    if source() not in ("file", "paste") or not related(table):
        settings.forget(*ROLES)
    if state["kept"].get("from", source()) != source():
        settings.put("from", source())


def related(table: Table) -> bool:
    """Whether any column that was chosen is in this table as well."""
    chosen = {settings.kept("y"), *settings.kept("x", [])} - {None}
    return not chosen or any(name in table.columns for name in chosen)


def take(own: Own, progress: Callable[[float], None] | None = None) -> Table:
    """Read what a visitor brought, and work on it; on TableError the data before stay."""
    chosen = reading.choices()
    table = read_table(own.content, name=own.name, progress=progress, **reading.options(chosen))
    st.session_state["brought"][own.kind] = (own, chosen)
    use(table, file_part(own.name, table.fingerprint), own)
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
    own: Own | None = st.session_state.get("own")
    if own is not None:
        return own.kind
    kind = st.session_state["data"].partition(":")[0]
    return {"sample": "sample", "made": "make"}.get(kind, "file")


def sample() -> Sample | None:
    """The bundled sample that is being worked on, if it is one."""
    kind, _, name = st.session_state["data"].partition(":")
    return SAMPLES.get(name) if kind == "sample" else None


def title() -> str:
    """What the data are called on the screen."""
    chosen = sample()
    return t(chosen.title) if chosen else clean(st.session_state["table"].name)


def pick_sample(name: str) -> None:
    """Work on a bundled sample."""
    use(sample_table(name), f"sample:{name}")
