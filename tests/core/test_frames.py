import numpy as np
import pytest

from core.frames import first_within, frames, has_arrived, telling_frame, waymarks


@pytest.mark.parametrize("steps", [0, 1, 119, 120, 121, 999, 12_345, 1_000_000])
def test_a_film_has_the_first_and_the_last_step_and_no_more_than_120_in_order(steps: int) -> None:
    at = frames(steps)
    assert at[0] == 0
    assert at[-1] == steps
    assert len(at) <= 120
    assert (np.diff(at) > 0).all()


def test_few_steps_are_all_shown() -> None:
    assert frames(119).tolist() == list(range(120))


def test_a_long_film_wastes_no_frame_and_begins_with_single_steps() -> None:
    at = frames(100_000)
    assert len(at) > 114
    assert at[:5].tolist() == [0, 1, 2, 3, 4]
    gaps = np.diff(at)
    assert gaps[-1] == pytest.approx(gaps.max(), rel=0.2)


def test_the_telling_frame_is_the_first_with_a_tenth_of_the_gap_left() -> None:
    assert telling_frame(np.array([11.0, 6.0, 2.5, 1.9, 1.5, 1.0]), smallest=1.0) == 3


@pytest.mark.parametrize("losses", [np.array([9.0, 8.0, 7.0, 6.5]), np.array([1.0]), np.array([3.0, 3.0, 3.0])])
def test_a_film_that_never_gets_there_is_shown_at_a_third(losses: np.ndarray) -> None:
    assert telling_frame(losses, smallest=0.5) == len(losses) // 3


def test_waymarks_lie_equally_far_apart_on_a_straight_path() -> None:
    path = np.array([[0.0, 0.0], [6.0, 8.0], [9.0, 12.0], [10.5, 14.0], [12.0, 16.0]])      # 0, 10, 15, 17.5, 20 along
    assert waymarks(path, 4).tolist() == [0, 1, 2]
    assert waymarks(path, 1).tolist() == [0]


def test_waymarks_leave_out_the_last_frame_and_places_that_are_no_numbers() -> None:
    assert waymarks(np.zeros((5, 2)), 5).tolist() == [0]
    assert waymarks(np.array([[3.0]]), 5).tolist() == [0]
    path = np.array([[0.0], [1.0], [2.0], [np.inf], [np.nan]])
    assert waymarks(path, 2).tolist() == [0, 1]


def test_a_descent_has_arrived_when_a_hundredth_of_the_gap_is_left() -> None:
    assert has_arrived(np.array([101.0, 2.0]), smallest=1.0)
    assert not has_arrived(np.array([101.0, 2.1]), smallest=1.0)


@pytest.mark.parametrize(("last", "frame"), [(125.0, 2), (np.inf, 2), (np.nan, 2)])
def test_a_diverging_descent_is_shown_before_it_has_left(last: float, frame: int) -> None:
    assert telling_frame(np.array([1.0, 1.2, 1.4, 25.0, last]), smallest=0.5) == frame


def test_a_descent_that_starts_at_nothing_is_shown_at_its_start() -> None:
    assert telling_frame(np.array([np.nan, np.nan]), smallest=0.5) == 0


def test_the_first_frame_within_a_gap_is_found_if_there_is_one() -> None:
    losses = np.array([3.0, 2.0, 1.5, 1.2])
    assert first_within(losses, smallest=1.0, gap=0.6) == 2
    assert first_within(losses, smallest=1.0, gap=0.1) is None
