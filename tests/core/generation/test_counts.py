"""Counting what follows what is the first model of text; its numbers are those of the lesson."""


import numpy as np
import pytest

from core.generation import (
    Corpus,
    TextError,
    count,
    cross_entropy,
    perplexity,
    softmax_table,
    table,
)


def test_after_q_comes_u(names: Corpus) -> None:
    q, u = (names.alphabet.places[letter] for letter in "qu")
    assert (count(names).counts[q].sum(), count(names).counts[q, u]) == (78, 76)
    assert table(count(names, smoothing=1.0))[q, u] == pytest.approx(77 / 105)
    assert table(count(names, smoothing=0.0))[q, u] == pytest.approx(76 / 78)


def test_the_cross_entropy_of_counting_and_of_guessing_blindly(names: Corpus) -> None:
    model = count(names, smoothing=0.0)
    assert cross_entropy(model, names) == pytest.approx(2.3874, abs=5e-5)
    assert model.smoothed_loss == pytest.approx(cross_entropy(model, names), rel=1e-12)
    assert softmax_table(model).value(np.zeros(27 * 27)) == pytest.approx(np.log(27))
    assert perplexity(model, names) == pytest.approx(np.exp(2.3874), rel=1e-4)
    assert int((model.counts == 0).sum()) == 226


def test_cross_entropy_is_the_mean_of_the_surprise(few: Corpus) -> None:
    model = count(few, smoothing=0.5)
    contexts, following = few.windows(1)
    chances = model.probabilities(contexts)[np.arange(len(following)), following]
    assert cross_entropy(model, few) == pytest.approx(-np.log(chances).mean())
    # by hand, without smoothing: after a: 3 times n, 2 ends; after n: 3 n, 2 a, 1 end; start: 2 a, 1 h; after h: a
    by_hand = 3 * np.log(5 / 3) + 2 * np.log(5 / 2) + 3 * np.log(2) + 2 * np.log(3) + np.log(6)
    by_hand += 2 * np.log(3 / 2) + np.log(3)
    assert cross_entropy(count(few, smoothing=0.0), few) == pytest.approx(by_hand / 15)


def test_a_pair_that_never_occurred_surprises_without_bound(few: Corpus) -> None:
    other = Corpus(few.alphabet, ("hh",))
    assert cross_entropy(count(few, smoothing=0.0), other) == np.inf
    assert cross_entropy(count(few, smoothing=0.1), other) < 5


def test_probabilities_add_up_and_unknown_contexts_know_nothing(names: Corpus) -> None:
    for model in (count(names, 1), count(names, 3, 0.1), count(names, 3, 0.0)):
        contexts = np.random.default_rng(0).integers(0, 27, (50, model.memory))
        chances = model.probabilities(contexts)
        np.testing.assert_allclose(chances.sum(axis=1), 1)
    q = names.alphabet.places["q"]
    np.testing.assert_allclose(count(names, 3, 0.0).probabilities(np.array([[q, q, q]])), 1 / 27)


def test_a_longer_memory_fits_better_and_generalizes_up_to_a_point(names: Corpus) -> None:
    learned, judged = names.split(0.8)
    fits = [cross_entropy(count(learned, memory, 0.1), learned) for memory in (1, 2, 3, 4)]
    judgements = [cross_entropy(count(learned, memory, 0.1), judged) for memory in (1, 2, 3, 4)]
    assert fits == sorted(fits, reverse=True)
    assert judgements[2] == min(judgements)


@pytest.mark.parametrize("smoothing", [-1.0, np.inf, np.nan])
def test_an_impossible_smoothing_is_refused(few: Corpus, smoothing: float) -> None:
    with pytest.raises(TextError, match="smoothing"):
        count(few, smoothing=smoothing)


def test_too_large_a_table_and_too_long_a_memory_for_one_are_refused(
    few: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TextError, match="memory of one symbol"):
        table(count(few, 2))
    monkeypatch.setattr("core.generation.counts.MOST_CELLS", 10)
    with pytest.raises(TextError, match="too many"):
        count(few, 3)
