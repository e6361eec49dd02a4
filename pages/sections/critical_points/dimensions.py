"""Why saddles win in high dimension: a minimum needs every single eigenvalue to be positive."""

import numpy as np
import pandas as pd
import streamlit as st

from core.curvature import chance_of_minimum
from pages.sections.critical_points import own, remembered
from pages.shared import settings
from pages.shared.charts import bends
from pages.shared.charts import compared as charts
from pages.shared.charts.axes import Axis
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.part import part
from pages.shared.words import literal, t, told

HEIGHT, SHOWN, SAMPLES, MANY = 240, 60, 20_000, 5
MOST = 12


@part
def many_parameters() -> None:
    """Random symmetric matrices on the left, a network's training on the right."""
    st.header(t("Why saddles win where there are many parameters"), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        by_chance()
    with right:
        along_training()


def by_chance() -> None:
    """The chance that all eigenvalues are positive, by dimension; and how many are, in one dimension."""
    st.markdown(t("**By chance**: all eigenvalues of a random symmetric p × p matrix are positive"))
    sizes = np.arange(1, MANY + 1)
    chances = [chance_of_minimum(int(p)) for p in sizes]
    across, up = axis(t("parameters p"), 1.0, float(MANY)), Axis(t("chance of a minimum"), 1e-4, 1.0, log=True)
    coins = 0.5**sizes
    drawn = {t("symmetric matrix"): chances, t("p coin flips"): coins.tolist()}
    lines = pd.concat(pd.DataFrame({"line": slot, "x": sizes, "y": np.maximum(y, 1e-9), "slot": slot, "name": name})
                      for slot, (name, y) in enumerate(drawn.items()))
    draw(charts.curves(theme(), across, up, HEIGHT), {
        "lines": lines, "at": pd.DataFrame({"x": []}, dtype=float),
        "dots": lines.drop(columns=["line", "name"]), "levels": pd.DataFrame(columns=["y", "name"]),
        "ends": charts.ends([y[-1] for y in drawn.values()], drawn, [0, 1], up, HEIGHT - 60),
    }, key="picture_chance", alt=t("The chance that all eigenvalues are positive, by the number of parameters."))
    st.markdown(t("p = 1 … {most}: {chances}. Were the signs p coin flips, it would be $2^{{-p}}$; eigenvalues push "
                  "each other apart, so it is rarer still. Real losses aren't random, but a minimum needs all p.",
                  most=MANY, chances=", ".join(number(each, 3) for each in chances)))
    eigenvalues_by_chance()


@part
def eigenvalues_by_chance() -> None:
    """How many of p eigenvalues are positive."""
    p = settings.ask(st.slider, t("Parameters p"), key="dims", default=8, parse=int, min_value=1, max_value=MOST,
                     step=1)
    found = remembered.random_curvature(p, SAMPLES)
    across = axis(t("positive eigenvalues of p"), -0.6, MOST + 0.6)
    up = axis(t("share of the matrices"), 0.0, 1.0)
    counts = np.arange(p + 1)
    draw(bends.counted(theme(), across, up, 170), {
        "bars": pd.DataFrame({"x": counts, "y": found.histogram, "last": (counts == p).astype(int)})},
        key="picture_counted", alt=t("How many eigenvalues of random symmetric matrices are positive."))
    minima = round(found.all_positive * found.samples)
    st.markdown(t("Of {n} matrices {minima} have all {p} eigenvalues positive; {saddles} % are saddles.",
                  n=count(found.samples), minima=count(minima), p=count(p),
                  saddles=number(100 * (1 - found.histogram[0] - found.histogram[-1]), 3)))


def along_training() -> None:
    """The minimum ratio along the training of a small network on the visitor's data."""
    mine = own.usable()
    st.markdown(t("**In training**: the signs of all eigenvalues, step by step"))
    with st.popover(t("More"), key="more_net"):
        units = settings.ask(st.select_slider, t("Hidden neurons"), key="train_units", default=4, parse=int,
                             options=list(own.UNITS))
        bend = settings.ask(st.selectbox, t("Bend of the neurons"), key="train_bend", default=own.BENDS[0],
                            options=list(own.BENDS))
        seed = settings.ask(st.number_input, t("Seed of the first weights"), key="train_seed", default=0, parse=int,
                            min_value=0, max_value=9_999, step=1)
    if mine.reason or mine.classes:
        st.markdown(t("Your data have no number to predict: {reason}", reason=mine.reason or t("y is a class.")))
        return
    try:
        x, y, used = own.rows(mine, own.MOST_NETWORK_ROWS)
        trained = remembered.trained(mine.key, units, bend, seed, x, y)
    except ValueError as problem:
        st.error(told(problem), icon=":material/landscape:")
        return
    trail = remembered.ratios(mine.key, units, bend, seed, SHOWN, trained)
    total = trail.positive + trail.zero + trail.negative
    across = axis(t("step"), 1.0, float(max(trail.steps[-1] + 1, 2)), log=True)
    up = Axis(t("share of eigenvalues"), 0.0, 1.0)
    shares = {"up": trail.positive / total, "down": trail.negative / total, "flat": trail.zero / total}
    words = {"up": t("positive: minimum ratio"), "down": t("negative"), "flat": t("zero")}
    lines = pd.concat(pd.DataFrame({"x": trail.steps + 1, "y": share, "kind": kind, "text": words[kind]})
                      for kind, share in shares.items() if share.any())
    ends = pd.DataFrame([(trail.steps[-1] + 1, float(share[-1]) - 0.05, words[kind], kind)
                         for kind, share in shares.items() if share.any()], columns=["x", "y", "text", "kind"])
    draw(bends.signs(theme(), across, up, HEIGHT), {"lines": lines, "names": ends}, key="picture_ratio",
         alt=t("The shares of positive, negative and zero eigenvalues along the training of a network."))
    st.markdown(t("{p} parameters: {units} neurons ({bend}) learn {y} from {x} ({rows}). At the start {first} of {p} "
                  "eigenvalues are positive, at the end {last}: **minimum ratio {ratio}**. L fell from {before} to "
                  "{after}; the gradient's length is {length}.", p=count(trained.model.size), units=count(units),
                  bend=bend, y=f"**{literal(mine.up)}**", x=f"**{literal(mine.across)}**", rows=used,
                  first=count(trail.positive[0]), last=count(trail.positive[-1]),
                  ratio=number(float(trail.minimum_ratio[-1]), 3), before=number(float(trail.losses[0])),
                  after=number(float(trail.losses[-1])), length=number(float(trail.gradient_lengths[-1]))))
    st.markdown(t("Where training slows down with a ratio below 1, it is near a saddle, or in a plain: rarely is a "
                  "minimum in the way. Zeros don't count as positive: along them the ground is level."))
