"""The best line with one bend, beside a search that tries thousands of places by brute force."""

import numpy as np
import pytest

from core.one_bend import one_bend
from data.samples import SAMPLES


def brute_force(x: np.ndarray, y: np.ndarray) -> float:
    """The least mean squared error over every value of x and 2,000 places between."""
    places = np.concatenate([np.linspace(x.min(), x.max(), 2_001), np.unique(x)])
    lines = [np.column_stack([np.ones_like(x), x - x.mean(), np.maximum(x - place, 0.0)]) for place in places]
    return min(float(np.mean((y - line @ np.linalg.lstsq(line, y, rcond=None)[0]) ** 2)) for line in lines)


def test_of_a_bend_without_noise_the_place_is_found_exactly() -> None:
    x = np.array([0.0, 1.0, 2.0, 4.0, 5.0, 7.0, 8.0])
    found = one_bend(x, 3 - 2 * x + 5 * np.maximum(x - 3.25, 0.0))
    assert found is not None
    assert found.at == pytest.approx(3.25)
    assert found.bent == pytest.approx(0.0, abs=1e-12)
    assert found.straight > 1


@pytest.mark.parametrize("seed", range(4))
def test_no_place_that_is_tried_is_better(seed: int) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(6, 40))
    x = np.round(100 * random.normal(size=n), seed % 2) + 1_000 * seed      # some values twice, far from 0
    y = random.normal(size=n) + 50
    found = one_bend(x, y)
    assert found is not None
    assert found.bent <= brute_force(x, y) * (1 + 1e-9)
    line = np.column_stack([np.ones_like(x), x - x.mean(), np.maximum(x - found.at, 0.0)])
    assert found.bent == pytest.approx(np.mean((y - line @ np.linalg.lstsq(line, y, rcond=None)[0]) ** 2), rel=1e-9)
    assert found.straight == pytest.approx(np.mean((y - np.polyval(np.polyfit(x, y, 1), x)) ** 2), rel=1e-9)


def test_horsepower_bends_fuel_economy_at_103() -> None:
    frame = SAMPLES["auto_mpg"].table().frame.dropna(subset=["mpg", "horsepower"])
    found = one_bend(frame["horsepower"].to_numpy(dtype=float), frame["mpg"].to_numpy(dtype=float))
    assert found is not None
    assert (found.straight, found.bent, found.at) == pytest.approx((23.94, 18.93, 103.1), abs=0.05)


@pytest.mark.parametrize("x", [[1.0], [1.0, 1.0, 2.0, 3.0]])
def test_below_four_values_of_x_no_bend_is_looked_for(x: list[float]) -> None:
    assert one_bend(x, x) is None


def test_a_straight_line_has_nothing_to_gain() -> None:
    found = one_bend([1.0, 2.0, 3.0, 4.0, 9.0], [2.0, 4.0, 6.0, 8.0, 18.0])
    assert found is not None
    assert found.bent == pytest.approx(0.0, abs=1e-25)
