"""The bowl and the crease: error surfaces of the losses on one range of b and w, each with a descent on it."""

import streamlit as st

from pages.sections.loss_comparison import remembered
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.scene import Scene
from pages.shared import settings
from pages.shared.charts.small_maps import small_map
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.rows import records, rows
from pages.shared.words import key_line, t

STRIDES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0)
STEPS = (10, 30, 100, 300, 1_000)
HEIGHT = 240


def show(scene: Scene) -> None:
    """The maps, side by side."""
    st.markdown(t("**The bowl and the crease**: the loss of every b and w, on one range, and gradient descent on each"))
    share, steps, shrinking = ask()
    if all(fit.theta is None for fit in scene.fits):
        st.markdown(t("None of these losses has a line here."))
        return
    ground = remembered.ground(scene.rows.key, scene.rows.x, scene.rows.y)
    with st.container(horizontal=True, gap="small", key="maps"):
        cells = [st.container() for _ in scene.losses]
    for cell, loss, fit in zip(cells, scene.losses, scene.fits, strict=True):
        with cell:
            valley = remembered.valley(scene.rows.key, loss, scene.change, theme(), share, steps, shrinking,
                                       ground, fit, scene.x, scene.y)
            one(loss[0], ground, valley)
    said = t("in the data's units") if ground.coordinates.plain else t(
        "with x standardized (minus its mean, over its deviation): in the data's units the valleys would be too narrow "
        "to be looked at; b is then the height of the line at the mean of x")
    st.markdown(key_line(f":blue[○ {t('start')}]", f":blue[● {t('steps')}]", f":green[◆ {t('optimum')}]",
                         f":red[{t('darker is worse')}]", t("The maps are drawn {how}.", how=said)))
    st.markdown(t("A squared loss is a bowl: near the bottom the slope fades, the steps shrink with it, and "
                  "the descent comes to rest. An absolute loss has creases: on each side the slope keeps its size, so "
                  "with a constant η the steps keep theirs and hop over the crease. Let η shrink, and they settle."))


def ask() -> tuple[float, int, bool]:
    """How long the first step is, how many there are, and whether they shrink."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        share = settings.ask(st.select_slider, t("First step: share of the way to the optimum"), key="stride",
                             default=0.1, options=list(STRIDES), parse=settings.finite,
                             format_func=lambda share: f"{share:.0%}")
        steps = settings.ask(st.select_slider, t("Steps"), key="walk", default=100, options=list(STEPS), parse=int,
                             format_func=count)
        shrinking = settings.ask(st.toggle, t("Let η shrink with the steps"), key="shrink", default=False,
                                 parse=settings.switch)
    return share, steps, shrinking


def one(name: str, ground: remembered.Ground, valley: remembered.Valley) -> None:
    """One map with its name above and how the descent ended below."""
    st.markdown(f"**{short(name)}** :small[η = {number(valley.rate, 2)}]")
    window = ground.window
    b, w = ("b", "w") if ground.coordinates.plain else (t("b, x standardized"), t("w, x standardized"))
    across, up = axis(b, window.low[0], window.high[0]), axis(w, window.low[1], window.high[1])
    marks: list[tuple[str | float, ...]] = [("start", *map(float, ground.start))]
    if valley.best is not None:
        marks.append(("best", *map(float, valley.best)))
    draw(small_map(theme(), across, up, HEIGHT), {
        "picture": rows(p=[across.low], p2=[across.high], q=[up.low], q2=[up.high], u=[valley.picture]),
        "path": rows(p=valley.path[:, 0], q=valley.path[:, 1], step=valley.steps),
        "marks": records(("kind", "p", "q"), marks),
    }, key=f"map_{name}", alt=t("The error surface of {loss} with the path of gradient descent.", loss=short(name)))
    st.markdown(":small[" + ended(valley) + "]")


def ended(valley: remembered.Valley) -> str:
    """How the descent ended."""
    above = t("the smallest loss is not known") if valley.above is None else t(
        "{percent} % above the smallest loss", percent=number(100 * max(valley.above, 0.0), 2))
    step = count(valley.steps[-1])
    if valley.course == "diverges":
        return t("**Diverges**: every step overshoots by more than the last.")
    if valley.course == "settles":
        return t("**Settles**: after {n} steps {above}.", n=step, above=above)
    if valley.course == "rattles":
        return t("**Rattles**: after {n} steps {above}, and no lower than before.", n=step, above=above)
    return t("**Still moving** after {n} steps: {above}.", n=step, above=above)
