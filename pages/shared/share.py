"""Share: the link that reopens exactly what is on screen, for a teacher to hand out."""

import streamlit as st

from pages.shared import cells, settings, workspace
from pages.shared.numbers import count
from pages.shared.words import t

CHAT, MOST = 2_000, 8_000       # what chat tools keep whole; what servers accept

COPY = """export default function (component) {
  const { data, parentElement: root } = component;
  const box = root.querySelector("input"), button = root.querySelector("button");
  const film = document.querySelector("[data-step]");
  box.value = data.link + (film && film.dataset.step ? "&at=" + film.dataset.step : "");
  box.setAttribute("aria-label", data.label);
  button.textContent = data.copy;
  box.onfocus = () => box.select();
  button.onclick = async () => {
    box.select();
    try { await navigator.clipboard.writeText(box.value); } catch { document.execCommand("copy"); }
    button.textContent = data.copied;
    setTimeout(() => { button.textContent = data.copy; }, 2000);
  };
}"""
COPY_STYLE = """
div { display: flex; gap: 8px; }
input { flex: 1; min-width: 0; height: 38px; padding: 0 10px; border: 1px solid var(--st-border-color);
  border-radius: 6px; background: var(--st-secondary-background-color); color: var(--st-text-color);
  font: 14px monospace; }
button { height: 38px; min-width: 84px; padding: 0 12px; border: 0; border-radius: 6px; cursor: pointer;
  background: var(--st-primary-color); color: #fff; font: 600 15px var(--st-font, sans-serif); }
:is(input, button):focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
"""
COPIER = st.components.v2.component("copy_link", html="<div><input readonly><button type='button'></button></div>",
                                    css=COPY_STYLE, js=COPY)


def button() -> None:
    """Opens the link; only then are an upload's cells put into it."""
    if st.button(t("Share"), icon=":material/link:", key="share"):
        show_link()


@st.dialog(" ")
def show_link() -> None:
    """The link, and what whoever opens it will see."""
    data, sentence = shared_data()
    link = settings.link(data)
    st.markdown(f"**{t('Share this view')}**")
    COPIER(data={"link": link, "label": t("Link"), "copy": t("Copy"), "copied": t("Copied")}, key="copier")
    st.markdown(sentence)
    if len(link) > CHAT:
        st.warning(t("The link has {n} characters; some chat programs cut such links off. Send it by mail, or put "
                     "it on a page.", n=count(len(link))))


def shared_data() -> tuple[str, str]:
    """The data part of the link, and a sentence about it."""
    data: str = st.session_state["data"]
    if not data.startswith("file:"):
        return data, t("It reopens these data with all settings of all pages.")
    table = workspace.as_read()
    used = table.frame[workspace.columns_in_use()]
    packed = cells.pack(used, table.name)
    if packed and len(settings.link(f"cells:{packed}")) <= MOST:
        return f"cells:{packed}", t("Your data are inside the link: the columns in use, {n} rows. Whoever has the link "
                                    "can read them.", n=count(len(used)))
    return data, t("Your file is too large for a link. Whoever opens it is asked to drop the same file; send it along.")
