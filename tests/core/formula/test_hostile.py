"""Whatever is typed is a formula, or is refused with a sentence in no time."""

from time import perf_counter

import pytest

from core.formula import FormulaError, formula
from tests.core.formula.cases import AT, u

HOSTILE = {
    "": "Type a formula",
    "   ": "Type a formula",
    "__import__('os').system('x')": "no meaning",
    "u.__class__": r"\.__class__ can't be used: a point only stands in a number",
    "u.real": r"\.real can't be used",
    "u + .": "point stands alone",
    "os": "don't know the name os",
    "lambda: 1": "no meaning",
    "w1": "don't know the name",
    "uv": r"Write u\*v",
    "exec(u)": "don't know",
    "u if v else 1": "don't know",
    "9^9^9^9": "exponent",
    "9**9**9": "exponent",
    "u^99999": "exponent",
    "u^(1e3)": "exponent",
    "u^(-101)": "exponent",
    "1e999": "too large",
    "9" * 150: "too large",
    "(" * 90 + "u" + ")" * 90: "nested",
    "-" * 150 + "u": "nested",
    "2^" * 60 + "u": "nested",
    "u" * 10**6: "1000000 characters",
    "1/0": "not a finite number",
    "u + log(-1)": "not a finite number",
    "u^(1/0)": "not a finite number",
    "exp(exp(100))": "not a finite number",
    "sin u": "parentheses",
    "sin()": "missing",
    "()": "missing",
    "u+": "stops too early",
    "*u": "missing",
    "u^": "stops too early",
    "(u": "not closed",
    "u)": "no opening",
    "sin(u": "not closed",
    "2 3": "sign is missing",
    "u 2": "sign is missing",
    "u(v": "not closed",
    "0,5": "point",
    "٣": "no meaning",
    "u;v": "no meaning",
    "x\x00": "U\\+0000",
    "\x00": "U\\+0000",
    "..": "point",
    "²": "missing",
    "u⁻": "not a whole number",
    "u²⁻³": "not a whole number",
    "(-2)^u": "positive number",
    "0^u": "positive number",
    "a" * 199: "don't know",
    "{u}": "no meaning",
    "u[0]": "no meaning",
    "u=1": "no meaning",
    "'u'": "no meaning",
    "u@v": "no meaning",
    "1_000": "no meaning",
    "0x10": "don't know",
    "1e5e5": "don't know",
    "nan": "don't know",
    "inf": "don't know",
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_input_is_refused_with_a_sentence_in_no_time(text: str) -> None:
    begun = perf_counter()
    with pytest.raises(FormulaError, match=HOSTILE[text]) as refused:
        formula(text)
    assert perf_counter() - begun < 0.1
    sentence = str(refused.value)
    assert sentence[-1] == "." or "instead" in sentence
    assert len(sentence) < 250
    assert refused.value.template.format(**refused.value.values) == sentence


def test_only_text_is_a_formula() -> None:
    with pytest.raises(FormulaError, match="line of text"):
        formula(None)  # type: ignore[arg-type]


def test_the_longest_allowed_formula_is_computed() -> None:
    text = "+".join(["u"] * 100)
    assert formula(text).value(AT) == pytest.approx(100 * u)
    assert formula("(" * 40 + "u" + ")" * 40).value(AT) == u
