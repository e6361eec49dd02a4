"""How much a text looks like writing, when its bytes are read in one encoding or another."""

import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass

from data.reader.encoding import alphabets

Weigh = Callable[[str, str, str], float]                # character before, character, character after -> weight

UNLIKELY = -1.0


@dataclass(frozen=True)
class Candidate:
    """One encoding that old files are written in, with its measure of likeness and a prior."""

    codec: str
    weigh: Weigh
    prior: float = 0.0                                  # added to the mean weight: how common such files are


def likeness(text: str, candidate: Candidate) -> float:
    """Mean weight of the characters beyond ASCII, about 0.5 to 1 for running text in the right encoding."""
    padded = f" {text} "
    total, count = 0.0, 0
    for before, character, after in zip(padded, padded[1:], padded[2:], strict=False):
        if character > "\x7f":
            total += candidate.weigh(before, character, after)
            count += 1
    return total / count + candidate.prior if count else candidate.prior


def alphabetic(alphabet: str, consonants: str = "") -> Weigh:
    """Weights for writing with letters.

    Frequent letters count for a reading; marks inside words, capitals after small letters, words of two
    scripts, and three of the given consonants in a row count against it.
    """
    rank = {letter: 1.0 - 0.8 * place / len(alphabet) for place, letter in enumerate(alphabet)}
    latin = alphabet[0] < "\u0370"

    def weigh(before: str, character: str, after: str) -> float:
        if character in alphabets.MARKS or unicodedata.category(character)[0] not in "LM":
            return _mark(before, character, after)
        if character.isupper() and (before.islower() or (after.islower() and before.isalpha())):
            return UNLIKELY
        weight = rank.get(character.lower(), -0.3)
        if not before.isalpha() and not after.isalpha():
            return min(weight, 0.3)                     # a letter alone says little
        mixed = any(each.isascii() and each.isalpha() for each in (before, after))
        harsh = all(each.lower() in consonants for each in (before, character, after))
        return weight - 1.0 * (mixed and not latin) - 0.8 * harsh

    return weigh


def _mark(before: str, character: str, after: str) -> float:
    """Weight of a character that is no letter."""
    if before.isalpha() and after.isalpha() and character != "\u2019":
        return UNLIKELY
    return 0.45 if character in alphabets.MARKS else -0.4


def logographic(frequent: Set[str], syllables: Set[str], level: Callable[[str], float]) -> Weigh:
    """Weights for East Asian writing: frequent characters count for it, rare ones and Latin neighbors against it."""

    def weigh(before: str, character: str, after: str) -> float:
        if character in frequent:
            weight = 1.0
        elif character in syllables:
            weight = 0.9
        elif character in alphabets.EAST_ASIAN_MARKS:
            weight = 0.5
        else:
            weight = level(character)
        latin = (before.isascii() and before.isalpha()) + (after.isascii() and after.isalpha())
        return weight - 0.5 * latin if latin else weight

    return weigh


def _by_bytes(codec: str, common: Callable[[bytes], bool]) -> Callable[[str], float]:
    """Weight of a character that is not in the list of frequent ones, by its place in the code table."""

    def level(character: str) -> float:
        code = character.encode(codec, "ignore")        # b"" for half of a pair: Big5 has letters of two characters
        if len(code) != 2 or unicodedata.category(character) in ("Co", "Cn", "Cc"):
            return UNLIKELY
        if not character.isalpha():
            return -0.4
        return 0.3 if common(code) else -0.4

    return level


CANDIDATES: tuple[Candidate, ...] = (
    Candidate("gb18030", logographic(
        alphabets.SIMPLIFIED, frozenset(),
        _by_bytes("gb18030", lambda c: 0xB0 <= c[0] <= 0xD7 and c[1] >= 0xA1)), 0.02),
    Candidate("big5hkscs", logographic(
        alphabets.TRADITIONAL, frozenset(), _by_bytes("big5hkscs", lambda c: 0xA4 <= c[0] <= 0xC6))),
    Candidate("cp932", logographic(
        alphabets.JAPANESE, alphabets.KANA, _by_bytes("cp932", lambda c: 0x88 <= c[0] <= 0x97))),
    Candidate("euc_jp", logographic(
        alphabets.JAPANESE, alphabets.KANA, _by_bytes("euc_jp", lambda c: 0xB0 <= c[0] <= 0xCF))),
    Candidate("cp949", logographic(
        alphabets.KOREAN, frozenset(), _by_bytes("cp949", lambda c: 0xB0 <= c[0] <= 0xC8 and c[1] >= 0xA1))),
    Candidate("cp1252", alphabetic(alphabets.WESTERN), 0.10),
    Candidate("cp1250", alphabetic(alphabets.CENTRAL), 0.02),
    Candidate("cp1251", alphabetic(alphabets.CYRILLIC, alphabets.HARD_CYRILLIC), 0.04),
    Candidate("cp1253", alphabetic(alphabets.GREEK), 0.02),
    Candidate("cp1254", alphabetic(alphabets.TURKISH)),
    Candidate("cp1255", alphabetic(alphabets.HEBREW)),
    Candidate("cp1256", alphabetic(alphabets.ARABIC)),
    Candidate("cp1257", alphabetic(alphabets.BALTIC)),
    Candidate("cp1258", alphabetic(alphabets.VIETNAMESE), -0.05),
    Candidate("cp1252", alphabetic(alphabets.ICELANDIC)),
    Candidate("cp874", alphabetic(alphabets.THAI)),
    Candidate("koi8_r", alphabetic(alphabets.CYRILLIC, alphabets.HARD_CYRILLIC)),
    Candidate("koi8_u", alphabetic(alphabets.CYRILLIC, alphabets.HARD_CYRILLIC), -0.01),
    Candidate("cp866", alphabetic(alphabets.CYRILLIC, alphabets.HARD_CYRILLIC)),
    Candidate("iso8859_5", alphabetic(alphabets.CYRILLIC, alphabets.HARD_CYRILLIC), -0.02),
    Candidate("mac_cyrillic", alphabetic(alphabets.CYRILLIC, alphabets.HARD_CYRILLIC), -0.02),
    Candidate("iso8859_2", alphabetic(alphabets.CENTRAL)),
    Candidate("iso8859_7", alphabetic(alphabets.GREEK)),
    Candidate("iso8859_15", alphabetic(alphabets.WESTERN)),
    Candidate("mac_roman", alphabetic(alphabets.WESTERN), -0.03),
    Candidate("mac_latin2", alphabetic(alphabets.CENTRAL), -0.05),
    Candidate("mac_greek", alphabetic(alphabets.GREEK), -0.05),
    Candidate("mac_turkish", alphabetic(alphabets.TURKISH), -0.1),
    Candidate("cp850", alphabetic(alphabets.WESTERN), -0.03),
    Candidate("cp437", alphabetic(alphabets.WESTERN), -0.05),
    Candidate("cp852", alphabetic(alphabets.CENTRAL), -0.05),
    Candidate("cp737", alphabetic(alphabets.GREEK), -0.05),
)
