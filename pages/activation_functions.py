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
left, right = st.columns([8, 5], gap="medium")
with left:
    builder.build(own, parameters)
with right:
    curves.compare_curves(parameters)
with left:
    growing.grow_errors(own, parameters)

left, right = st.columns([8, 5], gap="medium")
with left:
    unit.one_piece(parameters)
with right:
    ramp.two_relus()
layers.stacked_lines(parameters)
depth.through_layers(parameters)
sleeping.sleeping_units(own, parameters)
gallery.formulas()
gallery.ask_parameters()
frame.foot()
