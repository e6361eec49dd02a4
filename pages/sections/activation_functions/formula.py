"""The sum in numbers: the formula with every height, bias and weight, and how wrong it is."""

import numpy as np
import streamlit as st

from core.activations import ACTIVATIONS
from core.arrays import Array
from core.builder import Growth, Pieces
from core.exact import minimize
from core.models import polynomial
from core.objective import objective
from core.one_bend import Bent, one_bend
from pages.sections.activation_functions.chosen import sign
from pages.sections.activation_functions.followed import Followed
from pages.shared import settings
from pages.shared.numbers import RAISED, exact, number, signed_tex, tex
from pages.shared.words import t

WRITTEN = 6                             # pieces in the formula; all of them under "All numbers"


def show(grown: Growth, k: int, shape: str, points: Followed, marks: str) -> None:
    """What the picture's marks mean; formula, error, and what there is to say; all digits, and the way to Model fit."""
    total = grown.sums[k]
    formula = f":blue[*f*(*x*) = {number(total.constant)} " + " ".join(terms(total, shape)) + "]"
    if k > WRITTEN:
        formula += f" + … ({t('{n} pieces in all', n=k)})"
    st.markdown(f"{marks}\n\n{formula}\n\n{' '.join(said(grown, k, shape, points))}")
    with st.container(horizontal=True):
        with st.popover(t("All numbers"), key="all_pieces", icon=":material/table_rows:"):
            st.markdown(t("Every number of the formula, with all its digits: height c, bias b and weight w of each "
                          "piece, and its middle −b/w. The first row is the constant."))
            st.code(copied(total), language=None)
        if takeable(points, shape, k) and st.button(t("Learn these weights in Model fit"), key="take_shape",
                                                 icon=":material/arrow_forward:"):
            take(shape, k)


def said(grown: Growth, k: int, shape: str, points: Followed) -> list[str]:
    """What is followed, how closely, and why not more closely."""
    root = np.sqrt(grown.errors)
    told = [t("This follows {curve}.", curve=points.told),
            t("Typical error (RMSE): {now}; the constant alone has {constant}.", now=f"**{number(root[k])}**",
              constant=number(root[0]))]
    if points.noise and root[k] < points.noise:
        told.append(t("That is less than the noise, {noise}: the pieces have begun to follow the noise too.",
                      noise=f"{points.noise:g}"))
    if shape == "identity" and k:
        told.append(straight(grown, k))
    elif k > grown.helpful:
        told.append(t("From piece {n} on, one more piece can't lower the error.", n=grown.helpful + 1))
    if points.noise is None and (found := straight_or_bent(points.key, points.x, points.y)):
        line, parabola, bend = found
        told.append(t("In MSE: a straight line {line}, a parabola {parabola}, the best line with one bend {bent}, at "
                      "x = {at}.", line=number(line), parabola=number(parabola), bent=number(bend.bent),
                      at=number(bend.at)))
    return told


@st.cache_resource(max_entries=100, show_spinner=False)
def straight_or_bent(key: str, _x: Array, _y: Array) -> tuple[float, float, Bent] | None:  # noqa: ARG001
    """How wrong the best line, parabola and line with one bend are; None for too few values of x."""
    bend = one_bend(_x, _y)
    if bend is None:
        return None
    parabola = minimize(objective(polynomial(2), "mse", _x[:, None], _y))
    return bend.straight, parabola.loss, bend


def takeable(points: Followed, shape: str, k: int) -> bool:
    """Whether Model fit can learn such a sum: on the visitor's own data, and where slopes show the way."""
    return points.noise is None and k > 0 and not ACTIVATIONS[shape].caution


def take(shape: str, k: int) -> None:
    """Open Model fit with a sum of as many units of this shape."""
    settings.put("model", "units")
    settings.put("units_count", k)
    settings.put("activation", shape)
    st.switch_page("pages/model_fit.py")


def terms(total: Pieces, shape: str) -> list[str]:
    """Each piece with its numbers. Written without LaTeX, which would take the browser longer than the picture."""
    rows = list(zip(total.heights, total.biases, total.weights, strict=True))[:WRITTEN]
    return [f"{signed(height)} {sign(shape)}({number(bias)} {signed(weight)} *x*)".replace(" ", "\u00a0")
            for height, bias, weight in rows]


def signed(value: float, digits: int = 4) -> str:
    """A number after another one: its sign is the operator."""
    return f"− {number(-value, digits)}" if value < 0 else f"+ {number(value, digits)}"


def short(value: float) -> str:
    """A number that somebody typed, for a formula: as it was typed."""
    digits, _, power = f"{value:.6g}".replace("-", "−", 1 if value < 0 else 0).partition("e")
    return f"{digits}\u00a0×\u00a010{str(int(power)).translate(RAISED)}" if power else digits


def signed_short(value: float) -> str:
    """The same as a term after another one."""
    return f"− {short(-value)}" if value < 0 else f"+ {short(value)}"


def tex_short(value: float) -> str:
    """The same in LaTeX."""
    digits, _, power = f"{value:.6g}".partition("e")
    return rf"{digits} \times 10^{{{int(power)}}}" if power else digits


def straight(grown: Growth, k: int) -> str:
    """Why lines stay a line, with the numbers."""
    total = grown.sums[k]
    bias, weight = total.line()
    return t("**Without a bend, {k} pieces are one line.** Multiplied out, $b + \\sum c_i b_i = {bias}$ and "
             "$\\sum c_i w_i = {weight}$, so $f(x) = {bias} {slope}\\,x$: the same line, with the same error, for "
             "every number of pieces from 1 on.", k=k, bias=tex(bias), weight=tex(weight), slope=signed_tex(weight))


def copied(total: Pieces) -> str:
    """All digits, as a table that a program reads."""
    rows = [",".join(["c", "b", "w", "middle"]), ",".join([exact(total.constant), "", "", ""])]
    for numbers in zip(total.heights, total.biases, total.weights, total.middles, strict=True):
        rows.append(",".join(exact(value) for value in numbers))
    return "\n".join(rows)


