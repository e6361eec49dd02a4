import numpy as np
import pytest

from core.metrics import accuracy, classes_of, confusion, f1, log_loss, mae, r_squared, rmse

Y, P = [3.0, -0.5, 2.0, 7.0], [2.5, 0.0, 2.0, 8.0]
TRUE, GIVEN = [0, 1, 2, 2, 2, 1], [0, 2, 2, 2, 1, 1]


def test_errors_by_hand() -> None:
    assert mae(P, Y) == pytest.approx(0.5)
    assert rmse(P, Y) == pytest.approx(np.sqrt(1.5 / 4.0))
    assert r_squared(P, Y) == pytest.approx(1.0 - 1.5 / 29.1875)


def test_predicting_the_mean_explains_nothing_and_worse_is_negative() -> None:
    assert r_squared([2.0, 2.0, 2.0], [1.0, 2.0, 3.0]) == 0.0
    assert r_squared([3.0, 2.0, 1.0], [1.0, 2.0, 3.0]) == pytest.approx(-3.0)
    assert r_squared(Y, Y) == 1.0


def test_a_constant_target_is_explained_only_by_exact_predictions() -> None:
    assert r_squared([5.0, 5.0], [5.0, 5.0]) == 1.0
    assert r_squared([5.0, 5.1], [5.0, 5.0]) == 0.0


@pytest.mark.parametrize("size", [1e-200, 1e200, 1e307])
def test_metrics_stand_very_small_and_very_large_numbers(size: float) -> None:
    prediction, target = np.array(P) * size, np.array(Y) * size
    assert mae(prediction, target) == pytest.approx(0.5 * size)
    assert rmse(prediction, target) == pytest.approx(np.sqrt(1.5 / 4.0) * size)
    assert r_squared(prediction, target) == pytest.approx(1.0 - 1.5 / 29.1875)


def test_all_zero_is_no_error() -> None:
    assert mae([0.0], [0.0]) == rmse([0.0], [0.0]) == 0.0


def test_classes_by_hand() -> None:
    assert accuracy(GIVEN, TRUE) == pytest.approx(4 / 6)
    np.testing.assert_array_equal(confusion(GIVEN, TRUE), [[1, 0, 0], [0, 1, 1], [0, 1, 2]])
    np.testing.assert_array_equal(confusion([0.0], [0.0], classes=2), [[1, 0], [0, 0]])
    score = f1(GIVEN, TRUE)
    np.testing.assert_allclose(score.per_class, [1.0, 0.5, 2 / 3])
    assert score.macro == pytest.approx((1.0 + 0.5 + 2 / 3) / 3)


def test_a_class_that_never_occurs_has_no_f1_and_is_left_out_of_the_mean() -> None:
    score = f1([0, 1, 1], [0, 1, 0], classes=3)
    np.testing.assert_allclose(score.per_class, [2 / 3, 2 / 3, np.nan])
    assert score.macro == pytest.approx(2 / 3)
    assert f1([1, 1], [0, 0]).macro == 0.0


def test_log_loss_by_hand() -> None:
    assert log_loss([0.75, 0.5], [1, 0]) == pytest.approx(-(np.log(0.75) + np.log(0.5)) / 2)
    three = [[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]]
    assert log_loss(three, [1, 2]) == pytest.approx(-(np.log(0.2) + np.log(0.8)) / 2)
    assert log_loss([1.0, 0.0], [1, 0]) == 0.0
    assert log_loss([0.0], [1]) == np.inf


def test_logits_become_classes() -> None:
    np.testing.assert_array_equal(classes_of([-1.0, 0.0, 0.1]), [0, 0, 1])
    np.testing.assert_array_equal(classes_of([[1.0, 3.0, 2.0], [5.0, 0.0, 0.0]]), [1, 0])


@pytest.mark.parametrize("metric", [mae, rmse, r_squared, accuracy, confusion, f1, log_loss])
def test_no_rows_or_unequal_rows_are_refused_with_a_sentence(metric: object) -> None:
    assert callable(metric)
    with pytest.raises(ValueError, match="There are no rows to judge"):
        metric([], [])
    with pytest.raises(ValueError, match="There are 2 predictions but 1 targets"):
        metric([0.0, 1.0], [0.0])


def test_impossible_classes_and_probabilities_are_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="Classes are the numbers 0 to 1; another one occurs"):
        confusion([2], [0], classes=2)
    with pytest.raises(ValueError, match="another one occurs"):
        confusion([-1], [0])
    for wrong in ([1.5], [-0.1], [np.nan]):
        with pytest.raises(ValueError, match="between 0 and 1"):
            log_loss(wrong, [0])
    for target in (2, -1):
        with pytest.raises(ValueError, match="Classes are the numbers 0 to 1"):
            log_loss([0.5], [target])
