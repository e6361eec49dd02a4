"""Polynomials in fractions: nothing is rounded while one way of writing them is turned into another."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from core.arrays import Array

Exact: TypeAlias = list[Fraction]                # factors of 1, x, x^2, ...


def exact(numbers: Array) -> Exact:
    """Return finite floating-point numbers as the fractions that they are."""
    return [Fraction(float(number)) for number in numbers]


def nearest(number: Fraction) -> float:
    """Return the nearest floating-point number; beyond their range, infinity.

    >>> nearest(Fraction(1, 3)), nearest(Fraction(-(10**400)))
    (0.3333333333333333, -inf)
    """
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def chebyshev(count: int) -> list[list[int]]:
    """Return the whole-number factors of 1, s, s^2, ... in each of the first polynomials of Chebyshev.

    >>> chebyshev(4)
    [[1], [0, 1], [-1, 0, 2], [0, -3, 0, 4]]
    """
    table = [[1], [0, 1]]
    while len(table) < count:
        doubled = [0, *(2 * factor for factor in table[-1])]         # T_{k+1} = 2 s T_k - T_{k-1}
        older = table[-2] + [0] * (len(doubled) - len(table[-2]))
        table.append([new - old for new, old in zip(doubled, older, strict=True)])
    return table[:count]


def from_chebyshev(shares: Sequence[Fraction]) -> Exact:
    """Return the factors of 1, s, s^2, ... of a sum of Chebyshev's polynomials.

    >>> [int(c) for c in from_chebyshev([Fraction(5), Fraction(0), Fraction(1)])]
    [4, 0, 2]
    """
    powers = [Fraction(0)] * len(shares)
    for share, polynomial in zip(shares, chebyshev(len(shares)), strict=True):
        for power, factor in enumerate(polynomial):
            powers[power] += share * factor
    return powers


def to_chebyshev(powers: Sequence[Fraction]) -> Exact:
    """Return the shares of Chebyshev's polynomials; undoes from_chebyshev, from the highest power down."""
    rest = list(powers)
    shares = [Fraction(0)] * len(rest)
    for polynomial in reversed(chebyshev(len(rest))):
        top = len(polynomial) - 1
        shares[top] = rest[top] / polynomial[top]
        for power, factor in enumerate(polynomial):
            rest[power] -= shares[top] * factor
    return shares


def substituted(powers: Sequence[Fraction], offset: Fraction, factor: Fraction) -> Exact:
    """Return the factors of x ↦ polynomial(offset + factor * x), by Horner's rule.

    Everything is brought over one denominator first: whole numbers need no common divisors on the way.

    >>> [int(c) for c in substituted([Fraction(0), Fraction(0), Fraction(1)], Fraction(1), Fraction(2))]
    [1, 4, 4]
    """
    inner = lcm(offset.denominator, factor.denominator)
    start, step = over(offset, inner), over(factor, inner)
    outer = lcm(*(coefficient.denominator for coefficient in powers))
    result, scale = [0] * len(powers), 1
    for coefficient in reversed(powers):
        shifted = [0, *(step * value for value in result[:-1])]
        result = [start * value + moved for value, moved in zip(result, shifted, strict=True)]
        result[0] += over(coefficient, outer) * scale
        scale *= inner
    return [Fraction(value * inner, outer * scale) for value in result]


def over(number: Fraction, denominator: int) -> int:
    """Return the numerator of a number over a multiple of its denominator."""
    return number.numerator * (denominator // number.denominator)
