"""Writing a formula as a mathematician would."""

from core.formula.functions import FUNCTIONS
from core.formula.tree import Call, Negative, Node, Number, Power, Product, Quotient, Sum, Variable

SUM, PRODUCT, POWER, ATOM = range(4)             # how tightly a branch holds together
WRITTEN = {"pi": r"\pi", "e": "e"}


def latex(node: Node, names: tuple[str, str] = ("u", "v")) -> str:  # noqa: PLR0911 (one for each kind of node)
    """The formula in LaTeX, with these names for the two variables."""
    match node:
        case Number():
            return number(node.text)
        case Variable():
            return names[node.index]
        case Negative():
            return "-" + within(node.of, PRODUCT, names)
        case Sum():
            sign = "-" if node.minus else "+"
            right = within(node.right, PRODUCT if node.minus else SUM, names)
            if right.startswith("-"):
                right = rf"\left({right}\right)"
            return f"{latex(node.left, names)} {sign} {right}"
        case Product():
            return product(node, names)
        case Quotient():
            return rf"\frac{{{latex(node.left, names)}}}{{{latex(node.right, names)}}}"
        case Power():
            return f"{within(node.base, ATOM, names)}^{{{latex(node.exponent, names)}}}"
        case Call():
            return FUNCTIONS[node.function].latex.format(latex(node.argument, names))


def tightness(node: Node) -> int:
    """How tightly the outermost operation of a branch binds."""
    match node:
        case Sum() | Negative():
            return SUM
        case Product():
            return PRODUCT
        case Power() | Quotient():
            return POWER
        case Call():
            return POWER if node.function == "exp" else ATOM
        case Number():
            return PRODUCT if "e" in node.text[1:].lower() else ATOM
        case Variable():
            return ATOM


def within(node: Node, wanted: int, names: tuple[str, str]) -> str:
    """The branch, in parentheses if it binds more loosely than its place needs."""
    inner = latex(node, names)
    return inner if tightness(node) >= wanted else rf"\left({inner}\right)"


def product(node: Product, names: tuple[str, str]) -> str:
    """Factors side by side, with a dot where two numbers would run together."""
    left, right = within(node.left, PRODUCT, names), within(node.right, PRODUCT, names)
    return f"{left} \\cdot {right}" if right[0].isdigit() or right[0] == "-" else f"{left} {right}"


def number(text: str) -> str:
    """A number as written; 1e-3 becomes 1 · 10⁻³."""
    if text in WRITTEN:
        return WRITTEN[text]
    digits, _, power = text.lower().partition("e")
    return rf"{digits} \cdot 10^{{{int(power)}}}" if power else digits
