"""Three Steps: learn how a machine learns, on your own CSV."""

from pathlib import Path

import streamlit as st

from pages.shared import frame

ICON = Path(__file__).parent / "pages" / "shared" / "icon.png"

st.set_page_config(page_title="Three Steps", page_icon=ICON, layout="wide")
frame.run()
