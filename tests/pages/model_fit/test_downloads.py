"""Downloads: script, data, steps and predictions come to the numbers of the page."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.export import to_csv
from data.samples import SAMPLES
from pages.sections.model_fit import downloads
from pages.shared.export import Recipe, script
from tests.pages.export.running import executed
from tests.pages.live import digits
from tests.pages.model_fit.reading import PAGE, Visitor, hubble, words


def recipe(app: AppTest) -> Recipe:
    """What the page's script is made from."""
    return downloads.recipe_of(app.session_state["film"], app.session_state["columns_of"][1])


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
