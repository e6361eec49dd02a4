"""Issue by issue: a real file with all its troubles loads, says so, and is fitted right to the last digit."""

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.live import digits

Visitor = Callable[..., AppTest]

ROWS, BROKEN = 5_000, (17, 1_234, 4_321)                # lines of the file, the header being line 1


@pytest.fixture(scope="module")
def numbers() -> tuple[np.ndarray, np.ndarray]:
    """Eight features of very different size, and what they make."""
    rng = np.random.default_rng(8)
    X = np.round(rng.normal(size=(ROWS, 8)) * [1, 10, 1e3, 0.1, 5, 1, 200, 1] + [0, 50, 1e4, 0, -3, 7, 0, 1], 4)
    y = np.round(3.5 + X @ [2, -0.5, 0.01, 30, 1, 0, 0.02, -4] + rng.standard_t(3, ROWS), 4)
    return X, y


@pytest.fixture(scope="module")
def content(numbers: tuple[np.ndarray, np.ndarray]) -> bytes:
    """Ten columns, semicolons, decimal commas, dates day first, three broken rows."""
    X, y = numbers
    names = [f"merkmal {j}" for j in range(1, 9)]
    lines = [";".join(["datum", *names, "preis"])]
    for i, (row, target) in enumerate(zip(X, y, strict=True)):
        if len(lines) + 1 in BROKEN:                    # one too short, two too long
            lines.append("13.05.2024;1,0;2,0" if len(lines) + 1 == BROKEN[0] else "13.05.2024" + ";1,0" * 12)
        cells = [f"{1 + i % 28:02d}.{1 + i % 12:02d}.2024", *(f"{value:.4f}".replace(".", ",") for value in row)]
        lines.append(";".join([*cells, f"{target:.4f}".replace(".", ",")]))
    return "\n".join(lines).encode()


@pytest.fixture
def visitor(fresh: Visitor, content: bytes) -> AppTest:
    app = fresh("pages/data_upload.py").run()
    app.segmented_control(key="from").set_value("file").run()
    app.file_uploader(key="upload").upload("preise.csv", content, "text/csv").run()
    assert not app.exception
    return app


def told(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.error, *app.warning, *app.info, *app.caption])


def test_the_three_broken_rows_are_named_and_everything_else_is_kept(visitor: AppTest) -> None:
    table = visitor.session_state["table"]
    assert (table.reading.delimiter, table.reading.decimal, table.reading.header) == (";", ",", True)
    whole = table.frame.dropna()
    assert len(whole) == ROWS, "every good row is there, and nothing else is whole"
    assert str(table.frame["datum"].dtype).startswith("datetime64")
    assert whole["datum"].iloc[12].day == 13, "days come first"
    said = told(visitor)
    assert "preise" in said
    for line in BROKEN:
        assert str(line) in said.replace("\u202f", ""), f"line {line} is not named on the page"


def test_the_fit_is_that_of_numpy_s_least_squares(visitor: AppTest, numbers: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = numbers
    visitor.selectbox(key="y").set_value("preis").run()
    visitor.multiselect(key="x").set_value([f"merkmal {j}" for j in range(1, 9)]).run()
    app = visitor.switch_page("pages/model_fit.py").run()
    assert not app.exception
    found = digits(app)["exact optimum"]
    expected = np.linalg.lstsq(np.column_stack([np.ones(ROWS), X]), y, rcond=None)[0]
    np.testing.assert_allclose(list(found["parameters"].values()), expected, rtol=1e-8)


def test_the_mae_fit_is_not_beaten_by_its_neighbors(visitor: AppTest, numbers: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = numbers
    visitor.selectbox(key="y").set_value("preis").run()
    visitor.multiselect(key="x").set_value([f"merkmal {j}" for j in range(1, 9)]).run()
    app = visitor.switch_page("pages/model_fit.py").run()
    app.selectbox(key="loss").set_value("mae").run()
    assert not app.exception
    found = digits(app)["exact optimum"]
    theta = np.array(list(found["parameters"].values()))
    design = np.column_stack([np.ones(ROWS), X])
    loss = np.abs(design @ theta - y).mean()
    rng = np.random.default_rng(0)
    for scale in (1e-1, 1e-3, 1e-5):
        for _ in range(50):
            other = theta * (1 + scale * rng.normal(size=theta.size))
            assert np.abs(design @ other - y).mean() >= loss - 1e-12
    residuals = y - design @ theta
    zero = np.abs(residuals) < 1e-9 * np.abs(y).max()
    assert zero.sum() >= 9, "an optimum of MAE passes through as many points as it has parameters"
