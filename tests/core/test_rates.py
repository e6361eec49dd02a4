import pytest

from core.rates import RATES, first_rate, rate_below, round_rate_below


def test_the_scale_is_increasing_and_has_ten_rates_per_power_of_ten() -> None:
    assert list(RATES) == sorted(set(RATES))
    assert sum(0.1 <= rate < 1 for rate in RATES) == 10


@pytest.mark.parametrize(("limit", "rate"), [(0.4918, 0.4), (0.448, 0.4), (1.0, 1.0), (0.999, 0.8), (1e-99, 1e-8),
                                              (1e99, 800.0)])
def test_the_rate_below_a_limit(limit: float, rate: float) -> None:
    assert rate_below(limit) == rate


@pytest.mark.parametrize(("limit", "rate"), [(0.1230, 0.1), (0.25, 0.2), (0.9, 0.5), (5e-4, 5e-4), (0.0, 1e-8),
                                              (1e-30, 1e-8), (1e30, 500.0)])
def test_the_round_rate_below_a_limit(limit: float, rate: float) -> None:
    assert round_rate_below(limit) == rate


def test_the_first_rate_is_at_most_a_quarter_of_the_limit() -> None:
    assert first_rate(0.4918, 456.0, 1.0) == 0.1                # hubble_1929 in the data's units


def test_without_a_limit_the_first_step_covers_about_a_twentieth_of_the_way() -> None:
    rate = first_rate(None, distance=10.0, slope=2.0)
    assert 10 / 20 / 2.5 < rate * 2.0 <= 10 / 20


def test_without_distance_or_slope_it_is_a_tenth() -> None:
    assert first_rate(None, 0.0, 1.0) == first_rate(None, 1.0, 0.0) == 0.1
