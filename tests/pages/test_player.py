"""The player: every text that it was given has a place on the page, and every number in a text is sent."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.live import numbers, places, player

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
