"""Heights of every frame as texts: read back they are what they were, blank where they were no numbers."""

import numpy as np
import pytest

from pages.shared.charts.axes import Axis
from pages.shared.charts.moving import BASE, BEYOND, FINE, FINEST, written

AXIS = Axis("y", -2.0, 6.0)


def read(texts: list[str], letters: int) -> np.ndarray:
    """As the chart reads a text: parseInt finds no number in a blank."""
    parts = [[text[at : at + letters].strip() for at in range(0, len(text), letters)] for text in texts]
    share = np.array([[int(part, BASE) if part else np.nan for part in row] for row in parts]) / (BASE**letters - 1)
    found: np.ndarray = AXIS.low + (AXIS.high - AXIS.low) * (share * (1 + 2 * BEYOND) - BEYOND)
    return found


@pytest.mark.parametrize(("letters", "off"), [(FINE, 2e-5), (FINEST, 1e-9)])
def test_heights_come_back(letters: int, off: float) -> None:
    heights = np.random.default_rng(0).normal(2.0, 20.0, size=(30, 50))
    table = written(heights, AXIS, letters)
    assert table["frame"].to_pylist() == list(range(30))
    np.testing.assert_allclose(read(table["text"].to_pylist(), letters), heights, atol=off * (AXIS.high - AXIS.low))


def test_what_is_no_number_is_blank_and_what_is_far_away_is_cut() -> None:
    texts = written(np.array([[np.nan, np.inf, 1e300, -1e300, 0.0]]), AXIS, FINE)["text"].to_pylist()
    np.testing.assert_allclose(read(texts, FINE), [[np.nan, np.nan, 6.0 + 20 * 8, -2.0 - 20 * 8, 0.0]], atol=1e-3)
