"""The landscape, the point, its verdict, and the walks that start there: everything that follows the click."""

import streamlit as st

from core.critical_points import inspect
from pages.sections.critical_points import escape, ground, map, remembered, verdict, walks
from pages.shared.part import part
from pages.shared.words import t


@part
def stand_and_walk() -> None:
    """Map left, verdict right; below them the player and the walks side by side."""
    with st.container(key="critical"):
        left, right = st.columns([5, 6], gap="medium")
        with left:
            land, theta = ground.ask()
            picture = st.container()
        point = inspect(land.f, theta)
        with right:
            racers, steps = walks.ask(land)
            verdict.show(land, point)           # before the walks, which take longer
        race = walks.start(land, point, racers, steps)
        found = remembered.level_places(land.key, land.box, land.f)
        with picture:
            map.show(land, point, found, race)
        with right:
            map.tell(land, found)
        walks.player(land, race)
        st.header(t("Side by side from one start"), anchor=False)
        walks.show(race)
    escape.follow(land, point, found)
