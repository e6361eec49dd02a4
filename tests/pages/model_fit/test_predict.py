"""Predictions for typed x and for new rows of a file."""


import numpy as np
import pandas as pd
import pytest

from core.classes import probabilities
from data.export import to_csv
from data.samples import SAMPLES
from pages.sections.model_fit import predict
from tests.pages.model_fit.reading import Visitor, hubble, shown, table, words


def test_a_typed_x_is_answered_by_the_formula(fresh: Visitor) -> None:
    app = fresh(open="predict", answers="best", at_0="1.5").run()
    x, y = hubble()
    slope, bias = np.polyfit(x, y, 1)
    assert shown(bias + slope * 1.5) in words(app)
    assert rf"\cdot 1.500= {shown(bias + slope * 1.5)}" in app.latex[-1].value
    app.number_input(key="at_0").set_value(40.0).run()
    assert "outside of all rows" in words(app)


def test_a_category_is_chosen_by_name(fresh: Visitor) -> None:
    app = fresh(open="predict", data="sample:auto_mpg", y="mpg", x=["weight", "origin"], answers="best", at_0="3000",
                at_1="Japan").run()
    frame = pd.read_csv(SAMPLES["auto_mpg"].path)[["mpg", "weight", "origin"]].dropna()
    columns = [np.ones(len(frame)), frame["weight"], frame["origin"] == "Japan", frame["origin"] == "USA"]
    theta = np.linalg.lstsq(np.column_stack(columns).astype(float), frame["mpg"], rcond=None)[0]
    assert shown(theta[0] + 3000 * theta[1] + theta[2]) in words(app)


def test_probabilities_are_those_of_softmax(fresh: Visitor) -> None:
    app = fresh(open="predict", data="sample:iris", x=["petal_length_cm"], at_0="4.9").run()
    film = app.session_state["film"]
    logits = film.problem.predict(film.fit.run.thetas[-1], np.array([[4.9]]))[0]
    shares = np.exp(logits) / np.exp(logits).sum()
    assert f"P(versicolor) = {shown(shares[1])}" in words(app)
    np.testing.assert_allclose(probabilities(logits[None], 3)[0], shares)


def test_new_rows_of_a_file_are_predicted_and_judged(fresh: Visitor) -> None:
    app = fresh(open="predict", answers="best").run()
    app.file_uploader(key="new_rows").upload(
        "new.csv", b"name,velocity_km_s,distance_mpc\n=1+1,500,1\nb,,2\nc,900,\n", "text/csv").run()
    said = words(app)
    assert "1 row(s) without a value" in said
    x, y = hubble()
    slope, bias = np.polyfit(x, y, 1)
    assert f"RMSE {shown(abs(bias + slope - 500))}" in said
    made = table(app, "predicted velocity_km_s")
    np.testing.assert_allclose(made["predicted velocity_km_s"], [bias + slope, bias + 2 * slope], rtol=1e-10)
    assert b"'=1+1" in to_csv(made).content, "no spreadsheet runs a cell of the file"


@pytest.mark.parametrize(("content", "said"), [
    (b"a,b\n1,2\n", "lacks the column(s) distance_mpc"), (b"", "empty"),
    (b"distance_mpc\nfar\nfarther\n", "text in the new file"),
])
def test_a_file_that_does_not_fit_gets_a_sentence(fresh: Visitor, content: bytes, said: str) -> None:
    app = fresh(open="predict").run()
    app.file_uploader(key="new_rows").upload("new.csv", content, "text/csv").run()
    assert said in words(app)


def test_a_column_that_is_there_already_is_not_overwritten() -> None:
    frame = pd.DataFrame({"predicted y": [1.0]})
    assert predict.free("predicted y", frame) == "predicted y (model)"
