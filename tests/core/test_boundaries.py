"""Where a linear score changes its sign, as it is drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.boundaries import boundary, flipped, jittered, threshold
from core.ends import Frame, Segment

FRAME = Frame(0.0, 10.0, -1.0, 1.0)
numbers = st.floats(-20, 20).filter(lambda v: abs(v) > 1e-3)


def test_thresholds() -> None:
    assert threshold(np.array([-6.0, 2.0])) == 3.0
    assert threshold(np.array([1.0, 0.0])) is None


@pytest.mark.parametrize(("theta", "segment"), [
    ([-5.0, 1.0, 0.0], Segment(5, -1, 5, 1)),
    ([0.0, 0.0, 1.0], Segment(0, 0, 10, 0)),
    ([-5.0, 1.0, 5.0], Segment(0, 1, 10, -1)),
])
def test_the_visible_part_of_a_boundary(theta: list[float], segment: Segment) -> None:
    found = boundary(np.array(theta), FRAME)
    assert found is not None
    assert (found.x, found.y, found.x2, found.y2) == pytest.approx((segment.x, segment.y, segment.x2, segment.y2))


def test_a_boundary_elsewhere_or_nowhere_is_not_visible() -> None:
    assert boundary(np.array([-50.0, 1.0, 0.0]), FRAME) is None
    assert boundary(np.array([5.0, 0.0, 1.0]), FRAME) is None
    assert boundary(np.array([1.0, 0.0, 0.0]), FRAME) is None


@given(numbers, numbers, numbers)
def test_on_what_is_drawn_the_score_is_zero(b: float, first: float, second: float) -> None:
    theta = np.array([b, first, second])
    found = boundary(theta, FRAME)
    if found is None:
        corners = [b + first * x + second * y for x in (0.0, 10.0) for y in (-1.0, 1.0)]
        assert min(corners) > -1e-6 or max(corners) < 1e-6
        return
    for x, y in ((found.x, found.y), (found.x2, found.y2)):
        assert b + first * x + second * y == pytest.approx(0.0, abs=1e-8 * (1 + np.abs(theta).max()))
        assert FRAME.left - 1e-9 <= x <= FRAME.right + 1e-9
        assert FRAME.low - 1e-9 <= y <= FRAME.high + 1e-9


def test_labels_turned_round_are_the_same_ones_every_time() -> None:
    target = np.array([0.0, 1.0] * 10)
    turned, rows = flipped(target, 0.2)
    assert len(rows) == 4
    np.testing.assert_array_equal(np.flatnonzero(turned != target), rows)
    assert set(flipped(target, 0.1)[1]) < set(rows)
    np.testing.assert_array_equal(flipped(target, 0.0)[0], target)


def test_jitter_keeps_classes_apart() -> None:
    heights = jittered(np.array([0.0, 1.0] * 50))
    assert heights[::2].max() < 0.2
    assert heights[1::2].min() > 0.8
