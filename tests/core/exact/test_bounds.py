"""What proves a minimum holds far out, too: conjugates, pieces, and searches that start nowhere."""


import numpy as np
import pytest

from core.exact import minimize
from core.exact.conjugates import CONJUGATES, allowed, conjugate, searched
from core.exact.interior import Pulls, balance, inverse_square
from core.losses import LOSSES, Loss
from core.models import line, linear
from core.objective import objective
from core.pieces import pieces
from tests.core.exact.cases import CONVEX


def test_log_cosh_far_from_its_bend() -> None:
    """Where residuals are huge it is |e| − log 2; on a line that fits exactly they are not, however large y."""
    x = np.arange(9.0)
    noise = np.array([3.0, -1.0, 4.0, -1.0, 5.0, -9.0, 2.0, -6.0, 5.0]) * 1e12
    far, absolute = (minimize(objective(line(), name, x, noise)) for name in ("log_cosh", "mae"))
    assert far.loss == pytest.approx(absolute.loss - np.log(2.0), rel=1e-12)
    exact = minimize(objective(line(), "log_cosh", x, 2.0**40 * x + 2.0**41))
    np.testing.assert_allclose(exact.theta, [2.0**41, 2.0**40], rtol=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_between_two_far_points_log_cosh_has_no_bend_and_yet_a_proof(seed: int) -> None:
    y = np.random.default_rng(seed).normal(size=60) * 1e4
    best = minimize(objective(linear(1), "log_cosh", np.zeros((60, 1)), y))
    assert best.gap <= 1e-9 * best.loss
    assert best.loss == pytest.approx(float(np.abs(y - np.median(y)).mean() - np.log(2.0)), rel=1e-3)


def test_pulls_beyond_all_numbers_leave_the_search_where_it_began() -> None:
    ones, none = np.ones(2), np.zeros(2)
    pulls = Pulls(np.ones((2, 1)), ones, -ones, ones, none, np.array([[np.inf]]), np.zeros(1))
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.array_equal(balance(pulls, np.ones(1)).beta, [1.0])
    assert np.isnan(inverse_square(np.array([[np.inf]]))).all()


@pytest.mark.parametrize("loss", CONVEX, ids=lambda loss: loss.name)
def test_conjugates_start_the_highest_line_below_the_loss(loss: Loss) -> None:
    if loss.name not in CONJUGATES:
        return
    z = np.linspace(-4.0, 4.0, 81)
    for target in (0.0, 1.0):
        t, places = np.full(81, target), np.linspace(-30.0, 30.0, 6001)
        slopes = loss.slope(z, t)
        start = conjugate(loss, {}, slopes, t, z)
        np.testing.assert_allclose(loss.value(z, t) + start, slopes * z, atol=1e-12)       # it touches at z
        lines = slopes[:, None] * places - start[:, None]
        assert (lines <= loss.value(places, np.full(6001, target)) + 1e-9).all()           # and is nowhere above
        np.testing.assert_allclose(searched(loss, {}, slopes, t, z), start, atol=1e-9)
        assert np.isfinite(conjugate(loss, {}, allowed(loss, 3.0 * slopes, t), t, z)).all()


def test_slopes_that_a_loss_never_has_prove_nothing() -> None:
    slopes = np.array([1.5, -1.5, 0.5])
    for found in (searched(LOSSES["log_cosh"], {}, slopes, np.zeros(3), np.zeros(3)), conjugate(
            LOSSES["log_cosh"], {}, slopes, np.zeros(3), np.zeros(3))):
        assert np.array_equal(np.isinf(found), [True, True, False])


@pytest.mark.parametrize("loss", CONVEX, ids=lambda loss: loss.name)
def test_pieces_add_up_to_the_loss(loss: Loss) -> None:
    found = pieces(loss, loss.parameters)
    assert (found is None) == (loss.name in ("mse", "log_cosh", "logistic", "exponential", "cross_entropy"))
    for r in (-7.3, -1.0, -0.05, 0.0, 0.4, 1.0, 2.2):
        if found is not None:
            target = np.array([0.0 if loss.task == "regression" else 1.0])
            total = found.constant + sum(part.value(r) for part in found.parts)
            assert total == pytest.approx(loss.value(np.array([r]), target, **loss.parameters)[0], abs=1e-14)
