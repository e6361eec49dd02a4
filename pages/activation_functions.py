"""Straight lines added up stay straight; one bend per piece is enough to follow any curve."""

import streamlit as st

from pages.sections.activation_functions import builder, closer, curves, followed, gallery, growing, style
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
closer.closer(own, parameters)
frame.foot()
