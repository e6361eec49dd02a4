"""Model fit's map of more than two parameters: which plane it shows, and where the path lies on it."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from data.samples import SAMPLES
from tests.pages.live import digits, lines, value

Visitor = Callable[..., AppTest]
NETWORK = {"model": "network", "hidden": "3", "steps": "200"}


@pytest.fixture
def fresh(fresh: Visitor) -> Visitor:
    """A visitor who comes straight to this page."""
    return partial(fresh, "pages/model_fit.py")


def shown_map(app: AppTest) -> dict[str, pd.DataFrame]:
    """The map's named data."""
    assert not app.exception
    chart = next(each for each in app.get("vega_lite_chart") if "error surface" in each.proto.alt)
    return {each.name: pa.ipc.open_stream(each.data.data).read_pandas() for each in chart.proto.datasets}


def said_of_places(app: AppTest) -> pd.DataFrame:
    """The centers p, q of the map's equal cells, from below, and the loss that is said of each."""
    data = shown_map(app)
    losses = [value(each) for each in data["places"]["losses"][0].split("|")]
    side = round(len(losses) ** 0.5)
    assert side**2 == len(losses)
    ends = data["axes"].iloc[0]
    share = (np.arange(side) + 0.5) / side
    p, q = (ends[f"{axis}_low"] + share * (ends[f"{axis}_high"] - ends[f"{axis}_low"]) for axis in ("axis_1", "axis_2"))
    return pd.DataFrame({"p": np.tile(p, side), "q": np.repeat(q, side), "loss": losses})


def test_on_a_plane_of_two_parameters_the_path_ends_at_their_values(fresh: Visitor) -> None:
    app = fresh(**NETWORK, plane="weights", plane_first="b1_2", plane_second="w2_1_1").run()
    data = shown_map(app)
    ended = digits(app)["standardized parameters"]
    assert data["frames"]["p"].iloc[-1] == pytest.approx(ended["b1_2"], rel=1e-12)
    assert data["frames"]["q"].iloc[-1] == pytest.approx(ended["w2_1_1"], rel=1e-12)
    assert data["axes"].loc[0, ["axis_1_title", "axis_2_title"]].tolist() == ["b1₂", "w2₁,₁"]
    assert not data["places"]["open"].any()          # a click on it means no start


@pytest.mark.parametrize("kind", ["bends", "random"])
def test_on_a_plane_of_directions_the_path_ends_in_its_origin(fresh: Visitor, kind: str) -> None:
    data = shown_map(fresh(**NETWORK, plane=kind).run())
    assert data["frames"][["p", "q"]].iloc[-1].tolist() == pytest.approx([0.0, 0.0], abs=1e-9)
    assert data["frames"]["p"].abs().max() > 0
    assert ("λ" if kind == "bends" else "random direction") in data["axes"]["axis_1_title"][0]


def test_each_plane_is_another_picture_and_the_page_says_that_it_is_a_plane(fresh: Visitor) -> None:
    pictures = set()
    for kind in ("path", "weights", "bends", "random"):
        app = fresh(**NETWORK, plane=kind).run()
        pictures.add(shown_map(app)["picture"]["u"][0])
        assert "a plane through the end of the path among 10 parameters" in lines(app, "loss_now")[-1]
    assert len(pictures) == 4


def test_a_linear_model_s_plane_goes_through_its_optimum(fresh: Visitor) -> None:
    app = fresh(data="sample:auto_mpg", y="mpg", x=["weight", "horsepower"], plane="weights").run()
    best = shown_map(app)["marks"].set_index("kind").loc["best"]
    exact = digits(app)["exact optimum"]["loss"]
    places = said_of_places(app)
    assert places["loss"].min() == pytest.approx(exact, rel=0.2)
    assert places["loss"].min() >= exact * 0.9999                       # sent with five digits
    nearest = ((places["p"] - best["p"]) ** 2 + (places["q"] - best["q"]) ** 2).idxmin()
    assert places["loss"].nsmallest(20).index.isin([nearest]).any()


def test_what_is_said_of_a_place_on_the_map_is_the_loss_there(fresh: Visitor) -> None:
    table = pd.read_csv(SAMPLES["hubble_1929"].path)
    x, y = table["distance_mpc"].to_numpy(), table["velocity_km_s"].to_numpy()
    places = said_of_places(fresh(data="sample:hubble_1929").run())
    errors = places["p"].to_numpy()[:, None] + places["q"].to_numpy()[:, None] * x - y
    assert places["loss"].to_numpy() == pytest.approx((errors**2).mean(axis=1), rel=6e-4)
    assert places["loss"].nunique() > 100


@pytest.mark.parametrize(("loss", "sampled"), [("mse", False), ("mae", True)])
def test_only_a_loss_that_visits_every_row_is_drawn_from_a_sample(fresh: Visitor, loss: str, sampled: bool) -> None:
    app = fresh(data="made:line(n=3500)", loss=loss, l1="0.1").run()
    assert ("drawn from 3000 of 3500 rows" in lines(app, "loss_now")[-1].replace("\u00a0", " ")) == sampled
    x, y = ((each - each.mean()) / each.std() for each in app.session_state["table"].frame.to_numpy().T)
    places = said_of_places(app)
    errors = places["p"].to_numpy()[:, None] + places["q"].to_numpy()[:, None] * x - y
    each = np.abs(errors) if loss == "mae" else errors**2
    expected = each.mean(axis=1) + 0.1 * places["q"].abs()
    assert places["loss"].to_numpy() == pytest.approx(expected, rel=0.03 if sampled else 6e-4)


def test_of_two_parameters_no_plane_is_asked(fresh: Visitor) -> None:
    app = fresh().run()
    assert not [each for each in app.selectbox if each.key == "plane"]
