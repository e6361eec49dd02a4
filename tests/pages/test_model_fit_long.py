"""Walks that take long go on beside the page: they can be stopped, and end at once when nobody waits for them."""

from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from streamlit.testing.v1 import AppTest

from pages.sections.model_fit.training import Job

LONG = {"data": "made:spiral()", "steps": "50000"}


@pytest.fixture
def app(fresh: Callable[..., AppTest]) -> Iterator[AppTest]:
    """A visitor whose walk is still under way."""
    visitor = fresh("pages/model_fit.py", **LONG).run()
    assert not visitor.exception
    yield visitor
    if "job" in visitor.session_state:
        visitor.session_state["job"].drop.set()


def ended(job: Job) -> bool:
    """Whether a walk moves no more within a few seconds."""
    until = monotonic() + 10
    while monotonic() < until:
        before = job.step
        sleep(0.5)
        if job.fit is not None or job.step == before:
            return True
    return False


def control(app: AppTest, key: str) -> object:
    return next(each for each in [*app.select_slider, *app.selectbox, *app.text_input] if each.key == key)


def test_the_page_answers_while_it_walks(app: AppTest) -> None:
    job: Job = app.session_state["job"]
    assert job.fit is None
    assert any(button.key == "stop_walk" for button in app.button)


def test_stopping_keeps_what_was_walked(app: AppTest) -> None:
    job: Job = app.session_state["job"]
    while job.step == 0:
        sleep(0.05)
    next(button for button in app.button if button.key == "stop_walk").click().run()
    assert ended(job)
    app.run()
    assert not app.exception
    film = app.session_state["film"]
    assert 0 < film.steps[-1] < 50_000
    assert film.fit.verdict.kind == "cancelled"
    assert "job" not in app.session_state


@pytest.mark.parametrize(("key", "value"), [("rate", 0.05), ("activation", "relu")])
def test_another_question_ends_the_walk_for_good(app: AppTest, key: str, value: object) -> None:
    before: Job = app.session_state["job"]
    control(app, key).set_value(value).run()                        # type: ignore[attr-defined]
    assert not app.exception
    assert before.drop.is_set()
    assert ended(before)
    assert before.fit is None
    assert app.session_state["job"] is not before


def test_a_short_walk_after_a_long_one_is_shown_at_once(app: AppTest) -> None:
    before: Job = app.session_state["job"]
    control(app, "model").set_value("linear").run()                 # type: ignore[attr-defined]
    control(app, "steps").set_value(100).run()                      # type: ignore[attr-defined]
    assert not app.exception
    assert before.drop.is_set()
    assert app.session_state["film"].steps[-1] == 100
    assert "job" not in app.session_state
