"""Guess first: set b and w by hand, see your line and what it costs, then look how good it was."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.guessing import FINEST, Dial, Judged, Yardstick, dials, judge, yardstick
from core.models import line
from core.objective import objective
from core.surface import Window, bands, surface
from core.view import drawn_rows, span
from pages.sections.model_fit.film import Film, current
from pages.sections.model_fit.loss import SHORT
from pages.sections.model_fit.opened import opened, pair
from pages.sections.model_fit.picture import drawn_words
from pages.shared import rows as table
from pages.shared import settings, workspace
from pages.shared.charts import guessed, shades
from pages.shared.charts.theme import COLORS
from pages.shared.look import draw, theme
from pages.shared.numbers import MINUS, axis, count, number
from pages.shared.part import part
from pages.shared.words import clean, key_line, literal, t

FEW, SHOWN = 12, 3                      # rows whose errors are all written out; of more, the first so many
MOST_DOTS, MOST_ERRORS, MOST_TRIED, CELLS, MAPPED, BANDS = 300, 60, 40, 90, 3_000, 12
LECTURE = (0.5, 1.0)


@dataclass(frozen=True)
class Task:
    """What is guessed: a line through these rows, judged by this loss."""

    name: str                           # two with one name are equal
    feature: str
    x: Array
    y: Array
    loss: str
    parameters: dict[str, float]
    dials: tuple[Dial, Dial]


@part
def show_guess() -> None:
    """The two controls, the line, where it lies among all lines, and what it costs."""
    film = current()
    with opened(t("Guess first: set b and w by hand")):
        task = task_of(film)
        start_anew(task)
        b, w = ask(task)
        found = judge(b, w, task.x, task.y, task.loss, task.parameters)
        tried = remember(b, w, found.loss)
        shown = bool(settings.ask(st.toggle, t("Reveal the best line"), key="revealed", default=False,
                                  parse=settings.switch))
        measure = known(task.name, task.loss, tuple(task.parameters.items()), task.x, task.y) if shown else None
        with pair("guess"):
            marks = line_picture(film, task, found, measure) + plane_picture(task, b, w, found, tried, measure)
        st.markdown(f"{key_line(*marks)}\n\n{said(film, task, found, tried, measure)}\n\n"
                    f":small[{sum_of(task, b, w, found)}]")
        if len(task.y) <= FEW:
            st.table(row_by_row(task, found))


def task_of(film: Film) -> Task:
    """A line along the first feature of the model."""
    x, y = film.problem.X[:, 0], film.problem.y
    name = repr((film.work.key, film.shape.features[0], film.measure.loss, film.measure.parameters, len(y),
                 film.measure.seed))
    return Task(name, film.shape.features[0], x, y, film.measure.loss, dict(film.measure.parameters), dials(x, y))


def start_anew(task: Task) -> None:
    """Other data or another loss: what was tried before means nothing there."""
    state = st.session_state
    if state.setdefault("guessing", task.name) != task.name:
        settings.forget("guess_b", "guess_w", "revealed")
    if state["guessing"] != task.name or "tried" not in state:
        state["guessing"], state["tried"] = task.name, []


def ask(task: Task) -> tuple[float, float]:
    """b and w, and some lines to begin with."""
    of_b, of_w = task.dials
    level = float(f"{round(float(task.y.mean()) / of_b.step) * of_b.step:.12g}")
    with pair("dials", "bottom"):
        b = ask_one("b", t("b: where the line stands at x = 0"), of_b, level)
        w = ask_one("w", t("w: how much it rises when x grows by 1"), of_w, 0.0)
        sample = workspace.sample()
        if sample is not None and sample.name == "views":
            preset(t("The lecture's guess"), "preset_lecture", LECTURE)
        preset(t("A level line"), "preset_level", (level, 0.0))
    return b, w


def ask_one(letter: str, label: str, dial: Dial, first: float) -> float:
    """A slider; where its notches would be too fine for a hand, a field."""
    options: dict[str, Any] = {"min_value": dial.low, "max_value": dial.high, "step": dial.step, "format": "%.6g"}
    widget = st.slider if dial.notches <= FINEST else st.number_input
    return float(settings.ask(widget, label, key=f"guess_{letter}", default=first, parse=settings.finite, **options))


def preset(label: str, key: str, guess: tuple[float, float]) -> None:
    """A button that sets both."""
    st.button(label, key=key, on_click=set_both, args=guess)


def set_both(b: float, w: float) -> None:
    """Set both, as if the hand had moved them."""
    settings.put("guess_b", b)
    settings.put("guess_w", w)


def remember(b: float, w: float, loss: float) -> list[tuple[float, float, float]]:
    """The guesses so far, the latest last."""
    state = st.session_state
    before = [guess for guess in state["tried"] if guess[:2] != (b, w)]
    state["tried"] = [*before, (b, w, loss)][-MOST_TRIED:]
    return list(state["tried"])


@st.cache_resource(max_entries=50, show_spinner=False)
def known(name: str, loss: str, parameters: tuple[tuple[str, float], ...], _x: Array, _y: Array) -> Yardstick:  # noqa: ARG001
    """The best line and the best constant."""
    return yardstick(_x, _y, loss, dict(parameters))


@st.cache_resource(max_entries=50, show_spinner=False)
def map_of(name: str, loss: str, parameters: tuple[tuple[str, float], ...], style: str, _task: Task) -> str:  # noqa: ARG001
    """The error surface over all that the two controls can set, as a picture."""
    rows = drawn_rows(len(_task.y), MAPPED)
    f = objective(line(), loss, _task.x[rows, None], _task.y[rows], parameters=dict(parameters))
    (b, w) = _task.dials
    losses = surface(f, *Window((b.low, w.low), (b.high, w.high)).axes(CELLS))
    finite = losses[np.isfinite(losses)]
    levels = bands(losses, float(finite.min()), float(np.quantile(finite, 0.98)), BANDS)
    return shades.surface_png(levels, BANDS, COLORS[style])


def line_picture(film: Film, task: Task, found: Judged, measure: Yardstick | None) -> list[str]:
    """The data with the guessed line and its errors, the best line once it is revealed; returns what marks mean."""
    x, y = task.x, task.y
    across = axis(film.work.label(task.feature), *span(x))
    up = axis(film.work.label(film.work.target), *span(y, 0.12))
    rows, few = drawn_rows(len(y), MOST_DOTS), drawn_rows(len(y), MOST_ERRORS)
    b, w = st.session_state["guess_b"], st.session_state["guess_w"]
    best = [] if measure is None or measure.theta is None else [ends(measure.theta, across.low, across.high)]
    draw(guessed.line(theme(), across, up), {
        "points": table.rows(x=x[rows], y=y[rows]),
        "errors": table.rows(x=x[few], y=y[few], to=found.predictions[few]),
        "mine": table.records(("y0", "y1"), [ends(np.array([b, w]), across.low, across.high)]),
        "best": table.records(("y0", "y1"), best),
    }, key="picture_guess", alt=t("The data as dots, your line, and its errors."))
    return [f":blue[━ {t('your line')}]", f":gray[● {t('data')}]", f":red[│ {t('error e')}]",
            f":green[╌ {t('best line')}]" if best else "", drawn_words(len(rows), len(y))[1]]


def ends(theta: Array, left: float, right: float) -> tuple[float, float]:
    """Heights of a line at both ends of the picture."""
    return float(theta[0] + theta[1] * left), float(theta[0] + theta[1] * right)


def plane_picture(task: Task, b: float, w: float, found: Judged, tried: list[tuple[float, float, float]],
                  measure: Yardstick | None) -> list[str]:
    """Where the guesses lie among all lines, the map itself only once it is revealed; returns what marks mean."""
    (of_b, of_w) = task.dials
    across, up = axis("b", of_b.low, of_b.high), axis("w", of_w.low, of_w.high)
    picture = map_of(task.name, task.loss, tuple(task.parameters.items()), theme(), task) if measure else None
    losses = np.array([loss for *_, loss in tried])
    draw(guessed.plane(theme(), across, up, t("loss L")), {
        "picture": table.records(("p", "p2", "q", "q2", "u"),
                                 [(of_b.low, of_b.high, of_w.low, of_w.high, picture)] if picture else []),
        "tried": table.rows(p=[p for p, *_ in tried], q=[q for _, q, _ in tried], loss=losses, shade=shade(losses)),
        "here": table.rows(p=[b], q=[w], loss=[found.loss]),
        "best": table.records(("p", "q"), [measure.theta.tolist()] if measure and measure.theta is not None else []),
    }, key="picture_tried", alt=t("Your guesses as dots over all b and w; the darker a dot, the higher its loss."))
    return [f":blue[● {t('your guess')}]", f":red[{t('darker is worse')}]",
            f":green[◆ {t('optimum')}]" if measure and measure.theta is not None else
            "" if measure else t("the map stays in the fog until you reveal it")]


def shade(losses: Array) -> list[str]:
    """The surface's color for each loss, from the lowest to the highest so far."""
    reach = float(losses.max() - losses.min()) or 1.0
    part_of = np.sqrt((losses - losses.min()) / reach)
    lightness, chroma, hue = COLORS[theme()].surface
    colors = shades.oklch(*(low + change * part_of for low, change in (lightness, chroma, hue)))
    return [f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in colors]


def said(film: Film, task: Task, found: Judged, tried: list[tuple[float, float, float]], measure: Yardstick | None
         ) -> str:
    """The loss now, the lowest so far, and, once revealed, the score."""
    lowest = min(loss for *_, loss in tried)
    words = [t("Your loss: {loss}.", loss=f":red[**{number(found.loss)}**]")]
    if len(tried) > 1:
        words.append(t("Lowest of {n} guesses: {loss}.", n=count(len(tried)), loss=number(lowest)))
    if measure is not None and measure.theta is not None:
        b, w = measure.theta
        words.append(t("The best line is b = {b}, w = {w}, with {best}; the best constant has {constant}.",
                       b=number(b), w=number(w), best=f":green[{number(measure.best)}]",
                       constant=number(measure.constant)))
        words.append(t("Score of your best guess: **{score} of 100**, its share of the way from the best constant to "
                       "the best line.", score=score(measure, lowest)))
    elif measure is not None:
        words.append(t("No exact minimum is known for this loss; the least-squares line has {best}.",
                       best=number(measure.best)))
    if len(film.shape.features) > 1:
        words.append(":small[" + t("A guess is one line: of the features only {name} is used here.",
                                   name=literal(clean(task.feature))) + "]")
    return " ".join(words)


def score(measure: Yardstick, loss: float) -> str:
    """Whole points, never 100 unless nothing is left."""
    points = 100.0 * measure.score(loss)
    return number(max(points, -999.0), 3) if points < 0 else count(int(points + 1e-9))


def row_by_row(task: Task, found: Judged) -> pd.DataFrame:
    """What every row adds to the loss."""
    frame = pd.DataFrame({"x": task.x, "y": task.y, "ŷ = b + w·x": found.predictions, "e = y − ŷ": found.errors,
                          SHORT.get(task.loss, t("cost")): found.costs})
    frame.index = pd.RangeIndex(1, len(task.y) + 1, name="#")
    return frame.map(brief)


def sum_of(task: Task, b: float, w: float, found: Judged) -> str:
    """L(b, w) = (0.4 + 2.1 + 0.1 + 0.2 + 0.7 + 1.3) / 6 = 4.8 / 6 = 0.8000."""
    n, costs = len(task.y), found.costs
    name = {"mse": "e²", "mae": r"\|e\|"}.get(task.loss, t("cost"))
    whole = f":red[L({brief(b)}, {brief(w)})] = (1/n) ∑ {name} = "
    if n <= FEW:
        whole += f"({' + '.join(map(brief, costs))}) / {n} = {brief(float(costs.sum()))} / {n}"
    else:
        whole += f"({' + '.join(map(brief, costs[:SHOWN]))} + … + {brief(costs[-1])}) / {count(n)}"
    return f"{whole} = :red[**{number(found.loss)}**]"


def brief(value: float) -> str:
    """A number without the zeros that say nothing: 0.4 rather than 0.4000."""
    if not 1e-4 <= abs(value) < 9_999.5:
        return number(value) if value and abs(value) > 1e-12 else "0"
    return f"{value:.4g}".replace("-", MINUS)
