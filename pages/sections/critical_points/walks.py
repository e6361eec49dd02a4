"""Several optimizers from one start, side by side: who walks, how they went, and what the place is where they ended."""

import numpy as np
import streamlit as st

from core.critical_points import CriticalPoint
from core.descent import CAUSES, Ended
from core.optimizers import OPTIMIZERS
from core.race import Finish, Race
from pages.sections.critical_points import remembered
from pages.sections.critical_points.ground import STEPS, Ground, rates
from pages.sections.critical_points.map import SIGNS, kind_of
from pages.shared import settings
from pages.shared.charts.theme import CLASS_SHAPES
from pages.shared.numbers import count, number
from pages.shared.player import Lines, Piece, Table, legend, live, play
from pages.shared.words import t

FIRST = ("gradient_descent", "momentum", "adam")
IN_PROPORTION = ("gradient_descent", "momentum", "nesterov")
SHAPES = dict(zip(CLASS_SHAPES, "●■▲◆✚▼", strict=True))
MOST = len(CLASS_SHAPES)


def ask(ground: Ground) -> tuple[tuple[tuple[str, float], ...], int]:
    """Which optimizers start; under More their learning rates and how many steps they have."""
    visit = ground.visit
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = settings.ask(st.multiselect, t("Start these from the point"), key="racers", default=list(FIRST),
                              options=list(OPTIMIZERS), format_func=lambda name: t(OPTIMIZERS[name].title),
                              max_selections=MOST)
        with st.popover(t("More"), key="more_walks"):
            options = rates(visit.rate, visit.adaptive_rate, *settings.wished("eta", settings.finite),
                            *settings.wished("eta_own", settings.finite))
            plain = settings.ask(st.select_slider, t("η of plain descent, momentum and Nesterov"), key="eta",
                                 default=visit.rate, options=options, parse=settings.finite,
                                 format_func=lambda rate: f"{rate:g}")
            adaptive = settings.ask(st.select_slider, t("η of Adam and all others that scale their own steps"),
                                    key="eta_own", default=visit.adaptive_rate, options=options, parse=settings.finite,
                                    format_func=lambda rate: f"{rate:g}")
            st.markdown(":small[" + t("Theirs is about the length of a step, whatever the slope. Adadelta "
                                      "finds the length by itself: its η is 1.") + "]")
            steps = settings.ask(st.select_slider, t("Most steps"), key="race", default=visit.steps, parse=int,
                                 options=list(STEPS), format_func=count)
    racers = tuple((name, rate_of(name, plain, adaptive)) for name in chosen[:MOST])
    return racers, steps


def rate_of(name: str, plain: float, adaptive: float) -> float:
    """The learning rate of one optimizer."""
    if name in IN_PROPORTION:
        return plain
    return 1.0 if name == "adadelta" else adaptive


def start(ground: Ground, point: CriticalPoint, racers: tuple[tuple[str, float], ...], steps: int) -> Race:
    """The walks from the point."""
    at = float(point.theta[0]), float(point.theta[1])
    if not np.isfinite(point.value):
        racers = ()                     # nobody can start where L is no number
    return remembered.raced(ground.key, at, racers, steps, ground.f)


def player(ground: Ground, race: Race) -> None:
    """One hand on all walks."""
    last = len(race.steps) - 1
    identity = f"{ground.key}|{'stays' if last == 0 else 'walks'}"
    values = {f"{letter}{slot}": [float(f"{value:.5g}") for value in column] for slot, walk in enumerate(race.thetas)
              for letter, column in (("u", walk[:, 0]), ("v", walk[:, 1]), ("l", race.losses[slot]))}
    texts: dict[str, Lines | Table] = {}
    if race.finishes:
        names = legend(*(("", named(slot, each)) for slot, each in enumerate(race.finishes)))
        texts = {"rule": Lines([why_nobody_moves(race) if race.stays else names]), "walks": table(race, ground.letters)}
    play(race.steps, last, values, identity=identity, key="play", film="critical", texts=texts)


def named(slot: int, finish: Finish) -> str:
    """An optimizer with its shape."""
    return f"{SHAPES[CLASS_SHAPES[slot]]} {t(OPTIMIZERS[finish.racer.optimizer].title)}"


def why_nobody_moves(race: Race) -> list[Piece]:
    """Why all walks end where they start."""
    place = race.finishes[0].place
    why = t("The gradient here is 0, and a step is η times the gradient.")
    if place is not None and place.kind == "saddle point":
        why = t("The gradient here is exactly 0, and a step is η times the gradient: 0, with every optimizer. A nudge, "
                "however small, is enough to leave the saddle.")
    return [{"text": t("Nobody moves."), "style": "strong"}, {"text": f" {why}"}]


def show(race: Race) -> None:
    """The place of the table, or why there is none."""
    if race.finishes:
        live("walks", rows=1 + len(race.finishes))
    else:
        st.markdown(t("Nobody starts: choose an optimizer, and a point at which L is a number."))


def table(race: Race, letters: tuple[str, str]) -> Table:
    """Where each walk is at the shown step, how it ended, and what the place is."""
    heads = [t("optimizer"), "η", *(t("{letter} now", letter=letter) for letter in letters), t("L now"), t("steps"),
             t("L at the end"), t("length of ∇L"), t("and there")]
    rows = [[[{"text": head}] for head in heads], *(row(slot, finish) for slot, finish in enumerate(race.finishes))]
    return Table(rows, t("The walks side by side"))


def row(slot: int, finish: Finish) -> list[list[Piece]]:
    """One walk in numbers and words."""
    run = finish.run
    return [[{"text": named(slot, finish), "style": "strong"}], [{"text": f"{finish.racer.rate:g}"}],
            [{"live": f"u{slot}", "tone": "model"}], [{"live": f"v{slot}", "tone": "model"}],
            [{"live": f"l{slot}", "tone": "error"}], [{"text": count(run.last)}],
            [{"text": number(run.losses[-1]), "tone": "error"}],
            [{"text": number(run.gradient_norms[-1]), "tone": "slope"}], [{"text": verdict(finish)}]]


def verdict(finish: Finish) -> str:
    """How it ended, in a few words."""
    run, place = finish.run, finish.place
    if run.ended is Ended.CONVERGED and place is not None:
        kind = kind_of(place.kind)
        if place.kind == "not critical":
            return t("at rest, nearly level")
        return t("at rest: {sign} {kind}", sign=SIGNS[kind], kind=t(place.kind))
    if run.ended is Ended.DIVERGED:
        return t("diverged: L left the range of numbers")
    if run.ended is Ended.OSCILLATING:
        return t("goes to and fro") + (f": {t(CAUSES[run.cause])}" if run.cause else "")
    return t("still moving")
