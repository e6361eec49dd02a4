"""Choose a model, define its loss, walk downhill: the same line, seen three ways."""

import streamlit as st

from pages.shared import frame
from pages.shared.words import t

frame.enter()
frame.head(t("Model fit"), t("Choose a model, define its loss, walk downhill: the same line, seen three ways."))
work = frame.need("regression")
st.write(work)
frame.foot()
