"""The same table found by descent: the bottom of its loss is the counts."""


import numpy as np
import pytest

from core.descent import descend
from core.generation import (
    Corpus,
    TextError,
    count,
    cross_entropy,
    softmax_table,
    table,
)


def test_descent_meets_the_smoothed_counts(names: Corpus) -> None:
    model = count(names, smoothing=1.0)
    f = softmax_table(model)
    run = descend(f, f.start(), optimizer="nesterov", rate=f.safe_rate, steps=2000, keep=2)
    assert run.losses[0] == pytest.approx(np.log(27))
    assert 0 <= run.losses[-1] - model.smoothed_loss < 1e-6
    learned = f.model(run.thetas[-1])
    np.testing.assert_allclose(table(learned), table(model), atol=5e-3)
    assert cross_entropy(learned, names) == pytest.approx(cross_entropy(model, names), abs=1e-4)


def test_plain_descent_at_the_safe_rate_never_rises(names: Corpus) -> None:
    f = softmax_table(count(names))
    run = descend(f, f.start(), rate=f.safe_rate, steps=100)
    assert np.all(np.diff(run.losses) < 0)


@pytest.mark.parametrize("memory", [1, 2])
def test_the_bottom_of_the_softmax_table_is_the_counts(few: Corpus, memory: int) -> None:
    model = count(few, memory, smoothing=0.3)
    f = softmax_table(model)
    bottom = f.minimum()
    assert f.value(bottom) == pytest.approx(f.lower_bound, rel=1e-14)
    np.testing.assert_allclose(f.gradient(bottom), 0, atol=1e-16)
    np.testing.assert_allclose(f.model(bottom).probabilities(model.contexts), model.probabilities(model.contexts))
    assert f.lower_bound == model.smoothed_loss
    assert f.convex
    assert f.smooth


def test_the_slopes_of_the_softmax_table_are_the_differences(few: Corpus) -> None:
    f = softmax_table(count(few, 1, 0.5))
    theta, h = np.random.default_rng(0).normal(size=f.size), 1e-5
    ways = h * np.eye(f.size)
    np.testing.assert_allclose(
        f.gradient(theta), (f.values(theta + ways) - f.values(theta - ways)) / (2 * h), atol=1e-9
    )
    bends = [(f.gradient(theta + way) - f.gradient(theta - way)) / (2 * h) for way in ways]
    np.testing.assert_allclose(f.hessian(theta), bends, atol=1e-9)
    assert np.linalg.eigvalsh(f.hessian(theta)).max() <= 1 / f.safe_rate
    assert f.names[:4] == ("∎|∎", "a|∎", "h|∎", "n|∎")


def test_without_smoothing_there_is_no_bottom(names: Corpus) -> None:
    with pytest.raises(TextError, match="226 pairs never occur and want the logit −∞"):
        softmax_table(count(names, smoothing=0.0)).minimum()


def test_huge_logits_do_not_overflow_and_wrong_shapes_are_refused(few: Corpus, names: Corpus) -> None:
    f = softmax_table(count(few))
    assert np.isfinite(f.value(np.linspace(-1e6, 1e6, f.size)))
    with pytest.raises(ValueError, match="16 logits"):
        f.value(np.zeros(3))
    large = softmax_table(count(names, 2))
    with pytest.raises(ValueError, match="Hessian"):
        large.hessian(large.start())
