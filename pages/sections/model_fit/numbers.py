"""The numbers of the step beside those of the start and of the exact optimum, in the data's units."""

import json

import streamlit as st

from pages.sections.model_fit.film import MOST_SHOWN, Film
from pages.sections.model_fit.optimize import spelled
from pages.shared.numbers import number
from pages.shared.player import Piece, live_table
from pages.shared.words import clean, t

Row = list[list[Piece]]


def show(film: Film) -> None:
    """The table that follows the player, and all digits to copy."""
    rows = [head()]
    rows += [parameter(film, j, "d", units(film, j)) for j in range(min(len(film.names), MOST_SHOWN))]
    if film.measure.standardized:
        rows += [parameter(film, j, "p", t("standardized")) for j in range(min(len(film.names), MOST_SHOWN))]
    rows.append(loss_row(film))
    live_table("fit", rows, label=t("Parameters and loss of the step"), key="numbers")
    copy_numbers(film)


def head() -> Row:
    """The columns."""
    words = [t("parameter"), t("start"), t("the step"), t("exact optimum"), t("gap"), t("unit")]
    return [[{"text": word}] for word in words]


def parameter(film: Film, j: int, letter: str, unit: str) -> Row:
    """One parameter: in the data's units (d) or as the descent sees it (p)."""
    array = film.in_data if letter == "d" else film.thetas
    optimum = None
    if best := film.problem.best:
        optimum = float((film.problem.in_data_units(best.theta) if letter == "d" else best.theta)[j])
    name = f"e{letter}{j}"
    film.values[name] = array[:, j] - (float("nan") if optimum is None else optimum)
    return [[{"text": spelled(film.names[j]), "style": "symbol"}], [{"text": number(array[0, j])}],
            [{"live": f"{letter}{j}", "tone": "model"}],
            [{"text": "–" if optimum is None else number(optimum), "tone": "optimum"}], [{"live": name}],
            [{"text": unit, "tone": "muted"}]]


def loss_row(film: Film) -> Row:
    """The loss itself."""
    best, unit = film.problem.best, film.work.units.get(film.work.target, "")
    if film.measure.standardized:
        unit = t("standardized")
    elif film.measure.loss == "mse" and unit:
        unit = f"({unit})²"
    return [[{"text": "L", "style": "symbol"}], [{"text": number(film.losses[0])}], [{"live": "loss", "tone": "error"}],
            [{"text": number(best.loss) if best else "–", "tone": "optimum"}], [{"live": "gap"}],
            [{"text": unit, "tone": "muted"}]]


def units(film: Film, j: int) -> str:
    """The unit of a parameter: that of y, or y per x."""
    work = film.work
    of_y = work.units.get(work.target, "") or clean(work.target, 18)
    if j == 0:
        return of_y
    feature = film.shape.features[j - 1]
    return f"{of_y} / {work.units.get(feature, '') or clean(feature, 18)}"


def copy_numbers(film: Film) -> None:
    """Every digit, for a program or a notebook."""
    with st.popover(t("Copy numbers"), icon=":material/content_copy:", key="copy_numbers"):
        st.markdown(t("All digits of the last step and of the exact optimum, in the data's units."))
        st.code(json.dumps(all_digits(film), indent=1, ensure_ascii=False), language="json", height=320)


def all_digits(film: Film) -> dict[str, object]:
    """What this page has found, in full precision."""
    problem, run = film.problem, film.fit.run
    names = ["b", *(f"w[{feature}]" for feature in film.shape.features)]
    ended = problem.in_data_units(run.thetas[-1])
    found: dict[str, object] = {"step": int(run.steps[-1]), "parameters": dict(zip(names, ended.tolist(), strict=True)),
                                "loss": float(run.losses[-1])}
    if film.measure.standardized:
        found["standardized parameters"] = dict(zip(names, run.thetas[-1].tolist(), strict=True))
    if problem.best:
        exact = problem.in_data_units(problem.best.theta)
        found["exact optimum"] = {"parameters": dict(zip(names, exact.tolist(), strict=True)),
                                  "loss": problem.best.loss, "gap is at most": problem.best.gap,
                                  "unique": problem.best.unique}
    return found
