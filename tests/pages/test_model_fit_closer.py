"""Below the fold of Model fit: guesses, residuals, predictions, the run book, the sweep, a look inside, downloads."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.classes import probabilities
from data.export import to_csv
from data.samples import SAMPLES
from pages.sections.model_fit import downloads, pinned, predict
from pages.sections.model_fit.folded import PARTS
from pages.shared.export import Recipe, script
from pages.shared.numbers import number

Visitor = Callable[..., AppTest]
PAGE = "pages/model_fit.py"


@pytest.fixture
def fresh(fresh: Visitor) -> Visitor:
    """A visitor who comes straight to this page."""
    return partial(fresh, PAGE)


def words(app: AppTest) -> str:
    assert not app.exception
    said = "\n".join(element.value for element in [*app.markdown, *app.error, *app.warning, *app.info])
    return said.replace("\u2060", "").replace("\\", "").replace("\u202f", "")


def shown(value: float, digits: int = 4) -> str:
    """A number as the page writes it, without thin spaces."""
    return number(float(value), digits).replace("\u202f", "")


def digits(app: AppTest) -> dict[str, Any]:
    """What the page offers under "Copy numbers"."""
    found: dict[str, Any] = json.loads(app.code[-1].value)
    return found


def keys(app: AppTest) -> set[str]:
    """The keys of the charts that are drawn."""
    return {str(chart.proto.id).rpartition("-")[2] for chart in app.get("vega_lite_chart")}


def table(app: AppTest, column: str) -> pd.DataFrame:
    """The table that has this column."""
    frames = [element.value for element in [*app.table, *app.dataframe]]
    return next(frame for frame in frames if column in frame.columns)


def hubble() -> tuple[np.ndarray, np.ndarray]:
    frame = pd.read_csv(SAMPLES["hubble_1929"].path)
    return frame["distance_mpc"].to_numpy(), frame["velocity_km_s"].to_numpy(float)


# --- what is closed costs nothing ------------------------------------------------------------------------------------

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
    assert app.session_state[f"fold_{name}"] is True


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


# --- guess first -----------------------------------------------------------------------------------------------------

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


# --- residuals -------------------------------------------------------------------------------------------------------

def test_residuals_are_said_with_their_row(fresh: Visitor) -> None:
    app = fresh(open="residuals", answers="best").run()
    x, y = hubble()
    slope, bias = np.polyfit(x, y, 1)
    residual = y - bias - slope * x
    row = int(np.argmax(np.abs(residual)))
    assert f"the largest, {shown(residual[row])}" in words(app)
    assert f"is that of row {row + 1}" in words(app)
    assert f"within ±{shown(np.median(np.abs(residual)))}" in words(app)


def test_a_bend_is_seen_where_a_line_is_not_enough(fresh: Visitor) -> None:
    horses = {"open": "residuals", "data": "sample:auto_mpg", "y": "mpg", "x": "horsepower", "answers": "best"}
    assert "A bend is left over" in words(fresh(model="line", **horses).run())
    assert "A bend is left over" not in words(fresh(model="polynomial", degree="2", **horses).run())


def test_the_confusion_matrix_is_that_of_a_count(fresh: Visitor) -> None:
    app = fresh(open="residuals", data="sample:iris", x=["petal_length_cm", "petal_width_cm"], model="linear").run()
    film = app.session_state["film"]
    frame = pd.read_csv(SAMPLES["iris"].path)
    X = frame[["petal_length_cm", "petal_width_cm"]].to_numpy()
    theta = film.problem.in_data_units(film.fit.run.thetas[-1])
    given = (theta[:3] + X @ theta[3:].reshape(3, 2).T).argmax(axis=1)
    names = np.array(["setosa", "versicolor", "virginica"])
    scores = table(app, "precision")
    for k, name in enumerate(names):
        true, chosen = (frame["species"] == name).to_numpy(), given == k
        assert scores["precision"].iloc[k] == shown((true & chosen).sum() / chosen.sum())
        assert scores["recall"].iloc[k] == shown((true & chosen).sum() / true.sum())
    right = int((names[given] == frame["species"]).sum())
    assert f"{right} of 150 rows are right" in words(app)
    rows = table(app, "true class")
    assert rows.iloc[0]["row"] >= 1
    assert (rows[[f"P({name})" for name in names]].sum(axis=1) - 1).abs().max() < 2e-4


def test_held_out_rows_judge_a_classifier(fresh: Visitor) -> None:
    app = fresh(open="residuals", data="sample:iris", held="20").run()
    assert "of 30 rows that were held out are right" in words(app)
    assert len(table(app, "true class")) == 150
    assert sorted(table(app, "true class")["row"]) == list(range(1, 151))


# --- predict ---------------------------------------------------------------------------------------------------------

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


# --- the run book ----------------------------------------------------------------------------------------------------

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


# --- the sweep -------------------------------------------------------------------------------------------------------

def test_the_sweep_names_the_best_rate_and_a_button_takes_it(fresh: Visitor) -> None:
    app = fresh(open="sweep").run()
    assert "η = 0.4 gets lowest" in words(app)
    app.button(key="best_rate").click().run()
    assert app.session_state["kept"]["rate"] == 0.4
    assert not app.exception


def test_a_network_is_swept_by_walking(fresh: Visitor) -> None:
    app = fresh(open="sweep", model="network", hidden="3", data="sample:views").run()
    found = app.session_state["swept"]
    assert len(found) >= 10
    film = app.session_state["film"]
    (known, walk), loss = next(iter(found.items()))
    assert walk.steps == 20
    assert known.model == "network"
    assert loss <= film.problem.f.value(film.problem.start(walk)) or not np.isfinite(loss) or walk.rate > 0.1


# --- a look inside ---------------------------------------------------------------------------------------------------

def test_the_loss_of_the_table_is_that_of_the_walk(fresh: Visitor) -> None:
    app = fresh(open="network", model="network", hidden="3", data="sample:auto_mpg", x="horsepower").run()
    film = app.session_state["film"]
    loss = film.problem.f.value(film.fit.run.thetas[-1])
    assert f"Loss with these parameters: :red[**{shown(loss)}**]" in words(app)
    frame = app.data_editor[0].value
    np.testing.assert_array_equal(frame["value"], film.fit.run.thetas[-1])


def test_a_line_has_no_inside(fresh: Visitor) -> None:
    app = fresh(open="network").run()
    assert "What if?" not in words(app)


# --- downloads -------------------------------------------------------------------------------------------------------

def recipe(app: AppTest) -> Recipe:
    """What the page's script is made from."""
    return downloads.recipe_of(app.session_state["film"], app.session_state["columns_of"][1])


def executed(text: str, folder: Path) -> dict[str, Any]:
    (folder / "three_steps.py").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", "-W", "error", "three_steps.py"], cwd=folder, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "differs" not in done.stdout
    found: dict[str, Any] = json.loads(done.stdout[: done.stdout.rindex("}") + 1])
    return found


@pytest.mark.parametrize(("query", "file"), [
    ({}, "hubble_1929.csv"),
    ({"data": "sample:auto_mpg", "y": "mpg", "x": ["horsepower", "origin"], "loss": "huber", "held": "20"},
     "auto_mpg.csv"),
    ({"model": "polynomial", "degree": "4", "optimizer": "adam", "schedule": "cosine", "batch": "8"},
     "hubble_1929.csv"),
], ids=["a line", "categories, Huber, held out", "a polynomial in batches"])
def test_the_script_of_the_page_comes_to_the_numbers_of_the_page(
        fresh: Visitor, tmp_path: Path, query: dict[str, Any], file: str) -> None:
    app = fresh(open="downloads", **query).run()
    assert not app.exception
    made = recipe(app)
    assert made.columns.original
    assert made.columns.file == file
    shutil.copy(SAMPLES[Path(file).stem].path, tmp_path / file)
    found = executed(script(made), tmp_path)
    page = digits(app)
    expected = np.array(list(page["parameters"].values()))
    np.testing.assert_allclose(found["parameters"], expected, rtol=1e-10, atol=1e-10 * np.abs(expected).max())
    assert found["loss"] == pytest.approx(page["loss"], rel=1e-10)


def test_data_that_pandas_alone_can_not_read_are_a_file_of_their_own(fresh: Visitor, tmp_path: Path) -> None:
    app = fresh(open="downloads", data="sample:us_births", past="7", y="births").run()
    made = recipe(app)
    assert not made.columns.original
    assert "data were prepared here" in words(app)
    film = app.session_state["film"]
    (tmp_path / downloads.USED).write_bytes(to_csv(downloads.data_used(film)).content)
    found = executed(script(made), tmp_path)
    np.testing.assert_allclose(found["parameters"], list(digits(app)["parameters"].values()), rtol=1e-9)


def test_names_that_a_spreadsheet_would_run_are_read_back(fresh: Visitor, tmp_path: Path) -> None:
    app = fresh(open="downloads").run()
    app.switch_page("pages/data_upload.py").run()
    app.segmented_control(key="from").set_value("paste").run()
    app.text_area(key="paste").set_value("=x,target\n1,-a\n2,-a\n3,b\n4,b\n2.5,b\n").run()
    app.switch_page(PAGE).run()
    assert not app.exception
    film = app.session_state["film"]
    (tmp_path / downloads.USED).write_bytes(to_csv(downloads.data_used(film)).content)
    found = downloads.from_used(film)
    made = downloads.recipe_of(film, found)
    assert found.features == (("'=x", "number", ""),)
    assert executed(script(made), tmp_path)["loss"] == pytest.approx(float(film.fit.run.losses[-1]), rel=1e-9)


def test_steps_and_predictions_are_those_of_the_page(fresh: Visitor) -> None:
    app = fresh(open="downloads", units="standardized", steps="50", held="20").run()
    film = app.session_state["film"]
    steps = pd.read_csv(BytesIO(to_csv(downloads.steps(film)).content))
    assert steps["step"].tolist() == list(range(len(steps)))
    np.testing.assert_array_equal(steps["loss"], film.fit.run.losses)
    assert {"b (standardized)", "w (standardized)", "b", "w", "held-out loss"} <= set(steps.columns)
    page = digits(app)["parameters"]
    np.testing.assert_allclose(steps[["b", "w"]].iloc[-1], list(page.values()), rtol=1e-9)
    made = downloads.predictions(film, film.fit.run.thetas[-1])
    assert made["row"].tolist() == list(range(1, 25))
    x, y = hubble()
    b, w = page.values()
    np.testing.assert_allclose(made["predicted velocity_km_s"], b + w * x, rtol=1e-9)
    np.testing.assert_array_equal(made["velocity_km_s"], y)


def test_a_weight_typed_over_comes_with_the_link_and_its_loss_with_it(fresh: Visitor) -> None:
    settings = {"model": "network", "hidden": "3", "data": "sample:auto_mpg", "x": "horsepower", "open": "network"}
    learned = words(fresh(**settings).run())
    app = fresh(**settings, typed="b2_1=2.5 w1_1_1=0 nonsense=1 b1_1=__import__").run()
    assert not app.exception
    assert "Loss with these parameters" in learned
    assert "Loss with 2 parameter(s) changed" in words(app)
    assert app.query_params["typed"] == "w1_1_1=0.0 b2_1=2.5"
    app.button(key="as_learned").click().run()
    assert "Loss with these parameters" in words(app)
    assert "typed" not in app.query_params
