"""What is drawn of an error is worth what the error costs, for every loss."""

import numpy as np
import pytest

from core.losses import LOSSES
from core.marks import marks

REGRESSION = [name for name, loss in LOSSES.items() if loss.task == "regression"]
ERRORS = np.array([-4.0, -1.5, -0.3, 0.0, 0.3, 1.5, 4.0])
Y = np.array([10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0])


def test_squares_are_squares_and_lengths_are_lengths() -> None:
    square, length = marks(LOSSES["mse"], Y - ERRORS, Y, {}), marks(LOSSES["mae"], Y - ERRORS, Y, {})
    off = ERRORS != 0
    assert square.square[off].all()
    assert not square.length.any()
    np.testing.assert_array_equal(square.to, Y - ERRORS)
    assert length.length[off].all()
    assert not length.square.any()
    np.testing.assert_allclose(length.to, Y - ERRORS)
    np.testing.assert_array_equal(length.price[off], 1.0)


def test_huber_squares_the_near_and_stops_half_a_delta_short_of_the_line_when_far() -> None:
    made = marks(LOSSES["huber"], Y - ERRORS, Y, {"delta": 1.0})
    assert made.square.tolist() == [False, False, True, True, True, False, False]
    assert made.length.tolist() == [True, True, False, False, False, True, True]
    assert made.to[0] == pytest.approx(10.0 + 4.0 - 0.5)
    assert made.to[-1] == pytest.approx(16.0 - 4.0 + 0.5)


def test_free_errors_and_errors_that_have_let_go_are_not_drawn() -> None:
    tube = marks(LOSSES["epsilon_insensitive"], Y - ERRORS, Y, {"epsilon": 1.0})
    assert tube.length.tolist() == [True, True, False, False, False, True, True]
    assert tube.to[-1] == pytest.approx(16.0 - 3.0)
    tukey = marks(LOSSES["tukey"], Y - ERRORS, Y, {"scale": 2.0})
    assert not tukey.length[[0, -1]].any()
    assert not tukey.square[[0, -1]].any()


def test_a_low_quantile_makes_errors_above_cheap() -> None:
    made = marks(LOSSES["quantile"], Y - ERRORS, Y, {"tau": 0.1})
    np.testing.assert_allclose(made.price[[0, -1]], [0.9, 0.1])


@pytest.mark.parametrize("name", REGRESSION)
def test_area_and_length_times_price_are_the_cost_wherever_that_is_claimed(name: str) -> None:
    loss, parameters = LOSSES[name], LOSSES[name].parameters_for(ERRORS)
    prediction = Y - ERRORS
    made, cost = marks(loss, prediction, Y, parameters), loss.value(prediction, Y, **parameters)
    bend = loss.curvature(prediction, Y, **parameters)
    areas = 0.5 * bend * ERRORS**2
    np.testing.assert_allclose(areas[made.square], cost[made.square], rtol=1e-9)
    straight = made.length & (bend == 0.0)
    np.testing.assert_allclose((made.price * np.abs(made.to - Y))[straight], cost[straight], rtol=1e-9)
    assert not (made.square & made.length).any()
    none = ~(made.square | made.length)
    np.testing.assert_array_equal(loss.slope(prediction, Y, **parameters)[none], 0.0)


def test_huge_errors_have_marks_too() -> None:
    made = marks(LOSSES["mse"], np.array([1e200]), np.array([0.0]), {})
    assert made.to.tolist() == [1e200]
    assert made.length.tolist() == [True]
