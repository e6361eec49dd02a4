"""The landscape, the point, its verdict, and the walks that start there: everything that follows the click."""

import streamlit as st

from core.critical_points import inspect
from pages.sections.critical_points import escape, ground, map, remembered, verdict, walks
from pages.shared.part import part
from pages.shared.words import t


@part
def show() -> None:
    """Map left, verdict right; below them the player, the walks side by side, and the way out of a saddle."""
    with st.container(key="critical"):
        left, right = st.columns([5, 6], gap="medium")
        with left:
            land = ground.ask()
            ground.settle(land)
            picture = st.container()
            point = inspect(land.f, ground.ask_point(land))
            rest = st.container()
        with right:
            racers, steps = walks.ask(land)
            race = walks.start(land, point, racers, steps)
            verdict.show(land, point)
        found = remembered.level_places(land.key, land.box, land.f)
        with picture:
            map.show(land, point, found, race)
        with rest:
            map.tell(land, found)
        walks.player(land, race)
        st.subheader(t("Side by side from one start"), anchor=False)
        walks.table(race, land.letters)
        escape.show(land, point, found)
