"""The player: every text that it was given has a place on the page, and every number in a text is sent."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.live import lines, numbers, places, player

FIT = "pages/model_fit.py"
FILMS = [("pages/overview.py", {}), ("pages/critical_points.py", {}), (FIT, {}), (FIT, {"data": "sample:iris"}),
         (FIT, {"model": "network", "hidden": "3"}), (FIT, {"batch": "4"}),
         (FIT, {"held": "20", "model": "polynomial"})]


@pytest.mark.parametrize(("page", "query"), FILMS, ids=str)
def test_every_text_has_its_place_and_every_number_is_sent(visit: Callable[..., AppTest], page: str,
                                                           query: dict[str, str]) -> None:
    app = visit(page, **query)
    given = player(app)
    assert places(app) == sorted(given["texts"])
    assert numbers(app)
    assert numbers(app) <= set(given["values"])


def test_under_each_picture_stands_what_its_marks_mean(visit: Callable[..., AppTest]) -> None:
    app = visit(FIT, data="sample:penguins", held="20")
    said = {name: lines(app, name)[-1].replace("\u00a0", " ") for name in ("formula", "loss_now", "slope_now")}
    assert {"● learned from", "○ held out", "╌ best line"} <= set(said["formula"].split("\u2003"))
    assert {"○ start", "◆ optimum", "darker is worse"} <= set(said["loss_now"].split("\u2003"))
    assert {"┈ held out", "╌ smallest possible"} <= set(said["slope_now"].split("\u2003"))


def test_classes_stand_under_the_picture_with_their_signs_and_colors(visit: Callable[..., AppTest]) -> None:
    app = visit(FIT, data="sample:iris")
    marks = [piece for piece in player(app)["texts"]["formula"]["lines"][-1] if "ink" in piece]
    signs, names = zip(*(piece["text"].strip("\u2003").split("\u00a0") for piece in marks), strict=True)
    assert names == ("setosa", "versicolor", "virginica")
    assert len(set(signs)) == len({piece["ink"] for piece in marks}) == 3
