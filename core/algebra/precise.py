"""Arithmetic with twice the digits: a number is a pair, what was computed and what rounding took from it.

The classic error-free transformations: two_sum is Knuth's, two_product Dekker's with Veltkamp's split;
sums and products of pairs follow Ogita, Rump and Oishi (2005). All of them are plain NumPy, so that the
result does not depend on what a long double happens to be on this machine. Numbers must stay between
about 1e-140 and 1e290 in size; callers scale by powers of two first, which is exact.
"""

from typing import TypeAlias

import numpy as np

from core.arrays import Array

Pair: TypeAlias = tuple[Array, Array]            # the sum of the two is the number

SPLITTER = 134217729.0                           # 2^27 + 1 cuts 53 bits into 26 and 26
BLOCK = 8192                                     # rows at a time: what is worked on stays in the cache


def two_sum(a: Array, b: Array) -> Pair:
    """Return a + b, and exactly what rounding it took away."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def two_product(a: Array, b: Array) -> Pair:
    """Return a * b, and exactly what rounding it took away."""
    product = a * b
    a_high, a_low = _split(a)
    b_high, b_low = _split(b)
    return product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low


def _split(a: Array) -> Pair:
    high = SPLITTER * a
    high = high - (high - a)
    return high, a - high


def add(a: Pair, b: Pair) -> Pair:
    """Return the sum of two pairs, to about 31 digits."""
    total, rest = two_sum(a[0], b[0])
    return _tidy(total, rest + (a[1] + b[1]))


def times(a: Array, b: Pair) -> Pair:
    """Return a number times a pair."""
    product, rest = two_product(a, b[0])
    return _tidy(product, rest + a * b[1])


def _tidy(high: Array, low: Array) -> Pair:
    total = high + low
    return total, low - (total - high)


def total(pair: Pair) -> Pair:
    """Return the sum over the last axis, by adding the two halves to each other again and again."""
    high, low = pair
    while high.shape[-1] > 1:
        half = high.shape[-1] // 2
        rest = high[..., 2 * half:], low[..., 2 * half:]
        high, low = add((high[..., :half], low[..., :half]), (high[..., half:2 * half], low[..., half:2 * half]))
        high, low = np.concatenate([high, rest[0]], axis=-1), np.concatenate([low, rest[1]], axis=-1)
    return high[..., 0], low[..., 0]


def divided(a: Pair, b: float) -> Pair:
    """Return a pair over a number: the quotient, and what the division left."""
    quotient = a[0] / b
    product, lost = two_product(-quotient, np.asarray(b))
    total, rounding = two_sum(a[0], product)
    return _tidy(quotient, (total + (rounding + lost + a[1])) / b)


def multiplied(a: Pair, b: Pair) -> Pair:
    """Return the product of two pairs."""
    product, lost = two_product(a[0], b[0])
    return _tidy(product, lost + (a[0] * b[1] + a[1] * b[0]))


def misses(target: Array, rows: Array, rest: Array | None, theta: Pair) -> Pair:
    """Return target - (rows + rest) @ theta as a pair (n,), for rows (n, p), their rounding, and theta (p,)."""
    high, low = np.array(target), np.zeros(len(target))
    for start in range(0, len(target), BLOCK):
        part = slice(start, start + BLOCK)
        total, lost = high[part], low[part]
        for column, weight, correction in zip(np.array(rows[part].T, order="C"), *theta, strict=True):
            product, rounding = two_product(column, -weight)
            total, carried = two_sum(total, product)
            lost = lost + (carried + (rounding - column * correction))
        if rest is not None:
            lost = lost - rest[part] @ theta[0]
        high[part], low[part] = _tidy(total, lost)
    return high, low


def gathered(rows: Array, rest: Array | None, values: Pair) -> Pair:
    """Return (rows + rest).T @ values as a pair (p,), for rows (n, p), their rounding, and values a pair (n,)."""
    width = min(BLOCK, len(rows))
    high, low = np.zeros((rows.shape[1], width)), np.zeros((rows.shape[1], width))
    for start in range(0, len(rows), BLOCK):
        part = slice(start, start + BLOCK)
        columns = np.array(rows[part].T, order="C")
        here = slice(0, columns.shape[1])
        high[:, here], low[:, here] = add((high[:, here], low[:, here]),
                                          times(columns, (values[0][part], values[1][part])))
    found = total((high, low))
    return found if rest is None else add(found, (values[0] @ rest, np.zeros(rows.shape[1])))
