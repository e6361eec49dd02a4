"""Before a machine can spell, text becomes windows of symbols; nothing is left out in silence."""


import numpy as np
import pytest

from core.generation import (
    END,
    Corpus,
    TextError,
    count,
    prepare,
    sample,
)


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
