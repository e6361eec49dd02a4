"""A link made with somebody's own file: that very file is asked for before anything else is shown."""

import hashlib

import streamlit as st

from data.reader import TableError
from pages.shared.words import literal, t, told
from pages.shared.workspace import reading
from pages.shared.workspace.loaded import PASTED, Own, take


def stop_for_awaited_file() -> None:
    """Ask for the file that the link was made with, if it was made with one and it is not here yet."""
    state = st.session_state
    if "awaited" not in state:
        return
    _, name, fingerprint = state["awaited"]
    own = ask_for_text() if name == PASTED else ask_for_file(name)
    if own is not None:
        if hashlib.sha256(own.content).hexdigest() == fingerprint:
            open_awaited(own)
        else:
            st.error(t("The link was made with {name}; this is another file. Drop that one here.",
                       name=literal(name)))
            if st.button(t("Use this file all the same"), key="awaited_any"):
                open_awaited(own)
    if st.button(t("Go on with a sample instead"), key="awaited_none"):
        give_up()
    st.stop()


def ask_for_file(name: str) -> Own | None:
    """The uploader that waits for it."""
    st.info(t("This link was made with the file {name}, which is not in the link. Drop that file here and "
              "you will see what was shared.", name=f"**{literal(name)}**"), icon=":material/draft:")
    dropped = st.file_uploader(t("The file {name}", name=literal(name)), key="awaited_file")
    return None if dropped is None else Own("file", dropped.getvalue(), dropped.name)


def ask_for_text() -> Own | None:
    """The field that waits for the text that was pasted."""
    st.info(t("This link was made with pasted text, which is not in the link. Paste the same text here and "
              "you will see what was shared."), icon=":material/content_paste:")
    pasted = st.text_area(t("The pasted text"), key="awaited_text")
    return Own("paste", pasted.encode(), PASTED) if pasted.strip() else None


def open_awaited(own: Own) -> None:
    """Work on what was dropped, then show the page."""
    try:
        take(own)
    except TableError as problem:
        st.error(told(problem))
        return
    del st.session_state["awaited"]
    st.rerun()


def give_up() -> None:
    """Go on without the file: what the link said about it is of no use any more."""
    for key in (*reading.KEYS, "from"):
        st.session_state["asked"].pop(key, None)
    del st.session_state["awaited"]
    st.rerun()
