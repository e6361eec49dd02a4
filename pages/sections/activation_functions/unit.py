"""One piece: c·σ(b + wx). The height c, the steepness w and the place b of a single neuron, by hand."""

import numpy as np
import streamlit as st

from core.activations import chosen
from core.builder import Pieces
from pages.sections.activation_functions.chosen import Parameters, sign, title
from pages.shared import settings
from pages.shared.charts import pieces as picture
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, number
from pages.shared.part import part
from pages.shared.rows import rows
from pages.shared.words import t

WIDE, HIGH, HEIGHT = 8.0, 8.0, 300
LOW = 1.6                               # heights up to here are shown on a larger scale


@part
def one_piece(parameters: Parameters) -> None:
    """Three sliders over the picture of one of the pieces above; beside it where its middle is, and how steep."""
    st.header(t("One piece: c·σ(b + wx)"), anchor=False)
    name = settings.kept("shape", "sigmoid")
    with st.container(horizontal=True):
        height = settings.ask(st.slider, t("height c"), key="piece_c", default=1.0, parse=settings.finite,
                              min_value=-HIGH, max_value=HIGH, step=0.1, format="%.1f")
        bias = settings.ask(st.slider, t("bias b"), key="piece_b", default=0.0, parse=settings.finite, min_value=-20.0,
                            max_value=20.0, step=0.1, format="%.1f")
        weight = settings.ask(st.slider, t("weight w"), key="piece_w", default=1.0, parse=settings.finite,
                              min_value=-20.0, max_value=20.0, step=0.1, format="%.1f")
    bend = chosen((name, parameters.get(name, {})))
    piece = Pieces(bend, 0.0, np.array([height]), np.array([bias]), np.array([weight]))
    formula = f"{plain(height)} · {sign(name)}({plain(bias)} {'−' if weight < 0 else '+'} {plain(abs(weight))}*x*)"
    with st.container(horizontal=True, gap="medium", key="by_hand"):
        paint(piece)
        st.markdown(f"{title(name)}: :blue[{formula}]\n\n{said(piece, name)}")


def paint(piece: Pieces) -> None:
    """The curve, its middle, and the tangent there."""
    pen = piece.pen(-WIDE, WIDE)
    middle, slope = piece.middles, piece.middle_slopes[0]
    at = middle[np.isfinite(middle) & (np.abs(middle) <= WIDE)]
    near = at[:1, None] + np.array([[-2.5, 2.5]]) / np.hypot(1.0, slope) if len(at) else np.zeros((0, 2))
    tangent = piece.predict(at)[:, None] + slope * (near - at[:1, None]) if len(at) else near
    top = HIGH if abs(piece.heights[0]) > LOW else LOW * 1.25
    draw(picture.one_piece(theme(), axis("x", -WIDE, WIDE), axis("y", -top, top), HEIGHT), {
        "curve": rows(x=pen, y=piece.predict(pen)),
        "tangent": rows(x=near.ravel(), y=tangent.ravel()),
        "middle": rows(x=at, y=piece.predict(at)),
    }, key="picture_piece", alt=t("The curve of one piece, with the tangent at its middle."))


def said(piece: Pieces, name: str) -> str:
    """Where the middle is, and how steep the piece is there, with the numbers."""
    height, bias, weight = float(piece.heights[0]), float(piece.biases[0]), float(piece.weights[0])
    if weight == 0:
        return t("With w = 0 the piece does not depend on x: it is the constant {value}.",
                 value=number(float(piece.predict(np.zeros(1))[0])))
    inner = float(piece.activation.slope(np.zeros(1))[0])
    middle, slope = number(float(piece.middles[0])), number(float(piece.middle_slopes[0]))
    bias_text, height_text, weight_text = plain(0.0 - bias), plain(height), plain(weight)
    where = t("b moves it: the middle is at x = −b/w = {bias}/{weight} = {middle}.", bias=bias_text,
              weight=weight_text, middle=middle)
    if name == "sigmoid":
        steep = t("w steepens it: the :violet[slope] at the middle is c·w/4 = {height}·{weight}/4 = {slope}. c is its "
                  "height: it lies between 0 and {height}.", height=height_text, weight=weight_text, slope=slope)
    else:
        steep = t("w steepens it: the :violet[slope] at the middle is c·w·σ′(0) = {height}·{weight}·{inner} = {slope}. "
                  "c stretches it.", height=height_text, weight=weight_text, inner=number(inner), slope=slope)
    return f"{where} {steep}"


def plain(value: float) -> str:
    """A number of a slider, as it stands there."""
    return f"{value:g}".replace("-", "−")
