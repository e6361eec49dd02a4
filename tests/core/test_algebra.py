"""Arithmetic with twice the digits, and least squares to the last digit, against exact fractions."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.algebra.least_squares import bowl
from core.algebra.precise import Pair, add, divided, gathered, misses, multiplied, times, total, two_product, two_sum
from core.algebra.triangle import triangle_of
from core.arrays import Array
from core.models import polynomial

NUMBERS = st.floats(-1e100, 1e100).filter(lambda x: x == 0.0 or abs(x) > 1e-100)
RNG = np.random.default_rng(7)


def exactly(pair: Pair) -> Fraction:
    return Fraction(float(pair[0])) + Fraction(float(pair[1]))


def pair_of(value: Fraction) -> Pair:
    high = float(value)
    return np.float64(high), np.float64(float(value - Fraction(high)))        # type: ignore[return-value]


@given(NUMBERS, NUMBERS)
def test_sum_and_product_lose_nothing(a: float, b: float) -> None:
    x, y = np.float64(a), np.float64(b)
    assert exactly(two_sum(x, y)) == Fraction(a) + Fraction(b)                # type: ignore[arg-type]
    assert exactly(two_product(x, y)) == Fraction(a) * Fraction(b)            # type: ignore[arg-type]


@pytest.mark.parametrize("operation", ["add", "times", "multiplied", "divided"])
def test_pairs_keep_thirty_digits(operation: str) -> None:
    pairs = [(Fraction(1, 3), Fraction(2, 7)), (Fraction(10**9, 3), Fraction(-1, 9)), (Fraction(5), Fraction(1, 49))]
    for a, b in pairs:
        x, y = pair_of(a), pair_of(b)
        single = Fraction(float(y[0]))
        found, wanted = {
            "add": (add(x, y), a + b), "times": (times(y[0], x), single * a),
            "multiplied": (multiplied(x, y), a * b), "divided": (divided(x, float(y[0])), a / single),
        }[operation]
        assert abs(exactly(found) - wanted) <= abs(wanted) / 10**29


def test_long_sums_keep_what_cancels() -> None:
    values = np.concatenate([RNG.normal(size=20001) * 1e12, [1.0]])
    values = np.concatenate([values, -values[:-1]])
    assert float(values.sum()) != 1.0, "the test data must be hard"
    high, low = total((values, np.zeros_like(values)))
    assert high + low == 1.0


def test_misses_and_pulls_are_those_of_exact_arithmetic() -> None:
    rows, rest = RNG.normal(size=(9000, 3)), 1e-17 * RNG.normal(size=(9000, 3))
    theta = np.array([1e8, -3.0, 1 / 3]), np.array([1e-9, 1e-17, -1e-18])
    target = rows @ theta[0] + 1e-6 * RNG.normal(size=9000)
    high, low = misses(target, rows, rest, theta)
    for i in (0, 1, 8191, 8192, 8999):
        wanted = Fraction(float(target[i])) - sum(
            (Fraction(float(rows[i, j])) + Fraction(float(rest[i, j]))) * exactly((theta[0][j], theta[1][j]))
            for j in range(3)) + Fraction(0)
        assert abs(exactly((high[i], low[i])) - wanted) <= Fraction(1, 10**22)
    pulls = gathered(rows, rest, (high, low))
    for j in range(3):
        wanted = sum(((Fraction(float(rows[i, j])) + Fraction(float(rest[i, j]))) * exactly((high[i], low[i]))
                      for i in range(9000)), Fraction(0))
        assert abs(exactly((pulls[0][j], pulls[1][j])) - wanted) <= Fraction(1, 10**18)


@pytest.mark.parametrize("shape", [(9000, 4), (4096, 2), (3, 3), (2, 5), (0, 2)])
def test_a_triangle_has_the_lengths_and_angles_of_its_rows(shape: tuple[int, int]) -> None:
    rows = RNG.normal(size=shape)
    triangle = triangle_of(rows)
    assert triangle.shape == (shape[1], shape[1])
    assert np.array_equal(triangle, np.triu(triangle))
    np.testing.assert_allclose(triangle.T @ triangle, rows.T @ rows, atol=1e-10)


def solved_in_fractions(design: Array, y: Array, weights: Array, ridge: Array) -> list[Fraction]:
    """The normal equations, solved without any rounding."""
    rows = [[Fraction(float(a)) for a in row] for row in design]
    target, weight = [Fraction(float(t)) for t in y], [Fraction(float(w)) for w in weights]
    mass, p = sum(weight), design.shape[1]
    held = [[mass * Fraction(float(ridge[i])) if i == j else Fraction(0) for j in range(p)] for i in range(p)]
    table = [[sum((w * row[i] * row[j] for row, w in zip(rows, weight, strict=True)), held[i][j]) for j in range(p)]
             + [sum((w * row[i] * t for row, t, w in zip(rows, target, weight, strict=True)), Fraction(0))]
             for i in range(p)]
    return eliminated(table)


def eliminated(table: list[list[Fraction]]) -> list[Fraction]:
    for i in range(len(table)):
        pivot = max(range(i, len(table)), key=lambda r: abs(table[r][i]))
        table[i], table[pivot] = table[pivot], table[i]
        for r in range(len(table)):
            if r != i:
                factor = table[r][i] / table[i][i]
                table[r] = [a - factor * b for a, b in zip(table[r], table[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(table)]


def digits(found: Array, wanted: Sequence[Fraction]) -> float:
    worst = max(abs(Fraction(float(f)) - w) / abs(w) for f, w in zip(found, wanted, strict=True))
    return 16.0 if worst == 0 else float(-np.log10(float(worst)))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 20), st.integers(1, 4), st.booleans(), st.booleans())
def test_the_bottom_is_right_to_fourteen_digits(seed: int, n: int, d: int, weighted: bool, ridged: bool) -> None:
    random = np.random.default_rng(seed)
    n = n + d
    X = random.normal(size=(n, d)) * 10.0 ** random.integers(-6, 7, size=d) + 10.0 ** random.integers(-3, 6, size=d)
    design, y = np.c_[np.ones(n), X], random.normal(size=n) + 100.0
    weights = random.choice([0.5, 1.0, 3.0], size=n) if weighted else np.ones(n)
    ridge = np.r_[0.0, random.uniform(0.0, 2.0, size=d)] if ridged else np.zeros(d + 1)
    found = bowl(design, y, weights, ridge)
    assert digits(found.bottom, solved_in_fractions(design, y, weights, ridge)) > 13.5
    assert found.rank == d + 1
    assert 0.0 <= found.gap <= 1e-9 * y.var()


def test_polynomials_of_degree_ten_keep_their_digits() -> None:
    """The case of NIST's Filip set, with other numbers: powers of x between -8.8 and -3.1 all but agree."""
    x = np.round(np.linspace(-8.8, -3.1, 60), 6)
    y = np.round(0.85 + 0.03 * np.sin(3.0 * x) + 0.002 * RNG.normal(size=60), 4)
    model = polynomial(10)
    found = bowl(model.design(x), y, np.ones(60), np.zeros(11), model.rounding(x))
    powers = np.array([[float(v)] for v in x]) ** np.arange(11)
    rows, none = [[Fraction(float(v)) ** k for k in range(11)] for v in x], Fraction(0)
    table = [[sum((r[i] * r[j] for r in rows), none) for j in range(11)]
             + [sum((r[i] * Fraction(float(t)) for r, t in zip(rows, y, strict=True)), none)] for i in range(11)]
    assert np.linalg.cond(powers) > 1e14, "the test data must be hard"
    assert digits(model.coefficients(found.bottom), eliminated(table)) > 12.0


def test_data_that_lie_on_a_polynomial_are_met_in_every_digit() -> None:
    """NIST's first Wampler set: x from 0 to 20, and all factors are 1."""
    x = np.arange(21.0)
    model = polynomial(5)
    found = bowl(model.design(x), (x[:, None] ** np.arange(6)).sum(axis=1), np.ones(21), np.zeros(6), model.rounding(x))
    assert np.array_equal(model.coefficients(found.bottom), np.ones(6))
    assert found.height < 1e-30


def test_the_root_says_how_high_every_other_point_is() -> None:
    design, y = np.c_[np.ones(30), RNG.normal(size=(30, 3)) + 1e4], RNG.normal(size=30)
    ridge = np.array([0.0, 0.1, 0.2, 0.0])
    found = bowl(design, y, np.ones(30), ridge)
    theta = found.bottom + RNG.normal(size=4) * np.array([1.0, 1e-4, 1e-4, 1e-4])
    height = np.mean((y - design @ theta) ** 2) + ridge @ theta**2
    assert found.height + np.sum((found.root @ (theta - found.bottom)) ** 2) == pytest.approx(height, rel=1e-9)
    np.testing.assert_allclose(found.hessian, 2.0 * (design.T @ design / 30 + np.diag(ridge)), rtol=1e-9)


@pytest.mark.parametrize("extra", ["twice", "sum", "constant", "few rows"])
def test_columns_that_say_nothing_new_lower_the_rank(extra: str) -> None:
    X = RNG.normal(size=(12, 2)) + 3.0
    third = {"twice": 2.0 * X[:, 0] - 1.0, "sum": X[:, 0] + X[:, 1], "constant": np.full(12, 0.1),
             "few rows": RNG.normal(size=12)}[extra]
    design, y = np.c_[np.ones(12), X, third], RNG.normal(size=12)
    if extra == "few rows":
        design, y = design[:3], y[:3]
    found = bowl(design, y, np.ones(len(y)), np.zeros(4))
    assert found.rank == 3
    best = np.linalg.lstsq(design, y, rcond=1e-12)[0]
    assert found.height == pytest.approx(np.mean((y - design @ best) ** 2), rel=1e-10, abs=1e-25)
    theta = found.bottom + RNG.normal(size=4)
    wanted = np.mean((y - design @ theta) ** 2)
    assert found.height + np.sum((found.root @ (theta - found.bottom)) ** 2) == pytest.approx(wanted, rel=1e-9)


def test_a_column_far_from_zero_is_not_taken_for_a_constant() -> None:
    x = 1e15 + np.arange(10.0)
    found = bowl(np.c_[np.ones(10), x], np.arange(10.0), np.ones(10), np.zeros(2))
    assert found.rank == 2
    assert found.bottom[1] == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize(
    ("x_size", "y_size"), [(1e150, 1.0), (1e-150, 1.0), (1.0, 1e140), (1e-150, 1e-140), (1e150, 1e150)])
def test_sizes_at_the_end_of_the_range_change_nothing(x_size: float, y_size: float) -> None:
    X, y = RNG.normal(size=(20, 2)), RNG.normal(size=20)
    usual = bowl(np.c_[np.ones(20), X], y, np.ones(20), np.zeros(3))
    found = bowl(np.c_[np.ones(20), X * [x_size, 1.0]], y * y_size, np.ones(20), np.zeros(3))
    wanted = usual.bottom * y_size / [1.0, x_size, 1.0]
    np.testing.assert_allclose(found.bottom, wanted, rtol=1e-12)
    assert found.height == pytest.approx(usual.height * y_size**2, rel=1e-12)


def test_a_penalty_beyond_all_numbers_holds_a_weight_at_zero() -> None:
    X, y = RNG.normal(size=(20, 2)) * [1e-150, 1.0], RNG.normal(size=20)
    found = bowl(np.c_[np.ones(20), X], y, np.ones(20), np.array([0.0, 1e10, 0.0]))
    without = bowl(np.c_[np.ones(20), X[:, 1]], y, np.ones(20), np.zeros(2))
    assert found.height == pytest.approx(without.height, rel=1e-12)
    assert found.rank == 3


def test_rows_of_weight_zero_have_no_say() -> None:
    X, y = RNG.normal(size=(20, 2)), RNG.normal(size=20)
    y[::2] = 1e100
    weights = np.tile([0.0, 2.0], 10)
    found = bowl(np.c_[np.ones(20), X], y, weights, np.zeros(3))
    only = bowl(np.c_[np.ones(10), X[1::2]], y[1::2], np.ones(10), np.zeros(3))
    np.testing.assert_allclose(found.bottom, only.bottom, rtol=1e-13)
