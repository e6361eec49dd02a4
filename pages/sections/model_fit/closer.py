"""Look closer: what can be done with a fit once it is there, each part for itself."""

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
from pages.sections.model_fit.film import Film
from pages.shared import settings
from pages.shared.words import t


def show(film: Film) -> None:
    """All parts, in the order in which one would look at them."""
    st.header(t("Look closer"), anchor=False)
    answers.ask(film)
    if not film.shape.classes:
        guess.show_guess()
    residuals.show_residuals()
    predict.show_prediction()
    run_book.show_runs()
    sweep.show_sweep()
    along.show_way()
    if sizes.offered(film):
        sizes.show_sizes()
    if shrinking.offered(film):
        shrinking.show_penalty()
    if network_view.inside(film) is not None:
        network_view.show_inside()
    downloads.show_downloads()


def follow(now: Film | None) -> None:
    """The film is this one now. If the steps ran alone, let the rest run too where it shows anything of the film."""
    state = st.session_state
    before: Film | None = state.get("film")
    state["film"] = now
    if not state["inside"] and (settings.kept("open") or offered(before) != offered(now)):
        st.rerun()


def offered(film: Film | None) -> tuple[bool, ...]:
    """Which of the parts there are."""
    return () if film is None else (film.problem.best is None, network_view.inside(film) is None, sizes.offered(film),
                                    shrinking.offered(film))
