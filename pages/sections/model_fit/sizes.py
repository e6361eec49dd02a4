"""Too simple, or too much? The loss of models of every size, on the rows learned from and on rows kept back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from core.arrays import Array
from core.view import loss_axis
from pages.sections.model_fit.film import Film, Measure, Shape, current, problem_of
from pages.sections.model_fit.opened import opened
from pages.sections.model_fit.training import MUCH
from pages.shared import compute
from pages.shared.charts import against
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number
from pages.shared.part import part
from pages.shared.rows import records, rows
from pages.shared.words import key_line, t

DEGREES, UNITS, WIDTHS = range(1, 13), (1, 2, 3, 4, 6, 8, 12, 16, 24), (1, 2, 4, 8, 16, 32)
KEPT_BACK = 0.2                         # share of the rows, where the visitor keeps none back
STEPS = 1_000                           # of each walk, at most


@dataclass(frozen=True)
class Sized:
    """What models of several sizes came to."""

    sizes: list[int]
    learned: Array                      # (k,) losses on the rows learned from
    held: Array                         # (k,) losses on those kept back
    skipped: list[int]                  # sizes that would take too long


def offered(film: Film) -> bool:
    """Whether the model has a size."""
    return film.shape.name in ("polynomial", "units", "network")


@part
def show_sizes() -> None:
    """Both curves over the size, and where the held-out one is lowest."""
    film = current()
    if not offered(film):
        return
    with opened(t("Too simple, or too much? The loss for every size of the model")):
        measure = film.measure if film.measure.held_out else replace(film.measure, held_out=KEPT_BACK)
        found = sized(film, measure)
        if len(found.sizes) < 2:
            st.markdown(t("With so many rows, models of other sizes would take too long here."))
            return
        picture(film, found)
        say(film, measure, found)


def own_size(shape: Shape) -> int:
    """The size of the model on the page."""
    return {"polynomial": shape.degree, "units": shape.units}.get(shape.name, shape.hidden[0])


def sizes_of(shape: Shape) -> Iterable[int]:
    """The sizes that are tried: the usual ones, and the model's own."""
    usual = {"polynomial": DEGREES, "units": UNITS}.get(shape.name, WIDTHS)
    return sorted({*usual, own_size(shape)})


def of_size(shape: Shape, size: int) -> Shape:
    """The same model in another size; a network's hidden layers are all equally wide."""
    if shape.name == "polynomial":
        return replace(shape, degree=size)
    if shape.name == "units":
        return replace(shape, units=size)
    return replace(shape, hidden=(size,) * len(shape.hidden))


def sized(film: Film, measure: Measure) -> Sized:
    """Learn with every size: polynomials exactly, the others by the walk on the page, with progress."""
    sizes, learned, held, skipped = [], [], [], []
    tried = list(sizes_of(film.shape))
    bar = st.progress(0.0, text=t("Learning with {n} sizes", n=count(len(tried))))
    for place, size in enumerate(tried):
        shape = of_size(film.shape, size)
        problem = problem_of(film.work, shape, measure)
        theta = problem.best.theta if problem.best else walked(film, shape, measure)
        if theta is None:
            skipped.append(size)
        else:
            sizes.append(size)
            learned.append(problem.f.value(theta))
            held.append(problem.held.value(theta) if problem.held else float("nan"))
        bar.progress((place + 1) / len(tried))
    bar.empty()
    return Sized(sizes, np.array(learned), np.array(held), skipped)


def walked(film: Film, shape: Shape, measure: Measure) -> Array | None:
    """The end of a walk like the one on the page; None if it would take seconds."""
    walk = replace(film.walk, start=(), steps=min(film.walk.steps, STEPS))
    problem = problem_of(film.work, shape, measure)
    if walk.steps * (walk.batch or len(problem.y)) * problem.f.size > MUCH // 4:
        return None
    run = compute.walked(walk, problem).run
    finite = np.flatnonzero(np.isfinite(run.losses))
    return np.asarray(run.thetas[finite[-1]])


def picture(film: Film, found: Sized) -> None:
    """Loss against size."""
    both = np.concatenate([found.learned, found.held])
    finite = both[np.isfinite(both)]
    drawn = loss_axis(float(np.quantile(finite, 0.9)) * 1.3, float(finite.min()))
    names = {"polynomial": t("degree"), "units": t("units"), "network": t("units in every hidden layer")}
    across = axis(names[film.shape.name], min(found.sizes) - 0.3, max(found.sizes) + 0.3)
    up = axis(t("loss L"), drawn.low, drawn.high, log=drawn.log)
    best = int(np.nanargmin(found.held))
    draw(against.losses(theme(), across, up), {
        "losses": rows(x=np.tile(np.array(found.sizes, dtype=float), 2), y=np.clip(both, drawn.low, None),
                       held=np.repeat([0, 1], len(found.sizes))),
        "now": rows(x=[float(own_size(film.shape))]),
        "lowest": records(("x", "y"), [(float(found.sizes[best]), float(found.held[best]))]),
    }, key="picture_sizes", alt=t("The loss on rows learned from and on rows held out, against the model's size."))
    st.markdown(key_line(f":red[━ {t('learned from')}]", f":yellow[┈ {t('held out')}]",
                                      f":green[◆ {t('lowest on rows held out')}]", f":blue[│ {t('your size')}]"))


def say(film: Film, measure: Measure, found: Sized) -> None:
    """What the curves say."""
    best = int(np.nanargmin(found.held))
    how = t("Each is the exact minimum.") if film.shape.name == "polynomial" and film.problem.best else t(
        "Each has walked {steps} steps like yours from a start of its own.",
        steps=count(min(film.walk.steps, STEPS)))
    st.markdown(t("On the rows kept back size {size} is lowest: {held}. The largest, {largest}, has {learned} on the "
                  "rows learned from and {other} on those kept back.", size=count(found.sizes[best]),
                  held=number(float(found.held[best])), largest=count(found.sizes[-1]),
                  learned=number(float(found.learned[-1])), other=number(float(found.held[-1]))) + " " + how)
    if found.held[-1] > 1.2 * found.held[best]:
        st.markdown(t("**Overfitting**: from there on the model learns the noise of the rows it sees, and answers "
                      "worse on those that it does not see."))
    if not film.measure.held_out:
        st.markdown(":small[" + t("For this picture {percent} % of the rows are kept back, drawn by the seed.",
                                  percent=count(round(100 * measure.held_out))) + "]")
    if found.skipped:
        st.markdown(":small[" + t("Left out, since they would take too long: {sizes}.",
                                  sizes=", ".join(map(count, found.skipped))) + "]")
