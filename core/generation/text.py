"""Text becomes numbers: every symbol gets a place in the alphabet, and every text gets an end mark."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unicodedata import normalize

import numpy as np

from core.arrays import Whole
from core.refusal import Refusal

END = "∎"                            # how the end mark is shown; its code is 0
MOST_SYMBOLS = 200                   # different symbols that are learned
MOST_TEXT = 2_000_000                # symbols altogether
LONGEST_MEMORY = 5                   # symbols looked back at


class TextError(Refusal):
    """The texts can't be learned from."""


@dataclass(frozen=True)
class Note:
    """Something that was done to the texts: a sentence, also in two parts."""

    template: str
    values: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The finished sentence."""
        return self.template.format(**self.values)


@dataclass(frozen=True)
class Alphabet:
    """The symbols that can be chosen, the end mark first: a symbol's code is its place."""

    symbols: tuple[str, ...]

    @property
    def size(self) -> int:
        """The number of symbols, with the end mark."""
        return len(self.symbols)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The code of each symbol but the end mark."""
        return {symbol: place for place, symbol in enumerate(self.symbols) if place > 0}

    def encode(self, text: str) -> Whole:
        """The codes (n,) of a text, without an end mark. Raises TextError for a symbol that is not known."""
        for symbol in text:
            if symbol not in self.places:
                raise TextError("{symbol} does not occur in the texts that were learned from.", symbol=symbol)
        return np.array([self.places[symbol] for symbol in text], dtype=np.int64)

    def decode(self, codes: Iterable[int]) -> str:
        """The text of some codes, with the end mark shown."""
        return "".join(self.symbols[code] for code in codes)


@dataclass(frozen=True)
class Corpus:
    """Texts ready to be learned from. `notes` says what was left out or changed."""

    alphabet: Alphabet
    texts: tuple[str, ...]
    notes: tuple[Note, ...] = ()

    @cached_property
    def known(self) -> frozenset[str]:
        """All different texts."""
        return frozenset(self.texts)

    def is_new(self, text: str) -> bool:
        """Whether a text occurs nowhere among those learned from."""
        return text not in self.known

    @cached_property
    def frequency(self) -> Whole:
        """How often each symbol occurs (V,); the end mark once per text."""
        return np.bincount(self.windows(1)[1], minlength=self.alphabet.size)

    def commonest(self, many: int) -> Whole:
        """The codes of the most frequent symbols, the end mark first."""
        order = np.argsort(-self.frequency[1:], kind="stable") + 1
        return np.array([0, *order[:max(many - 1, 0)]], dtype=np.int64)

    def windows(self, memory: int) -> tuple[Whole, Whole]:
        """Every symbol with what stands before it: contexts (n, memory) and the symbols that follow (n,).

        Before the beginning of a text stand end marks. Raises TextError for a memory out of range.
        """
        if not 1 <= memory <= LONGEST_MEMORY:
            raise TextError("The memory must be 1 to {most} symbols long.", most=LONGEST_MEMORY)
        places = self.alphabet.places
        codes = np.array([places[symbol] for text in self.texts for symbol in text], dtype=np.int64)
        lengths = np.array([len(text) for text in self.texts])
        ends = np.cumsum(lengths)
        flat = np.insert(codes, np.repeat(np.concatenate([[0], ends]), memory), 0)
        views = np.lib.stride_tricks.sliding_window_view(flat, memory + 1)
        first = np.concatenate([[0], ends[:-1] + memory * np.arange(1, len(lengths))])
        rows = np.repeat(first - np.concatenate([[0], np.cumsum(lengths[:-1] + 1)]), lengths + 1)
        found = views[rows + np.arange(len(rows))]
        return found[:, :-1], found[:, -1]

    def split(self, share: float = 0.8, seed: int = 0) -> tuple["Corpus", "Corpus"]:
        """Two corpora over the same alphabet, drawn at random: one to learn from, one to judge by."""
        order = np.random.default_rng(seed).permutation(len(self.texts))
        cut = round(share * len(order))
        if not 0 < cut < len(order):
            raise TextError("Both parts of a split need at least one text.")
        parts = (tuple(self.texts[i] for i in sorted(part)) for part in (order[:cut], order[cut:]))
        one, two = (Corpus(self.alphabet, texts) for texts in parts)
        return one, two


def prepare(values: Iterable[object], *, lower: bool = True, most_symbols: int = MOST_SYMBOLS) -> Corpus:
    """A corpus from the cells of a column, in any script.

    Spaces at the ends are cut off; `lower` makes A and a one symbol. Only the `most_symbols` most frequent
    symbols are learned, and texts with others left out; this, and empty cells, are said in `notes`.
    Raises TextError if nothing is left.
    """
    cells = [cleaned(value, lower) for value in values]
    texts = [text for text in cells if text]
    notes = [Note("{count} empty cell(s) are left out.", {"count": len(cells) - len(texts)})]
    texts = within_reach(texts, notes)
    frequency = Counter(symbol for text in texts for symbol in text)
    kept = sorted(symbol for symbol, _ in sorted(frequency.items(), key=rank)[:most_symbols])
    rare = [symbol for symbol, _ in sorted(frequency.items(), key=rank)[most_symbols:]]
    if rare:
        allowed = set(kept)
        usable = [text for text in texts if allowed.issuperset(text)]
        notes.append(Note(
            "Only the {kept} most frequent symbols are learned; "
            "{count} text(s) with one of the {rare} others, such as {example}, are left out.",
            {"kept": len(kept), "count": len(texts) - len(usable), "rare": len(rare), "example": rare[0]}))
        texts = usable
    if not texts:
        raise TextError("There is no text to learn from: every cell is empty or left out.")
    return Corpus(Alphabet((END, *kept)), tuple(texts), tuple(note for note in notes if note.values["count"]))


def rank(entry: tuple[str, int]) -> tuple[int, str]:
    """The most frequent first, equals by their code point."""
    return -entry[1], entry[0]


def cleaned(value: object, lower: bool) -> str:
    """One cell as text: composed characters, single spaces inside, none at the ends; "" if it is missing."""
    if value is None or bool(value != value):    # noqa: PLR0124 (only a missing value differs from itself)
        return ""
    text = " ".join(normalize("NFC", str(value)).split())
    return text.lower() if lower else text


def within_reach(texts: Sequence[str], notes: list[Note]) -> list[str]:
    """As many texts as can be learned from in reasonable time; the rest is said."""
    ends = np.cumsum([len(text) + 1 for text in texts])
    many = int(np.searchsorted(ends, MOST_TEXT, side="right"))
    notes.append(Note("Only the first {kept} texts are learned from, {limit} symbols; {count} are left out.",
                      {"kept": many, "limit": MOST_TEXT, "count": len(texts) - many}))
    return list(texts[:many])
