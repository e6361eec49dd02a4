"""One constant: the smallest model of all, and which constant each loss picks, with the proof in numbers."""

import numpy as np
import streamlit as st

from core.constants import Constant
from core.view import drawn_rows, span
from pages.sections.loss_comparison import remembered
from pages.sections.loss_comparison.curves import Curve, draw_curves
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.scene import Scene
from pages.shared import settings
from pages.shared.numbers import axis, count, number
from pages.shared.words import t

HEIGHT, TOP, MOST_TICKS = 250, 3.0, 400
NBSP = "\u00a0"


def show(scene: Scene) -> None:
    """Which constant each loss picks, how its loss rises to both sides, and what balances there."""
    st.markdown(t("**One constant**: if f(x) were the same number c for every row, which c would each loss pick?"))
    found = [remembered.constant(scene.rows.key, loss, scene.change, scene.y) for loss in scene.losses]
    low, high = span(scene.rows.y, 0.02)
    left, right = st.columns([5, 8], gap="medium")
    with left:
        c = ask_constant(low, high, found[0].value)
        curves = []
        for slot, ((name, parameters), best) in enumerate(zip(scene.losses, found, strict=True)):
            at, rise = remembered.rise(scene.rows.key, (name, parameters), scene.change, low, high, best, scene.y)
            curves.append(Curve(slot, at, rise, float(np.interp(c, at, rise)), short(name)))
        across = axis(scene.rows.work.label(scene.rows.work.target), low, high + 0.4 * (high - low))
        ticks = scene.y[drawn_rows(len(scene.y), MOST_TICKS)]
        draw_curves(curves, across, axis(t("loss of c, smallest = 1"), 1.0, TOP), HEIGHT, here=c, key="constant",
                    alt=t("The loss of every constant by each loss, relative to its smallest."), ticks_at=ticks)
    with right:
        table(scene, found)
        st.markdown(t("A row pulls c towards itself, as hard as the slope of its loss says: under MSE 2e, under MAE 1 "
                      "whatever e is. The best constant is where the pulls from above and from below are equal: the "
                      "mean for MSE, the median for MAE."))


def ask_constant(low: float, high: float, suggested: float) -> float:
    """A constant to try."""
    step = float(f"{(high - low) / 200:.1e}")
    suggested = float(f"{min(max(suggested, low), high):.4g}")
    settings.suggest("c", suggested)
    return float(settings.ask(st.slider, t("Try a constant c"), key="c", default=suggested, parse=settings.finite,
                              min_value=min(low, suggested), max_value=max(high, suggested), step=step, format="%.5g"))


def table(scene: Scene, found: list[Constant]) -> None:
    """What each loss picks, and the pulls that balance there."""
    heads = [t("loss"), t("picks c"), t("which is"), t("pull up"), t("pull down"), "L(c)"]
    lines = ["| " + " | ".join(heads) + " |", "|---|---:|---|---:|---:|---:|"]
    for (name, parameters), best in zip(scene.losses, found, strict=True):
        picked = number(best.value) if best.unique else t("{low} to {high}", low=number(best.low),
                                                             high=number(best.high))
        pulls = (f"{number(pull)} :small[:gray[{t('{n} rows', n=count(rows)).replace(' ', NBSP)}]]"
                 for rows, pull in ((best.above, best.pull_up), (best.below, best.pull_down)))
        cells = [f"**{short(name)}**", picked, meaning(scene, name, dict(parameters), best), *pulls, number(best.loss)]
        lines.append("| " + " | ".join(cells) + " |")
    st.markdown("\n".join(lines))
    if any(not best.balanced for best in found):
        st.markdown(":small[" + t("{losses}: where the two pulls differ, rows lie exactly at c and hold the rest.",
                                  losses=", ".join(
                                      short(name) for (name, _), best in zip(scene.losses, found, strict=True)
                                      if not best.balanced)) + "]")


def meaning(scene: Scene, name: str, parameters: dict[str, float], best: Constant) -> str:
    """What the constant is called."""
    if name == "quantile":
        return t("the {share} quantile", share=number(parameters["tau"], 2))
    names = {"mse": t("the mean"), "mae": t("a median"), "epsilon_insensitive": t("the middle of a tube")}
    if name in names:
        return names[name]
    middle, mean = sorted((float(np.median(scene.y)), float(scene.y.mean())))
    where = t("between mean and median") if middle <= best.value <= mean else t("near the bulk of the rows")
    return where if best.exact else t("{where}, the best found on a grid", where=where)
