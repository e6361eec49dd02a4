"""What the point is, and why: slope, Hessian, eigenvalues, the second-order terms, and the way out."""

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.critical_points import CriticalPoint, escape, inspect, profile
from core.curve_view import apart
from core.standing import nudged, reach, terms
from pages.sections.critical_points.ground import Ground, stand
from pages.sections.critical_points.map import SIGNS, kind_of, way
from pages.shared import settings
from pages.shared.charts import bends
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number, signed_tex, tex
from pages.shared.words import t

STRIDES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
NOISES = (1e-6, 1e-4, 1e-3, 0.01, 0.02, 0.05, 0.1)
HEIGHT = 190
HEADLINES = {
    "local minimum": "**Local minimum**: no direction goes down.",
    "minimum at a crease": "**Minimum at a crease**: the slope jumps here, and no direction goes down.",
    "local maximum": "**Local maximum**: every direction goes down.",
    "saddle point": "**Saddle point**: the slope is zero, but one direction still goes down.",
    "undecided": "**Undecided**: the curvature can't tell what this is.",
    "crease": "**Crease**: the slope jumps here, yet one direction still goes down.",
    "not critical": "**Not a critical point**: the ground slopes, and downhill is known.",
}
NO_SIGNS = ("not critical", "crease")


def show(ground: Ground, point: CriticalPoint) -> None:
    """Verdict, reason, slope and bend, the terms, the ways to leave, the ground cut open."""
    sign = "↘" if point.kind in NO_SIGNS else SIGNS[kind_of(point.kind)]
    because = t(point.template, **point.values)
    bent = bool(np.isfinite(point.eigenvalues).all())
    if bent and point.kind not in NO_SIGNS and not point.signs.all():
        because += " " + t("Minimum ratio {positive}/{all}: 0 is not positive.", positive=int((point.signs > 0).sum()),
                           all=point.signs.size)
    said = [f"{sign} {t(HEADLINES[point.kind])}", because]
    if bent:
        gradient = rf"\nabla L = ({tex(point.gradient[0])},\ {tex(point.gradient[1])})"
        said += [f":violet[${gradient}$] $\\qquad H = {matrix(point.hessian)}$", eigenvalues(point), taylor(point)]
    with st.container(key="reason"):         # its place is kept until its formulas are set
        st.markdown("\n\n".join(said))
    leave(ground, point)
    if bent:
        paint(ground, point)
        in_the_whole(ground, point)


def matrix(rows: Array) -> str:
    """A matrix in LaTeX."""
    return r"\begin{pmatrix}" + r"\\".join("&".join(tex(value) for value in row) for row in rows) + r"\end{pmatrix}"


def eigenvalues(point: CriticalPoint) -> str:
    """A table of the eigenvalues, the larger first, their directions, and what they say."""
    said = {"up": t("curves up"), "down": t("curves down: a way out"), "flat": t("does not curve")}
    if point.kind in NO_SIGNS or point.kind == "local maximum":
        said["down"] = t("curves down")
    rows = [f"| λ{'₁₂'[i]} = {'+' if point.eigenvalues[i] > 0 else ''}{number(point.eigenvalues[i])} "
            f"| u{'₁₂'[i]} = ({number(point.eigenvectors[0, i])}, {number(point.eigenvectors[1, i])}) "
            f"| {said[way(int(point.signs[i]))]} |" for i in (1, 0)]
    heads = " | ".join([t("eigenvalue"), t("direction"), t("so the loss")])
    return "\n".join([f"| {heads} |", "|:---|:---|:---|", *rows])


def taylor(point: CriticalPoint) -> str:
    """The second-order formula with this point's numbers."""
    whole = terms(point, np.zeros(2))
    written = [tex(point.value)]
    for place in (0, 1):
        name = f"c_{place + 1}"
        if whole.slopes[place] and point.kind in NO_SIGNS:
            written.append(f"{signed_tex(whole.slopes[place])}\\,{name}")
        written.append(f"{'-' if point.eigenvalues[place] < 0 else '+'} \\tfrac12\\cdot "
                       f"{tex(abs(point.eigenvalues[place]))}\\,{name}^2")
    general = r"L(θ' + \sum c_iu_i) \approx L(θ') + \tfrac12\sum λ_ic_i^2"
    if point.kind in NO_SIGNS:
        general = r"L(θ' + \sum c_iu_i) \approx L(θ') + \sum g_ic_i + \tfrac12\sum λ_ic_i^2"
    return f"${general}$  \n${'= ' + ' '.join(written)}$"


def leave(ground: Ground, point: CriticalPoint) -> None:
    """Buttons that move the point, along the way out or by noise; under More how far; what the last step brought."""
    with st.container(horizontal=True, vertical_alignment="center"):
        first, second = st.empty(), st.empty()
        with st.popover(t("More"), key="more_leave"):
            stride = settings.ask(st.select_slider, t("Length of the step, in half windows"), key="out", default=0.2,
                                  options=list(STRIDES), parse=settings.finite, format_func=lambda share: f"{share:g}")
            noise = settings.ask(st.select_slider, t("Size of the noise, in half windows"), key="jolt", default=0.02,
                                 options=list(NOISES), parse=settings.finite, format_func=lambda share: f"{share:g}")
            seed = settings.ask(st.number_input, t("Seed of the noise"), key="jolt_seed", default=0, parse=int,
                                min_value=0, max_value=99_999, step=1)
    with first:
        step_button(ground, point, stride)
    with second:
        st.button(t("Nudge by noise"), icon=":material/vibration:", key="nudge", on_click=nudge,
                  args=(ground, nudged(ground.box, point.theta, noise, seed), seed))
    after(point)


def step_button(ground: Ground, point: CriticalPoint, stride: float) -> None:
    """A step along the way out, where one is known."""
    if point.down is None:
        return
    out = escape(ground.f, point, stride * reach(ground.box, point.down))
    label = t("Step downhill") if point.kind in NO_SIGNS else t("Step along the way out")
    st.button(label, icon=":material/south_east:", type="primary", key="out_of_here", on_click=step,
              args=(ground, out.theta, point.value, out.predicted, out.loss))


def step(ground: Ground, theta: Array, before: float, predicted: float, loss: float) -> None:
    """Go there, and remember what was promised (a callback)."""
    stand(theta, ground)
    there = settings.kept("pu"), settings.kept("pv")
    st.session_state["stepped"] = there, before, predicted, loss


def nudge(ground: Ground, theta: Array, seed: int) -> None:
    """Go there; the next nudge is another one (a callback)."""
    stand(theta, ground)
    settings.put("jolt_seed", seed + 1)


def after(point: CriticalPoint) -> None:
    """What the step that led here was promised, and what it brought."""
    there, before, predicted, loss = st.session_state.get("stepped", (None, 0.0, 0.0, 0.0))
    if there == tuple(point.theta.tolist()):
        st.markdown(t("That step: L was {before}, second order promised {predicted}, it is {loss}.",
                      before=number(before), predicted=number(predicted), loss=number(loss)))


def paint(ground: Ground, point: CriticalPoint) -> None:
    """L along both eigenvectors, and the parabolas."""
    parts, names = [], []
    square = ground.box[0][1] - ground.box[0][0] == ground.box[1][1] - ground.box[1][0]
    for place in (1, 0):
        vector, kind = point.eigenvectors[:, place], way(int(point.signs[place]))
        half = reach(ground.box, vector)
        cut = profile(ground.f, point, vector, 0.5 * half, 81)
        x = cut.t if square else cut.t / half
        parts.append(pd.DataFrame({"x": x, "y": cut.loss, "taylor": cut.taylor, "line": place, "kind": kind}))
        names.append((x[-1], cut.loss[-1], f"λ = {number(point.eigenvalues[place])}", kind))
    both = pd.concat(parts)
    seen = both["y"].to_numpy()[np.isfinite(both["y"].to_numpy())]
    low, high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 1.0)
    room = 0.1 * (high - low) or 0.1 * abs(high) or 1.0
    across = axis(t("distance from the point") if square else t("distance from the point, in half windows"),
                  float(both["x"].min()), float(both["x"].max()))
    up = axis(t("L along each direction; dotted: parabola"), low - room, high + room)
    draw(bends.slices(theme(), across, up, HEIGHT), {
        "slices": both.replace([np.inf, -np.inf], np.nan),
        "here": pd.DataFrame({"x": [0.0], "y": [point.value]}),
        "names": pd.DataFrame(names, columns=["x", "y", "text", "kind"]).assign(
            y=lambda frame: names_apart(frame["y"].to_numpy(), low - room, high + room)),
    }, key="picture_slices", alt=t("The loss along both eigenvectors through the point, and its parabolas."))


def names_apart(heights: Array, low: float, high: float) -> Array:
    """Where the names of the curves stand: a little above their ends, far enough from each other to be read."""
    line = 16 * (high - low) / (HEIGHT - 60)
    return apart(np.nan_to_num(heights, nan=low, posinf=high) + 0.6 * line, line, low, high)


def in_the_whole(ground: Ground, point: CriticalPoint) -> None:
    """What the same point is among all parameters: a valley of the plane may be a pass of the whole."""
    if ground.whole is None or ground.cut is None:
        return
    full = inspect(ground.whole, ground.cut.lift(point.theta))
    positive, zero, negative = (int((full.signs == sign).sum()) for sign in (1, 0, -1))
    st.markdown(t("**In all {p} parameters**: {kind}. {positive} eigenvalues are positive, {zero} zero, {negative} "
                  "negative; the gradient has length {length}. The plane shows two of these directions only: a valley "
                  "in a slice is often a pass in the whole.", p=count(ground.whole.size), kind=t(full.kind),
                  positive=count(positive), zero=count(zero), negative=count(negative),
                  length=number(float(np.linalg.norm(full.gradient)))))
