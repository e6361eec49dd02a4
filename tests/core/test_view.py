import numpy as np
import pytest

from core.surface import Window
from core.view import boundary, drawn_rows, exit_of, fan, loss_axis, round_up, span

BOX = Window((0.0, 0.0), (10.0, 10.0))


def test_a_span_leaves_room_on_both_sides() -> None:
    assert span(np.array([0.0, 10.0]), 0.1) == (-1.0, 11.0)


@pytest.mark.parametrize("value", [0.0, 7.0, -1e6])
def test_a_span_of_one_value_is_not_empty(value: float) -> None:
    low, high = span(np.full(3, value))
    assert low < value < high


def test_few_rows_are_all_drawn() -> None:
    assert drawn_rows(5, 10).tolist() == [0, 1, 2, 3, 4]


def test_of_many_rows_the_same_sample_is_drawn_every_time() -> None:
    rows = drawn_rows(1_000_000, 200)
    assert len(set(rows.tolist())) == 200
    assert (np.diff(rows) > 0).all()
    assert np.array_equal(rows, drawn_rows(1_000_000, 200))


def test_a_loss_axis_is_logarithmic_only_where_losses_differ_much() -> None:
    assert not loss_axis(100_000, 49_734).log
    wide = loss_axis(1e6, 2.0)
    assert wide.log
    assert 0 < wide.low < 2.0
    assert wide.high > 1e6


def test_a_perfect_fit_still_has_a_logarithmic_axis_of_six_powers() -> None:
    axis = loss_axis(5.0, 0.0)
    assert axis.log
    assert axis.low == pytest.approx(5e-6)


@pytest.mark.parametrize(("first", "smallest"), [(3.0, 3.0), (0.0, 0.0), (-2.0, -5.0)])
def test_a_loss_axis_is_never_empty(first: float, smallest: float) -> None:
    axis = loss_axis(first, smallest)
    assert not axis.log
    assert axis.low < min(first, smallest) <= max(first, smallest) < axis.high


def test_a_path_that_stays_inside_does_not_leave() -> None:
    assert exit_of(np.array([[1.0, 1.0], [2.0, 5.0]]), BOX) is None


def test_a_path_leaves_where_its_last_segment_crosses_the_border() -> None:
    assert exit_of(np.array([[5.0, 5.0], [15.0, 5.0]]), BOX) == pytest.approx((10.0, 5.0, 0.0))
    assert exit_of(np.array([[5.0, 5.0], [5.0, 25.0]]), BOX) == pytest.approx((5.0, 10.0, -90.0))


def test_a_path_that_hops_out_and_back_leaves_at_its_last_exit() -> None:
    path = np.array([[5.0, 5.0], [12.0, 5.0], [4.0, 5.0], [-3.0, 5.0], [30.0, 5.0]])
    point = exit_of(path, BOX)
    assert point is not None
    assert point[:2] == pytest.approx((0.0, 5.0))


def test_infinite_places_are_passed_over() -> None:
    assert exit_of(np.array([[5.0, 5.0], [15.0, 5.0], [np.inf, np.nan]]), BOX) is not None
    assert exit_of(np.array([[5.0, 5.0], [np.inf, np.nan]]), BOX) is None
    assert exit_of(np.array([[np.nan, 1.0]]), BOX) is None


def test_a_fan_goes_through_its_point_and_turns_evenly() -> None:
    lines = fan((0.0, 10.0), (0.0, 5.0), (4.0, 1.0), count=3)
    np.testing.assert_allclose(lines, [[2.6, -1.4], [1.0, 1.0], [-0.6, 3.4]])       # slopes −0.4, 0, 0.4


def test_on_the_boundary_the_logit_is_zero() -> None:
    theta = np.array([-24.0, 2.2, -4.0])
    left, right = boundary(theta, (30.0, 60.0))
    assert theta @ [1.0, 30.0, left] == pytest.approx(0.0, abs=1e-12)
    assert theta @ [1.0, 60.0, right] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(("value", "expected"), [(1.0, 1.0), (1.01, 2.0), (181.0, 200.0), (200.0, 200.0),
                                                 (501.0, 1000.0), (0.03, 0.05)])
def test_a_reach_is_rounded_up_to_one_two_or_five(value: float, expected: float) -> None:
    assert round_up(value) == pytest.approx(expected)
