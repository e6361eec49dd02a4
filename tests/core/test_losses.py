import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.losses import LOSSES, Loss, softmax
from tests.core.laws import assert_bounds, assert_words, law_of_a_loss

ORDER = [
    "mse", "mae", "huber", "log_cosh", "quantile", "epsilon_insensitive", "cauchy", "tukey",
    "logistic", "hinge", "squared_hinge", "exponential", "zero_one", "cross_entropy",
]

SETTINGS: dict[str, list[dict[str, float]]] = {
    "huber": [{"delta": 0.3}, {"delta": 2.5}],
    "quantile": [{"tau": 0.1}, {"tau": 0.9}],
    "epsilon_insensitive": [{"epsilon": 0.5}, {"epsilon": 1.7}],
    "cauchy": [{"scale": 0.4}, {"scale": 1.9}],
    "tukey": [{"scale": 0.9}, {"scale": 3.0}],
}
CASES = [(name, settled) for name in LOSSES for settled in [{}, *SETTINGS.get(name, [])]]


def test_the_losses_stand_in_the_order_of_the_screen() -> None:
    assert list(LOSSES) == ORDER


@pytest.mark.parametrize(("name", "settled"), CASES, ids=str)
def test_slope_curvature_convexity_and_kinks_are_true(name: str, settled: dict[str, float]) -> None:
    law_of_a_loss(LOSSES[name], settled)


@pytest.mark.parametrize("name", [loss.name for loss in LOSSES.values() if loss.task == "regression"])
@settings(deadline=None, max_examples=50)
@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_whatever_the_numbers_a_loss_is_not_negative_and_pulls_towards_the_target(
    name: str, prediction: float, target: float
) -> None:
    loss = LOSSES[name]
    assert loss.value(prediction, target) >= 0.0
    assert loss.slope(prediction, target) * np.sign(np.float64(prediction) / 2 - target / 2) >= 0.0
    assert not np.isnan(loss.curvature(prediction, target))


@pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.name)
def test_it_says_when_to_choose_it_and_how_it_fails(loss: Loss) -> None:
    assert_words(loss, loss.choose, loss.fails)
    assert_bounds(loss)
    assert loss.slope_latex
    assert set(loss.in_units_of_y) <= set(loss.parameters)


@pytest.mark.parametrize(("name", "settled", "residual", "expected"), [
    ("mse", {}, 3.0, 9.0),
    ("mae", {}, -3.0, 3.0),
    ("huber", {}, 3.0, 2.5),
    ("huber", {}, 0.5, 0.125),
    ("huber", {"delta": 2.0}, -3.0, 4.0),
    ("log_cosh", {}, 3.0, 2.309328504577),
    ("log_cosh", {}, 2.0**-20, 2.0**-41),
    ("quantile", {"tau": 0.9}, -2.0, 1.8),
    ("quantile", {"tau": 0.9}, 2.0, 0.2),
    ("epsilon_insensitive", {"epsilon": 0.5}, -2.0, 1.5),
    ("epsilon_insensitive", {"epsilon": 0.5}, 0.4, 0.0),
    ("cauchy", {}, 3.0, 1.151292546497),
    ("cauchy", {"scale": 2.0}, 2.0, 2.0 * np.log(2.0)),
    ("tukey", {"scale": 3.0}, 4.0, 1.5),
    ("tukey", {"scale": 2.0}, 1.0, 2.0 / 3.0 * (1.0 - 0.75**3)),
])
def test_losses_of_one_error_by_hand(
    name: str, settled: dict[str, float], residual: float, expected: float
) -> None:
    value = LOSSES[name].value(np.array([10.0 + residual]), np.array([10.0]), **settled)
    np.testing.assert_allclose(value, [expected], rtol=1e-9)


@pytest.mark.parametrize(("name", "logit", "target", "expected"), [
    ("logistic", np.log(3.0), 1, -np.log(0.75)),
    ("logistic", np.log(3.0), 0, -np.log(0.25)),
    ("logistic", 40.0, 1, 4.248354255291589e-18),
    ("hinge", 0.25, 1, 0.75),
    ("hinge", 0.25, 0, 1.25),
    ("hinge", 1.0, 1, 0.0),
    ("squared_hinge", -1.0, 1, 4.0),
    ("exponential", np.log(2.0), 0, 2.0),
    ("zero_one", 0.0, 0, 1.0),
    ("zero_one", 0.0, 1, 1.0),
    ("zero_one", -0.1, 0, 0.0),
    ("zero_one", -0.1, 1, 1.0),
])
def test_losses_of_one_logit_by_hand(name: str, logit: float, target: int, expected: float) -> None:
    value = LOSSES[name].value(np.array([logit]), np.array([target]))
    np.testing.assert_allclose(value, [expected], rtol=1e-12)


def test_cross_entropy_by_hand() -> None:
    logits = np.log([[1.0, 2.0, 1.0], [6.0, 3.0, 1.0]])
    loss, target = LOSSES["cross_entropy"], np.array([1, 2])
    np.testing.assert_allclose(loss.value(logits, target), -np.log([0.5, 0.1]), rtol=1e-14)
    np.testing.assert_allclose(loss.slope(logits, target), [[0.25, -0.5, 0.25], [0.6, 0.3, -0.9]], rtol=1e-14)
    np.testing.assert_allclose(loss.curvature(logits, target)[0],
                               [[0.1875, -0.125, -0.0625], [-0.125, 0.25, -0.125], [-0.0625, -0.125, 0.1875]])


def test_cross_entropy_of_two_classes_is_the_logistic_loss() -> None:
    z = np.linspace(-50.0, 50.0, 41)
    logits = np.column_stack([np.zeros_like(z), z])
    for target in (0, 1):
        answers = np.full(len(z), target)
        np.testing.assert_allclose(LOSSES["cross_entropy"].value(logits, answers),
                                   LOSSES["logistic"].value(z, answers), rtol=1e-14)
        np.testing.assert_allclose(LOSSES["cross_entropy"].slope(logits, answers)[:, 1],
                                   LOSSES["logistic"].slope(z, answers), rtol=1e-14)


def test_a_sure_and_right_answer_keeps_its_tiny_loss_and_slope() -> None:
    logits, target = np.array([[50.0, 0.0, -10.0]]), np.array([0])
    others = np.exp(-50.0) + np.exp(-60.0)
    np.testing.assert_allclose(LOSSES["cross_entropy"].value(logits, target), [others], rtol=1e-12)
    np.testing.assert_allclose(LOSSES["cross_entropy"].slope(logits, target)[0, 0], -others, rtol=1e-12)


def test_softmax_shares_add_up_to_one_and_large_logits_are_fine() -> None:
    shares = softmax(np.array([[1e308, 0.0], [-1000.0, -1000.0]]))
    np.testing.assert_array_equal(shares, [[1.0, 0.0], [0.5, 0.5]])


def test_infinite_logits_of_a_diverged_run_give_no_warning() -> None:
    assert not np.isfinite(LOSSES["cross_entropy"].value(np.array([[np.inf, 0.0]]), np.array([1]))).any()
    assert LOSSES["mse"].value(np.array([np.inf]), np.array([1.0])) == np.inf


def test_a_loss_is_infinite_only_when_it_truly_leaves_the_range_of_numbers() -> None:
    zero, one = np.zeros(1), np.ones(1)
    assert LOSSES["mse"].value(1e160 * one, zero) == np.inf
    assert LOSSES["exponential"].value(-709.0 * one, one) < np.inf
    assert LOSSES["exponential"].value(-710.0 * one, one) == np.inf
    for name in ("mae", "huber", "log_cosh", "quantile", "cauchy", "tukey", "epsilon_insensitive"):
        assert np.isfinite(LOSSES[name].value(1e308 * one, zero)).all()
    for name in ("logistic", "hinge"):
        np.testing.assert_allclose(LOSSES[name].value(-1e308 * one, one), 1e308)


def test_mistakes_can_be_counted_but_not_trained_on() -> None:
    refused = [loss.name for loss in LOSSES.values() if not loss.trainable]
    assert refused == ["zero_one"]
    assert "no slope to follow" in LOSSES["zero_one"].refusal


def test_default_scales_follow_the_unit_of_y() -> None:
    y = np.array([1.0, 2.0, 3.0, 4.0, 100.0])                        # median 3, distances 2 1 0 1 97
    assert LOSSES["huber"].parameters_for(y) == pytest.approx({"delta": 1.345 * 1.4826})
    assert LOSSES["tukey"].parameters_for(1000.0 * y) == pytest.approx({"scale": 4685.0 * 1.4826})
    assert LOSSES["mse"].parameters_for(y) == {}
    assert LOSSES["quantile"].parameters_for(y) == {"tau": 0.5}


@pytest.mark.parametrize(("y", "spread"), [
    ([5.0, 5.0, 5.0], 1.0),                                          # constant
    ([], 1.0),                                                       # nothing to measure
    ([0.0, 0.0, 0.0, 0.0, 5.0], 2.0),                                # MAD 0: the deviation
    ([-1e300, 0.0, 1e300], 1.4826e300),
    ([1.0, np.nan, 3.0, np.inf], 1.4826),
])
def test_the_spread_of_y_is_never_zero(y: list[float], spread: float) -> None:
    assert LOSSES["huber"].parameters_for(y)["delta"] == pytest.approx(1.345 * spread)


def test_an_unknown_parameter_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="huber has no parameter called 'sigma'; its parameters: delta"):
        LOSSES["huber"].value(np.zeros(1), np.zeros(1), sigma=1.0)


def test_predictions_and_targets_may_broadcast() -> None:
    for loss in LOSSES.values():
        if loss.task != "multiclass":
            for function in (loss.value, loss.slope, loss.curvature):
                assert function(np.zeros((3, 1)), np.ones(4)).shape == (3, 4)
