"""How the descent ended, and why; with a button that helps, where something does."""

from contextlib import nullcontext

import streamlit as st

from pages.sections.model_fit.film import Film
from pages.sections.model_fit.optimize import STEPS
from pages.shared import settings
from pages.shared.numbers import brief, count, number
from pages.shared.part import widen
from pages.shared.words import t, told

ICONS = {"converged": ":material/check_circle:", "moving": ":material/directions_walk:", "diverged": ":material/error:",
         "oscillating": ":material/sync_alt:", "cancelled": ":material/stop_circle:"}


def show(film: Film) -> None:
    """Word, reason, remedy; then what the exact optimum is, and how far this run is from it."""
    said = film.fit.verdict
    values = {name: written(value) for name, value in said.values.items()}
    if said.point is not None:
        values["reason"] = told(said.point)
    sentences = [f"{ICONS[said.kind]} **{t(said.word, **values)}**", t(said.reason, **values), *exactly(film)]
    better = said.better_rate if said.better_rate != film.walk.rate else None
    more = next((steps for steps in STEPS if steps > film.walk.steps), None) if said.more_steps else None
    with st.container(gap="xsmall") if better or more else nullcontext():
        st.markdown("\n\n".join(sentences))
        if better:
            st.button(t("Use η = {rate}", rate=brief(better)), key="better_rate", icon=":material/tune:",
                      on_click=settings.put, args=("rate", better))
        if more:
            st.button(t("Allow {steps} steps", steps=count(more)), key="more_steps", icon=":material/directions_walk:",
                      on_click=allow, args=(more,))


def allow(steps: int) -> None:
    """More steps from now on."""
    settings.put("steps", steps)
    widen()


def written(value: float | int | str) -> str:
    """A number of the verdict as it is shown."""
    if isinstance(value, str):
        return t(value)
    return count(value) if isinstance(value, int) else number(value)


def exactly(film: Film) -> list[str]:
    """The exact optimum, and whether it is the only one."""
    best, run = film.problem.best, film.fit.run
    if best is None:
        return [t("There is no exact minimum to compare with: {reason}",
                  reason=told(film.problem.no_best) if film.problem.no_best else "")]
    found = []
    gap = float(run.losses[-1] - best.loss)
    if film.fit.verdict.kind == "converged":
        found.append(t("The smallest possible loss, computed exactly, is {best}; this run ended {gap} above it.",
                       best=number(best.loss), gap=number(max(gap, 0.0))))
    if best.unique is False:
        found.append(t("Not one place but many are equally low; one of them is shown."))
    return found
