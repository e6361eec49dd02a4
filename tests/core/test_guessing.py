"""A guess: the lecture's worked example, dials that reach every sensible line, and a score that says how good it is."""

import numpy as np
import pytest

from core.guessing import dial, dials, judge, yardstick

VIEWS_X = np.array([4.8, 4.9, 7.5, 7.9, 8.6, 9.8])
VIEWS_Y = np.array([4.9, 7.5, 7.9, 8.6, 9.8, 9.0])


def test_the_lecture_s_guess_costs_what_the_lecture_says() -> None:
    found = judge(0.5, 1.0, VIEWS_X, VIEWS_Y, "mae")
    np.testing.assert_allclose(np.abs(found.errors), [0.4, 2.1, 0.1, 0.2, 0.7, 1.3], atol=1e-12)
    assert found.loss == pytest.approx(4.8 / 6)
    assert judge(0.5, 1.0, VIEWS_X, VIEWS_Y, "mse").loss == pytest.approx(6.8 / 6)


def test_a_loss_with_a_number_of_its_own_gets_it() -> None:
    found = judge(0.0, 0.0, np.array([1.0, 2.0]), np.array([3.0, 0.5]), "huber", {"delta": 1.0})
    np.testing.assert_allclose(found.costs, [2.5, 0.125])


def test_both_ends_of_a_dial_are_notches() -> None:
    made = dial(7.3, 0.25)
    assert (made.low, made.high, made.step) == (-7.4, 7.4, 0.2)
    assert made.notches == 74


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
@pytest.mark.parametrize("shift", [0.0, 3.0])
def test_the_dials_reach_the_best_line_and_come_close_to_it(scale: float, shift: float) -> None:
    random = np.random.default_rng(3)
    x = random.normal(shift, 1.0, 50)
    y = scale * (2.0 - 0.7 * x + random.normal(0, 0.5, 50))
    b, w = dials(x, y)
    best = yardstick(x, y, "mse")
    assert best.theta is not None
    for made, value in zip((b, w), best.theta, strict=True):
        assert made.low <= value <= made.high
    nearest = [round(value / made.step) * made.step for made, value in zip((b, w), best.theta, strict=True)]
    assert best.score(judge(nearest[0], nearest[1], x, y, "mse").loss) > 0.9


def test_one_value_everywhere_still_has_dials() -> None:
    b, w = dials(np.array([1.0, 2.0]), np.array([5.0, 5.0]))
    assert b.low < 5 < b.high
    assert w.step > 0
    assert dials(np.zeros(3), np.zeros(3))[0].step > 0


def test_the_best_line_scores_one_and_the_best_constant_nothing() -> None:
    measure = yardstick(VIEWS_X, VIEWS_Y, "mse")
    assert measure.theta is not None
    assert measure.score(judge(measure.theta[0], measure.theta[1], VIEWS_X, VIEWS_Y, "mse").loss) == pytest.approx(1.0)
    assert measure.score(judge(VIEWS_Y.mean(), 0.0, VIEWS_X, VIEWS_Y, "mse").loss) == pytest.approx(0.0, abs=1e-12)
    assert measure.score(judge(-50.0, 0.0, VIEWS_X, VIEWS_Y, "mse").loss) < 0


def test_squared_score_of_the_lecture_s_line() -> None:
    measure = yardstick(VIEWS_X, VIEWS_Y, "mse")
    slope, bias = np.polyfit(VIEWS_X, VIEWS_Y, 1)
    best = ((VIEWS_Y - bias - slope * VIEWS_X) ** 2).mean()
    assert measure.score(6.8 / 6) == pytest.approx((VIEWS_Y.var() - 6.8 / 6) / (VIEWS_Y.var() - best))


def test_where_no_line_helps_only_the_best_counts() -> None:
    measure = yardstick(np.array([-1.0, 0.0, 1.0]), np.array([0.0, 1.0, 0.0]), "mse")
    assert measure.score(measure.best) == 1.0
    assert measure.score(measure.best * 2) == 0.0


def test_a_loss_that_is_not_convex_has_no_proven_best() -> None:
    measure = yardstick(VIEWS_X, VIEWS_Y, "tukey", {"scale": 2.0})
    assert measure.theta is None
    assert measure.best < measure.constant
