"""Look closer: what can be done with a fit once it is there, each part for itself."""

import streamlit as st

from pages.sections.model_fit import answers, downloads, guess, network_view, predict, residuals, run_book, sweep
from pages.sections.model_fit.film import Film
from pages.shared.words import t


def show(film: Film) -> None:
    """All parts, in the order in which one would look at them."""
    st.header(t("Look closer"), anchor=False)
    answers.ask(film)
    if not film.shape.classes:
        guess.show_guess(film)
    residuals.show_residuals(film)
    predict.show_prediction(film)
    run_book.show_runs(film)
    sweep.show_sweep(film)
    if network_view.inside(film) is not None:
        network_view.show_inside(film)
    downloads.show_downloads(film)
