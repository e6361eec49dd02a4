"""Where the slope is zero the walk stops; only the curvature says whether that is a valley or a saddle."""

import streamlit as st

from pages.sections.critical_points import dimensions, escape, explore, single
from pages.sections.critical_points.style import STYLE
from pages.shared import frame
from pages.shared.words import t

frame.enter()
st.html(STYLE)
frame.head(t("Critical points"),
           t("Where the slope is zero the walk stops; only the curvature says whether that is a valley or a saddle."))
explore.stand_and_walk()
escape.out_of_a_saddle()
dimensions.many_parameters()
single.single_weights()
frame.foot()
