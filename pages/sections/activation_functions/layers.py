"""Why a bend is needed: layers without one multiply out to a single line, whatever their numbers are."""

import numpy as np
import streamlit as st

from core.activations import chosen
from core.arrays import Array
from core.builder import Pieces, multiply_out
from pages.sections.activation_functions.chosen import Parameters, title
from pages.sections.activation_functions.formula import short, signed_short, tex_short
from pages.shared import settings
from pages.shared.charts import compared as charts
from pages.shared.look import draw, theme
from pages.shared.numbers import axis
from pages.shared.rows import records, stacked
from pages.shared.words import t

WIDE, HIGH, HEIGHT, LARGEST = 4.0, 8.0, 300, 1e6
BENDS = ("relu", "sigmoid", "tanh", "sine")


def stacked_lines(parameters: Parameters) -> None:
    """The numbers of two layers; multiplied out; and the picture with and without a bend between them."""
    st.header(t("Why a bend? Stacked lines stay a line"), anchor=False)
    with st.container(horizontal=True, gap="small", key="stack_numbers"):
        neurons = settings.ask(st.segmented_control, t("Neurons in the first layer"), key="stack", default=1, parse=int,
                               options=[1, 2], required=True)
        name = settings.ask(st.segmented_control, t("A bend between the layers"), key="stack_bend", default="relu",
                            options=list(BENDS), format_func=title, required=True)
        outer = ask(t("b₂"), key="stack_b", default=3.0)
        rows = [[ask(t("w₂"), key="stack_c1", default=-0.5), ask(t("b₁"), key="stack_b1", default=1.0),
                 ask(t("w₁"), key="stack_w1", default=2.0)]]
        if neurons > 1:
            rows.append([ask(t("second w₂"), key="stack_c2", default=1.5),
                         ask(t("second b₁"), key="stack_b2", default=-2.0),
                         ask(t("second w₁"), key="stack_w2", default=1.0)])
    heights, biases, weights = np.array(rows).T
    first, second = (biases, weights[:, None]), (np.array([outer]), heights[None, :])
    with st.container(horizontal=True, gap="medium", key="by_hand"):
        paint(first, second, name, parameters)
        st.markdown("\n\n".join([
            t("The first layer makes b₁ + W₁x, the second one takes that as its input: b₂ + W₂(b₁ + W₁x). Change any "
              "number."), explain(first, second, *multiply_out([first, second])),
            t("A thousand layers are no different: each multiplies out with the next. And one bias is enough: "
              "the notes' y = b + w(x + b′) is (b + wb′) + wx, so b′ only shifts b. With several features, "
              "ŷ = b + w₁x₁ + … + wₙxₙ; stacked, it is still linear.")]))


def ask(label: str, *, key: str, default: float) -> float:
    """One number of a layer."""
    return float(settings.ask(st.number_input, label, key=key, default=default, parse=settings.finite,
                              min_value=-LARGEST, max_value=LARGEST, step=0.5, format="%.6g", width=82))


def explain(first: tuple[Array, Array], second: tuple[Array, Array], bias: Array, weight: Array) -> str:
    """The two layers multiplied out, with matrices and numbers."""
    biases, weights = first[0], first[1][:, 0]
    constant, heights = second[0][0], second[1]
    line = f"ŷ = {short(bias[0])} {signed_short(weight[0, 0])} *x*"
    if len(biases) == 1:                                # written without LaTeX, which takes the browser longer
        height = heights[0, 0]
        steps = [f"ŷ = {short(constant)} {signed_short(height)} ({short(biases[0])} {signed_short(weights[0])} *x*)",
                 f"b = b₂ + w₂b₁ = {short(constant)} {signed_short(height)} · {factor(biases[0])} = {short(bias[0])}",
                 f"w = w₂w₁ = {short(height)} · {factor(weights[0])} = {short(weight[0, 0])}", line]
    else:
        b_2, W_2, b_1, W_1 = tex_short(constant), matrix(heights), column(biases), column(weights)
        steps = [rf"$\hat y = {b_2} + {W_2}\left({b_1} + {W_1}x\right)$",
                 rf"$b = b_2 + W_2b_1 = {b_2} + {W_2}{b_1} = {tex_short(bias[0])}$",
                 rf"$w = W_2W_1 = {W_2}{W_1} = {tex_short(weight[0, 0])}$", line]
    return "\n\n".join(f":blue[{step}]" for step in steps) + " " + t("**One line.**")


def factor(value: float) -> str:
    """A factor after another one; a negative one in brackets."""
    return f"({short(value)})" if value < 0 else short(value)


def matrix(rows: Array) -> str:
    """A matrix in LaTeX."""
    lines = ("&".join(map(tex_short, row)) for row in rows)
    return r"\begin{bmatrix}" + r"\\".join(lines) + r"\end{bmatrix}"


def column(values: Array) -> str:
    """A column vector in LaTeX."""
    return matrix(values[:, None])


def paint(first: tuple[Array, Array], second: tuple[Array, Array], name: str, parameters: Parameters) -> None:
    """ŷ over x without a bend, and with one."""
    pen = np.linspace(-WIDE, WIDE, 81)
    across, up = axis("x", -WIDE, WIDE), axis("ŷ", -HIGH, HIGH)
    drawn = {}
    for label, bend in ((t("no bend"), ("identity", {})), (title(name), (name, parameters.get(name, {})))):
        both = Pieces(chosen(bend), float(second[0][0]), second[1][0], first[0], first[1][:, 0])
        drawn[label] = both.predict(pen)
    lines = stacked([{"line": [slot] * len(pen), "x": pen, "y": y, "slot": [slot] * len(pen),
                      "name": [label] * len(pen)} for slot, (label, y) in enumerate(drawn.items())])
    draw(charts.curves(theme(), across, up, HEIGHT), {
        "lines": lines, "at": records(("x",), []), "dots": records(("x", "y", "slot"), []),
        "ends": charts.ends([y[-1] for y in drawn.values()], drawn, [0, 1], up, HEIGHT - 60),
        "levels": records(("y", "name"), []),
    }, key="picture_layers", alt=t("Two stacked layers: without a bend a straight line, with one between them a "
                                   "bent one."))
