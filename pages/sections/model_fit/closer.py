"""Look closer: what can be done with a fit once it is there; a part that is not opened costs nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from pages.sections.model_fit import (
    along,
    answers,
    downloads,
    guess,
    network_view,
    predict,
    residuals,
    run_book,
    shrinking,
    sizes,
    sweep,
)
from pages.sections.model_fit.film import Film, current
from pages.shared import settings
from pages.shared.part import part
from pages.shared.words import t

WITH_IT = ("choose_model", "choose_loss")      # parts of the page that look closer anew themselves


def always(_film: Film) -> bool:
    """What every fit has."""
    return True


@dataclass(frozen=True)
class Part:
    """One way to look closer."""

    show: Callable[[], None]
    title: str                          # a word or two
    offered: Callable[[Film], bool] = always
    answers: bool = False               # whether it shows answers: those of the last step, or of the exact optimum


PARTS = MappingProxyType({
    "guess": Part(guess.show_guess, "Guess first", lambda film: not film.shape.classes),
    "residuals": Part(residuals.show_residuals, "Residuals", answers=True),
    "predict": Part(predict.show_prediction, "Predict", answers=True),
    "runs": Part(run_book.show_runs, "Run book"),
    "sweep": Part(sweep.show_sweep, "Which η?"),
    "along": Part(along.show_way, "Along the way"),
    "sizes": Part(sizes.show_sizes, "Which size?", sizes.offered),
    "penalty": Part(shrinking.show_penalty, "Penalty", shrinking.offered),
    "network": Part(network_view.show_inside, "Look inside", lambda film: network_view.inside(film) is not None,
                    answers=True),
    "downloads": Part(downloads.show_downloads, "Take it home", answers=True),
})


@part
def look_closer() -> None:
    """The parts to choose from; below them those that are open, in the same order: what was open stays as it is."""
    film = current()
    open_now = [name for name in which() if PARTS[name].offered(film)]
    st.session_state["closer"] = open_now
    with st.container():                    # one place, with one control or two: what follows stays where it is
        st.pills(t("Look closer"), offered(film), key="closer", selection_mode="multi", on_change=choose,
                 format_func=lambda name: t(PARTS[name].title))
        if any(PARTS[name].answers for name in open_now):
            answers.ask(film)
    for name in open_now:
        PARTS[name].show()


def which() -> list[str]:
    """The parts that are open, as the link says, whether or not this fit has them."""
    found: list[str] = settings.know(key="open", default=[], options=list(PARTS))
    return [name for name in PARTS if name in found]


def choose() -> None:
    """Open what was chosen; what this fit does not have stays as it was."""
    chosen, film = st.session_state["closer"], current()
    lacking = [name for name in which() if not PARTS[name].offered(film)]
    settings.put("open", [name for name in PARTS if name in chosen or name in lacking])


def follow(now: Film | None) -> None:
    """The film is this one now. If steps ran alone, let the rest run too where it shows anything of the film."""
    state = st.session_state
    before: Film | None = state.get("film")
    state["film"] = now
    follows = state["inside"] or state["around"] in WITH_IT
    if not follows and (settings.kept("open") or offered(before) != offered(now)):
        st.rerun()


def offered(film: Film | None) -> list[str]:
    """The parts that a fit has."""
    return [] if film is None else [name for name, each in PARTS.items() if each.offered(film)]
