"""A part below the steps that has been opened: its box, its heading, and what stands side by side in it."""

from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def opened(title: str) -> DeltaGenerator:
    """The box of a part, its title first; what is drawn in it comes below."""
    box = st.container(border=True)
    box.subheader(title, anchor=False)
    return box


def pair(name: str, align: Literal["top", "bottom"] = "top") -> DeltaGenerator:
    """A few things side by side, or below each other where there is little room; columns would each be a box more."""
    return st.container(horizontal=True, gap="medium", vertical_alignment=align, key=f"pair_{name}")
