"""Where a pen is lifted, how much of a curve is shown, and where its name can stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activations import ACTIVATIONS, chosen
from core.curve_view import apart, label_place, sampled, slope_window


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_pen_is_lifted_at_jumps_and_only_there(activation: str) -> None:
    bend = chosen(activation)
    z, values, slopes = sampled(activation, -4.0, 4.0)
    assert (np.diff(z) > 0).all()
    assert z[np.isnan(values)].tolist() == [place for place in bend.activation.jumps(**bend.parameters)
                                            if -4.0 < place < 4.0]
    drawn = ~np.isnan(values)
    assert values[drawn] == pytest.approx(bend.value(z[drawn]))
    breaks = {*bend.activation.kinks(**bend.parameters), *bend.activation.jumps(**bend.parameters)}
    assert set(z[np.isnan(slopes)].tolist()) == {place for place in breaks if -4.0 < place < 4.0}


def test_the_slope_of_a_step_is_drawn_as_0_on_both_sides() -> None:
    slopes = sampled("step", -4.0, 4.0)[2]
    assert set(slopes[~np.isnan(slopes)].tolist()) == {0.0}


def test_the_window_of_slopes_holds_them_all() -> None:
    assert slope_window(["sigmoid"], -4.0, 4.0) == pytest.approx((-0.1, 1.1))
    low, high = slope_window(["gaussian", "selu"], -4.0, 4.0)
    assert low < -0.85
    assert high > 1.758
    assert isinstance(low, float)


@given(st.lists(st.floats(-5.0, 15.0), max_size=12), st.floats(0.01, 3.0))
def test_names_are_moved_apart_inside_the_picture_in_their_order(places: list[float], gap: float) -> None:
    moved = apart(np.array(places, dtype=float), gap, 0.0, 10.0)
    room = min(gap, 10.0 / max(len(places) - 1, 1))
    assert ((moved >= -1e-9) & (moved <= 10.0 + 1e-9)).all()
    assert (np.diff(np.sort(moved)) >= room - 1e-9).all()
    order = np.argsort(places, kind="stable")
    assert (np.diff(moved[order]) >= 0).all() if len(places) else True


def test_names_with_room_enough_stay_where_they_are() -> None:
    assert apart(np.array([1.0, 9.0, 5.0]), 2.0, 0.0, 10.0).tolist() == [1.0, 9.0, 5.0]


def test_two_equal_names_part_by_half_each() -> None:
    assert apart(np.array([5.0, 5.0]), 2.0, 0.0, 10.0).tolist() == [4.0, 6.0]


def test_a_label_stands_where_the_line_is_calm() -> None:
    line = np.concatenate([np.linspace(0.0, 5.0, 50), np.full(30, 5.0), np.linspace(5.0, 0.0, 40)])
    at, height = label_place(line, 20)
    assert at + 1 >= 50
    assert at + 20 <= 81
    assert height == 5.0
