"""A typed formula means what it means on paper, slopes included."""

from math import cos, e, exp, log, pi, sin, sqrt, tanh

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.arrays import Array
from core.formula import Formula, formula
from core.formula.functions import FUNCTIONS
from tests.core.formula.cases import AT, u, v

VALUES = {
    "2u": 2 * u,
    "2(u+1)": 2 * (u + 1),
    "u v": u * v,
    "u(v)": u * v,
    "(u)(v)": u * v,
    "2sin(u)": 2 * sin(u),
    "1/2u": u / 2,
    "1/2/u": 0.5 / u,
    "u-v-1": u - v - 1,
    "u--v": u + v,
    "-u^2": -(u**2),
    "(-u)^2": u**2,
    "2^3^2": 512.0,
    "2**u": 2**u,
    "u²": u**2,
    "u³·v": u**3 * v,
    "u⁻¹": 1 / u,
    "u^-2": u**-2,
    "u × v − 1": u * v - 1,
    "u÷v": u / v,
    "1e-3u": 1e-3 * u,
    ".5u": 0.5 * u,
    "2e": 2 * e,
    "2e^u": 2 * exp(u),
    "π u": pi * u,
    "+u": u,
    "U*V": u * v,
    "SIN(u)": sin(u),
    "ln(u)": log(u),
    "log(u)": log(u),
    "√(u)": sqrt(u),
    "exp(v)": exp(v),
    "tan(v)": np.tan(v),
    "cos(u*v)": cos(u * v),
    "tanh(u)": tanh(u),
    "σ(v)": 1 / (1 + exp(-v)),
    "abs(v)": -v,
    "relu(v)": 0.0,
    "relu(u)": u,
    "u^v": u**v,
    "u^0.5": sqrt(u),
    "0^0*u": u,
    "u^1": u,
    "u^0": 1.0,
    "2^2²": 16.0,
    "u\n+\tv": u + v,
    "（u）": u,
}


@pytest.mark.parametrize(("text", "wanted"), VALUES.items(), ids=str)
def test_a_formula_means_what_it_means_on_paper(text: str, wanted: float) -> None:
    assert formula(text).value(AT) == pytest.approx(wanted, rel=1e-14)


def differences(f: Formula, point: Array) -> tuple[Array, Array]:
    h = 1e-5
    slopes = [(f.value(point + h * way) - f.value(point - h * way)) / (2 * h) for way in np.eye(2)]
    bends = [(f.gradient(point + h * way) - f.gradient(point - h * way)) / (2 * h) for way in np.eye(2)]
    return np.array(slopes), np.array(bends)


@pytest.mark.parametrize(
    "text",
    [
        *VALUES,
        *(f"{name}(0.3 + 0.4u + 0.2v^2)" for name in FUNCTIONS),
        *(f"u*{name}(u*v/(3 + v))^3" for name in ("sin", "tanh", "sigmoid")),
    ],
)
def test_gradient_and_hessian_are_the_differences(text: str) -> None:
    f = formula(text)
    slopes, bends = differences(f, AT)
    size = 1 + abs(f.value(AT)) + np.abs(f.gradient(AT)).max() + np.abs(f.hessian(AT)).max()
    np.testing.assert_allclose(f.gradient(AT), slopes, atol=1e-8 * size)
    np.testing.assert_allclose(f.hessian(AT), bends, atol=1e-8 * size)
    np.testing.assert_array_equal(f.hessian(AT), f.hessian(AT).T)


def test_derivatives_are_exact_and_not_measured() -> None:
    f = formula("u^3*v^2 - 4u/v")
    np.testing.assert_allclose(f.gradient([2.0, 4.0]), [3 * 4 * 16 - 1, 2 * 8 * 4 + 8 / 16], rtol=1e-15)
    np.testing.assert_allclose(f.hessian([2.0, 4.0]), [[12 * 16, 96 + 0.25], [96 + 0.25, 16 - 16 / 64]], rtol=1e-15)


GRAMMAR = some.recursive(
    some.sampled_from(["u", "v", "2", "0.7", "pi"]),
    lambda inner: some.one_of(
        some.tuples(inner, some.sampled_from(["+", "-", "*"]), inner).map("({0[0]}{0[1]}{0[2]})".format),
        inner.map("sin({})".format),
        inner.map("tanh({})".format),
        inner.map("({})^2".format),
        inner.map("(-{})".format),
        inner.map("({}/(3+u^2))".format),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(GRAMMAR.filter(lambda text: len(text) <= 200))
def test_any_formula_agrees_with_its_differences_and_with_what_is_claimed_of_it(text: str) -> None:
    f = formula(text)
    slopes, bends = differences(f, AT)
    size = 1 + abs(f.value(AT)) + np.abs(f.gradient(AT)).max() + np.abs(f.hessian(AT)).max()
    np.testing.assert_allclose(f.gradient(AT), slopes, atol=1e-7 * size)
    np.testing.assert_allclose(f.hessian(AT), bends, atol=1e-7 * size)
    points = np.random.default_rng(0).uniform(-3, 3, (200, 2))
    heights = f.values(points)
    assert heights.min() >= f.lower_bound - 1e-12 * np.abs(heights).max()
    if f.convex:
        middles = f.values((points[:100] + points[100:]) / 2)
        assert np.all(middles <= (heights[:100] + heights[100:]) / 2 + 1e-9 * (1 + np.abs(heights).max()))
    if f.quadratic:
        np.testing.assert_allclose(f.hessian([2.0, -1.0]), f.hessian(AT), atol=1e-9)
    assert f.latex.count("{") == f.latex.count("}")
    assert f.latex.count(r"\left") == f.latex.count(r"\right")
