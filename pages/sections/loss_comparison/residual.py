"""One residual: what it costs, and how hard it pulls, by each loss."""

from dataclasses import replace

import streamlit as st

from core.one_residual import REACH, Cost, cost, margin_cost
from pages.sections.loss_comparison.curves import Curve, draw_curves
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.remembered import Chosen
from pages.shared import settings
from pages.shared.numbers import axis, number
from pages.shared.part import part
from pages.shared.words import t

VALUE_HEIGHT, SLOPE_HEIGHT = 236, 178         # the slope's has the title of the common axis
TOP, STEEPEST = 8.0, 3.2
MARGIN = 3.0


@part
def show(losses: tuple[Chosen, ...], unit: float, of_y: str) -> None:
    """Value and slope of each loss against the residual, in a unit in which both can be seen."""
    st.markdown(t("**One residual**: what it costs, and how hard it pulls"))
    e = settings.ask(st.slider, t("Residual e"), key="e", default=1.4, parse=settings.finite, min_value=-REACH,
                     max_value=REACH, step=0.1, format="%.1f")
    said = f"{number(unit, 1)} {of_y}".strip()
    name = t("e = y − ŷ, in units of {unit}", unit=said) if unit != 1 else (
        t("residual e = y − ŷ, {unit}", unit=of_y) if of_y else t("residual e = y − ŷ"))
    draw(losses, [cost(loss, dict(parameters), unit) for loss, parameters in losses], float(e), name, REACH)
    if unit != 1:
        st.markdown(":small[" + t("e = {e} is {there}. In the data's own unit the squares would dwarf the rest.",
                                  e=number(e), there=f"{number(e * unit)} {of_y}".strip()) + "]")


@part
def show_margin(losses: tuple[Chosen, ...]) -> None:
    """Value and slope of each loss for two classes against the margin."""
    st.markdown(t("**One row**: what its margin costs, and how hard it pulls"))
    m = settings.ask(st.slider, t("Margin m"), key="m", default=-0.5, parse=settings.finite, min_value=-MARGIN,
                     max_value=MARGIN, step=0.1, format="%.1f")
    draw(losses, [margin_cost(loss, MARGIN) for loss, _ in losses], float(m),
         t("margin m = (2t − 1)z: right if positive"), MARGIN, top=4.0, plain=True)
    st.markdown(":small[" + t("z is the model's score. Counting mistakes is what we are after, but it is flat: the "
                              "others stand in for it, with a slope to follow.") + "]")


def draw(losses: tuple[Chosen, ...], costs: list[Cost], at: float, name: str, reach: float, *,
         top: float = TOP, plain: bool = False) -> None:
    """Both pictures, with the values in the names."""
    across = axis(name, -reach, reach * 1.62)
    values = [Curve(slot, c.at, c.value, float(c.value_at(at)), short(loss)) for slot, (c, (loss, _)) in
              enumerate(zip(costs, losses, strict=True))]
    slopes = [Curve(slot, c.at, c.slope, float(c.slope_at(at)), short(loss)) for slot, (c, (loss, _)) in
              enumerate(zip(costs, losses, strict=True))]
    draw_curves(values, replace(across, title=""), axis(t("loss of one row"), 0.0, top), VALUE_HEIGHT, here=at,
                key="cost", plain=plain,
                alt=t("What one residual costs by each loss."))
    draw_curves(slopes, across, axis(t("its slope: how hard it pulls"), -STEEPEST, STEEPEST), SLOPE_HEIGHT, here=at,
                key="slope_of_cost", ticks=3, plain=plain, alt=t("How hard one residual pulls by each loss."))
