"""Every kind of model and task on the page, against formulas written anew here, with slopes by differences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.samples import SAMPLES
from pages.sections.model_fit import model
from tests.pages.live import cells

Visitor = Callable[..., AppTest]
Predict = Callable[[np.ndarray, np.ndarray], np.ndarray]
Bend = Callable[[np.ndarray], np.ndarray]


def line(theta: np.ndarray, Z: np.ndarray) -> np.ndarray:
    return np.asarray(theta[0] + Z @ theta[1:])


def many_lines(theta: np.ndarray, Z: np.ndarray) -> np.ndarray:
    return np.asarray(theta[:3] + Z @ theta[3:].reshape(3, -1).T)


def units(count: int) -> Predict:
    def predict(theta: np.ndarray, Z: np.ndarray) -> np.ndarray:
        outer, biases = theta[1: 1 + count], theta[1 + count: 1 + 2 * count]
        weights = theta[1 + 2 * count:].reshape(count, -1)
        return np.asarray(theta[0] + (1 / (1 + np.exp(-(biases + Z @ weights.T)))) @ outer)
    return predict


def network(*widths: int, bends: Sequence[Bend] = ()) -> Predict:
    def predict(theta: np.ndarray, Z: np.ndarray) -> np.ndarray:
        place, signal = 0, Z
        for layer, (into, out) in enumerate(pairwise(widths)):
            bias = theta[place: place + out]
            weight = theta[place + out: place + out + out * into].reshape(out, into)
            place += out + out * into
            signal = bias + signal @ weight.T
            if layer < len(widths) - 2:
                signal = bends[layer](signal) if bends else np.tanh(signal)
        assert place == theta.size
        return signal[:, 0] if widths[-1] == 1 else signal
    return predict


def mse(answer: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean((answer - y) ** 2))


def huber(answer: np.ndarray, y: np.ndarray) -> float:
    error = np.abs(answer - y)
    return float(np.mean(np.where(error <= 0.5, error**2 / 2, 0.5 * (error - 0.25))))


def logistic(answer: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean(np.log1p(np.exp(-(2 * y - 1) * answer))))


def squared_hinge(answer: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean(np.maximum(0, 1 - (2 * y - 1) * answer) ** 2))


def cross_entropy(answer: np.ndarray, y: np.ndarray) -> float:
    shifted = answer - answer.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-np.mean(log_p[np.arange(len(y)), y.astype(int)]))


@dataclass(frozen=True)
class Case:
    name: str
    sample: str
    y: str
    x: list[str]
    model: str
    loss: str
    predict: Predict
    measure: Callable[[np.ndarray, np.ndarray], float]
    more: dict[str, Any]


MPG, CANCER, IRIS = ("auto_mpg", "mpg"), ("breast_cancer", "diagnosis"), ("iris", "species")
POWER, TWO = ["horsepower"], ["mean_radius", "mean_texture"]
PETALS = ["petal_length_cm", "petal_width_cm"]
CASES = [
    Case("line, regression", *MPG, POWER, "line", "mse", line, mse, {"units": "standardized"}),
    Case("linear, regression", *MPG, ["horsepower", "weight"], "linear", "mse", line, mse, {"units": "standardized"}),
    Case("units, regression", *MPG, POWER, "units", "mse", units(3), mse, {"units_count": "3"}),
    Case("units of two features", *MPG, ["horsepower", "weight"], "units", "mse", units(2), mse, {"units_count": "2"}),
    Case("network, regression", *MPG, POWER, "network", "mse", network(1, 3, 2, 1), mse, {"hidden": "3, 2"}),
    Case("network, a bend for every layer", *MPG, POWER, "network", "mse",
         network(1, 3, 2, 1, bends=[lambda z: np.log1p(np.exp(z)), np.sin]), mse,
         {"hidden": "3, 2", "each_layer": "1", "activation_1": "softplus", "activation_2": "sine"}),
    Case("network, huber", *MPG, POWER, "network", "huber", network(1, 4, 1), huber, {"hidden": "4"}),
    Case("line, two classes", *CANCER, TWO[:1], "line", "logistic", line, logistic, {"units": "standardized"}),
    Case("linear, two classes", *CANCER, TWO, "linear", "squared_hinge", line, squared_hinge,
         {"units": "standardized"}),
    Case("units, two classes", *CANCER, TWO, "units", "logistic", units(2), logistic, {"units_count": "2"}),
    Case("network, two classes", *CANCER, TWO, "network", "logistic", network(2, 3, 1), logistic, {"hidden": "3"}),
    Case("linear, three classes", *IRIS, PETALS, "linear", "cross_entropy", many_lines, cross_entropy,
         {"units": "standardized"}),
    Case("network, three classes", *IRIS, PETALS, "network", "cross_entropy", network(2, 3, 3), cross_entropy,
         {"hidden": "3"}),
]
STEPS, RATE = 10, 0.05


def numbers_of(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """The sample's columns, standardized here."""
    frame = pd.read_csv(SAMPLES[case.sample].path)[[*case.x, case.y]].dropna()
    X = frame[case.x].to_numpy(float)
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    if pd.api.types.is_numeric_dtype(frame[case.y]):
        y = frame[case.y].to_numpy(float)
        return Z, (y - y.mean()) / y.std()
    names = sorted(frame[case.y].unique())
    return Z, frame[case.y].map(names.index).to_numpy(float)


def descended(case: Case, theta: np.ndarray, Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Plain gradient descent with slopes from central differences."""
    for _ in range(STEPS):
        slope = np.zeros_like(theta)
        for j in range(theta.size):
            nudge = np.zeros_like(theta)
            nudge[j] = 1e-6
            slope[j] = (case.measure(case.predict(theta + nudge, Z), y)
                        - case.measure(case.predict(theta - nudge, Z), y)) / 2e-6
        theta = theta - RATE * slope
    return theta


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_page_s_numbers_are_those_of_formulas_written_anew(fresh: Visitor, case: Case) -> None:
    more = dict(case.more)
    if case.loss == "huber":                                # δ is given in y's unit: half a deviation
        frame = pd.read_csv(SAMPLES[case.sample].path)[[*case.x, case.y]].dropna()
        more["loss_delta"] = repr(0.5 * float(frame[case.y].std(ddof=0)))
    app = fresh("pages/model_fit.py", data=f"sample:{case.sample}", y=case.y, x=case.x, model=case.model,
                loss=case.loss, optimizer="gradient_descent", rate=str(RATE), steps=str(STEPS), **more)
    app.run()
    assert not app.exception
    film = app.session_state["film"]
    Z, y = numbers_of(case)
    expected = descended(case, film.fit.run.thetas[0].copy(), Z, y)
    assert film.fit.run.last == STEPS
    np.testing.assert_allclose(film.fit.run.thetas[-1], expected, rtol=1e-5, atol=1e-8)
    assert film.losses[-1] == pytest.approx(case.measure(case.predict(expected, Z), y), rel=1e-6)
    if film.shape.classes:
        answer = case.predict(expected, Z)
        right = (answer.argmax(axis=1) if answer.ndim == 2 else answer > 0) == y
        assert film.values["accuracy"][-1] == pytest.approx(right.mean(), abs=1e-12)


def test_a_polynomial_is_numpy_s_polynomial(fresh: Visitor) -> None:
    app = fresh("pages/model_fit.py", data="sample:auto_mpg", y="mpg", x="horsepower", model="polynomial",
                degree="2").run()
    assert not app.exception
    film = app.session_state["film"]
    frame = pd.read_csv(SAMPLES["auto_mpg"].path)[["horsepower", "mpg"]].dropna()
    expected = np.asarray(np.polynomial.Polynomial.fit(frame.horsepower, frame.mpg, 2).convert().coef, dtype=float)
    np.testing.assert_allclose(film.problem.coefficients(film.problem.best.theta), expected, rtol=1e-9)
    assert film.problem.best.loss * frame.mpg.var(ddof=0) == pytest.approx(18.98, abs=0.005)


def test_rows_kept_back_are_not_learned_from(fresh: Visitor) -> None:
    app = fresh("pages/model_fit.py", data="sample:auto_mpg", y="mpg", x="horsepower", held="25", seed="3").run()
    film = app.session_state["film"]
    assert (len(film.problem.y), len(film.problem.y_held)) == (294, 98)
    every = np.sort(np.concatenate([film.problem.y, film.problem.y_held]))
    assert np.array_equal(every, np.sort(film.work.matrix.y))
    answers = film.problem.predict(film.fit.run.thetas[-1], film.problem.X_held)
    loss = np.mean((answers - film.problem.y_held) ** 2)
    size = film.problem.y_scale.deviation[0] ** 2 if film.problem.y_scale else 1.0
    assert film.held_losses[-1] == pytest.approx(loss / size, rel=1e-9)


@pytest.mark.parametrize("recipe", ["spiral", "xor", "circle", "gauss"])
def test_the_page_s_defaults_learn_the_made_classes(fresh: Visitor, recipe: str) -> None:
    app = fresh("pages/model_fit.py", data=f"made:{recipe}()").run()
    assert not app.exception
    film = app.session_state["film"]
    assert film.values["accuracy"][-1] >= 0.99


def test_every_layer_may_have_an_activation_of_its_own_and_the_link_says_it(fresh: Visitor) -> None:
    app = fresh("pages/model_fit.py", data="sample:auto_mpg", y="mpg", x="horsepower", model="network", hidden="4, 3",
                steps="20", activation="relu").run()
    assert app.session_state["film"].shape.activation == ("relu",)
    app.toggle(key="each_layer").set_value(True).run()
    assert app.session_state["film"].shape.activation == ("relu", "relu"), "it begins with what was there"
    app.selectbox(key="activation_2").set_value("sine").run()
    assert not app.exception
    film = app.session_state["film"]
    assert film.shape.activation == ("relu", "sine")
    assert "ReLU → Sine" in model.formula(film)[0]["text"]
    assert [app.session_state["kept"][f"activation_{layer}"] for layer in (1, 2)] == ["relu", "sine"]
    app.text_input(key="hidden").set_value("4, 3, 2").run()
    assert app.session_state["film"].shape.activation == ("relu", "sine", "relu"), "a new layer begins as all were"
    app.text_input(key="hidden").set_value("4").run()
    assert not app.exception
    assert app.session_state["film"].shape.activation == ("relu",), "one layer has nothing to tell apart"
    app.text_input(key="hidden").set_value("4, 3").run()
    assert app.session_state["film"].shape.activation == ("relu", "sine"), "and nothing is forgotten"


def test_layers_that_the_link_does_not_name_have_the_activation_it_gives_for_all(fresh: Visitor) -> None:
    app = fresh("pages/model_fit.py", data="sample:auto_mpg", y="mpg", x="horsepower", model="network", hidden="4, 3",
                each_layer="1", activation="relu", activation_2="sine").run()
    assert not app.warning
    assert app.session_state["film"].shape.activation == ("relu", "sine")


def test_an_activation_that_a_layer_cannot_have_is_said(fresh: Visitor) -> None:
    app = fresh("pages/model_fit.py", data="sample:auto_mpg", y="mpg", x="horsepower", model="network", hidden="4, 3",
                each_layer="1", activation_1="bendy").run()
    assert not app.exception
    assert any("bendy" in each.value for each in app.warning)
    assert app.session_state["film"].shape.activation == ("tanh", "tanh")


def test_a_step_to_a_bad_layer_text_gets_a_sentence(fresh: Visitor) -> None:
    app = fresh("pages/model_fit.py", data="sample:auto_mpg", y="mpg", x="horsepower", model="network",
                hidden="1000; drop").run()
    assert not app.exception
    assert any("whole numbers" in error.value for error in app.error)


@pytest.mark.parametrize(("days", "expected"), [("1", 1642), ("7", 551), ("28", 401), ("56", 381)])
def test_the_births_of_the_last_days_predict_the_next_as_well_as_the_lecture_says(
        fresh: Visitor, days: str, expected: int) -> None:
    app = fresh("pages/model_fit.py", data="sample:us_births", y="births", past=days).run()
    assert not app.exception
    film = app.session_state["film"]
    answers = film.problem.predict(film.problem.best.theta, film.problem.X_held)
    assert np.abs(answers - film.problem.y_held).mean() == pytest.approx(expected, abs=1)
    head, *rows = cells(app, "measures")
    week = next(at for at, name in enumerate(head) if "week" in name)
    assert float(rows[2][week]) == pytest.approx(448, abs=0.5)
