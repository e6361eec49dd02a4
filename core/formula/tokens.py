"""Before a formula means anything it is cut into its smallest pieces: numbers, names and signs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.refusal import Refusal

LONGEST = 200                        # characters
LARGEST = 1e100                      # of a number written out

SIGNS = {
    "+": "+", "-": "-", "*": "*", "/": "/", "^": "^", "(": "(", ")": ")",
    "−": "-", "–": "-", "·": "*", "⋅": "*", "∙": "*", "×": "*", "÷": "/", "（": "(", "）": ")",
}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
LETTERS = {"π": "pi", "√": "sqrt", "σ": "sigmoid"}
DIGITS = frozenset("0123456789")     # str.isdigit also takes digits of other scripts


class FormulaError(Refusal):
    """The formula can't be used; the message is a sentence for the person who typed it."""


@dataclass(frozen=True)
class Token:
    """One piece of the text: `kind` is "number", "name", "superscript", "end", or the sign itself."""

    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """Cut `text` into tokens, the last of kind "end"; raises FormulaError with a sentence."""
    if len(text) > LONGEST:
        raise FormulaError("The formula has {length} characters; {limit} are the most.",
                           length=len(text), limit=LONGEST)
    if not text.strip():
        raise FormulaError("Type a formula in u and v, for example u^2 - v^2.")
    return [*pieces(text), Token("end", "")]


def pieces(text: str) -> Iterator[Token]:
    """The tokens of `text` one after another."""
    at = 0
    while at < len(text):
        letter = text[at]
        if letter.isspace():
            at += 1
            continue
        if letter in DIGITS or letter == ".":
            found = Token("number", number_at(text, at))
            length = len(found.text)
        elif letter.isascii() and letter.isalpha():
            length = run(text, at, lambda c: c.isascii() and (c.isalnum() or c == "_"))
            found = Token("name", text[at:at + length].lower())
        elif letter in SUPERSCRIPTS:
            length = run(text, at, SUPERSCRIPTS.__contains__)
            found = Token("superscript", "".join(SUPERSCRIPTS[c] for c in text[at:at + length]))
        else:
            found, length = sign_at(text, at)
        yield found
        at += length


def sign_at(text: str, at: int) -> tuple[Token, int]:
    """The sign (or Greek letter that stands for a name) at this place, and its length."""
    if text.startswith("**", at):
        return Token("^", "^"), 2
    letter = text[at]
    if letter in LETTERS:
        return Token("name", LETTERS[letter]), 1
    if letter in SIGNS:
        return Token(SIGNS[letter], letter), 1
    if letter == ",":
        raise FormulaError("Write decimals with a point: 0.5, not 0,5.")
    shown = letter if letter.isprintable() else f"U+{ord(letter):04X}"
    raise FormulaError("{sign} has no meaning in a formula.", sign=shown)


def number_at(text: str, at: int) -> str:
    """The decimal number that starts here: 2, 0.5, .5, 1e-3."""
    length = run(text, at, DIGITS.__contains__)
    if text[at + length:at + length + 1] == ".":
        length += 1
        length += run(text, at + length, DIGITS.__contains__)
    if text[at:at + length] == ".":
        raise lone_point(text, at)
    power = at + length
    if text[power:power + 1] in ("e", "E"):
        signed = power + 1 + (text[power + 1:power + 2] in ("+", "-"))
        digits = run(text, signed, DIGITS.__contains__)
        if digits:                   # otherwise the e is Euler's number: 2e^u
            length = signed + digits - at
    found = text[at:at + length]
    if not float(found) <= LARGEST:
        raise FormulaError("{number} is too large; numbers go up to 1e100.", number=found[:20])
    return found


def lone_point(text: str, at: int) -> FormulaError:
    """The refusal of a point without digits; behind a name it asks for something inside."""
    length = run(text, at + 1, lambda c: c.isalnum() or c == "_")
    if not length:
        return FormulaError("A point stands alone; write 0.5.")
    return FormulaError("{text} can't be used: a point only stands in a number, such as 0.5, and a name has nothing "
                        "inside it that could be asked for.", text=text[at:at + 1 + length][:20])


def run(text: str, at: int, belongs: Callable[[str], bool]) -> int:
    """How many characters from here on belong together."""
    end = at
    while end < len(text) and belongs(text[end]):
        end += 1
    return end - at
