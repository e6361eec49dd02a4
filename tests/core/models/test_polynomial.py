"""A polynomial learns in a basis of its own and is read in powers of x, without losing digits."""

from fractions import Fraction

import numpy as np
import pytest

from core.arrays import Array
from core.models import polynomial


def test_coefficients_are_the_factors_of_the_powers_of_x() -> None:
    model = polynomial(2, low=0.0, high=4.0)                         # s = (x - 2)/2, T2 = 2 s^2 - 1
    np.testing.assert_array_equal(model.coefficients([1.0, 2.0, 4.0]), [1.0 - 2.0 + 4.0, 1.0 - 8.0, 2.0])
    np.testing.assert_array_equal(model.from_coefficients([3.0, -7.0, 2.0]), [1.0, 2.0, 4.0])
    assert model.names == ("b", "w_1", "w_2")
    assert polynomial(1).names == ("b", "w")
    assert polynomial(0).names == ("b",)


def test_coefficients_and_predictions_agree_at_every_degree() -> None:
    x = np.linspace(-2.0, 5.0, 40)
    for degree in range(13):
        model = polynomial(degree)
        theta = np.random.default_rng(degree).normal(size=degree + 1)
        prediction = model.predict(theta, x)
        powers = model.coefficients(theta)
        by_powers = np.polynomial.polynomial.polyval(x, powers)
        np.testing.assert_allclose(by_powers, prediction, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(model.from_coefficients(powers), theta, rtol=1e-6, atol=1e-8)


def exact_fit(x: Array, y: Array, degree: int) -> Array:
    """Least squares in fractions: the normal equations, eliminated without any rounding."""
    xs, ys, n = [Fraction(float(v)) for v in x], [Fraction(float(v)) for v in y], degree + 1
    power = [sum((v**k for v in xs), Fraction(0)) for k in range(2 * degree + 1)]
    rows = []
    for i in range(n):
        moment = sum((v**i * w for v, w in zip(xs, ys, strict=True)), Fraction(0))
        rows.append([*power[i : i + n], moment])
    for i in range(n):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(n):
            if j != i:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i], strict=True)]
    return np.array([float(row[n]) for row in rows])


@pytest.mark.parametrize(("low", "high", "degree"), [(-8.8, -3.1, 10), (1958.0, 2001.0, 6), (0.0, 1e-3, 9)])
def test_a_fit_in_its_basis_keeps_the_digits_of_the_powers(low: float, high: float, degree: int) -> None:
    random = np.random.default_rng(4)
    x = np.sort(random.uniform(low, high, 60))
    y = np.sin(6.0 * (x - low) / (high - low)) + 0.1 * random.normal(size=60)
    model = polynomial(degree)
    design = model.design(x)
    assert np.linalg.cond(design) < 20.0
    assert np.abs(design).max() <= 1.0 + 1e-12
    theta = np.linalg.lstsq(design, y, rcond=None)[0]
    np.testing.assert_allclose(model.coefficients(theta), exact_fit(x, y, degree), rtol=1e-9)
    powers = np.vander(x, degree + 1, increasing=True)
    assert np.linalg.cond(powers) > 1e9, "in the powers themselves the fit would be lost"


def test_the_basis_is_settled_by_the_first_x_and_never_changes() -> None:
    model = polynomial(3)
    assert model.domain == (-1.0, 1.0)
    np.testing.assert_array_equal(model.coefficients(np.zeros(4)), np.zeros(4))      # zeros settle nothing
    assert repr(model) == "Polynomial(degree=3)"
    model.predict(np.zeros(4), np.empty((0, 1)))                                     # nor do no rows
    model.design([[np.nan], [np.inf]])
    assert repr(model) == "Polynomial(degree=3)"
    model.meet([[10.0], [30.0], [np.nan]])
    assert model.domain == (10.0, 30.0)
    model.predict(np.zeros(4), [[-500.0], [500.0]])
    assert model.domain == (10.0, 30.0)
    assert repr(model) == "Polynomial(degree=3, middle=20.0, half=10.0)"
    assert polynomial(3, low=10.0, high=30.0).domain == (10.0, 30.0)


def test_asked_for_powers_before_any_x_the_basis_is_that_of_minus_one_to_one() -> None:
    model = polynomial(2)
    np.testing.assert_array_equal(model.coefficients([0.0, 0.0, 1.0]), [-1.0, 0.0, 2.0])
    model.predict(np.zeros(3), [[100.0], [200.0]])
    assert model.domain == (-1.0, 1.0)


def test_the_rounding_of_its_columns_is_known() -> None:
    model = polynomial(6, low=0.0, high=20.0)                        # s = (x - 10) / 10
    x = np.array([0.3, 7.1, 19.7])
    columns, lost = model.design(x), model.rounding(x)
    assert np.abs(lost).max() < 1e-14
    for row, value in enumerate(x):
        s = (Fraction(float(value)) - 10) / 10
        exact = [Fraction(1), s]
        while len(exact) < 7:
            exact.append(2 * s * exact[-1] - exact[-2])
        for power, wanted in enumerate(exact):
            off = Fraction(float(columns[row, power])) + Fraction(float(lost[row, power])) - wanted
            assert abs(off) < Fraction(1, 10**29)


@pytest.mark.parametrize(("x", "half"), [(5.0, 5.0), (0.0, 1.0), (-3.0, 3.0)])
def test_a_single_x_gives_a_usable_basis(x: float, half: float) -> None:
    model = polynomial(2)
    assert np.isfinite(model.design([x, x])).all()
    assert model.domain == (x - half, x + half)


def test_numbers_at_the_ends_of_the_range_are_answered_without_a_warning() -> None:
    model = polynomial(3)
    assert np.abs(model.design([-1.7e308, 0.0, 1.7e308])).max() == 1.0
    near = polynomial(2, low=0.0, high=2.0**-1000)                   # 2 (x/h - 1)^2 - 1 with h = 2^-1001
    np.testing.assert_array_equal(near.coefficients([0.0, 0.0, 1.0]), [1.0, -4.0 * 2.0**1001, np.inf])
    near.predict(np.ones(3), [1e300])
    assert np.isnan(model.coefficients([0.0, np.inf, 0.0, np.nan])).all()
    assert np.isnan(model.with_input([0.0, np.inf, 0.0, 0.0], 1.0, 2.0)).all()
