"""The formula filled in: how the model comes from one row's x to its answer, number by number."""

import numpy as np
import pandas as pd
import streamlit as st

from core.arrays import Array
from core.classes import chosen, probabilities
from core.models import Network, SumOfUnits
from data.new_rows import Way
from pages.sections.model_fit import answers
from pages.sections.model_fit.film import Film
from pages.shared.numbers import LOWERED, count, number, signed_tex, tex
from pages.shared.words import clean, literal, t

MOST_TERMS, A_LINE, MOST_UNITS = 6, 2, 12


def show(film: Film, theta: Array, row: Array, way: Way) -> None:
    """The answer, and the way to it."""
    answer = film.problem.predict(theta, row)
    if film.shape.classes:
        show_class(film, answer)
    else:
        unit = film.work.units.get(film.work.target, "")
        st.markdown(t("{who} predicts {target} = {value}", who=f"**{capital(answers.who(film))}**",
                      target=literal(film.work.target), value=f":blue[**{number(float(answer[0]))}** {literal(unit)}]"
                      if unit else f":blue[**{number(float(answer[0]))}**]"))
    st.latex(formula(film, theta, row, answer))
    if isinstance(film.problem.model, Network | SumOfUnits):
        units_table(film, theta, row)
    if len(way.features) > 1:
        st.markdown(":small[" + ", ".join(f"x{str(j).translate(LOWERED)} = {literal(clean(name, 30))}" for j, name in
                                          enumerate(film.shape.features[:MOST_TERMS], 1)) + "]")


def capital(words: str) -> str:
    """The words at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def show_class(film: Film, answer: Array) -> None:
    """The chosen class, and the probability of each."""
    classes = film.shape.classes
    odds = probabilities(answer, len(classes))[0]
    name = literal(classes[int(chosen(answer, len(classes))[0])])
    st.markdown(t("{who} chooses {name}", who=f"**{capital(answers.who(film))}**", name=f":blue[**{name}**]"))
    if film.measure.loss in ("logistic", "cross_entropy"):
        order = np.argsort(-odds)[:MOST_TERMS]
        st.markdown("  ·  ".join(f"P({literal(classes[int(k)], 24)}) = {number(float(odds[k]))}" for k in order))


def formula(film: Film, theta: Array, row: Array, answer: Array) -> str:
    """The sum with its numbers; of a network its last layer."""
    model = film.problem.model
    if isinstance(model, Network | SumOfUnits):
        return last_layer(film, theta, row, answer)
    if film.shape.name == "polynomial":
        factors, x = film.problem.coefficients(theta), float(row[0, 0])
        powers = ["", "", *(f"^{{{k}}}" for k in range(2, len(factors)))]
        terms = [(float(c), rf"\cdot {bracket(x)}{power}") for c, power in zip(factors, powers, strict=False)][1:]
        return equation(film, float(factors[0]), terms, answer[0])
    if model.outputs > 1:
        return per_class(answer)
    in_data = film.problem.in_data_units(theta)
    terms = [(float(w), rf"\cdot {bracket(float(x))}") for w, x in zip(in_data[1:], row[0], strict=True)]
    return equation(film, float(in_data[0]), terms, answer[0])


def equation(film: Film, bias: float, terms: list[tuple[float, str]], answer: float) -> str:
    """ŷ = b + w · x = answer; for two classes z = …, P = σ(z)."""
    name = "z" if film.shape.classes else r"\hat y"
    shown = [signed_tex(factor) + rest for factor, rest in terms[:MOST_TERMS]]
    shown += [r"+ \dots"] if len(terms) > MOST_TERMS else []
    pairs = [" ".join(shown[place: place + A_LINE]) for place in range(0, len(shown), A_LINE)]
    text = rf"{name} &= {tex(bias)} " + r" \\ &\quad ".join(pairs) + (r" \\ &" if len(pairs) > 1 else "")
    text += rf"= {tex(float(answer))}"
    if film.measure.loss == "logistic":
        odds = float(probabilities(np.array([answer]), 2)[0, 1])
        text += rf" \\ \sigma(z) &= \frac{{1}}{{1 + e^{{-z}}}} = {tex(odds)}"
    return rf"\begin{{aligned}} {text} \end{{aligned}}"


def bracket(value: float) -> str:
    """A factor; a negative one in brackets."""
    return rf"({tex(value)})" if value < 0 else tex(value)


def per_class(answer: Array) -> str:
    """Several logits and their softmax, for the likeliest class."""
    logits = answer[0]
    best = int(np.argmax(logits))
    parts = " + ".join(rf"e^{{{tex(float(z))}}}" for z in logits[:MOST_TERMS])
    more = r" + \dots" if len(logits) > MOST_TERMS else ""
    odds = float(probabilities(answer, len(logits))[0, best])
    top = rf"e^{{{tex(float(logits[best]))}}}"
    return rf"\frac{{e^{{z}}}}{{\sum e^{{z}}}} = \frac{{{top}}}{{{parts}{more}}} = {tex(odds)}"


def network_of(film: Film, theta: Array) -> tuple[Network, Array]:
    """The network and its parameters in the data's units."""
    model, in_data = film.problem.model, film.problem.in_data_units(theta)
    if isinstance(model, SumOfUnits):
        return model.network, model.inner(in_data)
    assert isinstance(model, Network)
    return model, in_data


def last_layer(film: Film, theta: Array, row: Array, answer: Array) -> str:
    """ŷ = b + Σ c · a over the last hidden layer."""
    network, inner = network_of(film, theta)
    if network.outputs > 1:
        return per_class(answer)
    bias, weights = network.layers(inner)[-1]
    signal = network.activity(inner, row)[-2][0]
    terms = [(float(w), rf"\cdot {bracket(float(a))}") for w, a in zip(weights[0], signal, strict=True)]
    return equation(film, float(bias[0]), terms, float(answer[0]))


def units_table(film: Film, theta: Array, row: Array) -> None:
    """Every unit's sum and what it hands on."""
    network, inner = network_of(film, theta)
    titles = [t(bend.activation.title) for bend in network.bends]
    signals, lines = network.activity(inner, row), []
    for layer, (bias, weights) in enumerate(network.layers(inner)[:-1], 1):
        sums = weights @ signals[layer - 1][0] + bias
        lines += [(f"{layer}.{unit + 1}", number(float(z)), titles[layer - 1], number(float(a)))
                  for unit, (z, a) in enumerate(zip(sums, signals[layer][0], strict=True))]
    frame = pd.DataFrame(lines[:MOST_UNITS], columns=[t("unit no."), t("sum z = b + w·x"), "σ", "σ(z)"])
    if len(set(titles)) == 1:
        frame = frame.drop(columns="σ").rename(columns={"σ(z)": f"{titles[0]}(z)"})
    st.table(frame.set_index(t("unit no.")))
    if len(lines) > MOST_UNITS:
        st.markdown(":small[" + t("The first {n} of {all} units.", n=MOST_UNITS, all=count(len(lines))) + "]")
