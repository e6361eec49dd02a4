"""A part of a page that runs alone when a control inside it moves: quick, and the address follows all the same."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from pages.shared import settings
from pages.shared.words import speak

P = ParamSpec("P")

# Says so once the hand rests: told a new word, it waits until no newer one comes, then reports.
REST = """const told = new WeakMap();
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component;
  const before = told.get(root);
  if (before) clearTimeout(before.timer);
  const now = { word: data.word, timer: null };
  if (before && before.word !== data.word)
    now.timer = setTimeout(() => setTriggerValue("rest", data.word), data.wait);
  told.set(root, now);
}"""
RESTING = st.components.v2.component("rest", html="<i hidden></i>", js=REST)
WAIT = 600                      # milliseconds without a newer word

# Before a part begins to work, Streamlit's other thread is left alone for so long (in seconds) to tell the browser of
# the run: what the browser does for every run it then does meanwhile, and not once the work is done.
HEAD_START = 0.003

# The browser gathers what comes within 10 ms and draws it as one. A picture that is to be seen before everything else
# is ready has to come alone, so nothing follows it for a little longer than that (in seconds).
ALONE = 0.012


def part(function: Callable[P, None]) -> Callable[P, None]:
    """Let this part of a page run alone.

    A run of the whole page goes through frame.run(), which writes the address at its end; a part that runs alone
    has to do so itself, with all parts inside it. A part has its function's name, by which `afterwards` can have it
    run again.
    """
    @st.fragment(key=function.__qualname__)
    @wraps(function)
    def lively(*arguments: P.args, **options: P.kwargs) -> None:
        state = st.session_state
        wider = state.pop("wider", False)
        if state.get("inside") or state.get("around"):      # the whole page runs, or a part around this one
            function(*arguments, **options)
            return
        if wider:
            st.rerun()
        state["around"] = function.__qualname__
        time.sleep(HEAD_START)
        speak()
        try:
            function(*arguments, **options)
        finally:
            state["around"] = ""
            settings.leave(state["data"])
        if state["complaints"]:
            st.rerun()                          # the frame says them, under the page's title

    return lively


@contextmanager
def seen_first(*, wanted: bool) -> Iterator[None]:
    """Have the browser draw what it has been told so far before the rest of the part that runs alone comes.

    What is computed meanwhile, and tells the browser nothing, stands inside.
    """
    alone = wanted and st.session_state.get("around")
    until = time.perf_counter() + ALONE
    if alone:
        time.sleep(HEAD_START)
    yield
    if alone:
        time.sleep(max(0.0, until - time.perf_counter()))


def widen() -> None:
    """From the callback of a control in a part: it has changed what stands outside, so the whole page runs."""
    st.session_state["wider"] = True


def afterwards(name: str, word: str, *, everything: bool = False) -> None:
    """Have another part run again once the hand rests, if the word has changed since it was last said here.

    What follows a drag at once should be little: the heavier parts, `name` first (or everything: the whole page), come
    when the control stands still.
    """
    RESTING(data={"word": word, "wait": WAIT}, key=f"rest_{name}",
            on_rest_change=lambda: st.rerun("app" if everything else name))
