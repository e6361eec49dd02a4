"""Where lines and curves leave a picture, and names that keep out of each other's way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ends import Frame, Segment, apart, leaves, passes, visible

FRAME = Frame(0.0, 10.0, 0.0, 5.0)
numbers = st.floats(-100, 100)


@pytest.mark.parametrize(("b", "w", "segment"), [
    (1.0, 0.0, Segment(0, 1, 10, 1)),
    (0.0, 1.0, Segment(0, 0, 5, 5)),
    (10.0, -1.0, Segment(5, 5, 10, 0)),
    (-2.0, 1.0, Segment(2, 0, 7, 5)),
    (5.0, 0.0, Segment(0, 5, 10, 5)),
])
def test_the_visible_part_of_a_line(b: float, w: float, segment: Segment) -> None:
    assert visible(b, w, FRAME) == segment


def test_a_line_that_passes_by_is_not_visible_and_it_is_known_on_which_side() -> None:
    assert visible(6.0, 0.0, FRAME) is None
    assert passes(6.0, 0.0, FRAME) == 1
    assert visible(-20.0, 1.0, FRAME) is None
    assert passes(-20.0, 1.0, FRAME) == -1


@given(b=numbers, w=numbers)
def test_what_is_visible_lies_on_the_line_and_in_the_frame(b: float, w: float) -> None:
    part = visible(b, w, FRAME)
    heights = b + w * np.linspace(FRAME.left, FRAME.right, 2001)
    if part is None:
        inside = (heights >= FRAME.low + 1e-6) & (heights <= FRAME.high - 1e-6)
        assert inside.sum() <= 1 or abs(w) > 1e3
        return
    assert FRAME.left - 1e-9 <= part.x <= part.x2 <= FRAME.right + 1e-9
    for x, y in ((part.x, part.y), (part.x2, part.y2)):
        assert FRAME.low <= y <= FRAME.high
        assert y == pytest.approx(b + w * x, abs=1e-6)


def test_a_curve_is_last_seen_where_it_crosses_the_border() -> None:
    x = np.array([0.0, 1.0, 2.0, 3.0])
    assert leaves(x, np.array([0.0, 1.0, 4.0, 9.0]), 0.0, 5.0) == pytest.approx((2.2, 5.0))
    assert leaves(x, np.array([4.0, 3.0, 1.0, -3.0]), 0.0, 5.0) == pytest.approx((2.25, 0.0))
    assert leaves(x, np.array([1.0, 1.0, 1.0, 2.0]), 0.0, 5.0) == (3.0, 2.0)
    assert leaves(x, np.full(4, 9.0), 0.0, 5.0) == (0.0, 5.0)


def test_names_that_are_far_apart_stay_and_near_ones_part_around_their_middle() -> None:
    assert apart([1.0, 9.0], 1.0, 0.0, 10.0) == [1.0, 9.0]
    assert apart([5.0, 5.0], 1.0, 0.0, 10.0) == [4.5, 5.5]
    assert apart([5.2, 5.0, 9.0], 1.0, 0.0, 10.0) == pytest.approx([5.6, 4.6, 9.0])
    assert apart([10.0, 10.0], 1.0, 0.0, 10.0) == [9.0, 10.0]
    assert apart([], 1.0, 0.0, 10.0) == []
    assert apart([1.0, 2.0, 3.0], 8.0, 0.0, 10.0) == [0.0, 5.0, 10.0], "too many for the room: they share it"


@given(st.lists(st.floats(-5, 15), min_size=1, max_size=8))
def test_names_keep_their_distance_their_order_and_the_room(wanted: list[float]) -> None:
    placed = apart(wanted, 1.0, 0.0, 10.0)
    assert all(-1e-9 <= place <= 10.0 + 1e-9 for place in placed)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    gaps = np.diff([placed[i] for i in order])
    assert (gaps >= 1.0 - 1e-9).all()
