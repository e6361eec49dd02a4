"""Two ReLUs make a hard sigmoid, if the second one takes back exactly what the first one gives."""

import numpy as np
import streamlit as st

from core.activations import ACTIVATIONS
from core.arrays import Array
from core.builder import ramp_miss, two_rectifiers
from pages.sections.activation_functions.formula import signed
from pages.shared import settings
from pages.shared.charts import pieces as picture
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, number
from pages.shared.part import part
from pages.shared.rows import rows
from pages.shared.words import key_line, t

WIDE, HEIGHT = 7.0, 300
SIXTIETHS = tuple(n / 60 for n in range(-24, 13))
CLOSE = 1e-9


@part
def two_relus() -> None:
    """The slider for a; two pieces, their sum, and the hard sigmoid they should make."""
    st.header(t("Two ReLUs make one hard sigmoid"), anchor=False)
    a = settings.ask(st.select_slider, t("a, the height of the second ReLU"), key="ramp", default=0.0,
                     options=list(SIXTIETHS), parse=settings.finite, format_func=lambda value: number(value, 3))
    with st.container(horizontal=True, gap="medium", key="by_hand"):
        show(a)


def show(a: float) -> None:
    """The picture, and what it says beside it."""
    pen = np.array([-WIDE, -3.0, 3.0, WIDE])            # all is straight in between
    both = two_rectifiers(pen, a)
    draw(picture.sum_of_pieces(theme(), axis("z", -WIDE, WIDE), axis("y", -1.2, 2.0), HEIGHT), {
        "points": rows(x=[], y=[]), "constant": rows(y=[]),
        "pieces": rows(piece=np.repeat([0, 1], len(pen)), x=np.tile(pen, 2), y=both.T.ravel()),
        "aim": rows(x=pen, y=ACTIVATIONS["hard_sigmoid"].value(pen)), "sum": rows(x=pen, y=both.sum(axis=1)),
        "names": rows(x=[], y=[], name=[], strong=[]),
    }, key="picture_ramp", alt=t("Two ReLU pieces, their sum, and the hard sigmoid that the sum should be."))
    marks = [f":blue[─ {t('the two pieces')}]", f":blue[━ {t('their sum')}]", f":green[╌ {t('hard sigmoid')}]"]
    formula = f":blue[⅙ · ReLU(*z* + 3) {signed(a, 3)} · ReLU(*z* − 3)]"
    st.markdown("\n\n".join([key_line(*marks), formula, said(a, pen)]))


def said(a: float, z: Array) -> str:
    """Whether the two make a hard sigmoid, and why not."""
    miss = ramp_miss(z, a)
    if miss < CLOSE:
        return t("**Exactly a hard sigmoid.** Right of z = 3 the slopes 1/6 and a = −1/6 cancel: it stays at 1. So a "
                 "sum of ReLUs can make every ramp, and a sum of ramps every curve.")
    return t("Right of z = 3 the slope is 1/6 + a = {slope}, where a hard sigmoid is level; up to z = {end} the sum "
             "misses it by as much as {miss}. Which a cancels the first slope?", slope=number(1 / 6 + a),
             end=f"{WIDE:g}", miss=number(miss))
