"""The run book: runs are pinned, compared, renamed, reopened and taken home."""

import json

import pytest

from pages.sections.model_fit import pinned
from tests.pages.model_fit.reading import PAGE, Visitor, hubble, table, words


def test_runs_are_pinned_compared_and_reopened(fresh: Visitor) -> None:
    app = fresh(open="runs", steps="20", rate="0.1").run()
    assert "Nothing is pinned yet" in words(app)
    app.button(key="pin").click().run()
    app.select_slider(key="rate").set_value(0.4).run()
    app.selectbox(key="optimizer").set_value("momentum").run()
    app.button(key="pin").click().run()
    book = app.session_state["run_book"]
    assert [run.rate for run in book] == [0.1, 0.4]
    assert "They start at the same place, (0, 0), with seed 0" in words(app)
    assert table(app, "L at the end")["η"].tolist() == ["0.1", "0.4"]
    b = w = 0.0
    x, y = hubble()
    for _ in range(20):
        error = b + w * x - y
        b, w = b - 0.2 * error.mean(), w - 0.2 * (error * x).mean()
    assert book[0].losses[-1] == pytest.approx(((b + w * x - y) ** 2).mean(), rel=1e-10)
    app.selectbox(key="run_chosen").set_value(1).run()
    app.button(key="reopen").click().run()
    assert app.session_state["kept"]["rate"] == 0.1
    assert app.session_state["kept"]["optimizer"] == "gradient_descent"
    assert app.session_state["kept"]["open"] == ["runs"]


def test_the_book_outlives_the_page_and_other_data(fresh: Visitor) -> None:
    app = fresh(open="runs").run()
    app.button(key="pin").click().run()
    app.switch_page("pages/data_upload.py").run()
    app.switch_page(PAGE).run()
    assert len(app.session_state["run_book"]) == 1
    assert "1: MSE, η 0.1" in table(app, "L at the end")["run"].tolist()
    app.radio(key="chip_sample").set_value("views").run()
    app.button(key="pin").click().run()
    assert "1 of 2 runs have the data" in words(app)
    app.selectbox(key="run_chosen").set_value(1).run()
    app.button(key="reopen").click().run()
    assert app.session_state["data"] == "sample:hubble_1929"
    assert app.session_state["film"].work.target == "velocity_km_s"
    assert not app.exception


def test_runs_are_renamed_and_removed_and_only_twelve_are_kept(fresh: Visitor) -> None:
    app = fresh(open="runs").run()
    for _ in range(pinned.MOST + 2):
        app.button(key="pin").click().run()
    numbers = [run.number for run in app.session_state["run_book"]]
    assert numbers == list(range(3, pinned.MOST + 3))
    app.text_input(key=f"run_name_{numbers[-1]}").set_value("  my   best ").run()
    assert app.session_state["run_book"][-1].name == "my best"
    app.button(key="unpin").click().run()
    assert numbers[:-1] == [run.number for run in app.session_state["run_book"]]
    assert not app.exception


def test_the_book_can_be_taken_home(fresh: Visitor) -> None:
    app = fresh(open="runs", rate="0.6", held="20").run()
    app.button(key="pin").click().run()
    runs = app.session_state["run_book"]
    again = json.loads(json.dumps(pinned.as_json(runs), default=str))
    assert again[0]["settings"]["rate"] == 0.6
    assert again[0]["ended"] == "diverged"
    assert len(again[0]["steps"]) == len(again[0]["losses"])
    assert {"open", "lang", "guess_b"} & set(again[0]["settings"]) == set()
