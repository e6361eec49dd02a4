"""The frame around every page: the one list of pages, the way in, the head of a page, and the way out.

Streamlit runs a file of a folder called pages/ directly when a visitor of a fresh server comes by a deep link, and
app.py is passed by; so every page begins with enter(), which sends such a visitor through app.py after all.
"""

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NoReturn

import streamlit as st

from pages.shared import settings, share, workspace
from pages.shared.look import dress
from pages.shared.words import LANGUAGES, language, literal, speak, t
from pages.shared.workspace import Work

PAGES = Path(__file__).parents[1]


def menu() -> Sequence[st.Page]:
    """All pages in reading order; the one place that lists them."""
    return [
        st.Page("pages/overview.py", title=t("Overview"), default=True),
        st.Page("pages/data_upload.py", title=t("Data")),
        st.Page("pages/model_fit.py", title=t("Model fit")),
        st.Page("pages/loss_comparison.py", title=t("Loss comparison")),
        st.Page("pages/activation_functions.py", title=t("Activation functions")),
        st.Page("pages/critical_points.py", title=t("Critical points")),
        st.Page("pages/generation.py", title=t("Generation")),
    ]


def run() -> None:
    """Called by app.py, and by nothing else: find the page, run it, write the address."""
    state = st.session_state
    state["entered"] = state["inside"] = True
    settings.arrive()
    speak()
    page = st.navigation(menu(), position="top")
    state["moved"] = state.get("at") != page.url_path
    state["at"] = page.url_path
    try:
        page.run()
    finally:                                    # also after st.stop()
        state["inside"] = state["moved"] = False     # a part of the page that runs alone has not moved
        if "data" in state:
            settings.leave(state["data"])


def enter() -> None:
    """First line of every page: in through app.py, dressed, with data to look at."""
    if not st.session_state.get("inside"):
        st.set_page_config(layout="wide")
        st.navigation(menu(), position="top")
        st.rerun()
    st.session_state["complaints_here"], st.session_state["complained"] = None, []
    dress()
    workspace.arrive()


def head(title: str, sentence: str) -> None:
    """The page's name and its one sentence; on the right what is being looked at, and Share."""
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.markdown(f"# {title}\n\n{sentence}", anchors=False, width="stretch")
        workspace.chip()
        share.button()
    st.session_state["complaints_here"] = st.empty()
    complain()
    workspace.stop_for_awaited_file()


def complain() -> None:
    """Say what the link asked for and could not be had, under the page's title; each sentence is shown once."""
    settings.report_unknown(known_settings())
    state = st.session_state
    if state["complaints"]:
        state["complained"] += state["complaints"]
        with (state["complaints_here"] or st).container():
            for sentence in state["complained"]:
                st.warning(sentence, icon=":material/link_off:")
    state["complaints"] = []


def need(*tasks: str) -> Work:
    """What the visitor works on, as numbers; if nothing, or another task than these, says so and stops."""
    return workspace.need(*tasks) or stop()


def foot() -> None:
    """Last line of every page: the language, and what the page owes to whom."""
    complain()                                  # what the page's own controls could not honor
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        settings.ask(st.segmented_control, t("Language"), key="lang", default=language(), options=list(LANGUAGES),
                     format_func=LANGUAGES.__getitem__, label_visibility="collapsed", required=True)
        st.markdown(f":small[:gray[{source()}]]")


def stop() -> NoReturn:
    """End a page early, with its last line all the same."""
    foot()
    st.stop()


def source() -> str:
    """Where the data come from, as their licence asks."""
    sample = workspace.sample()
    if sample is None:
        return t("Your data stay in this session; nobody else sees them.")
    licence = literal(t(sample.licence.rstrip(".")), 100)
    return t("Data: {source}. Licence: {licence}.", source=literal(sample.source, 200), licence=licence)


@cache
def known_settings() -> set[str]:
    """The names of all settings of all pages: every key that some page gives to ask(), know() or arrived().

    A key made of a word and a name, f"loss_{name}", is listed as its beginning and a star.
    """
    calls = [node for path in PAGES.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("ask", "know", "arrived")]
    keys = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "key"]
    keys += [call.args[0] for call in calls if call.args]
    parts = [part for key in keys for part in ast.walk(key)]
    begun = [part.values[0] for part in parts if isinstance(part, ast.JoinedStr)]
    known = {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return known | {f"{part.value!s}*" for part in begun if isinstance(part, ast.Constant)}
