"""With a single w: slope zero alone makes no minimum."""

import numpy as np
import pandas as pd
import streamlit as st

from core.critical_points import inspect
from core.single_weight import SINGLE_WEIGHTS, SingleWeight
from pages.sections.critical_points.map import SIGNS, kind_of
from pages.shared import settings
from pages.shared.charts import bends
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, tex
from pages.shared.part import part
from pages.shared.words import t

WIDE, HIGH, HEIGHT = 1.5, 2.2, 190


@part
def single_weights() -> None:
    """One slider, three curves with their tangents, three verdicts."""
    st.header(t("With a single w: slope zero alone makes no minimum"), anchor=False)
    w = settings.ask(st.slider, t("w"), key="single", default=0.0, parse=settings.finite, min_value=-WIDE,
                     max_value=WIDE, step=0.05, format="%.2f")
    for column, one in zip(st.columns(len(SINGLE_WEIGHTS), gap="medium"), SINGLE_WEIGHTS.values(), strict=True):
        with column:
            paint(one, w)
            tell(one, w)
    st.markdown(t("Slope zero only says: level ground. With a single w it can be a valley (w²), a hilltop (−w²) or a "
                  "level spot on a slope (w³); with more parameters also a saddle. Where the curvature is 0 as well it "
                  "can't tell: w³, w⁴ and −w⁴ all have slope 0 and curvature 0 at 0."))


def paint(one: SingleWeight, w: float) -> None:
    """The curve with its tangent at w."""
    pen = np.linspace(-WIDE, WIDE, 121)
    slope, height = float(one.gradient(np.array([w]))[0]), one.value([w])
    ends = w + np.array([-1.0, 1.0]) * 0.8 / np.hypot(1.0, slope)
    across, up = axis("w", -WIDE, WIDE), axis(f"L = {NAMES[one.name]}", -HIGH, HIGH)
    draw(bends.single_weight(theme(), across, up, HEIGHT), {
        "curve": pd.DataFrame({"x": pen, "y": one.values(pen[:, None])}),
        "tangent": pd.DataFrame({"x": ends, "y": height + slope * (ends - w)}),
        "here": pd.DataFrame({"x": [w], "y": [height]}),
    }, key=f"picture_{one.name}", alt=t("The curve {formula} with its tangent.", formula=NAMES[one.name]))


NAMES = {"square": "w²", "upside_down": "−w²", "cube": "w³"}


def tell(one: SingleWeight, w: float) -> None:
    """What this w is, and why."""
    point = inspect(one, np.array([w]))
    slope, bend = tex(float(point.gradient[0])), tex(float(point.hessian[0, 0]))
    derivatives = rf":violet[$\partial L/\partial w = {slope}$], $\partial^2 L/\partial w^2 = {bend}$"
    st.markdown(derivatives)
    sign = "↘" if point.kind == "not critical" else SIGNS[kind_of(point.kind)]
    st.markdown(f"{sign} **{t(point.kind)}** {t(point.template, **point.values)}")
    if one.name == "cube" and point.kind == "undecided":
        st.markdown(t("A step to the left goes down: no minimum, though the slope is zero."))
