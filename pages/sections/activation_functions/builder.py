"""The builder: a constant and k bent pieces, each visible, and their sum following the data."""

import numpy as np
import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.activations import ACTIVATIONS
from core.builder import MOST_PIECES, Growth, Pieces, reach
from core.curve_view import label_place
from core.view import drawn_rows, span
from pages.sections.activation_functions import followed, formula
from pages.sections.activation_functions.chosen import Parameters, choice, growth, sign, title
from pages.sections.activation_functions.followed import Followed, Usable
from pages.shared import settings
from pages.shared.charts import pieces as picture
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count
from pages.shared.part import part
from pages.shared.rows import records, rows
from pages.shared.words import key_line, t

HEIGHT, MOST_DOTS = 420, 600
LABEL = 48                              # points of the sum that its name covers


@part
def build(own: Usable, parameters: Parameters) -> None:
    """The shape of the pieces and what they follow; then their number."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shape = settings.ask(st.selectbox, t("Shape of a piece"), key="shape", default="sigmoid",
                             options=list(ACTIVATIONS), format_func=title, width=200)
        place = st.container(key="number_of_pieces")
        with st.popover(t("More"), key="more_builder"):
            points = followed.ask(own)
    if not st.session_state["inside"] and (points.key, shape) != st.session_state["followed"]:
        st.rerun()                      # the other parts of the page follow the same curve, and show the same shape
    st.session_state["followed"] = points.key, shape
    grow(shape, points, parameters, place)


@part
def grow(shape: str, points: Followed, parameters: Parameters, place: DeltaGenerator) -> None:
    """How many pieces; the picture, and its numbers under it."""
    with place:
        number = settings.ask(st.slider, t("Number of pieces"), key="pieces", default=4, parse=int, min_value=0,
                              max_value=MOST_PIECES, step=1)
    grown = growth(points.key, choice(shape, parameters), points.x, points.y)
    marks = paint(grown, grown.sums[number], shape, points)
    formula.show(grown, number, shape, points, marks)


def paint(grown: Growth, total: Pieces, shape: str, points: Followed) -> str:
    """Dots, pieces, constant and sum; what the marks mean is to stand under it."""
    low, high = span(points.x)
    bottom, top, from_zero = reach(grown.sums, points.x, points.y)
    across = axis(points.across, low, high)
    up = axis(points.up, *span(np.array([bottom, top]), 0.06))
    first, last = float(points.x.min()), float(points.x.max())
    pens, fine = total.pens(first, last), total.pen(first, last)
    line = total.predict(fine)
    start = 0.0 if from_zero else total.constant
    shares = [start + total.shares(pen)[:, each] for each, pen in enumerate(pens)]
    drawn = drawn_rows(len(points.x), MOST_DOTS)
    draw(picture.sum_of_pieces(theme(), across, up, HEIGHT), {
        "points": rows(x=points.x[drawn], y=points.y[drawn]),
        "pieces": rows(piece=np.repeat(np.arange(len(total)), pens.shape[1]), x=pens.ravel(),
                       y=np.array(shares).ravel()),
        "constant": rows(y=[total.constant]), "sum": rows(x=fine, y=line), "aim": rows(x=[], y=[]),
        "names": names(total, first, last),
    }, key="picture_pieces", alt=t("The data as dots, the pieces as thin lines, the constant as a dotted line, and "
                                   "their sum as a strong line; in numbers below."))
    marks = [f":gray[● {t('data')}]", f":blue[━ {t('the sum f(x)')}]",
             f":blue[─ {t('pieces')} cᵢ {sign(shape)}(bᵢ + wᵢx)]"
             + ("" if from_zero else ", " + t("drawn from the constant up")), f":blue[┄ {t('constant')} b]"]
    if len(drawn) < len(points.x):
        marks.append(t("{n} of {all} points are drawn", n=count(len(drawn)), all=count(len(points.x))))
    return key_line(*marks)


def names(total: Pieces, low: float, high: float) -> pa.Table:
    """Names in the picture: the sum's where it is calm, the constant's at the left."""
    x = np.linspace(low, high, 6 * LABEL)
    at, height = label_place(total.predict(x), LABEL)
    return records(("x", "y", "name", "strong"), [(float(x[at]), height, t("the sum f(x)"), True),
                                                  (low, total.constant, t("constant b"), False)])
