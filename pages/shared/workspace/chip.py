"""The chip on every page: what is being looked at, the list of samples, and the way to one's own file."""

import streamlit as st

from data.samples import SAMPLES
from data.table import Table
from pages.shared.numbers import count
from pages.shared.words import literal, t
from pages.shared.workspace.loaded import pick_sample, sample, title


def chip() -> None:
    """Name and rows of the data; opens the list."""
    table: Table = st.session_state["table"]
    label = t("{title} · {n} rows", title=literal(title(), 32), n=count(len(table.frame)))
    with st.popover(label, icon=":material/table:", key="chip"):
        st.page_link("pages/data_upload.py", label=t("Use my CSV"), icon=":material/upload:")
        chosen = sample()
        st.session_state["chip_sample"] = chosen.name if chosen else None
        st.radio(t("Samples"), list(SAMPLES), key="chip_sample", on_change=switch_sample,
                 format_func=lambda name: t(SAMPLES[name].title))


def switch_sample() -> None:
    """Work on the sample that was picked."""
    name = st.session_state["chip_sample"]
    if name:
        pick_sample(name)
