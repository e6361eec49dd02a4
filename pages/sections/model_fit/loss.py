"""Step 2, the loss: how wrong f(x) is, for every b and w at once."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import streamlit as st

from core.losses import LOSSES
from core.view import exit_of
from pages.sections.model_fit import plane
from pages.sections.model_fit.film import Film, Measure, Shape, model_of
from pages.sections.model_fit.steps import Step
from pages.shared import compute, settings
from pages.shared.charts import hand, surface
from pages.shared.compute import Look
from pages.shared.look import draw, theme
from pages.shared.numbers import LOWERED, axis, count, number
from pages.shared.part import widen
from pages.shared.player import Piece, legend, live
from pages.shared.rows import records, rows
from pages.shared.words import t
from pages.shared.workspace import Work

SHORT = {"mse": "e²", "mae": "|e|", "logistic": "log(1 + e⁻ᵐ)", "cross_entropy": "−log p"}
PENALTIES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
IN_DATA_UNITS = ("line", "linear")      # models whose surface can be looked at in the data's units


def ask(work: Work, shape: Shape, place: Step) -> Measure:
    """Which loss; its numbers are asked for afterwards."""
    options = offered(len(shape.classes))
    with place.shown:
        chosen = settings.ask(st.selectbox, t("**2 Loss**: how wrong it is, L(b, w)"), key="loss", default=options[0],
                              options=options, name=t("Loss"), format_func=said)
    with place.kind:
        st.markdown(t(LOSSES[chosen].idea))
    return Measure(chosen, standardized=False, by_time=work.past > 0)


def ask_numbers(work: Work, shape: Shape, measure: Measure) -> tuple[Measure, Look]:
    """The loss's own numbers, a penalty, rows kept back, the coordinates, and the plane of the map."""
    parameters = ask_parameters(measure.loss, work)
    l1, l2 = ask_penalties()
    held_out, seed = ask_held_out(work)
    standardized = ask_coordinates(work, shape, penalty=l1 > 0 or l2 > 0)
    measure = replace(measure, standardized=standardized, parameters=parameters, l1=l1, l2=l2, held_out=held_out,
                      seed=seed)
    return measure, plane.ask(model_of(work, shape, measure).names, seed)


def offered(classes: int) -> list[str]:
    """The losses that suit the task and can be learned from."""
    task = "regression" if not classes else "binary" if classes == 2 else "multiclass"
    return [name for name, loss in LOSSES.items() if loss.task == task and loss.trainable]


def said(name: str) -> str:
    """A loss as it is offered."""
    title = t(LOSSES[name].title)
    return f"{title}  {t('mean of {formula}', formula=SHORT[name])}" if name in SHORT else title


def ask_parameters(name: str, work: Work) -> tuple[tuple[str, float], ...]:
    """The loss's own numbers; those in y's unit begin at its spread."""
    loss = LOSSES[name]
    suggested = loss.parameters_for(work.matrix.y) if loss.task == "regression" else dict(loss.parameters)
    found = []
    for parameter, value in suggested.items():
        low, high = loss.bounds[parameter]
        unit = work.units.get(work.target, "") if parameter in loss.in_units_of_y else ""
        label = t("{name}, in {unit}", name=parameter, unit=unit) if unit else parameter
        first = min(max(float(f"{value:.3g}"), low), high)
        settings.suggest(f"loss_{parameter}", first)
        found.append((parameter, float(settings.ask(
            st.number_input, label, key=f"loss_{parameter}", default=first, parse=settings.finite, min_value=low,
            max_value=high, format="%.4g"))))
    return tuple(found)


def ask_penalties() -> tuple[float, float]:
    """Regularization: what every weight costs."""
    options: dict[str, Any] = {"options": list(PENALTIES), "parse": settings.finite,
                               "format_func": lambda value: f"{value:g}"}
    with st.container(horizontal=True):
        l1 = settings.ask(st.select_slider, t("Penalty l1·Σ|w|"), key="l1", default=0.0, **options)
        l2 = settings.ask(st.select_slider, t("Penalty l2·Σw²"), key="l2", default=0.0, **options)
    return l1, l2


def ask_held_out(work: Work) -> tuple[float, int]:
    """Rows that are kept back, to judge on what was not learned from; of a series the last fifth, at first."""
    settings.suggest("held", 20 if work.past else 0)
    percent = settings.ask(st.slider, t("Rows kept back, in percent"), key="held", default=0, parse=int, min_value=0,
                           max_value=50, step=5)
    seed = settings.ask(st.number_input, t("Seed"), key="seed", default=0, parse=int, min_value=0, max_value=9_999)
    return percent / 100, int(seed)


def ask_coordinates(work: Work, shape: Shape, *, penalty: bool) -> bool:
    """Data units or standardized; the first choice is what can be looked at."""
    if shape.name not in IN_DATA_UNITS:
        st.markdown(t("This model learns on standardized x and y: minus the mean, over the deviation."))
        return True
    if penalty:
        st.markdown(t("A penalty compares weights with each other, so x and y are standardized first."))
        return True
    fine, condition = compute.round_enough("|".join([work.key, *shape.features]), shape.X)
    settings.suggest("units", "data" if fine else "standardized")
    names = {"data": t("The data's units"), "standardized": t("Standardized")}
    chosen = settings.ask(st.segmented_control, t("Coordinates of b and w"), key="units", default="data",
                          options=list(names), format_func=names.__getitem__, required=True)
    length = number(np.sqrt(condition), 3)
    if fine:
        st.markdown(t("In the data's units the valley is {length} times as long as it is wide: it can be looked at. "
                      "Standardized (minus the mean, over the deviation), it would be round.", length=length))
    else:
        st.markdown(t("In the data's units the valley is {length} times as long as it is wide: too narrow to be "
                      "looked at. So x and y are first standardized: minus the mean, over the deviation.",
                      length=length))
    return bool(chosen == "standardized")


def show(film: Film) -> list[Piece]:
    """The surface with path, start and optimum; a click chooses another start. Returns what its marks mean."""
    window, place = film.map.window, film.map.place
    across, up = titles(film)
    x, y = axis(across, window.low[0], window.high[0]), axis(up, window.low[1], window.high[1])
    path = place(film.thetas)
    best = film.problem.best
    marks = [("start", *path[0])] + ([("best", *place(best.theta[None])[0])] if best else [])
    leaves = exit_of(path, window)
    near = window.clip(path)
    clickable = film.map.shadow is None and len(film.walk.start) == 2
    st.session_state["map_places"] = film.map.places            # of the picture that a click can mean
    draw(surface.map_of_losses(theme(), x, y, t("loss L")), {
        "picture": rows(p=[x.low], p2=[x.high], q=[y.low], q2=[y.high], u=[film.map.picture]),
        "frames": film.frame_data(p=near[:, 0], q=near[:, 1]),
        "marks": records(("kind", "p", "q"), marks),
        "exit": records(("p", "q", "angle"), [leaves] if leaves else []),
        "places": asked(film, clickable=clickable),
    }, key="map", alt=t("The error surface with the path of the descent, its start and the exact optimum."),
        on_select=start_here, selection_mode=surface.CLICK)
    live("loss_now")
    marks = [("model", f"○ {t('start')}"), ("model", f"● {t('the step')}"),
             ("optimum", f"◆ {t('optimum')}" if best else ""), ("error", t("darker is worse")),
             ("", t("click: a new start") if clickable else "")]
    if film.map.shadow is not None:
        marks.append(("", plane.said(film)))
    elif film.measure.standardized:
        marks.append(("", t("b and w standardized")))   # not in the axes' titles: or the chart is built anew
    if film.map.rows < len(film.problem.y):
        said = t("drawn from {n} of {all} rows", n=count(film.map.rows), all=count(len(film.problem.y)))
        marks.append(("", said))
    return legend(*marks)


def formula(film: Film) -> list[Piece]:
    """The loss of the step, as the mean of what."""
    style = {"tone": "error", "style": "formula"}
    each = SHORT.get(film.measure.loss, "ℓ(ŷ, y)")
    penalty = "".join(f" + {size:g}·{what}" for size, what in ((film.measure.l1, "Σ|w|"), (film.measure.l2, "Σw²"))
                      if size)
    return [{"text": f"{letters(film)} = (1/{count(len(film.problem.y))}) ∑ {each}{penalty} = "} | style,
            {"live": "loss"} | style]


def titles(film: Film) -> tuple[str, str]:
    """What the map's axes are called."""
    return ("b", "w") if film.map.shadow is None else plane.titles(film)


def letters(film: Film) -> str:
    """The loss as a function of its parameters."""
    names = film.names
    if len(names) == 2:
        return "L(b, w)"
    if film.shape.name == "linear" and not film.shape.classes:
        return f"L(b, w₁ … w{str(len(names) - 1).translate(LOWERED)})"
    return "L(θ)"


def asked(film: Film, *, clickable: bool) -> pa.Table:
    """The losses at the places of the map that a hand can mean, as one text; and whether a click chooses one."""
    losses = [f"{loss:.5g}" for loss in film.map.places[:, 2].tolist()]
    return rows(losses=hand.words(losses), open=[clickable])


def start_here() -> None:
    """A click on the map: the descent starts there."""
    picked = st.session_state["map"].selection.get(surface.CLICK, [])
    if picked:
        b, w, _ = st.session_state["map_places"][int(picked[0][hand.CELL])]
        settings.put("b0", float(f"{b:.4g}"))
        settings.put("w0", float(f"{w:.4g}"))
        widen()
