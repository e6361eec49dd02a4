"""Your table becomes x and y: check what was read, then choose what to predict."""

import streamlit as st

from pages.shared import frame
from pages.shared.words import t

frame.enter()
frame.head(t("Data"), t("Your table becomes x and y: check what was read, then choose what to predict."))
st.write(frame.need())
frame.foot()
