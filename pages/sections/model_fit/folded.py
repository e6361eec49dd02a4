"""What lies below the fold: each part is closed until somebody opens it, and costs nothing until then."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared import settings

GAP = "\u2003"                          # between the marks of a key line
PARTS = ("guess", "residuals", "predict", "runs", "sweep", "along", "sizes", "penalty", "network", "downloads")


def folded(name: str, title: str, icon: str) -> DeltaGenerator | None:
    """The inside of a part if it is open, else None; which ones are open stands in the link."""
    opened = settings.know(key="open", default=[], options=list(PARTS))
    st.session_state.setdefault(f"fold_{name}", name in opened)
    place = st.expander(title, icon=icon, key=f"fold_{name}", on_change=toggled, args=(name,))
    return place if place.open else None


def toggled(name: str) -> None:
    """Remember which parts are open."""
    others = [part for part in settings.kept("open", []) if part != name]
    settings.put("open", [*others, name] if st.session_state[f"fold_{name}"] else others)
