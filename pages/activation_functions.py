"""Straight lines added up stay straight; one bend per piece is enough to follow any curve."""

import streamlit as st

from pages.sections.activation_functions import (
    builder,
    curves,
    depth,
    followed,
    gallery,
    growing,
    layers,
    ramp,
    sleeping,
    style,
    unit,
)
from pages.shared import frame
from pages.shared.words import t

frame.enter()
frame.head(t("Activation functions"),
           t("Straight lines added up stay straight; one bend per piece is enough to follow any curve."))

style.keep_room()

own, parameters = followed.usable(), gallery.parameters()
with st.container(horizontal=True, gap="medium", key="followed"):
    left = st.container()
    with left:
        builder.build(own, parameters)
    curves.compare_curves(parameters)
    with left:
        growing.grow_errors(own, parameters)
with st.container(horizontal=True, gap="medium", key="by_hand"):
    unit.one_piece(parameters)
    ramp.two_relus()
layers.stacked_lines(parameters)
depth.through_layers(parameters)
sleeping.sleeping_units(own, parameters)
gallery.formulas()
gallery.ask_parameters()
frame.foot()
