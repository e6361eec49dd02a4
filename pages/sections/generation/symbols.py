"""How symbols and texts are written on the screen."""

from core.generation import END, Sample, Step
from pages.shared.numbers import number
from pages.shared.words import literal, t

SPACE = "␣"


def written(symbols: str) -> str:
    """A symbol, or what was seen before, for a chart: a space can be seen, and nothing is empty."""
    return symbols.replace(" ", SPACE)


def name(made: Sample, *, lower: bool) -> str:
    """A made text for markdown; with a capital where all were made small, and dots where it was cut off."""
    text = made.text[:1].upper() + made.text[1:] if lower else made.text
    return (literal(text) if text else t("(nothing)")) + ("" if made.finished else "…")


def choice(step: Step) -> str:
    """One choice of a spelling: the symbol and how likely it was."""
    symbol = t("end") if step.symbol == END else literal(written(step.symbol))
    return f"**{symbol}** :gray[{chance(step.probability)}]"


def chance(probability: float) -> str:
    """A probability in two digits behind the point; a small one in the first digit that is not 0."""
    return f"{probability:.2f}" if probability >= 0.005 else number(probability, 1)
