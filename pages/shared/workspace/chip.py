"""The chip on every page: what is being looked at, the list of samples, and the way to one's own file."""

import streamlit as st

from data.samples import SAMPLES
from data.table import Table
from pages.shared import settings
from pages.shared.numbers import count
from pages.shared.words import literal, t
from pages.shared.workspace.loaded import pick_sample, sample, title


def chip() -> None:
    """Name and rows of the data; opens the list."""
    table: Table = st.session_state["table"]
    label = f"{literal(title(), 32)} · {rows_said(len(table.frame))}"
    with st.popover(label, icon=":material/table:", key="chip"):
        if st.button(t("Use my CSV"), icon=":material/upload:", key="use_own", on_click=open_own):
            st.switch_page("pages/data_upload.py")
        chosen = sample()
        st.session_state["chip_sample"] = chosen.name if chosen else None
        st.radio(t("Samples"), list(SAMPLES), key="chip_sample", on_change=switch_sample,
                 format_func=lambda name: t(SAMPLES[name].title))


def rows_said(number: int) -> str:
    """So many rows."""
    return t("1 row") if number == 1 else t("{n} rows", n=count(number))


def open_own() -> None:
    """On the data page, the uploader is to be seen first."""
    settings.put("from", "file")


def switch_sample() -> None:
    """Work on the sample that was picked."""
    name = st.session_state["chip_sample"]
    if name:
        pick_sample(name)
