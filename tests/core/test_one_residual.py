"""One residual alone: numbers by hand, and slopes that are the slopes of what is drawn."""

import numpy as np
import pytest

from core.losses import LOSSES
from core.one_residual import REACH, cost, degree, margin_cost, unit_for

REGRESSION = [name for name, loss in LOSSES.items() if loss.task == "regression"]
BINARY = [name for name, loss in LOSSES.items() if loss.task == "binary"]


def test_the_costs_of_e_3_are_those_of_the_lessons() -> None:
    wanted = {"mse": 9.0, "mae": 3.0, "huber": 2.5, "log_cosh": 2.309, "cauchy": 1.151}
    found = {name: float(cost(name, {}, 1.0).value_at(3.0)) for name in wanted}
    assert found == pytest.approx(wanted, abs=1e-3)


def test_with_tau_09_being_too_low_costs_nine_times_as_much_as_being_too_high() -> None:
    made = cost("quantile", {"tau": 0.9}, 1.0)
    assert made.value_at([1.0, -1.0]).tolist() == pytest.approx([0.9, 0.1])
    assert made.slope_at([1.0, -1.0]).tolist() == pytest.approx([0.9, -0.1])


@pytest.mark.parametrize("name", REGRESSION)
def test_in_another_unit_the_same_picture_comes_out(name: str) -> None:
    plain = LOSSES[name].parameters_for(np.array([-1.0, 0.0, 1.0]))
    scaled = {key: value * 200.0 if key in LOSSES[name].in_units_of_y else value for key, value in plain.items()}
    one, other = cost(name, plain, 1.0), cost(name, scaled, 200.0)
    if name == "log_cosh":
        np.testing.assert_allclose(other.value_at([3.0, -4.0]), [3.0, 4.0], atol=0.01)
        return
    e = np.linspace(-REACH, REACH, 41)
    np.testing.assert_allclose(other.value_at(e), one.value_at(e), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(other.slope_at(e), one.slope_at(e), rtol=1e-9, atol=1e-12)


def test_squares_grow_by_the_unit_squared_and_lengths_by_the_unit() -> None:
    assert {name: degree(name) for name in REGRESSION} == {
        "mse": 2, "mae": 1, "huber": 2, "log_cosh": 1, "quantile": 1, "epsilon_insensitive": 1, "cauchy": 2, "tukey": 2}


@pytest.mark.parametrize("name", REGRESSION + BINARY)
def test_the_slope_is_that_of_the_curve_and_kinks_are_sampled_on_both_sides(name: str) -> None:
    made = margin_cost(name) if name in BINARY else cost(name, LOSSES[name].parameters_for(np.arange(4.0)), 1.0)
    assert (np.diff(made.at) > 0).all()
    e = np.linspace(-2.9, 2.9, 59) + 0.003
    h = 1e-6
    measured = (made.value_at(e + h) - made.value_at(e - h)) / (2 * h)
    np.testing.assert_allclose(made.slope_at(e), measured, atol=2e-5)
    np.testing.assert_allclose(made.value, made.value_at(made.at))
    if name == "hinge":
        assert np.interp([0.999, 1.001], made.at, made.slope).tolist() == [-1.0, 0.0]


def test_no_loss_for_classes_is_below_the_mistakes_it_stands_in_for() -> None:
    mistakes = margin_cost("zero_one")
    assert mistakes.value_at([-0.1, 0.0, 0.1]).tolist() == [1.0, 1.0, 0.0]
    for name in ("hinge", "squared_hinge", "exponential"):
        assert (margin_cost(name).value_at(mistakes.at) >= mistakes.value - 1e-12).all()
    assert (margin_cost("logistic").value_at(mistakes.at) / np.log(2) >= mistakes.value - 1e-12).all()


def test_the_unit_is_the_data_s_own_where_it_will_do_and_else_a_round_number() -> None:
    assert unit_for(np.array([0.0, 1.0, 2.0, 3.0])) == 1.0
    assert unit_for(np.array([0.0, 300.0, 600.0, 900.0])) == 500.0
    assert unit_for(np.array([0.0, 0.001, 0.002])) == 0.002
    assert unit_for(np.array([4.0])) == 1.0


@pytest.mark.parametrize("spread", [1e-300, 1e300])
def test_a_unit_has_a_square_however_small_or_large_the_data_are(spread: float) -> None:
    unit = unit_for(np.array([0.0, spread, 3.0 * spread]))
    assert 0.0 < unit**2 < np.inf
