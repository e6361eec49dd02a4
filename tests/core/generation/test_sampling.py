"""Making new names: one symbol after the other, by chance, as the model says."""

from time import perf_counter

import numpy as np
import pytest

from core.generation import (
    END,
    Alphabet,
    Corpus,
    Counts,
    TextError,
    count,
    prepare,
    sample,
    samples,
    spell,
    table,
    tempered,
)


def test_the_same_seed_makes_the_same_names_and_another_makes_others(names: Corpus) -> None:
    model = count(names)
    made = [one.text for one in samples(model, 20, seed=4)]
    assert made == [one.text for one in samples(model, 20, seed=4)]
    assert made != [one.text for one in samples(model, 20, seed=5)]
    assert sample(model, seed=4).text == made[0]


def test_letters_of_samples_follow_the_model(names: Corpus) -> None:
    # χ² over what follows each letter, 26 degrees of freedom a row: mean 26, deviation √52
    model = count(names, smoothing=1.0)
    seen = np.zeros((27, 27))
    for one in samples(model, 4000, seed=0, longest=10_000):
        codes = [0, *model.alphabet.encode(one.text), 0]
        np.add.at(seen, (codes[:-1], codes[1:]), 1)
    expected = table(model) * seen.sum(axis=1, keepdims=True)
    often = expected >= 5
    chi_squared = ((seen - expected)[often] ** 2 / expected[often]).sum()
    freedom = often.sum() - 27
    assert abs(chi_squared - freedom) < 4 * np.sqrt(2 * freedom)
    # and a wrong model is told apart
    wrong = table(count(names, smoothing=100.0)) * seen.sum(axis=1, keepdims=True)
    assert ((seen - wrong)[often] ** 2 / wrong[often]).sum() > 10 * freedom


def test_temperature_makes_bold_or_safe() -> None:
    chances = np.array([0.5, 0.3, 0.2, 0.0])
    np.testing.assert_allclose(tempered(chances, 1.0), chances)
    np.testing.assert_allclose(tempered(chances, 0.5), np.array([25, 9, 4, 0]) / 38)
    np.testing.assert_allclose(tempered(chances, 1e9), [1 / 3, 1 / 3, 1 / 3, 0], rtol=1e-6)
    np.testing.assert_array_equal(tempered(chances, 0.0), [1, 0, 0, 0])
    np.testing.assert_allclose(tempered(chances, 1e-300), [1, 0, 0, 0], atol=1e-300)
    np.testing.assert_allclose(tempered([chances, chances[::-1]], 2.0).sum(axis=1), 1)
    for temperature in (-1.0, np.nan, np.inf):
        with pytest.raises(TextError, match="temperature"):
            tempered(chances, temperature)


def test_at_temperature_0_always_the_likeliest_letter_comes(names: Corpus) -> None:
    model = count(names, memory=2)
    one = sample(model, seed=1, temperature=0.0)
    assert one.text == sample(model, seed=2, temperature=0.0).text
    assert all(step.probability == 1 for step in one.steps)
    for step, choice in zip(spell(model, one.text), one.steps, strict=True):
        assert step.symbol == choice.symbol
        assert step.probability == step.probabilities.max()


def test_a_sample_never_goes_on_forever() -> None:
    endless = Counts(Alphabet((END, "a")), 1, 0.0, np.array([[0], [1]]), np.array([[0, 1], [0, 1]]))
    one = sample(endless, longest=12)
    assert one.text == "a" * 12
    assert not one.finished
    assert len(one.steps) == 12


def test_a_beginning_is_kept(names: Corpus) -> None:
    made = samples(count(names, 2), 20, beginning="qu")
    assert all(one.text.startswith("qu") for one in made)
    assert made[0].steps[0].before == "qu"
    with pytest.raises(TextError, match="é"):
        sample(count(names), beginning="é")


def test_spelling_says_every_choice_and_its_chance(few: Corpus) -> None:
    steps = spell(count(few, smoothing=0.0), "ann")
    assert [(step.before, step.symbol) for step in steps] == [(END, "a"), ("a", "n"), ("n", "n"), ("n", END)]
    np.testing.assert_allclose([step.probability for step in steps], [2 / 3, 3 / 5, 1 / 2, 1 / 6])
    one = sample(count(few), seed=0)
    assert one.log_probability == pytest.approx(sum(np.log(step.probability) for step in one.steps))


def test_without_smoothing_only_seen_neighbors_are_made(names: Corpus) -> None:
    model = count(names, memory=2, smoothing=0.0)
    seen = {tuple(row) for row in np.column_stack(names.windows(2))}
    for one in samples(model, 50):
        made = Corpus(names.alphabet, (one.text,))
        if one.finished:
            assert {tuple(row) for row in np.column_stack(made.windows(2))} <= seen


def test_learning_and_making_is_quick(names: Corpus) -> None:
    begun = perf_counter()
    model = count(prepare(names.texts), 3)
    samples(model, 20)
    assert perf_counter() - begun < 1.5
