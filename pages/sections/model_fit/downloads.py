"""Take it home: a script and a notebook that do the same again, the steps, the predictions, the settings."""

import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.classes import chosen, probabilities
from data.export import to_csv
from data.new_rows import Way, way
from data.plain import name_of, plain_numbers
from data.samples import SAMPLES
from pages.sections.model_fit import answers
from pages.sections.model_fit.film import Film, asked, current
from pages.sections.model_fit.numbers import all_digits
from pages.sections.model_fit.opened import opened
from pages.sections.model_fit.residuals import table_rows
from pages.shared import settings
from pages.shared.export import Columns, Recipe, notebook, script
from pages.shared.part import part
from pages.shared.words import literal, t
from pages.shared.workspace import Work

USED = "data_used.csv"


@part
def show_downloads() -> None:
    """The buttons; every file is made when its button is pressed."""
    film = current()
    with opened(t("Take it home: script, notebook, tables")):
        recipe = made_once(film)
        st.markdown(t("The script does the same again with NumPy and pandas only and comes to the numbers of this "
                      "page; the formulas in it are the app's own. Put it beside {file}.",
                      file=f"**{literal(recipe.columns.file)}**"))
        if not recipe.columns.original:
            st.markdown(":small[" + t("Your data were prepared here (types, missing values, days of the past, or cells "
                                      "changed by hand), which pandas alone would not do: the script reads the data "
                                      "as they were used, which is the file below.") + "]")
        with st.container(horizontal=True):
            offer("script", t("Script"), "three_steps.py", "text/x-python", lambda: script(recipe))
            offer("notebook", t("Notebook"), "three_steps.ipynb", "application/x-ipynb+json", lambda: notebook(recipe))
            offer("used", t("Data used"), USED, "text/csv", lambda: to_csv(data_used(film)).content)
            offer("steps", t("Steps"), "steps.csv", "text/csv", lambda: to_csv(steps(film)).content)
            who = answers.theta(film)
            offer("answers", t("Predictions"), "predictions.csv", "text/csv",
                  lambda: to_csv(predictions(film, who), mark=True).content)
            said = settings_and_results(film)
            offer("settings", t("Settings"), "settings.json", "application/json",
                  lambda: json.dumps(said, indent=1, ensure_ascii=False, default=str))


def offer(name: str, label: str, file: str, mime: str, make: Callable[[], str | bytes]) -> None:
    """One button."""
    st.download_button(label, make, file_name=file, mime=mime, icon=":material/download:", key=f"get_{name}",
                       on_click="ignore")


def made_once(film: Film) -> Recipe:
    """The recipe; looking whether the original file will do reads it, so that is remembered."""
    key = repr((film.work.key, film.shape.features, st.session_state["data"]))
    if st.session_state.get("columns_of", ("", None))[0] != key:
        st.session_state["columns_of"] = key, columns(film)
    found: Columns = st.session_state["columns_of"][1]
    return recipe_of(film, found)


def recipe_of(film: Film, found: Columns) -> Recipe:
    """The fit as plain values."""
    problem, run = film.problem, film.fit.run
    last, best = run.thetas[-1], problem.best
    checked: dict[str, Any] = {"parameters": problem.coefficients(last).tolist(), "loss": float(run.losses[-1])}
    if problem.held is not None:
        checked["held-out loss"] = float(problem.held.value(last))
    if best is not None:
        checked |= {"exact parameters": problem.coefficients(best.theta).tolist(), "exact loss": best.loss}
    title = f"{film.work.title}: {film.work.target} from {', '.join(film.shape.features)}"
    return Recipe(title, found, asked(film.work, film.shape, film.measure), film.walk, len(problem.y),
                  int(run.steps[-1]), film.fit.verdict.kind, checked)


def columns(film: Film) -> Columns:
    """How pandas alone comes to the numbers: from the original file if it does, else from the data as used."""
    work, names = film.work, film.work.matrix.names
    places = [names.index(name) for name in film.shape.features]
    own = original()
    if own is not None and not work.past:
        content, file = own
        found = Columns(file, way_there(work).only(places).features, work.target, work.matrix.classes,
                        (work.target, *work.features), reading(work))
        if comes_to(content, found, work.matrix.X[:, places], work.matrix.y):
            return found
    return from_used(film)


def from_used(film: Film) -> Columns:
    """How the file of used data is read: by the names and classes that it really holds."""
    frame = pd.read_csv(io.BytesIO(to_csv(data_used(film)).content))
    *features, target = map(str, frame.columns)
    y = film.work.matrix.y
    classes = tuple(name_of(frame[target].iloc[int(np.flatnonzero(y == number)[0])])
                    for number in range(len(film.work.matrix.classes)))
    return Columns(USED, tuple((name, "number", "") for name in features), target, classes, (target, *features), {},
                   original=False)


def way_there(work: Work) -> Way:
    """How the table's columns became numbers."""
    return way(work.table, work.features, work.matrix)


def original() -> tuple[bytes, str] | None:
    """The bytes that the table was read from, and their name; None if it was made or changed here."""
    own, data = st.session_state["own"], st.session_state["data"]
    if own is not None:
        return own.content, own.name if own.kind == "file" else "pasted.csv"
    kind, _, name = data.partition(":")
    if kind == "sample" and name in SAMPLES:
        return SAMPLES[name].path.read_bytes(), SAMPLES[name].path.name
    return None


def reading(work: Work) -> dict[str, Any]:
    """Options of pandas.read_csv that read the file as the app did."""
    how = work.table.reading
    options: dict[str, Any] = {"sep": how.delimiter or ",", "encoding": how.encoding, "decimal": how.decimal}
    if how.quote and how.quote != '"':
        options["quotechar"] = how.quote
    if how.dropped:
        options["skiprows"] = [line - 1 for line, _ in how.dropped]
    if not how.header:
        options |= {"header": None, "names": list(work.table.frame.columns)}
    usual = {"sep": ",", "encoding": "utf-8", "decimal": "."}
    return {name: value for name, value in options.items() if usual.get(name) != value}


def comes_to(content: bytes, found: Columns, X: Array, y: Array) -> bool:
    """Whether pandas alone comes to the very same numbers."""
    try:
        again, target = plain_numbers(io.BytesIO(content), found.features, found.target, found.classes, found.needed,
                                      found.reading)
    except Exception:                            # whatever pandas stumbles over: then the other file is used
        return False
    return np.array_equal(again, X) and np.array_equal(target, y)


def data_used(film: Film) -> pd.DataFrame:
    """The numbers that were learned from, in the order of the table."""
    work = film.work
    classes = np.array(work.matrix.classes)
    target = classes[work.matrix.y.astype(int)] if len(classes) else work.matrix.y
    frame = pd.DataFrame(film.shape.X, columns=list(film.shape.features))
    return frame.assign(**{work.target: target})


def steps(film: Film) -> pd.DataFrame:
    """Every kept step: loss, slope, parameters as the descent sees them and, where they can be read, in data units."""
    run, problem = film.fit.run, film.problem
    frame = pd.DataFrame({"step": run.steps, "loss": run.losses, "gradient length": run.gradient_norms})
    if problem.held is not None:
        frame["held-out loss"] = problem.held.values(run.thetas)
    suffix = " (standardized)" if film.measure.standardized else ""
    parameters = pd.DataFrame(run.thetas, columns=[f"{name}{suffix}" for name in film.names])
    parts = [frame, parameters]
    if film.measure.standardized and film.readable.shape[1]:
        parts.append(pd.DataFrame(problem.coefficients_of(run.thetas), columns=list(film.names)))
    return pd.concat(parts, axis="columns")


def predictions(film: Film, theta: Array) -> pd.DataFrame:
    """Every row with the model's answer."""
    problem, classes = film.problem, film.shape.classes
    X, y = np.concatenate([problem.X, problem.X_held]), np.concatenate([problem.y, problem.y_held])
    with np.errstate(over="ignore", invalid="ignore"):
        answer = problem.predict(theta, X)
    frame = pd.DataFrame(X, columns=list(film.shape.features))
    frame.insert(0, "row", table_rows(film).astype(int))
    frame["held out"] = np.repeat([0, 1], [len(problem.y), len(problem.y_held)])
    if not classes:
        frame = frame.assign(**{film.work.target: y, f"predicted {film.work.target}": answer, "residual": y - answer})
        return frame.sort_values("row")
    names, odds = np.array(classes), probabilities(answer, len(classes))
    frame = frame.assign(**{film.work.target: names[y.astype(int)],
                            f"predicted {film.work.target}": names[chosen(answer, len(classes))]})
    if film.measure.loss in ("logistic", "cross_entropy"):
        frame = frame.assign(**{f"P({name})": odds[:, place] for place, name in enumerate(classes)})
    return frame.sort_values("row")


def settings_and_results(film: Film) -> dict[str, Any]:
    """Everything that was chosen, by link word, and what came out, in full precision."""
    return {"data": st.session_state["data"], "settings": dict(st.session_state["kept"]),
            "link": settings.link(st.session_state["data"]), "results": all_digits(film)}
