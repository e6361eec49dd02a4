"""How long learning takes: the spiral with the page's defaults, and the exact minimum of a million rows."""

from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from core.exact import minimize
from core.models import linear
from core.objective import objective

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).parents[2]


def test_the_spiral_is_learned_in_five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["data"] = "made:spiral()"
    began = perf_counter()
    app.switch_page("pages/model_fit.py").run()
    seconds = perf_counter() - began
    film = app.session_state["film"]
    print(f"spiral: {film.fit.seconds:.2f} s of walking, {seconds:.2f} s with the page, "
          f"{film.values['accuracy'][-1]:.3f} right")
    assert film.values["accuracy"][-1] >= 0.99
    assert seconds < 5


@pytest.mark.parametrize("loss", ["mae", "huber", "quantile"])
def test_the_exact_minimum_of_a_million_rows_costs_few_least_squares(loss: str) -> None:
    """The peer is NumPy's own solution of the far easier squared loss."""
    draw = np.random.default_rng(0)
    X = draw.normal(size=(1_000_000, 2)) * 3.0 + 5.0
    y = X @ [1.0, -2.0] + draw.standard_t(3, len(X))
    ones = np.column_stack([np.ones(len(X)), X])
    ratios = []
    for _ in range(3):
        began = perf_counter()
        np.linalg.lstsq(ones, y, rcond=None)
        between = perf_counter()
        found = minimize(objective(linear(2), loss, X, y))
        ratios.append((perf_counter() - between) / (between - began))
    print(f"{loss}: {median(ratios):.1f} times numpy.linalg.lstsq, gap {found.gap:.1e}")
    assert median(ratios) < 40
    assert found.gap <= 1e-9 * found.loss
