from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from core.descent import descend
from core.generation import (
    END,
    Alphabet,
    Corpus,
    Counts,
    SpellingModel,
    SpellingNetwork,
    TextError,
    count,
    cross_entropy,
    perplexity,
    prepare,
    sample,
    samples,
    softmax_table,
    spell,
    spelling_network,
    table,
    tempered,
)
from core.models import network
from core.objective import objective

NAMES = Path(__file__).parents[2] / "data" / "samples" / "names.csv"


@pytest.fixture(scope="module")
def names() -> Corpus:
    return prepare(NAMES.read_text(encoding="utf-8").split()[1:])


@pytest.fixture(scope="module")
def few() -> Corpus:
    return prepare(["Anna", "Ann", "Hanna"])


# ---------------------------------------------------------------- text


def test_the_alphabet_is_the_symbols_that_occur_and_an_end_mark(names: Corpus) -> None:
    assert names.alphabet.symbols == (END, *"abcdefghijklmnopqrstuvwxyz")
    assert len(names.texts) == 8000
    assert not names.notes


def test_windows_are_what_stands_before_each_symbol(few: Corpus) -> None:
    contexts, following = few.windows(2)
    pairs = [few.alphabet.decode([*context, code]) for context, code in zip(contexts, following, strict=True)]
    assert pairs == [
        "∎∎a",
        "∎an",
        "ann",
        "nna",
        "na∎",
        "∎∎a",
        "∎an",
        "ann",
        "nn∎",
        "∎∎h",
        "∎ha",
        "han",
        "ann",
        "nna",
        "na∎",
    ]


@pytest.mark.parametrize("memory", [1, 2, 3, 4, 5])
def test_windows_of_any_memory_are_those_of_a_slow_look(few: Corpus, memory: int) -> None:
    wanted = []
    for text in few.texts:
        padded = END * memory + text + END
        wanted += [padded[i : i + memory + 1] for i in range(len(text) + 1)]
    found = [few.alphabet.decode(row) for row in np.column_stack(few.windows(memory))]
    assert found == wanted


def test_how_often_each_symbol_occurs(few: Corpus) -> None:
    assert dict(zip(few.alphabet.symbols, few.frequency, strict=True)) == {END: 3, "a": 5, "h": 1, "n": 6}
    np.testing.assert_array_equal(few.commonest(3), [0, 3, 1])
    np.testing.assert_array_equal(few.commonest(99), [0, 3, 1, 2])


def test_cells_are_cleaned_and_what_is_left_out_is_said() -> None:
    corpus = prepare(["  Zoë  Ann ", None, float("nan"), "", "ZOË", 7, "e\u0301"])
    assert corpus.texts == ("zoë ann", "zoë", "7", "é")
    assert [note.text for note in corpus.notes] == ["3 empty cell(s) are left out."]
    assert prepare(["Ab"], lower=False).texts == ("Ab",)


def test_any_script_can_be_learned() -> None:
    corpus = prepare(["王小明", "李小龙", "王大明"])
    assert corpus.alphabet.size == 6 + 1
    model = count(corpus, memory=1, smoothing=0.0)
    first = dict(zip(corpus.alphabet.symbols, model.probabilities(np.array([[0]]))[0], strict=True))
    assert first["王"] == pytest.approx(2 / 3)
    assert sample(model, seed=3).finished


def test_rare_symbols_are_left_out_with_a_sentence() -> None:
    corpus = prepare(["aab", "ab", "ba", "axe", "bbq"], most_symbols=2)
    assert corpus.alphabet.symbols == (END, "a", "b")
    assert corpus.texts == ("aab", "ab", "ba")
    assert [note.text for note in corpus.notes] == [
        "Only the 2 most frequent symbols are learned; 2 text(s) with one of the 3 others, such as e, are left out."
    ]


def test_too_much_text_is_cut_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.generation.text.MOST_TEXT", 10)
    corpus = prepare(["abcd", "bcde", "cdef"])
    assert corpus.texts == ("abcd", "bcde")
    assert "first 2 texts" in corpus.notes[0].text
    assert "1 are left out" in corpus.notes[0].text


@pytest.mark.parametrize("values", [[], [None, ""], ["ab", "cd"]])
def test_nothing_to_learn_from_is_refused(values: list[object]) -> None:
    with pytest.raises(TextError, match="no text"):
        prepare(values, most_symbols=0 if values == ["ab", "cd"] else 9)


def test_unknown_symbols_and_memories_are_refused(few: Corpus) -> None:
    with pytest.raises(TextError, match="z does not occur") as refused:
        few.alphabet.encode("zan")
    assert refused.value.template.format(**refused.value.values) == str(refused.value)
    for memory in (0, 6):
        with pytest.raises(TextError, match="memory"):
            few.windows(memory)


def test_an_end_mark_in_the_text_is_a_symbol_of_its_own() -> None:
    corpus = prepare(["a" + END])
    assert corpus.alphabet.symbols == (END, "a", END)
    np.testing.assert_array_equal(corpus.alphabet.encode("a" + END), [1, 2])


def test_a_split_keeps_every_text_once(names: Corpus) -> None:
    learned, judged = names.split(0.75, seed=3)
    assert (len(learned.texts), len(judged.texts)) == (6000, 2000)
    assert sorted(learned.texts + judged.texts) == sorted(names.texts)
    assert learned.alphabet == names.alphabet
    with pytest.raises(TextError, match="at least one"):
        names.split(1.0)


def test_a_name_of_the_data_is_not_new(names: Corpus) -> None:
    assert not names.is_new("james")
    assert names.is_new("jamesanna")


# ---------------------------------------------------------------- counting (the numbers of the lesson)


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


# ---------------------------------------------------------------- the same by descent


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


# ---------------------------------------------------------------- the network


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


# ---------------------------------------------------------------- making new ones


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
