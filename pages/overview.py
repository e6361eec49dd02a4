"""Machine learning is finding a function f(x): the whole of it on one screen, and the ways in."""

import streamlit as st

from pages.sections.overview import cards, first, flow, glossary, kinds, notes
from pages.sections.overview.scene import scene
from pages.sections.overview.style import STYLE
from pages.shared import frame, workspace

frame.enter()
st.html(STYLE)
workspace.stop_for_awaited_file()
shown = scene()
first.show(shown)
cards.show(shown)
kinds.show()
flow.show(shown)
notes.show()
glossary.show()
frame.foot()
