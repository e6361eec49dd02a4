"""Model fit: the numbers on the page are those of an independent computation; bad data get a sentence."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.samples import SAMPLES
from tests.pages.live import cells, digits

Visitor = Callable[..., AppTest]


@pytest.fixture
def fresh(fresh: Visitor) -> Visitor:
    """A visitor who comes straight to this page."""
    return partial(fresh, "pages/model_fit.py")


def least_squares(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """An oracle: NumPy's own least squares with a column of ones."""
    return np.asarray(np.linalg.lstsq(np.column_stack([np.ones(len(y)), X]), y, rcond=None)[0])


def hubble() -> tuple[np.ndarray, np.ndarray]:
    frame = pd.read_csv(SAMPLES["hubble_1929"].path)
    return frame[["distance_mpc"]].to_numpy(), frame["velocity_km_s"].to_numpy(float)


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.error, *app.warning, *app.info])


def chosen(app: AppTest, key: str) -> str:
    """A setting as the visitor sees it."""
    return str(app.session_state["kept"][key])


def test_the_exact_optimum_on_the_page_is_that_of_numpy(fresh: Visitor) -> None:
    found = digits(fresh().run())
    expected = least_squares(*hubble())
    optimum = found["exact optimum"]
    np.testing.assert_allclose(list(optimum["parameters"].values()), expected, rtol=1e-10)
    assert optimum["unique"] is True
    assert optimum["loss"] == pytest.approx(49_726.8, abs=0.1)          # Hubble's own line: 454 x − 41


def test_a_hundred_steps_on_the_page_are_those_of_a_plain_loop(fresh: Visitor) -> None:
    found = digits(fresh(steps="100", rate="0.1").run())
    X, y = hubble()
    b = w = 0.0
    for _ in range(100):
        error = b + w * X[:, 0] - y
        b, w = b - 0.1 * 2 * error.mean(), w - 0.1 * 2 * (error * X[:, 0]).mean()
    assert found["step"] == 100
    np.testing.assert_allclose(list(found["parameters"].values()), [b, w], rtol=1e-10)
    assert found["loss"] == pytest.approx(49_734, abs=1)


def test_momentum_on_the_page_is_that_of_a_plain_loop(fresh: Visitor) -> None:
    found = digits(fresh(steps="50", rate="0.05", optimizer="momentum", opt_momentum="0.5").run())
    X, y = hubble()
    theta, velocity = np.zeros(2), np.zeros(2)
    for _ in range(50):
        error = theta[0] + theta[1] * X[:, 0] - y
        velocity = 0.5 * velocity + 2 * np.array([error.mean(), (error * X[:, 0]).mean()])
        theta = theta - 0.05 * velocity
    np.testing.assert_allclose(list(found["parameters"].values()), theta, rtol=1e-10)


def test_a_rate_above_the_limit_is_said_with_its_numbers_and_a_button_helps(fresh: Visitor) -> None:
    app = fresh(rate="0.5").run()
    assert "Diverged" in words(app)
    assert "2/λmax = 0.4918" in words(app)
    assert "λmax = 4.067" in words(app)
    app.button(key="better_rate").click().run()
    assert "Converged" in words(app)
    assert chosen(app, "rate") == "0.2"


def test_too_few_steps_are_said_and_a_button_allows_more(fresh: Visitor) -> None:
    app = fresh(steps="10").run()
    assert "Still moving after 10 steps" in words(app)
    app.button(key="more_steps").click().run()
    assert chosen(app, "steps") == "20"


def test_standardized_the_bowl_is_round_and_coefficients_stay_in_the_data_s_units(fresh: Visitor) -> None:
    app = fresh(units="standardized", rate="0.5", steps="1").run()
    found = digits(app)
    np.testing.assert_allclose(list(found["parameters"].values()), least_squares(*hubble()), rtol=1e-10)
    X, y = hubble()
    r = np.corrcoef(X[:, 0], y)[0, 1]
    np.testing.assert_allclose(list(found["standardized parameters"].values()), [0, r], atol=1e-12)


def test_mae_on_views_is_the_lecture_s_worked_example(fresh: Visitor) -> None:
    app = fresh(data="sample:views", loss="mae", b0="0.5", w0="1", steps="1", rate="0.00001", units="data").run()
    assert digits(app)["loss"] == pytest.approx(0.8, abs=1e-4)          # 4.8 / 6
    app = fresh(data="sample:views", loss="mse", b0="0.5", w0="1", steps="1", rate="0.01", units="data").run()
    np.testing.assert_allclose(list(digits(app)["parameters"].values()), [0.504, 1.00827], atol=5e-6)
    assert digits(app)["loss"] == pytest.approx(1.1292, abs=5e-5)


def test_several_features_equal_numpy_too(fresh: Visitor) -> None:
    app = fresh(data="sample:auto_mpg", y="mpg", x=["horsepower", "weight", "year"]).run()
    frame = pd.read_csv(SAMPLES["auto_mpg"].path)[["mpg", "horsepower", "weight", "year"]].dropna()
    expected = least_squares(frame[["horsepower", "weight", "year"]].to_numpy(float), frame["mpg"].to_numpy(float))
    found = digits(app)["exact optimum"]["parameters"]
    np.testing.assert_allclose(list(found.values()), expected, rtol=1e-9)
    assert list(found) == ["b", "w[horsepower]", "w[weight]", "w[year]"]
    assert chosen(app, "units") == "standardized", "in the data's units this valley can't be looked at"


def test_the_measures_are_those_of_their_definitions(fresh: Visitor) -> None:
    app = fresh().run()
    X, y = hubble()
    b, w = least_squares(X, y)
    error = y - (b + w * X[:, 0])
    head, *rows = cells(app, "measures")
    squared = 1 - (error**2).sum() / ((y - y.mean())**2).sum()
    assert [row[head.index("exact optimum")] for row in rows] == [
        f"{squared:.4f}", f"{np.sqrt((error**2).mean()):.1f}", f"{np.abs(error).mean():.1f}"]


def test_a_suggested_rate_follows_the_data_until_the_visitor_chooses(fresh: Visitor) -> None:
    app = fresh().run()
    assert chosen(app, "rate") == "0.1"
    app.radio(key="chip_sample").set_value("views").run()
    assert float(chosen(app, "rate")) < 0.01
    app.select_slider(key="rate").set_value(0.003).run()
    app.radio(key="chip_sample").set_value("hubble_1929").run()
    assert chosen(app, "rate") == "0.003"


def upload(app: AppTest, content: bytes, name: str = "mine.csv") -> AppTest:
    app.switch_page("pages/data_upload.py").run()
    app.segmented_control(key="from").set_value("file").run()
    app.file_uploader(key="upload").upload(name, content, "text/csv").run()
    assert not app.exception
    return app.switch_page("pages/model_fit.py").run()


@pytest.mark.parametrize(("at", "place"), [("9" * 20, -1), ("-5", 0), ("100", -1), ("0", 0)])
def test_the_link_s_step_is_shown_or_the_nearest_there_is(fresh: Visitor, at: str, place: int) -> None:
    app = fresh(steps="100", at=at).run()
    assert not app.exception
    film = app.session_state["film"]
    assert film.steps[film.start] == film.steps[place]


@pytest.mark.parametrize(("content", "said"), [
    (b"x,y\n1,1\n1,2\n1,3\n", "same in every row"),
    (b"x,y\n1,4\n2,4\n3,4\n", "same in every row"),
    (b"x,y\n1,1\n", "same in every row"),
    (b"x\n1\n2\n", "A feature x is missing"),
    (b"x,y\n1,2e300\n2,1e300\n3,5\n", "their squares cannot be computed"),
])
def test_data_that_teach_nothing_get_a_sentence(fresh: Visitor, content: bytes, said: str) -> None:
    app = upload(fresh().run(), content)
    assert not app.exception
    assert said in words(app)


def test_a_perfect_line_ends_at_zero_loss(fresh: Visitor) -> None:
    app = upload(fresh().run(), b"x,y\n0,1\n1,3\n2,5\n3,7\n")
    found = digits(app)["exact optimum"]
    assert found["loss"] < 1e-25
    np.testing.assert_allclose(list(found["parameters"].values()), [1, 2], rtol=1e-12)
