"""Room that is kept for controls until the browser has loaded them, so that nothing below them moves when they come."""

import streamlit as st

STYLE = """<style>
:is(.st-key-move, .st-key-aside, .st-key-spoiled, .st-key-e, .st-key-m, .st-key-c, .st-key-flipped, .st-key-stride,
  .st-key-walk) { min-height: 68px; }
:is(.st-key-losses, .st-key-class_losses, .st-key-errors, .st-key-closer) { min-height: 60px; }
:is(.st-key-only, .st-key-along, .st-key-second, .st-key-against) { min-height: 72px; }
.stElementContainer:has(> [class*=st-key-rest_]), [class*=st-key-rest_] { position: absolute !important; width: 0;
  height: 0; overflow: hidden; }
.st-key-maps > * { flex: 1 1 260px !important; max-width: 440px; }
.st-key-cards > * { flex: 1 1 230px !important; max-width: 460px; }
@media (min-width: 900px) {
  .st-key-dragged { flex-wrap: nowrap !important; min-height: 76px; }
  .st-key-dragged :is(.st-key-move, .st-key-aside, .st-key-spoiled) { flex: 1 1 0 !important; }
}
@media (max-width: 640px) {
  .st-key-dragged :is(.st-key-move, .st-key-aside, .st-key-spoiled, .st-key-way) { flex: 0 0 100% !important; }
  .st-key-way { min-height: 40px; }
  :is(.st-key-losses, .st-key-class_losses) { min-height: 96px; flex: 0 0 100% !important; }
  .st-key-losses button { padding: 0 9px !important; }          /* two rows, also in the font before ours */
  :is(.st-key-only, .st-key-along, .st-key-second, .st-key-against) { flex: 0 0 calc(50% - .5rem) !important;
    min-width: 0 !important; }
  .st-key-cross :is(th, td) { padding: 4px !important; font-size: 13px; }
}
</style>"""


def keep_room() -> None:
    """First of all on the page."""
    st.html(STYLE)
