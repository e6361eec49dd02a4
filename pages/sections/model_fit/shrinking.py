"""What a penalty does: weights shrink as it grows, and the loss on rows kept back says how much of it helps."""

import time
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from core.arrays import Array
from core.view import loss_axis, span
from pages.sections.model_fit.film import Film, Measure, current, model_of, problem_of
from pages.sections.model_fit.opened import opened, pair
from pages.shared import settings
from pages.shared.charts import against
from pages.shared.charts.axes import Axis
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number, spelled
from pages.shared.part import part
from pages.shared.rows import records, rows, stacked
from pages.shared.words import clean, key_line, t

STRENGTHS = np.geomspace(1e-4, 10.0, 21)
MANY, FEWER = 50_000, 7                 # rows from which only so many strengths are tried
PATIENCE = 0.3                          # seconds without a word of how far it is
KEPT_BACK, MOST_NAMED, MOST_LINES = 0.2, 6, 40


@dataclass(frozen=True)
class Shrunk:
    """Exact minima under ever stronger penalties."""

    strengths: Array                    # (k,)
    weights: Array                      # (k, w) on standardized x and y
    names: tuple[str, ...]              # (w,)
    learned: Array                      # (k,) losses without the penalty
    held: Array                         # (k,)


def offered(film: Film) -> bool:
    """Whether the model has weights that can be had exactly, one output and no hidden layers."""
    return film.problem.model.linear_in_parameters and film.problem.model.outputs == 1 and film.problem.best is not None


@part
def show_penalty() -> None:
    """The weights against the strength, and the losses against it."""
    film = current()
    if not offered(film):
        return
    with opened(t("What a penalty does: weights shrink")):
        kinds = {"l2": "l2·Σw²", "l1": "l1·Σ|w|"}
        kind = settings.ask(st.segmented_control, t("Penalty"), key="penalty", default="l2", options=list(kinds),
                            format_func=kinds.__getitem__, required=True)
        measure = replace(film.measure, standardized=True, l1=0.0, l2=0.0,
                          held_out=film.measure.held_out or KEPT_BACK)
        found = shrunk(film, measure, kind)
        if found is None:
            st.markdown(t("Under this loss there is no exact minimum to follow here."))
            return
        with pair("penalty"):
            weights_picture(film, kind, found)
            losses_picture(film, kind, found)
        say(film, kind, found)


def shrunk(film: Film, measure: Measure, kind: str) -> Shrunk | None:
    """Solve for every strength, with progress where it takes long."""
    many = len(film.problem.y) >= MANY
    strengths = STRENGTHS[:: len(STRENGTHS) // FEWER] if many else STRENGTHS
    bar, begun = st.empty(), time.monotonic()
    thetas, learned, held = [], [], []
    plain = problem_of(film.work, film.shape, measure)
    for place, strength in enumerate(strengths):
        if many or time.monotonic() - begun > PATIENCE:
            bar.progress(place / len(strengths), text=t("Solving for {n} strengths", n=count(len(strengths))))
        l1, l2 = (float(strength), 0.0) if kind == "l1" else (0.0, float(strength))
        best = problem_of(film.work, film.shape, replace(measure, l1=l1, l2=l2)).best
        if best is None:
            bar.empty()
            return None
        thetas.append(best.theta[plain.model.penalized])
        learned.append(plain.f.value(best.theta))
        held.append(plain.held.value(best.theta) if plain.held else float("nan"))
    bar.empty()
    names = np.array(model_of(film.work, film.shape, measure).names)[plain.model.penalized]
    return Shrunk(strengths, np.array(thetas), tuple(names.tolist()), np.array(learned), np.array(held))


def named(film: Film, name: str) -> str:
    """A weight by the feature it belongs to, where it belongs to one."""
    letter, _, place = name.partition("_")
    if film.shape.name == "linear" and letter == "w" and place.isdecimal():
        return clean(film.shape.features[int(place) - 1], 18)
    return spelled(name)


def strength_axis(kind: str, found: Shrunk) -> Axis:
    """The axis across."""
    first, last = float(found.strengths[0]), float(found.strengths[-1])
    return axis(t("strength of {kind}", kind=kind), first / 1.25, last * 1.25, log=True)


def here(film: Film, kind: str) -> dict[str, object]:
    """Data named "now": the penalty on the page, if it is one of these."""
    own = film.measure.l2 if kind == "l2" else film.measure.l1
    return {"now": rows(x=[own] if own else [])}


def weights_picture(film: Film, kind: str, found: Shrunk) -> None:
    """Every weight against the strength; the largest have their names."""
    order = np.argsort(-np.abs(found.weights[0]))[:MOST_LINES]
    up = axis(t("weight, standardized"), *span(np.append(found.weights[:, order], 0.0), 0.12))
    names = [named(film, name) for name in found.names]
    draw(against.weights(theme(), strength_axis(kind, found), up), {
        "weights": stacked([{"x": found.strengths, "y": found.weights[:, j], "name": [names[j]] * len(found.strengths)}
                            for j in order]),
        "ends": records(("x", "y", "text"), [(float(found.strengths[0]), float(found.weights[0, j]), names[j])
                                             for j in order[:MOST_NAMED]]),
        "zero": rows(y=[0.0]), **here(film, kind),
    }, key="picture_weights", alt=t("Every weight against the strength of the penalty."))


def losses_picture(film: Film, kind: str, found: Shrunk) -> None:
    """Losses against the strength."""
    both = np.concatenate([found.learned, found.held])
    finite = both[np.isfinite(both)]
    drawn = loss_axis(float(finite.max()), float(finite.min()))
    best = int(np.nanargmin(found.held))
    draw(against.losses(theme(), strength_axis(kind, found), axis(t("loss L, without the penalty"), drawn.low,
                                                                  drawn.high, log=drawn.log)), {
        "losses": rows(x=np.tile(found.strengths, 2), y=both, held=np.repeat([0, 1], len(found.strengths))),
        "lowest": records(("x", "y"), [(float(found.strengths[best]), float(found.held[best]))]), **here(film, kind),
    }, key="picture_penalty", alt=t("The loss on rows learned from and on rows held out, against the penalty."))


def say(film: Film, kind: str, found: Shrunk) -> None:
    """What the marks of the losses mean, and what the penalty has done."""
    marks = key_line(f":red[━ {t('learned from')}]", f":yellow[┈ {t('held out')}]",
                     f":green[◆ {t('lowest on rows held out')}]")
    best = int(np.nanargmin(found.held))
    gone = int((np.abs(found.weights[-1]) < 1e-9).sum())
    said = t("On the rows kept back a penalty of {strength} is lowest: {held}, against {plain} with almost none.",
             strength=f"{found.strengths[best]:.3g}", held=number(float(found.held[best])),
             plain=number(float(found.held[0])))
    if best == 0:
        said = t("On the rows kept back no penalty does better than almost none: {plain}.",
                 plain=number(float(found.held[0])))
    how = t("l2 draws all weights towards 0, the large ones most, and hardly ever to 0 itself.") if kind == "l2" else t(
        "l1 draws every weight with the same strength, so one after the other is exactly 0: at the strongest {gone} of "
        "{all}.", gone=count(gone), all=count(len(found.names)))
    kept = "" if film.measure.held_out else ":small[" + t(
        "For this picture {percent} % of the rows are kept back, drawn by the seed.",
        percent=count(round(100 * KEPT_BACK))) + "]"
    st.markdown(f"{marks}\n\n{said} {how}\n\n{kept}")
