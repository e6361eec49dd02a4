"""A part of a page that runs alone when a control inside it moves: quick, and the address follows all the same."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from pages.shared import settings

P = ParamSpec("P")


def part(function: Callable[P, None]) -> Callable[P, None]:
    """Let this part of a page run alone.

    A run of the whole page goes through frame.run(), which writes the address at its end; a part that runs alone
    has to do so itself.
    """
    @st.fragment
    @wraps(function)
    def lively(*arguments: P.args, **options: P.kwargs) -> None:
        state = st.session_state
        if state.get("inside"):                 # the whole page runs
            function(*arguments, **options)
            return
        try:
            function(*arguments, **options)
        finally:
            settings.leave(state["data"])

    return lively
