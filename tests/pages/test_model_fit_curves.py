"""Below the fold: what happens along the way, with the model's size, and with a penalty."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.preparation import split
from data.samples import SAMPLES
from tests.pages.drawn import data_of
from tests.pages.live import player, value

Visitor = Callable[..., AppTest]


@pytest.fixture
def fresh(fresh: Visitor) -> Visitor:
    """A visitor who comes straight to this page."""
    return partial(fresh, "pages/model_fit.py")


def words(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown)


def cars(*features: str) -> tuple[np.ndarray, np.ndarray]:
    """Complete rows of a sample."""
    frame = pd.read_csv(SAMPLES["auto_mpg"].path)[[*features, "mpg"]].dropna()
    return frame[list(features)].to_numpy(float), frame["mpg"].to_numpy(float)


# --- along the way ---------------------------------------------------------------------------------------------------

def test_the_length_of_the_slope_is_that_of_the_gradient_by_hand(fresh: Visitor) -> None:
    app = fresh(open="along", rate="0.1", steps="50").run()
    frames = data_of(app, "The length of the gradient")["frames"]
    table = pd.read_csv(SAMPLES["hubble_1929"].path)
    x, y = table["distance_mpc"].to_numpy(float), table["velocity_km_s"].to_numpy(float)
    start = np.array([-2.0 * y.mean(), -2.0 * (x * y).mean()])                  # of the mean square, at b = w = 0
    assert frames["height"].iloc[0] == pytest.approx(np.hypot(*start), rel=1e-9)
    assert (frames["height"].diff().dropna() < 0).all()
    assert frames["step"].tolist() == sorted(frames["step"])


@pytest.mark.parametrize(("plan", "last"), [("constant", 0.1), ("cosine", 0.0)])
def test_the_plan_of_eta_is_drawn_as_it_is_walked(fresh: Visitor, plan: str, last: float) -> None:
    app = fresh(open="along", rate="0.1", steps="200", schedule=plan, data="sample:auto_mpg", y="mpg",
                x=["weight"], units="standardized", loss="mae").run()
    eta = data_of(app, "The learning rate at every step")["frames"]["height"]
    assert eta.iloc[0] == pytest.approx(0.1)
    assert eta.iloc[-1] == pytest.approx(last, abs=1e-4)
    assert ("η is 0.1 at every step" in words(app)) == (plan == "constant")


# --- the size --------------------------------------------------------------------------------------------------------

def test_every_degree_s_loss_is_that_of_numpy_s_polynomial(fresh: Visitor) -> None:
    app = fresh(open="sizes", data="sample:auto_mpg", y="mpg", x=["horsepower"], model="polynomial").run()
    losses = data_of(app, "The loss on rows learned from")["losses"]
    X, y = cars("horsepower")
    parts = split(len(y), 0.2, 0)
    x, deviation = X[:, 0], y[parts.train].std()
    for held, part in ((0, parts.train), (1, parts.test)):
        mine = losses[losses["held"] == held].set_index("x")["y"]
        for degree in (1, 2, 5):
            fitted = np.polynomial.Polynomial.fit(x[parts.train], y[parts.train], degree)
            expected = ((y[part] - fitted(x[part])) ** 2).mean() / deviation**2
            assert mine[degree] == pytest.approx(expected, rel=1e-7)
    learned = losses[losses["held"] == 0]["y"]
    assert (learned.diff().dropna() <= 1e-12).all()
    best = losses[losses["held"] == 1].set_index("x")["y"].idxmin()
    assert f"On the rows kept back size {best:.0f} is lowest" in words(app)


def test_a_network_is_tried_in_several_widths_and_its_own(fresh: Visitor) -> None:
    app = fresh(open="sizes", model="network", hidden="5", steps="100", data="sample:old_faithful").run()
    losses = data_of(app, "The loss on rows learned from")["losses"]
    assert sorted(set(losses["x"])) == [1, 2, 4, 5, 8, 16, 32]
    assert np.isfinite(losses["y"]).all()
    assert "100 steps like yours" in words(app)


def test_a_line_has_no_size(fresh: Visitor) -> None:
    app = fresh(open="sizes").run()
    assert not app.exception
    assert not [each for each in app.get("vega_lite_chart") if each.proto.alt.startswith("The loss on rows")]


# --- the penalty -----------------------------------------------------------------------------------------------------

def test_ridge_weights_are_those_of_the_normal_equations(fresh: Visitor) -> None:
    names = ["weight", "horsepower", "displacement"]
    app = fresh(open="penalty", data="sample:auto_mpg", y="mpg", x=names, model="linear", seed="4").run()
    shown = data_of(app, "Every weight against the strength")["weights"]
    X, y = cars(*app.session_state["work"].features)
    rows = split(len(y), 0.2, 4).train
    Z, t = ((each[rows] - each[rows].mean(axis=0)) / each[rows].std(axis=0) for each in (X, y))
    for strength in sorted(set(shown["x"]))[::5]:
        expected = np.linalg.solve(Z.T @ Z / len(Z) + strength * np.eye(3), Z.T @ t / len(Z))
        found = shown[shown["x"] == strength].set_index("name")["y"]
        np.testing.assert_allclose([found[name] for name in app.session_state["work"].features], expected, rtol=1e-8)


def test_under_a_strong_l1_all_weights_are_nothing(fresh: Visitor) -> None:
    app = fresh(open="penalty", penalty="l1", data="sample:auto_mpg", y="mpg", x=["weight", "horsepower"],
                model="linear").run()
    shown = data_of(app, "Every weight against the strength")["weights"]
    assert shown[shown["x"] == shown["x"].max()]["y"].abs().max() < 1e-9
    assert shown[shown["x"] == shown["x"].min()]["y"].abs().min() > 0.01
    assert "at the strongest 2 of 2" in words(app)


@pytest.mark.parametrize("query", [
    {"data": "sample:breast_cancer"}, {"data": "sample:iris"}, {"data": "sample:penguins", "loss": "mae"},
    {"model": "units"}, {"loss": "tukey"}, {"data": "sample:us_births", "past": "7"}, {"rate": "10"},
])
def test_all_three_open_anywhere(fresh: Visitor, query: dict[str, str]) -> None:
    app = fresh(open=["along", "sizes", "penalty"], steps="50", **query).run()
    assert not app.exception
    assert data_of(app, "The length of the gradient")["frames"].shape[0] >= 1


@pytest.mark.parametrize(("steps", "rate"), [("500", "0.05"), ("5", "0.05"), ("1", "0.05"), ("100", "1.0")])
def test_what_is_said_of_a_step_is_its_loss(fresh: Visitor, steps: str, rate: str) -> None:
    app = fresh(data="sample:hubble_1929", steps=steps, rate=rate).run()
    data = data_of(app, "The loss of every step")
    frames, said = data["frames"].dropna(), data["readings"].iloc[0]
    places = [said[name].split("|") for name in ("steps", "heights", "losses")]
    asked = (np.arange(len(places[0])) + 0.5) / len(places[0]) * data["frames"]["step"].max()
    shown = frames.set_index("step")["height"]
    exact = pd.Series(player(app)["values"]["loss"], index=player(app)["steps"])
    for step, height, loss, wish in zip(*places, asked, strict=True):
        assert abs(value(step) - wish) == np.abs(frames["step"] - wish).min()
        assert float(height) == shown[value(step)]
        if np.isfinite(exact[value(step)]) and value(loss) < exact.iloc[0]:
            assert value(loss) == pytest.approx(exact[value(step)], rel=6e-4)
