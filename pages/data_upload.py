"""Your table becomes x and y: check what was read, then choose what to predict."""

import streamlit as st

from pages.sections.data_upload import below, columns, missing, past, picture, report, roles, source
from pages.shared import frame
from pages.shared.words import t

frame.enter()
frame.head(t("Data"), t("Your table becomes x and y: check what was read, then choose what to predict."))
left, right = st.columns([4, 8], gap="large")
with left:
    source.show()
    report.show()
with right:
    roles.show()
    columns.show()
    picture.show()
with st.container(key="below"):
    first, second = st.columns(2, gap="large")
    with first:
        missing.show()
    with second:
        past.show()
below.show()
frame.foot()
