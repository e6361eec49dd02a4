import numpy as np
import pytest

from core.schedules import SCHEDULES, Schedule, schedule

each_schedule = pytest.mark.parametrize("entry", SCHEDULES.values(), ids=lambda s: s.name)


def test_the_schedules_stand_in_the_order_of_the_screen() -> None:
    assert list(SCHEDULES) == ["constant", "step", "exponential", "inverse_root", "cosine", "warm_up"]


@each_schedule
def test_rates_are_positive_at_most_the_rate_and_the_same_one_by_one(entry: Schedule) -> None:
    steps = np.arange(200)
    rates = entry.rates(steps, 0.3, 200)
    assert rates.shape == (200,)
    assert (rates > 0.0).all()
    assert (rates <= 0.3).all()
    one_by_one = entry.rate(0.3, 200)
    np.testing.assert_allclose(rates, [one_by_one(step) for step in range(200)], rtol=1e-14)
    assert isinstance(one_by_one(3), float)
    assert entry.idea.endswith(".")
    assert set(entry.bounds) == set(entry.parameters)
    assert all(low <= entry.parameters[name] <= high for name, (low, high) in entry.bounds.items())
    assert entry.latex.count("{") == entry.latex.count("}")


@pytest.mark.parametrize(("name", "given", "step", "expected"), [
    ("constant", {}, 999, 0.1),
    ("step", {"every": 100.0, "factor": 0.5}, 99, 0.1),
    ("step", {"every": 100.0, "factor": 0.5}, 250, 0.025),
    ("exponential", {"final": 0.01}, 500, 0.01),
    ("exponential", {"final": 0.01}, 1000, 0.001),
    ("inverse_root", {"after": 10.0}, 30, 0.05),
    ("cosine", {}, 0, 0.1),
    ("cosine", {}, 500, 0.05),
    ("cosine", {"final": 0.2}, 1000, 0.02),
    ("cosine", {"final": 0.2}, 5000, 0.02),
    ("warm_up", {"share": 0.1}, 0, 0.001),
    ("warm_up", {"share": 0.1}, 49, 0.05),
    ("warm_up", {"share": 0.1}, 99, 0.1),
    ("warm_up", {"share": 0.1}, 700, 0.1),
    ("warm_up", {"share": 0.0}, 0, 0.1),
])
def test_rates_by_hand(name: str, given: dict[str, float], step: int, expected: float) -> None:
    assert schedule(name, 0.1, 1000, **given)(step) == pytest.approx(expected, rel=1e-12)


def test_a_run_of_no_steps_has_a_rate_all_the_same() -> None:
    for entry in SCHEDULES.values():
        assert np.isfinite(entry.rate(0.1, 0)(0))


def test_unknown_names_are_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="There is no schedule called 'linear'; choose one of: constant"):
        schedule("linear", 0.1, 10)
    with pytest.raises(ValueError, match="cosine has no parameter called 'floor'; its parameters: final"):
        schedule("cosine", 0.1, 10, floor=0.1)
