"""Look closer: what is closed costs nothing, what is open says something for every fit."""

from typing import Any

import pytest

from pages.sections.model_fit.closer import PARTS
from tests.pages.model_fit.reading import Visitor, words


def test_every_part_is_closed_at_first_and_draws_nothing(fresh: Visitor) -> None:
    app = fresh().run()
    assert words(app)
    assert len(app.get("vega_lite_chart")) == 3
    assert len(app.get("download_button")) == 0
    assert app.session_state["kept"]["open"] == []


@pytest.mark.parametrize("name", PARTS)
def test_a_link_opens_a_part(fresh: Visitor, name: str) -> None:
    model = {"model": "polynomial"} if name == "penalty" else {"model": "network", "hidden": "3"}
    app = fresh(open=name, **model).run()
    assert not app.exception
    assert not app.warning
    assert app.session_state["kept"]["open"] == [name]
    assert app.session_state["closer"] == [name]


def test_open_parts_stand_in_their_order_and_what_this_fit_lacks_is_kept_for_the_next(fresh: Visitor) -> None:
    app = fresh(open=["runs", "network"]).run()
    app.button_group(key="closer").select("residuals").run()
    assert app.session_state["kept"]["open"] == ["residuals", "runs", "network"]
    assert [heading.value for heading in app.subheader] == ["Residuals: what the model leaves over",
                                                            "Run book: pin runs and compare them"]
    app.button_group(key="closer").unselect("runs").run()
    assert app.session_state["kept"]["open"] == ["residuals", "network"]
    app.selectbox(key="model").set_value("network").run()
    assert not app.warning
    assert [heading.value for heading in app.subheader][1].startswith("Look inside the network")


def test_a_part_that_does_not_exist_is_said(fresh: Visitor) -> None:
    app = fresh(open="basement").run()
    assert "basement" in words(app)


@pytest.mark.parametrize("query", [
    {"data": "sample:iris"}, {"data": "sample:penguins", "y": "sex", "task": "classification"},
    {"data": "sample:auto_mpg", "x": ["horsepower", "origin"]}, {"model": "units"},
    {"model": "polynomial", "degree": "5"},
    {"data": "sample:us_births", "past": "7"}, {"loss": "tukey"}, {"held": "30"}, {"rate": "0.6"},
    {"model": "network", "rate": "500", "optimizer": "gradient_descent"}, {"data": "sample:datasaurus"},
], ids=str)
def test_all_parts_open_at_once_say_something_for_every_kind_of_fit(fresh: Visitor, query: dict[str, Any]) -> None:
    app = fresh(open=list(PARTS), **query).run()
    assert not app.exception
    assert not app.error
    assert len(app.get("download_button")) >= 6
