"""Room that is kept for controls until the browser has loaded them, so that nothing below them moves when they come."""

import streamlit as st

STYLE = """<style>
:is(.st-key-pieces, .st-key-z, .st-key-piece_c, .st-key-piece_b, .st-key-piece_w, .st-key-ramp, .st-key-depth,
  .st-key-scale, .st-key-spread) { min-height: 68px; }
:is(.st-key-shape, [class*=st-key-stack_]:not(.st-key-stack_numbers)) { min-height: 68px; }
:is(.st-key-compare, .st-key-stack, .st-key-stack_bend, .st-key-formulas, .st-key-bends_closer) { min-height: 60px; }
.stElementContainer:has(> [class*=st-key-rest_]), [class*=st-key-rest_] { position: absolute !important;
  width: 0 !important; height: 0; overflow: hidden; }
.st-key-entries [data-testid=stMarkdownContainer] { columns: 300px 4; column-gap: 2rem; }
.st-key-entries p { break-inside: avoid; break-after: avoid; }
.st-key-entries hr { margin: .75rem 0 1.25rem; }
@media (max-width: 640px) {
  :is(.st-key-piece_c, .st-key-piece_b, .st-key-piece_w) { flex: 0 0 100% !important; }
  .st-key-more_builder { order: 1; }
  [data-testid=stLayoutWrapper]:has(> .st-key-number_of_pieces) { order: 2; flex: 0 0 100% !important; }
  .st-key-compare { min-height: 96px; }
}
</style>"""


def keep_room() -> None:
    """First of all on the page."""
    st.html(STYLE)
