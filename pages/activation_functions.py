"""Straight lines added up stay straight; one bend per piece is enough to follow any curve."""

import streamlit as st

from pages.sections.activation_functions import builder, closer, curves, followed, growing, style
from pages.sections.activation_functions.chosen import parameters
from pages.shared import frame
from pages.shared.words import t

frame.enter()
frame.head(t("Activation functions"),
           t("Straight lines added up stay straight; one bend per piece is enough to follow any curve."))

style.keep_room()

own, numbers = followed.usable(), parameters()
with st.container(horizontal=True, gap="medium", key="followed"):
    left = st.container()
    with left:
        builder.build(own, numbers)
    curves.compare_curves(numbers)
    with left:
        growing.grow_errors(own, numbers)
closer.closer(own, numbers)
frame.foot()
