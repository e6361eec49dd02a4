"""What the theme file cannot say: a few lines of style, the page's theme and language, charts on the screen."""

import time
from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.shared.charts.theme import CLASS_SIGNS, COLORS, Spec
from pages.shared.words import clean, language

STYLE = """<style>
.stApp { font-variant-numeric: tabular-nums; }
.stMainBlockContainer { max-width: 1440px; padding-left: clamp(1rem, 3vw, 2.5rem);
  padding-right: clamp(1rem, 3vw, 2.5rem); padding-bottom: 3rem; }
h1 { letter-spacing: -.01em; padding: 0 0 .125rem !important; }
h2 { padding: 1.5rem 0 .5rem !important; }
.katex { font-size: 1.06em; }
[data-testid=stMarkdownContainer] table { display: block; overflow-x: auto; word-break: keep-all; }
/* slate text on slate is too faint in the dark theme */
[data-testid=stButtonGroup] button, [data-testid=stSliderThumbValue] { color: inherit !important; }
/* a picture's own buttons come with the hand: above it they would lie on the controls that the hand is on its way to */
[data-testid=stElementToolbar]:not(.stDataFrame *) { top: auto !important; bottom: 0; }
.stDataFrame [data-testid=stElementToolbar] { top: 0 !important; }
/* what is drawn later has its place from the beginning */
[class*=st-key-step_] { min-height: 430px; }
.st-key-three > [data-testid=stLayoutWrapper] { flex: 1 1 330px !important; min-width: min(330px, 100%); }
[class*=st-key-row_of_] { min-height: 69.6px; }
:is([class*=st-key-step_], .st-key-closer) [data-testid=stWidgetLabel] { min-height: 1.6rem; }
:is([class*=st-key-step_], .st-key-closer) [data-testid=stWidgetLabel] p { font-size: 1rem; }
[data-text] { min-height: 24px; }
.st-key-play .stBidiComponent { min-height: 120px; }
:is([data-text=formula], [data-text=loss_now], [data-text=slope_now]) { min-height: 56px; }
/* two parts side by side: each has its width before the other is there */
:is(.st-key-result, .st-key-followed, .st-key-by_hand, .st-key-line_and_residual,
  .st-key-boundary_and_row, .st-key-cross) > * { flex: 0 0 100% !important; min-width: 0; }
@media (min-width: 900px) {
  :is(.st-key-followed, .st-key-by_hand, .st-key-line_and_residual, .st-key-boundary_and_row, .st-key-cross) {
    > * { flex-basis: calc(5 / 13 * (100% - 2rem)) !important; }
    > :first-child { flex-basis: calc(8 / 13 * (100% - 2rem)) !important; }
  }
  .st-key-result > * { flex-basis: calc(7 / 12 * (100% - 2rem)) !important; }
  .st-key-result > :first-child { flex-basis: calc(5 / 12 * (100% - 2rem)) !important; }
}
[class*=st-key-pair_] > * { flex: 1 1 330px !important; min-width: min(330px, 100%); }
[class*=st-key-pair_] > [class*=st-key-preset_] { flex: 0 0 auto !important; min-width: 0; }
.vega-bindings { display: none !important; }
.st-key-square { aspect-ratio: 26/27; }
.st-key-reason { min-height: 330px; }
.st-key-square .stVegaLiteChart { aspect-ratio: 26/27; height: auto !important; }
[data-testid=stLayoutWrapper]:has(> .st-key-watch), .stElementContainer:has(> .st-key-watch),
.st-key-watch { position: absolute !important; width: 0 !important; height: 0; overflow: hidden; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-top: 3.75rem !important; }
  [data-testid=stMarkdownContainer] :is(th, td) { padding: 4px 6px !important; font-size: 14px; }
  .st-key-head > :first-child { flex-basis: 100% !important; }
  .st-key-chip { flex: 0 1 auto !important; min-width: 0; }
  .st-key-chip button p { white-space: normal; }
  .st-key-play { position: sticky !important; bottom: 0; z-index: 50; }
  /* it sticks as far as the box around it reaches: not the part that it is drawn in, but the whole page */
  .stMainBlockContainer > :has(.st-key-three) :is([data-testid=stLayoutWrapper], [data-testid=stVerticalBlock]):has(
    .st-key-play) { display: contents; }
}
</style>"""

# Streamlit does not run the page again when the system turns dark, and may not know the theme on the first run.
WATCH = """export default function (component) {
  const { data, setTriggerValue } = component;
  let told = null;
  document.documentElement.lang = data.language;
  const look = () => {
    const app = document.querySelector(".stApp");
    if (!app) return;
    const [r, g, b] = getComputedStyle(app).backgroundColor.match(/\\d+/g).map(Number);
    const type = r + g + b < 384 ? "dark" : "light";
    if (type !== data.type && type !== told) { told = type; setTriggerValue("theme", type); }
  };
  const soon = () => setTimeout(look, 300);
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", soon);
  const observer = new MutationObserver(soon);
  observer.observe(document.head, { childList: true });
  look();
  return () => { media.removeEventListener("change", soon); observer.disconnect(); };
}"""
WATCHER = st.components.v2.component("watch", html="<span></span>", js=WATCH)


# On a visitor's first run the style is given this long (in seconds) to arrive: content that comes before it would jump.
FIRST_LOOK = 0.25


def dress() -> None:
    """Style and theme watch, first on every page."""
    st.html(STYLE)
    if st.context.url and "dressed" not in st.session_state:
        time.sleep(FIRST_LOOK)
    st.session_state["dressed"] = True
    seen = WATCHER(data={"type": st.context.theme.type, "language": language()}, key="watch",
                   on_theme_change=lambda: None)
    if seen.get("theme"):
        st.session_state["theme"] = seen["theme"]


def theme() -> str:
    """The name of the visitor's theme: light or dark."""
    return str(st.context.theme.type or st.session_state.get("theme") or "light")


def class_words(names: Sequence[str]) -> list[tuple[str, str]]:
    """The first six classes of a picture for its key, each in its color and with its sign."""
    inks = COLORS[theme()].class_texts
    return [(ink, f"{sign} {clean(name, 20)}") for sign, name, ink in zip(CLASS_SIGNS, names, inks, strict=False)]


def draw(spec: Spec, data: dict[str, Any], *, key: str, alt: str, **options: Any) -> Any:  # noqa: ANN401
    """A chart on the screen: a specification that was built once, and this run's named data."""
    known: dict[str, Any] = spec.get("datasets", {})
    return st.vega_lite_chart({**spec, "datasets": known | data}, theme=None, key=key, alt=alt, height=spec["height"],
                              **options)
