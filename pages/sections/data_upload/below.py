"""Below the picture: the table as it is, to look at and to change, or as the numbers that a machine is given."""

import streamlit as st

from pages.sections.data_upload import numbers, rows
from pages.shared import settings
from pages.shared.words import t


def show() -> None:
    """One of the two views; only the one that is seen is made."""
    views = {"rows": t("Row by row"), "numbers": t("As the machine is given it")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(t("The table"), anchor=False, width="content")
        chosen = settings.ask(st.segmented_control, t("View of the table"), key="view", default="rows",
                              options=list(views), format_func=views.__getitem__, required=True,
                              label_visibility="collapsed")
    {"rows": rows.show, "numbers": numbers.show}[chosen]()
