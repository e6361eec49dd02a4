"""Model fit's map of more than two parameters: which plane it shows, and where the path lies on it."""

import json
from collections.abc import Callable
from functools import partial

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.live import digits, lines

Visitor = Callable[..., AppTest]
NETWORK = {"model": "network", "hidden": "3", "steps": "200"}


@pytest.fixture
def fresh(fresh: Visitor) -> Visitor:
    """A visitor who comes straight to this page."""
    return partial(fresh, "pages/model_fit.py")


def shown_map(app: AppTest) -> tuple[dict[str, pd.DataFrame], str]:
    """The map's named data, and its specification."""
    assert not app.exception
    chart = next(each for each in app.get("vega_lite_chart") if "error surface" in each.proto.alt)
    return ({each.name: pa.ipc.open_stream(each.data.data).read_pandas() for each in chart.proto.datasets},
            json.dumps(json.loads(chart.proto.spec), ensure_ascii=False))


def test_on_a_plane_of_two_parameters_the_path_ends_at_their_values(fresh: Visitor) -> None:
    app = fresh(**NETWORK, plane="weights", plane_first="b1_2", plane_second="w2_1_1").run()
    data, specification = shown_map(app)
    ended = digits(app)["standardized parameters"]
    assert data["frames"]["p"].iloc[-1] == pytest.approx(ended["b1_2"], rel=1e-12)
    assert data["frames"]["q"].iloc[-1] == pytest.approx(ended["w2_1_1"], rel=1e-12)
    assert "b1₂" in specification
    assert "w2₁,₁" in specification


@pytest.mark.parametrize("kind", ["bends", "random"])
def test_on_a_plane_of_directions_the_path_ends_in_its_origin(fresh: Visitor, kind: str) -> None:
    data, specification = shown_map(fresh(**NETWORK, plane=kind).run())
    assert data["frames"][["p", "q"]].iloc[-1].tolist() == pytest.approx([0.0, 0.0], abs=1e-9)
    assert data["frames"]["p"].abs().max() > 0
    assert ("λ" if kind == "bends" else "random direction") in specification


def test_each_plane_is_another_picture_and_the_page_says_that_it_is_a_plane(fresh: Visitor) -> None:
    pictures = set()
    for kind in ("path", "weights", "bends", "random"):
        app = fresh(**NETWORK, plane=kind).run()
        pictures.add(shown_map(app)[0]["picture"]["u"][0])
        assert "a plane through the end of the path among 10 parameters" in lines(app, "loss_now")[-1]
    assert len(pictures) == 4


def test_a_linear_model_s_plane_goes_through_its_optimum(fresh: Visitor) -> None:
    app = fresh(data="sample:auto_mpg", y="mpg", x=["weight", "horsepower"], plane="weights").run()
    best = shown_map(app)[0]["marks"].set_index("kind").loc["best"]
    exact = digits(app)["exact optimum"]["loss"]
    places = shown_map(app)[0]["cells"]
    assert float(places["loss"].min()) == pytest.approx(exact, rel=0.2)
    assert float(places["loss"].min()) >= exact
    nearest = ((places["cp"] - best["p"]) ** 2 + (places["cq"] - best["q"]) ** 2).idxmin()
    assert places["loss"].nsmallest(20).index.isin([nearest]).any()


def test_of_two_parameters_no_plane_is_asked(fresh: Visitor) -> None:
    app = fresh().run()
    assert not [each for each in app.selectbox if each.key == "plane"]
