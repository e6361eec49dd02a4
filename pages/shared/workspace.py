"""What the visitor works on: a table, and which of its columns are x and y.

The table lives in the visitor's session and nowhere else. Which one it is stands in the link as the data part:
`sample:NAME`, `made:RECIPE`, `file:NAME:SHA256` (only its fingerprint), or `cells:NAME:...` with the cells themselves.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from data.matrix import Matrix, guess_roles, guess_task, matrix
from data.reader import TableError, read_table
from data.samples import SAMPLES, Sample
from data.table import Table
from pages.shared import cells, settings
from pages.shared.numbers import count
from pages.shared.words import clean, literal, t, told

FIRST = "sample:hubble_1929"
TASKS = ("regression", "classification", "structured")


@dataclass(frozen=True)
class Work:
    """The visitor's data as numbers, and what they mean."""

    key: str                                    # names data and roles: two works with one key are equal
    title: str
    table: Table
    task: str
    target: str
    features: tuple[str, ...]
    matrix: Matrix
    units: Mapping[str, str]

    def label(self, name: str) -> str:
        """A column's name with its unit, for an axis."""
        unit = self.units.get(name)
        return f"{clean(name)}, {unit}" if unit else clean(name)


def arrive() -> None:
    """On a visitor's first run: the data that the link asks for, else the first sample."""
    state = st.session_state
    if "table" in state:
        return
    asked = state["came_for"].get("data", FIRST)
    try:
        if asked.startswith("file:"):
            _, name, fingerprint = asked.rsplit(":", 2) if asked.count(":") == 2 else ("", asked, "")
            state["awaited"] = (asked, name.removeprefix("file:"), fingerprint)
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


def use(table: Table, data: str) -> None:
    """Work on this table from now on."""
    st.session_state["table"] = table
    st.session_state["data"] = data
    st.session_state.pop("work", None)


def take(content: bytes, name: str, **options: object) -> Table:
    """Read a visitor's file and work on it; on TableError the data before stay."""
    table = read_table(content, name=name, **options)       # type: ignore[arg-type]
    use(table, f"file:{clean(name).replace(':', '_')}:{table.fingerprint}")
    return table


def sample() -> Sample | None:
    """The bundled sample that is being worked on, if it is one."""
    kind, _, name = st.session_state["data"].partition(":")
    return SAMPLES.get(name) if kind == "sample" else None


def title() -> str:
    """What the data are called on the screen."""
    chosen = sample()
    return t(chosen.title) if chosen else clean(st.session_state["table"].name)


def chip() -> None:
    """What is being looked at; opens the list of samples and the way to one's own file."""
    table: Table = st.session_state["table"]
    label = t("{title} · {n} rows", title=literal(title(), 32), n=count(len(table.frame)))
    with st.popover(label, icon=":material/table:", key="chip"):
        st.page_link("pages/data_upload.py", label=t("Use my CSV"), icon=":material/upload:")
        names = list(SAMPLES)
        chosen = sample()
        st.radio(t("Samples"), names, index=names.index(chosen.name) if chosen else None, key="chip_sample",
                 format_func=lambda name: t(SAMPLES[name].title), on_change=switch_sample)


def switch_sample() -> None:
    """Work on the sample that was picked."""
    name = st.session_state["chip_sample"]
    if name:
        use(sample_table(name), f"sample:{name}")


def stop_for_awaited_file() -> None:
    """A link made with somebody's own file: ask for that very file before anything else is shown."""
    state = st.session_state
    if "awaited" not in state:
        return
    data, name, fingerprint = state["awaited"]
    st.info(t("This link was made with the file {name}, which is not in the link. Drop that file here and you "
              "will see what was shared.", name=f"**{literal(name)}**"), icon=":material/draft:")
    dropped = st.file_uploader(t("The file {name}", name=literal(name)), key="awaited_file")
    if dropped is not None:
        content = dropped.getvalue()
        if hashlib.sha256(content).hexdigest() == fingerprint:
            open_awaited(content, name)
        st.error(t("The link was made with {name}; this is another file. Drop that one here.", name=literal(name)))
        if st.button(t("Use this file all the same"), key="awaited_any"):
            open_awaited(content, dropped.name)
    if st.button(t("Go on with a sample instead"), key="awaited_none"):
        del state["awaited"]
        st.rerun()
    st.stop()


def open_awaited(content: bytes, name: str) -> None:
    """Work on the file that was dropped, then show the page."""
    try:
        take(content, name, **reading_options())
    except TableError as problem:
        st.error(told(problem.args[0]))
        return
    del st.session_state["awaited"]
    st.rerun()


def reading_options() -> dict[str, object]:
    """How the visitor wants files to be read, where that overrules what is detected."""
    return {}


def need(task: str | None = None) -> Work:
    """The data as numbers for a page that learns from them; else says what is missing and stops."""
    try:
        work = chosen_work()
    except TableError as problem:
        st.error(told(problem.args[0]), icon=":material/table:")
        st.page_link("pages/data_upload.py", label=t("Choose other columns"), icon=":material/arrow_forward:")
        st.stop()
    if task and work.task != task:
        st.error(t("{column} asks for {found}; this page needs {wanted}.", column=literal(work.target),
                   found=t(work.task), wanted=t(task)))
        st.page_link("pages/data_upload.py", label=t("Choose another target"), icon=":material/arrow_forward:")
        st.stop()
    return work


def chosen_work() -> Work:
    """The chosen columns as numbers; remembered until the data or the choice change."""
    state = st.session_state
    table: Table = state["table"]
    task, target, features = roles()
    key = "|".join([table.fingerprint, task, target, *features])
    if "work" not in state or state["work"].key != key:
        if not features:
            raise TableError(t("A feature x is missing: choose at least one column to predict from."))
        chosen = sample()
        state["work"] = Work(hashlib.sha256(key.encode()).hexdigest(), title(), table, task, target, features,
                             matrix(table, target, features, task), chosen.units if chosen else {})
    work: Work = state["work"]
    return work


def roles() -> tuple[str, str, tuple[str, ...]]:
    """Task, target and features, as chosen, as the link asks, or as a sensible first guess."""
    table: Table = st.session_state["table"]
    if not len(table.frame):
        raise TableError(t("There is a header but no row."))
    columns = table.columns
    chosen = sample()
    first_target, first_features = guess_roles(columns, chosen.target if chosen else "",
                                               chosen.features if chosen else ())
    target = settings.know(key="y", default=first_target, options=list(columns))
    others = [name for name in columns if name != target]
    fitting = [name for name in first_features if name != target] or guess_roles(columns, target)[1]
    features = settings.know(key="x", default=list(fitting), options=others)
    task = settings.know(key="task", default=guess_task(columns[target]), options=list(TASKS))
    return task, target, tuple(features)
