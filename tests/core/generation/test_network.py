"""A network that spells is the network of core.models on one-hot inputs."""


import numpy as np
import pytest

from core.descent import descend
from core.generation import (
    Corpus,
    SpellingModel,
    SpellingNetwork,
    count,
    cross_entropy,
    spelling_network,
)
from core.models import network
from core.objective import objective


def test_the_spelling_network_is_the_network_on_one_hot_inputs() -> None:
    random = np.random.default_rng(0)
    model = SpellingNetwork(3, 5, 4, "tanh")
    plain = network(15, hidden=(4,), activation="tanh", outputs=5)
    codes = random.integers(0, 5, (30, 3))
    hot = (codes[:, :, None] == np.arange(5)).reshape(30, 15).astype(float)
    theta, slopes = random.normal(size=model.size), random.normal(size=(30, 5))
    np.testing.assert_allclose(model.predict(theta, codes), plain.predict(theta, hot), atol=1e-13)
    np.testing.assert_allclose(model.pullback(theta, codes, slopes), plain.pullback(theta, hot, slopes), atol=1e-12)
    thetas = random.normal(size=(4, model.size))
    np.testing.assert_allclose(model.predict_many(thetas, codes), plain.predict_many(thetas, hot), atol=1e-13)
    assert (model.size, model.names) == (plain.size, plain.names)
    np.testing.assert_array_equal(model.penalized, plain.penalized)
    np.testing.assert_array_equal(model.coefficients(theta), theta)
    assert (model.features, model.outputs, model.linear_in_parameters) == (3, 5, False)
    np.testing.assert_allclose(
        model.predict(model.with_output(theta, 1.0, 2.0), codes), 1 + 2 * model.predict(theta, codes)
    )


def test_its_gradient_is_the_differences(few: Corpus) -> None:
    f = spelling_network(few, memory=2, hidden=3)
    theta, h = f.model.start(0), 1e-5
    ways = h * np.eye(f.size)
    np.testing.assert_allclose(
        f.gradient(theta), (f.values(theta + ways) - f.values(theta - ways)) / (2 * h), atol=1e-8
    )


def test_equal_rows_taken_together_are_the_same_loss(names: Corpus) -> None:
    together, apart = spelling_network(names, 2, 4), spelling_network(names, 2, 4, together=False)
    theta = together.model.start(1)
    assert len(together.X) < len(apart.X) / 5
    assert together.value(theta) == pytest.approx(apart.value(theta), rel=1e-12)
    np.testing.assert_allclose(together.gradient(theta), apart.gradient(theta), atol=1e-12)


def test_a_network_with_context_spells_better_than_counting_letters(names: Corpus) -> None:
    f = spelling_network(names, memory=3, hidden=16)
    start = f.model.start(0)
    assert f.value(start) == pytest.approx(np.log(27), abs=0.4)
    run = descend(f, start, optimizer="adam", rate=0.02, steps=250, batch_size=512, seed=0, keep=2)
    assert isinstance(f.model, SpellingNetwork)
    model = SpellingModel(names.alphabet, f.model, run.thetas[-1])
    assert model.memory == 3
    assert cross_entropy(model, names) == pytest.approx(run.losses[-1], rel=1e-9)
    assert cross_entropy(model, names) < cross_entropy(count(names), names)
    np.testing.assert_allclose(model.probabilities(np.array([[0, 0, 0], [1, 2, 3]])).sum(axis=1), 1)


@pytest.mark.parametrize("X", [[[0.0, 5.0]], [[-1.0, 0.0]], [[0.5, 0.0]], [[1.0]], [1.0, 2.0]])
def test_inputs_that_are_no_codes_are_refused(X: list[float]) -> None:
    model = SpellingNetwork(2, 5, 3)
    with pytest.raises(ValueError, match="codes"):
        model.predict(model.start(0), X)


def test_what_a_spelling_network_is_not() -> None:
    model = SpellingNetwork(2, 5, 3)
    with pytest.raises(ValueError, match="not linear"):
        model.design(np.zeros((1, 2)))
    with pytest.raises(ValueError, match="no unit"):
        model.with_input(model.start(0), 0.0, 1.0)
    assert model.predict(model.start(0), np.zeros((0, 2))).shape == (0, 5)
    with pytest.raises(ValueError, match="codes"):
        objective(model, "cross_entropy", [[0.0, 7.0]], [0.0]).value(model.start(0))
