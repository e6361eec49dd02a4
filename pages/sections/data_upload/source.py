"""Where the data come from: the visitor's own file or text, a sample, or numbers made by a recipe."""

import streamlit as st

from data.reader import TableError
from data.samples import SAMPLES
from pages.sections.data_upload import make
from pages.shared import settings, workspace
from pages.shared.words import literal, t, told
from pages.shared.workspace import Own, reading
from pages.shared.workspace.loaded import PASTED

SOURCES = ("file", "paste", "sample", "make")


def show() -> None:
    """The choice of a source, its controls, and what could not be read."""
    names = {"file": t("My file"), "paste": t("Paste"), "sample": t("Sample"), "make": t("Make")}
    chosen = settings.ask(st.segmented_control, t("Where from"), key="from", default=workspace.source(),
                          options=list(SOURCES), format_func=names.__getitem__, required=True, on_change=turn)
    {"file": file, "paste": paste, "sample": samples, "make": make.show}[chosen]()
    read_what_waits()
    if "refused" in st.session_state:
        st.error(st.session_state["refused"])
        st.markdown(t("Still showing {title}.", title=f"**{literal(workspace.title())}**"))


def turn() -> None:
    """Another source: what was there before comes back, so that looking around loses nothing."""
    st.session_state.pop("refused", None)
    wanted = st.session_state["from"]
    if wanted == workspace.source():
        return
    if wanted == "sample":
        workspace.pick_sample(st.session_state.get("last_sample", next(iter(SAMPLES))))
    elif wanted == "make":
        make.come_back()
    elif before := workspace.brought(wanted):
        own, chosen = before
        for key, value in chosen.items():
            settings.put(key, value)
        st.session_state["waits"] = own


def file() -> None:
    """The uploader."""
    st.file_uploader(t("CSV, TSV or TXT, also .gz"), key="upload", on_change=uploaded)
    if workspace.source() != "file":
        st.markdown(f":small[:gray[{t('Your file stays in this session; nobody else sees it.')}]]")


def uploaded() -> None:
    """A file was dropped: it is read while the page below still shows the data before."""
    dropped = st.session_state["upload"]
    if dropped is not None:
        receive(Own("file", dropped.getvalue(), dropped.name))


def paste() -> None:
    """A field for a few lines of numbers."""
    before = workspace.brought("paste")
    if "paste" not in st.session_state and before:
        st.session_state["paste"] = before[0].content.decode()
    st.text_area(t("Rows of a table, the first one with names"), key="paste", height=180, on_change=pasted,
                 placeholder="x,y\n1,2.1\n2,3.9\n3,6.2")


def pasted() -> None:
    """Text was pasted or changed."""
    text = st.session_state["paste"]
    if text.strip():
        receive(Own("paste", text.encode("utf-8", "replace"), PASTED))


def receive(own: Own) -> None:
    """Something new to read: what was said about the reading of something else does not hold for it."""
    settings.forget(*reading.KEYS)
    st.session_state["waits"] = own


def read_what_waits() -> None:
    """Read what was brought, with its progress; if that fails, the data before stay as they were read."""
    own = st.session_state.pop("waits", None)
    if own is None:
        return
    words = t("Reading {name}", name=literal(own.name))
    bar = st.progress(0.0, text=words)

    def advance(part: float) -> None:
        bar.progress(min(max(part, 0.0), 1.0), text=words)

    try:
        workspace.take(own, advance, turn=False)
        st.session_state.pop("refused", None)
    except TableError as problem:
        st.session_state["refused"] = told(problem)
        restore_reading()
    st.rerun()


def restore_reading() -> None:
    """Back to the choices with which the table on screen was read."""
    before = workspace.brought(workspace.source())
    settings.forget(*reading.KEYS)
    for key, value in before[1].items() if before else ():
        settings.put(key, value)


def samples() -> None:
    """The list of bundled tables, and what there is to know about the chosen one."""
    sample = workspace.sample()
    st.session_state["sample"] = sample.name if sample else None
    st.selectbox(t("Sample"), list(SAMPLES), key="sample", on_change=picked, placeholder=t("Choose a sample"),
                 format_func=lambda name: t(SAMPLES[name].title), label_visibility="collapsed")
    if sample is None:
        return
    st.session_state["last_sample"] = sample.name
    st.markdown(literal(t(sample.description), 600))
    st.markdown(f"**{t('Try')}**: {literal(t(sample.try_this), 600)}")
    facts = [t("Source: {source}.", source=literal(sample.source.rstrip("."), 300)),
             t("Licence: {licence}.", licence=literal(t(sample.licence.rstrip(".")), 100))]
    if sample.changes:
        facts.append(t("Changed: {changes}.", changes=literal(sample.changes.rstrip("."), 300)))
    st.markdown(f":small[:gray[{' '.join(facts)}]]")


def picked() -> None:
    """Another sample was chosen."""
    name = st.session_state["sample"]
    if name:
        workspace.pick_sample(name)
