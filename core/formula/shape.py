"""What can be known of a formula without computing it: its degree, its range, whether it is convex.

The rules are those of disciplined convex programming (Grant, Boyd and Ye, 2006): a sum of convex pieces is
convex, a convex function of something straight is convex, and so on. They never claim too much; they may
claim too little.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp, inf, log, sqrt

from core.formula.evaluation import constant
from core.formula.functions import FUNCTIONS
from core.formula.tree import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    is_constant,
)

FLIPPED = {"convex": "concave", "concave": "convex", "straight": "straight", "": ""}


@dataclass(frozen=True)
class Shape:
    """`bend` is "straight", "convex", "concave" or "" (not known); all values lie in [low, high].

    `degree` is that of the polynomial in u and v, infinite if it is none.
    """

    bend: str
    low: float
    high: float
    degree: float

    @property
    def constant(self) -> bool:
        """Whether the value is the same everywhere, and known."""
        return self.low == self.high


def shape(node: Node) -> Shape:  # noqa: PLR0911 (one line for each kind of node)
    """What is known of this branch for all real u and v."""
    if is_constant(node):
        return Shape("straight", constant(node), constant(node), 0)
    match node:
        case Variable() | Number():              # a number is constant, and answered above
            return Shape("straight", -inf, inf, 1)
        case Negative():
            return negative(shape(node.of))
        case Sum():
            right = shape(node.right)
            return added(shape(node.left), negative(right) if node.minus else right)
        case Product():
            if node.left == node.right:
                return raised(shape(node.left), 2.0)
            return multiplied(shape(node.left), shape(node.right))
        case Quotient():
            return multiplied(shape(node.left), raised(shape(node.right), -1.0))
        case Power():
            return exponential(node) if node.fixed is None else raised(shape(node.base), node.fixed)
        case Call():
            return called(node)


def negative(of: Shape) -> Shape:
    """The shape of −a."""
    return Shape(FLIPPED[of.bend], -of.high, -of.low, of.degree)


def added(left: Shape, right: Shape) -> Shape:
    """The shape of a + b."""
    bent_ones = {left.bend, right.bend} - {"straight"} or {"straight"}
    bend = bent_ones.pop() if len(bent_ones) == 1 else ""
    return Shape(bend, left.low + right.low, left.high + right.high, max(left.degree, right.degree))


def multiplied(left: Shape, right: Shape) -> Shape:
    """The shape of a · b."""
    ends = [product(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    bend = ""
    if left.constant:
        bend = right.bend if left.low >= 0 else FLIPPED[right.bend]
    elif right.constant:
        bend = left.bend if right.low >= 0 else FLIPPED[left.bend]
    return Shape(bend, min(ends), max(ends), left.degree + right.degree)


def product(a: float, b: float) -> float:
    """a · b at the ends of two ranges, where 0 · ∞ is 0."""
    return 0.0 if a == 0 or b == 0 else a * b


def raised(base: Shape, power: float) -> Shape:
    """The shape of a ^ p for a constant p."""
    if power == 0:
        return Shape("straight", 1.0, 1.0, 0)
    if power == 1:
        return base
    if power == -1 and base.constant and base.low != 0:          # the divisor of a quotient
        return Shape("straight", 1.0 / base.low, 1.0 / base.low, 0)
    whole, even = power == int(power), power % 2 == 0
    degree = base.degree * power if whole and power >= 0 else (0 if base.degree == 0 else inf)
    low, high = (0.0, inf) if even or not whole or base.low >= 0 else (-inf, inf)
    bend = ""
    if even and power > 0:
        low = power_end(min(abs(base.low), abs(base.high)), power) if base.low > 0 or base.high < 0 else 0.0
        bend = bent(base, "convex", rising=base.low >= 0, falling=base.high <= 0)
    return Shape(bend, low, high, degree)


def power_end(end: float, power: float) -> float:
    """end ^ p at an end > 0 of a range; beyond all numbers the safe claim is 0."""
    return exp(power * log(end)) if power * log(end) < 709 else 0.0


def exponential(node: Power) -> Shape:
    """The shape of a ^ b where b changes: positive, and convex where b is straight and a is a number."""
    base, exponent = shape(node.base), shape(node.exponent)
    rises = base.constant and base.low >= 1
    bend = bent(exponent, "convex", rising=rises, falling=not rises) if base.constant else ""
    return Shape(bend, 0.0, inf, inf)


def called(node: Call) -> Shape:
    """The shape of a listed function of a branch."""
    function, inner = FUNCTIONS[node.function], shape(node.argument)
    never_negative = node.function == "abs" and inner.low >= 0
    never_positive = node.function == "abs" and inner.high <= 0
    bend = bent(inner, function.bend, rising=function.rising or never_negative, falling=never_positive)
    low, high = function.low, function.high
    if node.function in EXACT_ENDS:
        low, high = (EXACT_ENDS[node.function](end) for end in (inner.low, inner.high))
    return Shape(bend, low, high, 0 if inner.degree == 0 else inf)


def bent(inner: Shape, bend: str, *, rising: bool, falling: bool) -> str:
    """How a convex (or concave) function of a branch bends, if that can be told."""
    if inner.bend == "straight":
        return bend
    if (rising and inner.bend == bend) or (falling and inner.bend == FLIPPED[bend]):
        return bend
    return ""


def exp_end(z: float) -> float:
    """exp at an end of a range."""
    return exp(z) if z < 709.7 else inf


def log_end(z: float) -> float:
    """log at an end of a range."""
    return -inf if z <= 0 else log(z)


def sqrt_end(z: float) -> float:
    """sqrt at an end of a range."""
    return sqrt(max(z, 0.0))


def relu_end(z: float) -> float:
    """relu at an end of a range."""
    return max(z, 0.0)


EXACT_ENDS: Mapping[str, Callable[[float], float]] = {
    "exp": exp_end, "log": log_end, "sqrt": sqrt_end, "relu": relu_end}
