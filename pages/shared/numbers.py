"""How numbers are written: four digits that matter, a true minus, powers of ten in words of their own."""

import math
from functools import lru_cache

from pages.shared.charts.axes import Axis, decades, factor_for, rounds
from pages.shared.words import t

MINUS, THIN = "−", "\u202f"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@lru_cache(maxsize=20_000)              # a slider writes the same hundreds of numbers at every press
def number(value: float, digits: int = 4) -> str:
    """A measured number: 1.400, −0.3310, 12 410, 1.500 × 10⁻⁸."""
    text, power = parts(value, digits)
    return text if power is None else f"{text}\u00a0×\u00a010{str(power).translate(RAISED)}"


def tex(value: float, digits: int = 4) -> str:
    """The same number for a formula in LaTeX."""
    text, power = parts(value, digits)
    text = text.replace(MINUS, "-").replace(THIN, r"\,").replace("∞", r"\infty").replace("–", r"\text{–}")
    return text if power is None else rf"{text} \times 10^{{{power}}}"


def signed_tex(value: float, digits: int = 4) -> str:
    """A term after another one, with its sign as the operator: `+ 0.49`, `- 1.2`."""
    return f"- {tex(-value, digits)}" if value < 0 else f"+ {tex(value, digits)}"


def parts(value: float, digits: int) -> tuple[str, int | None]:
    """The digits as they are written, and the power of ten if one is written."""
    value = float(value)
    if not math.isfinite(value):
        return ("–" if math.isnan(value) else "∞" if value > 0 else MINUS + "∞"), None
    if value == 0:
        return "0", None
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    exponent = int(power)
    if not -4 <= exponent < 6:
        return mantissa.replace("-", MINUS), exponent
    return grouped(f"{float(f'{mantissa}e{exponent}'):.{max(0, digits - 1 - exponent)}f}"), None


def grouped(text: str) -> str:
    """Thousands apart by a thin space, from five digits on; a true minus."""
    sign, text = (MINUS, text[1:]) if text.startswith("-") else ("", text)
    whole, dot, rest = text.partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", THIN)
    return sign + whole + dot + rest


def count(value: int) -> str:
    """A counted number, exact: 12 410."""
    return grouped(str(int(value)))


def brief(value: float) -> str:
    """A number that somebody chose, no longer than it is: 0.02, 10⁻⁵, 2 × 10⁻⁸."""
    digits, _, power = f"{value:g}".replace("-", MINUS).partition("e")
    if not power:
        return digits
    raised = "10" + str(int(power.replace(MINUS, "-"))).translate(RAISED)
    return raised if digits == "1" else f"{digits}\u00a0×\u00a0{raised}"


def spelled(name: str) -> str:
    """A parameter's name with its number lowered: w_1 becomes w₁."""
    letter, _, index = name.partition("_")
    return letter + index.replace("_", ",").translate(LOWERED)


def exact(value: float) -> str:
    """All digits, as a program reads them back."""
    return repr(float(value))


def labeled(title: str, low: float, high: float, *, log: bool = False) -> Axis:
    """An axis that says its numbers in full, so that its title stays the same for all of them."""
    ticks = decades(low, high) if log else rounds(low, high)
    apart = 1.0 if log or len(ticks) < 2 else (ticks[1] - ticks[0]) / max(map(abs, ticks))
    digits = min(15, 2 - math.floor(math.log10(apart)))
    return Axis(title, low, high, log=log, ticks=tuple((tick, full(tick, digits)) for tick in ticks))


def full(value: float, digits: int) -> str:
    """A round number on an axis, with so many digits at most: 0.02, 50 000, 2 × 10⁶."""
    text = f"{value:.{max(digits, 6) if 1e-4 <= abs(value) < 1e6 else digits}g}"
    return grouped(text) if "e" not in text else brief(float(text))


def axis(title: str, low: float, high: float, *, log: bool = False) -> Axis:
    """An axis whose labels stay below five digits; where they are multiples, its title says of what."""
    factor = factor_for(low, high)
    power = round(math.log10(factor))
    multiples = {3: t("in thousands"), 6: t("in millions"), 9: t("in billions"), -3: t("in thousandths"),
                 -6: t("in millionths")}
    said = multiples.get(power) or t("in units of {unit}", unit=f"10{str(power).translate(RAISED)}")
    return Axis(title if factor == 1 else f"{title}, {said}", low, high, factor, log)
