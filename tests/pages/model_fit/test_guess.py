"""Guess first: the loss of a guess is that of its definition."""


import numpy as np
import pandas as pd

from data.samples import SAMPLES
from tests.pages.model_fit.reading import Visitor, hubble, shown, table, words


def test_the_lecture_s_guess_is_worked_out_as_in_the_lecture(fresh: Visitor) -> None:
    app = fresh(open="guess", data="sample:views", loss="mae").run()
    app.button(key="preset_lecture").click().run()
    said = words(app)
    assert "(0.4 + 2.1 + 0.1 + 0.2 + 0.7 + 1.3) / 6 = 4.8 / 6 = :red[**0.8000**]" in said
    assert "L(0.5, 1)" in said
    assert table(app, "e = y − ŷ")["e = y − ŷ"].tolist() == ["−0.4", "2.1", "−0.1", "0.2", "0.7", "−1.3"]
    assert "The best line" not in said, "the optimum is hidden until it is asked for"
    app.toggle(key="revealed").set_value(True).run()
    X = pd.read_csv(SAMPLES["views"].path).to_numpy()
    lines = [(slope, X[i, 1] - slope * X[i, 0]) for i in range(6) for j in range(i)
             for slope in [(X[i, 1] - X[j, 1]) / (X[i, 0] - X[j, 0])]]
    best = min(np.abs(X[:, 1] - b - w * X[:, 0]).mean() for w, b in lines)
    constant = np.abs(X[:, 1] - np.median(X[:, 1])).mean()
    assert f"{int(100 * (constant - 0.8) / (constant - best))} of 100" in words(app)


def test_the_loss_of_a_guess_is_that_of_its_definition_and_the_lowest_is_kept(fresh: Visitor) -> None:
    app = fresh(open="guess", guess_b="0", guess_w="400").run()
    x, y = hubble()
    first = ((y - 400 * x) ** 2).mean()
    assert shown(first) in words(app)
    app.slider(key="guess_w").set_value(100.0).run()
    assert "Lowest of 2 guesses" in words(app)
    assert shown(((y - 100 * x) ** 2).mean()) in words(app)
    assert app.session_state["kept"]["guess_w"] == 100.0


def test_other_data_begin_a_new_guess(fresh: Visitor) -> None:
    app = fresh(open="guess", guess_b="-40", guess_w="400", revealed="1").run()
    app.radio(key="chip_sample").set_value("views").run()
    assert not app.exception
    assert not app.warning
    assert app.session_state["kept"]["guess_w"] == 0.0
    assert app.session_state["kept"]["revealed"] is False
    assert len(app.session_state["tried"]) == 1


def test_classes_have_no_line_to_guess(fresh: Visitor) -> None:
    app = fresh(open="guess", data="sample:iris").run()
    assert "guess_b" not in app.session_state["kept"]


def test_where_only_some_rows_are_drawn_guess_and_residuals_say_so(fresh: Visitor) -> None:
    said = words(fresh(open=["guess", "residuals"], data="sample:galton").run()).replace("\u00a0", " ")
    assert said.count("300 of 934 rows are drawn, all are used") == 2
    few = words(fresh(open=["guess", "residuals"], data="sample:hubble_1929").run())
    assert "are drawn" not in few
