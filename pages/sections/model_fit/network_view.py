"""A network from the inside: what every unit answers, every weight as a line, and what if one of them were another."""

import re

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.inside import Unit, biases, units, weights, widths
from core.models import Network, SumOfUnits
from core.pictures import slice_of
from core.surface import Window
from core.view import span
from pages.sections.model_fit import answers
from pages.sections.model_fit.film import Film, current
from pages.sections.model_fit.opened import opened
from pages.shared import settings
from pages.shared.charts import network as chart
from pages.shared.charts.theme import COLORS
from pages.shared.look import draw, theme
from pages.shared.numbers import LOWERED, count, number, spelled
from pages.shared.part import part
from pages.shared.words import clean, key_line, literal, t

MOST_UNITS, PLACES, CELLS, MOST_TYPED = 12, 61, 24, 40
NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,2})?")


def inside(film: Film) -> Network | None:
    """The model as a network, if it is one with hidden layers."""
    model = film.problem.model
    if isinstance(model, SumOfUnits):
        return model.network
    return model if isinstance(model, Network) and model.hidden else None


@part
def show_inside() -> None:
    """The picture of the network, and the table in which its weights can be changed."""
    film = current()
    net = inside(film)
    if net is None:
        return
    with opened(t("Look inside the network: units, weights, and what if")):
        if not np.isfinite(answers.theta(film)).all():
            answers.lost()
            return
        left, right = st.columns([8, 5], gap="medium")
        with right:
            theta, changed = what_if(film)
        with left:
            picture(film, net, theta)
        compare(film, theta, changed)


def in_order(film: Film, theta: Array) -> Array:
    """Parameters of the model in the network's order."""
    model = film.problem.model
    return model.inner(theta) if isinstance(model, SumOfUnits) else theta


def what_if(film: Film) -> tuple[Array, int]:
    """A table of all parameters that can be typed over; the parameters as they are there, and how many are changed."""
    theta = answers.theta(film)
    in_data = film.problem.in_data_units(theta)
    st.markdown(t("**What if?** Type another value over a weight: the pictures and the loss follow."))
    begun = begin(film)
    frame = pd.DataFrame({"name": [spelled(name) for name in film.names], "value": begun, "data": in_data})
    columns = {"name": st.column_config.TextColumn(t("parameter"), disabled=True),
               "value": st.column_config.NumberColumn(t("value"), format="%.4g", required=True),
               "data": st.column_config.NumberColumn(t("in the data's units"), format="%.4g", disabled=True)}
    shown = ["name", "value", "data"] if film.measure.standardized else ["name", "value"]
    edited = st.data_editor(frame, column_config=columns, column_order=shown, hide_index=True, height=300,
                            key=f"weights_{st.session_state.get('weights_round', 0)}")
    typed = edited["value"].to_numpy(dtype=float, na_value=np.nan)
    usable = np.where(np.isfinite(typed) & (np.abs(typed) < 1e100), typed, theta)
    changed = int((usable != theta).sum())
    remember(film.names, theta, usable)
    st.button(t("As learned"), key="as_learned", icon=":material/undo:", disabled=not changed, on_click=as_learned)
    return usable, changed


def begin(film: Film) -> Array:
    """The parameters that the table begins with: as learned, but for what a link has brought for this fit."""
    state, theta = st.session_state, answers.theta(film)
    given = repr((film.work.key, film.shape, film.measure, film.walk, answers.of_the_best(film)))
    if state.get("weights_of") != given:
        brought = {} if "weights_of" in state else typed_of(settings.arrived("typed", str) or "")
        state.update({"weights_of": given, "weights_brought": brought,
                      "weights_round": state.get("weights_round", 0) + 1})
    return np.array([state["weights_brought"].get(name, value) for name, value in zip(film.names, theta, strict=True)])


def typed_of(text: str) -> dict[str, float]:
    """What a link says was typed, "w1_2_1=0.5 b1_1=-1"; whatever else stands there says nothing."""
    pairs = (part.partition("=") for part in text.split())
    return {name: float(value) for name, _, value in pairs if NUMBER.fullmatch(value)}


def remember(names: tuple[str, ...], learned: Array, typed: Array) -> None:
    """Let the link say which parameters were typed over."""
    changed = np.flatnonzero(learned != typed)[:MOST_TYPED]
    if len(changed):
        settings.put("typed", " ".join(f"{names[place]}={float(typed[place])!r}" for place in changed))
    elif st.session_state["kept"].get("typed"):
        settings.forget("typed")


def as_learned() -> None:
    """Forget what was typed."""
    state = st.session_state
    state.update({"weights_brought": {}, "weights_round": state["weights_round"] + 1})


def compare(film: Film, theta: Array, changed: int) -> None:
    """The loss of what is in the table beside the learned one."""
    learned = film.problem.f.value(answers.theta(film))
    if not changed:
        st.markdown(t("Loss with these parameters: {loss}.", loss=f":red[**{number(learned)}**]"))
        return
    now = film.problem.f.value(theta)
    said = t("Loss with {n} parameter(s) changed: {now}; as learned: {loss}.", n=count(changed),
             now=f":red[**{number(now)}**]", loss=number(learned))
    if now > learned:
        said += " " + t("That is {gap} more.", gap=number(now - learned))
    elif now < learned:
        said += " " + t("That is {gap} less: the descent had not arrived yet.", gap=number(learned - now))
    st.markdown(said)


def picture(film: Film, net: Network, theta: Array) -> None:
    """Units with their pictures, weights as lines."""
    inner = in_order(film, theta)
    shown, lines = units(net, MOST_UNITS), weights(net, inner, MOST_UNITS)
    at = {(unit.layer, unit.number): unit for unit in shown}
    ends = [(at[line.layer - 1, line.source], at[line.layer, line.target]) for line in lines]
    values = np.array([line.value for line in lines])
    height = 40 + chart.PLACE * max(min(width, MOST_UNITS) for width in net.widths)
    draw(chart.network(theme(), height), {
        "weights": pd.DataFrame({
            "x": [a.x for a, _ in ends], "y": [a.y for a, _ in ends], "x2": [b.x for _, b in ends],
            "y2": [b.y for _, b in ends], "width": widths(values), "negative": (values < 0).astype(int),
            "value": values,
            "name": [f"{unit_name(film, net, a)} → {unit_name(film, net, b)}" for a, b in ends]}),
        "units": unit_table(film, net, inner, shown), "words": words(film, net, shown),
    }, key="picture_network", alt=t("The layers of the network: a picture of every unit's answer, and its weights."))
    marks = [f"━ {t('positive weight')}", f":orange[╌ {t('negative weight')}]",
             t("the wider, the larger; hover for values")]
    if max(net.widths) > MOST_UNITS:
        marks.append(t("the first {n} units of every layer", n=MOST_UNITS))
    st.markdown(key_line(*marks))
    st.markdown(":small[" + over(film) + "]")


def over(film: Film) -> str:
    """What the units' pictures show."""
    names = film.shape.features
    if len(names) == 1:
        return t("Every picture shows what its unit hands on over {x}.", x=literal(names[0]))
    first, second = film.shape.seen
    said = t("Every picture shows what its unit hands on over {x} (across) and {y} (up): one color below 0, the other "
             "above.", x=literal(names[first]), y=literal(names[second]))
    return said + (" " + t("The other features are at their means.") if len(names) > 2 else "")


def unit_table(film: Film, net: Network, theta: Array, shown: list[Unit]) -> pd.DataFrame:
    """Every drawn unit with its picture, bias, and the range of what it hands on."""
    signals, of_layer, colors = activity(film, net, theta), biases(net, theta), COLORS[theme()]
    rows = []
    for unit in shown:
        values = signals[unit.layer][:, unit.number]
        if len(film.shape.features) == 1:
            image = chart.curve_png(values, colors)
        else:
            image = chart.map_png(values.reshape(CELLS, CELLS), colors)
        bias = number(float(of_layer[unit.layer - 1][unit.number])) if unit.layer else "–"
        rows.append((unit.x, unit.y, image, unit_name(film, net, unit), bias,
                     f"{number(float(values.min()))} … {number(float(values.max()))}"))
    return pd.DataFrame(rows, columns=["x", "y", "u", "name", "bias", "range"])


def activity(film: Film, net: Network, theta: Array) -> list[Array]:
    """What every layer hands on, over the range of the data."""
    X = film.problem.X
    if X.shape[1] == 1:
        grid = np.linspace(*span(X[:, 0]), PLACES)[:, None]
    else:
        (left, right), (low, high) = (span(X[:, place], 0.08) for place in film.shape.seen)
        grid = slice_of(X, film.shape.seen, Window((left, low), (right, high)), CELLS)
    scale = film.problem.x_scale
    with np.errstate(over="ignore", invalid="ignore"):
        return net.activity(theta, grid if scale is None else scale.apply(grid))


def unit_name(film: Film, net: Network, unit: Unit) -> str:
    """What a unit is called: a feature, a unit of a layer, a class, or the answer."""
    if unit.layer == 0:
        return clean(film.shape.features[unit.number], 18)
    if unit.layer < len(net.widths) - 1:
        return f"a{str(unit.layer).translate(LOWERED)}.{str(unit.number + 1).translate(LOWERED)}"
    if net.outputs > 1:
        return clean(film.shape.classes[unit.number], 18)
    return "z" if film.shape.classes else "ŷ"


def words(film: Film, net: Network, shown: list[Unit]) -> pd.DataFrame:
    """Names under the features and the answers."""
    outer = [unit for unit in shown if unit.layer in (0, len(net.widths) - 1)]
    return pd.DataFrame([(unit.x, unit.y, unit_name(film, net, unit)) for unit in outer], columns=["x", "y", "text"])
