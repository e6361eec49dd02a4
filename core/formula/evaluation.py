"""Computing a formula, with its slopes and curvatures carried along: forward-mode differentiation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

import numpy as np

from core.arrays import Array, as_array
from core.formula.functions import FUNCTIONS, Function
from core.formula.tree import Call, Negative, Node, Number, Power, Product, Quotient, Sum, Variable

Slopes = Mapping[int, float | Array]         # by place: a number, or one for each point
NO_SLOPES: Slopes = {}
ZERO, ONE = as_array(0.0), as_array(1.0)


@dataclass(frozen=True)
class Jet:
    """A value with its first and second derivatives by u and v, for many points at once.

    Each operation knows only its own derivative rule; together they give the exact gradient and Hessian
    of any formula (Griewank and Walther, Evaluating Derivatives, chapter 3 and 10).
    """

    value: Array
    slope: tuple[Array, Array]                   # by u, by v
    bend: tuple[Array, Array, Array]             # by uu, uv, vv

    def through(self, value: Array, first: Array, second: Array) -> "Jet":
        """The chain rule: a function's value, slope and curvature at this value, applied to this jet."""
        a, b = self.slope
        aa, ab, bb = self.bend
        return Jet(value, (first * a, first * b),
                   (second * a * a + first * aa, second * a * b + first * ab, second * b * b + first * bb))

    def __neg__(self) -> "Jet":
        return self.through(-self.value, -ONE, ZERO)

    def __add__(self, other: "Jet") -> "Jet":
        return Jet(self.value + other.value,
                   (self.slope[0] + other.slope[0], self.slope[1] + other.slope[1]),
                   (self.bend[0] + other.bend[0], self.bend[1] + other.bend[1], self.bend[2] + other.bend[2]))

    def __sub__(self, other: "Jet") -> "Jet":
        return self + (-other)

    def __mul__(self, other: "Jet") -> "Jet":
        x, (a, b), (aa, ab, bb) = self.value, self.slope, self.bend
        y, (c, d), (cc, cd, dd) = other.value, other.slope, other.bend
        return Jet(x * y, (a * y + x * c, b * y + x * d),
                   (aa * y + 2 * a * c + x * cc, ab * y + a * d + b * c + x * cd,
                    bb * y + 2 * b * d + x * dd))

    def __truediv__(self, other: "Jet") -> "Jet":
        y, (c, d), (cc, cd, dd) = other.value, other.slope, other.bend
        value = self.value / y                   # from q·y = x: q′ = (x′ − q y′)/y, which never squares y
        a, b = (self.slope[0] - value * c) / y, (self.slope[1] - value * d) / y
        aa, ab, bb = self.bend
        return Jet(value, (a, b), ((aa - 2 * a * c - value * cc) / y,
                                   (ab - a * d - b * c - value * cd) / y,
                                   (bb - 2 * b * d - value * dd) / y))


class Slant(Jet):
    """A jet that carries only the slope along: a walk asks for no curvature, and is so twice as quick."""

    def through(self, value: Array, first: Array, second: Array) -> "Slant":  # noqa: ARG002
        """The chain rule for value and slope; the curvature is dropped."""
        a, b = self.slope
        return slant(value, first * a, first * b)

    def __add__(self, other: Jet) -> "Slant":
        return slant(self.value + other.value, self.slope[0] + other.slope[0], self.slope[1] + other.slope[1])

    def __sub__(self, other: Jet) -> "Slant":
        return slant(self.value - other.value, self.slope[0] - other.slope[0], self.slope[1] - other.slope[1])

    def __mul__(self, other: Jet) -> "Slant":
        x, (a, b), y, (c, d) = self.value, self.slope, other.value, other.slope
        return slant(x * y, a * y + x * c, b * y + x * d)

    def __truediv__(self, other: Jet) -> "Slant":
        y, (c, d) = other.value, other.slope
        value = self.value / y
        return slant(value, (self.slope[0] - value * c) / y, (self.slope[1] - value * d) / y)


def slant(value: Array, by_u: Array, by_v: Array) -> Slant:
    """A slant with these two slopes."""
    return Slant(value, (by_u, by_v), (ZERO, ZERO, ZERO))


Value = TypeVar("Value", Array, Jet)     # the same rules compute numbers and jets


def seeds(u: Array, v: Array) -> tuple[Jet, Jet]:
    """u and v as jets: slope 1 along themselves, no curvature."""
    zero, one = np.zeros_like(u), np.ones_like(u)
    return Jet(u, (one, zero), (zero, zero, zero)), Jet(v, (zero, one), (zero, zero, zero))


def slants(u: Array, v: Array) -> tuple[Slant, Slant]:
    """u and v as slants: slope 1 along themselves."""
    zero, one = np.zeros_like(u), np.ones_like(u)
    return slant(u, one, zero), slant(v, zero, one)


def evaluate(node: Node, u: Value, v: Value, slopes: Slopes = NO_SLOPES) -> Value:
    """The formula at u and v: arrays give an array, jets give a jet.

    `slopes` replaces the slope of the call at that place (a kinked function standing on its kink, where
    any slope between the left and the right one may be taken).
    """
    match node:
        case Number():
            return constant_like(node.value, u)
        case Variable():
            return (u, v)[node.index]
        case Negative():
            return -evaluate(node.of, u, v, slopes)
        case Sum() | Product() | Quotient():
            return combined(node, evaluate(node.left, u, v, slopes), evaluate(node.right, u, v, slopes))
        case Power():
            return power(node, u, v, slopes)
        case Call():
            inner = evaluate(node.argument, u, v, slopes)
            return call(FUNCTIONS[node.function], inner, slopes.get(node.place))


def constant_like(value: float, example: Value) -> Value:
    """A number, as a jet where jets are computed."""
    if isinstance(example, Slant):
        return slant(as_array(value), ZERO, ZERO)
    if isinstance(example, Jet):
        return Jet(as_array(value), (ZERO, ZERO), (ZERO, ZERO, ZERO))
    return as_array(value)


def combined(node: Sum | Product | Quotient, left: Value, right: Value) -> Value:
    """Two branches joined by the operation of their node."""
    match node:
        case Sum():
            return left - right if node.minus else left + right
        case Product():
            return left * right
        case Quotient():
            return left / right


def call(function: Function, z: Value, slope: float | Array | None = None) -> Value:
    """A function of the list applied to an array or to a jet."""
    if not isinstance(z, Jet):
        return function.value(z)
    if slope is not None:
        return z.through(function.value(z.value), as_array(slope), ZERO)
    return z.through(function.value(z.value), function.slope(z.value), function.curvature(z.value))


def power(node: Power, u: Value, v: Value, slopes: Slopes) -> Value:
    """base ^ exponent: by the rule of powers for a constant exponent, else as exp(exponent · log(base))."""
    base, p = evaluate(node.base, u, v, slopes), node.fixed
    if p is None:
        exponent = evaluate(node.exponent, u, v, slopes)
        return call(FUNCTIONS["exp"], exponent * call(FUNCTIONS["log"], base))
    if not isinstance(base, Jet):
        return raised(base, p)
    first = p * raised(base.value, p - 1) if p else ZERO
    second = p * (p - 1) * raised(base.value, p - 2) if p not in (0.0, 1.0) else ZERO
    return base.through(raised(base.value, p), first, second)


def raised(base: Array, exponent: float) -> Array:
    """base ** exponent; small whole powers by multiplication, which is exact where products are."""
    if exponent in (2.0, 3.0):
        return base * base if exponent == 2.0 else base * base * base
    return cast(Array, np.power(base, exponent))


def constant(node: Node) -> float:
    """The value of a branch in which neither u nor v occurs."""
    with np.errstate(all="ignore"):              # it may overflow: whoever asks looks
        return float(evaluate(node, ZERO, ZERO))
