from math import cos, e, exp, log, pi, sin, sqrt, tanh
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.arrays import Array
from core.formula import Formula, FormulaError, formula
from core.formula.functions import FUNCTIONS

AT = np.array([1.3, -0.7])
u, v = AT

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


HOSTILE = {
    "": "Type a formula",
    "   ": "Type a formula",
    "__import__('os').system('x')": "no meaning",
    "u.__class__": r"\.__class__ can't be used: a point only stands in a number",
    "u.real": r"\.real can't be used",
    "u + .": "point stands alone",
    "os": "don't know the name os",
    "lambda: 1": "no meaning",
    "w1": "don't know the name",
    "uv": r"Write u\*v",
    "exec(u)": "don't know",
    "u if v else 1": "don't know",
    "9^9^9^9": "exponent",
    "9**9**9": "exponent",
    "u^99999": "exponent",
    "u^(1e3)": "exponent",
    "u^(-101)": "exponent",
    "1e999": "too large",
    "9" * 150: "too large",
    "(" * 90 + "u" + ")" * 90: "nested",
    "-" * 150 + "u": "nested",
    "2^" * 60 + "u": "nested",
    "u" * 10**6: "1000000 characters",
    "1/0": "not a finite number",
    "u + log(-1)": "not a finite number",
    "u^(1/0)": "not a finite number",
    "exp(exp(100))": "not a finite number",
    "sin u": "parentheses",
    "sin()": "missing",
    "()": "missing",
    "u+": "stops too early",
    "*u": "missing",
    "u^": "stops too early",
    "(u": "not closed",
    "u)": "no opening",
    "sin(u": "not closed",
    "2 3": "sign is missing",
    "u 2": "sign is missing",
    "u(v": "not closed",
    "0,5": "point",
    "٣": "no meaning",
    "u;v": "no meaning",
    "x\x00": "U\\+0000",
    "\x00": "U\\+0000",
    "..": "point",
    "²": "missing",
    "u⁻": "not a whole number",
    "u²⁻³": "not a whole number",
    "(-2)^u": "positive number",
    "0^u": "positive number",
    "a" * 199: "don't know",
    "{u}": "no meaning",
    "u[0]": "no meaning",
    "u=1": "no meaning",
    "'u'": "no meaning",
    "u@v": "no meaning",
    "1_000": "no meaning",
    "0x10": "don't know",
    "1e5e5": "don't know",
    "nan": "don't know",
    "inf": "don't know",
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_input_is_refused_with_a_sentence_in_no_time(text: str) -> None:
    begun = perf_counter()
    with pytest.raises(FormulaError, match=HOSTILE[text]) as refused:
        formula(text)
    assert perf_counter() - begun < 0.1
    sentence = str(refused.value)
    assert sentence[-1] == "." or "instead" in sentence
    assert len(sentence) < 250
    assert refused.value.template.format(**refused.value.values) == sentence


def test_only_text_is_a_formula() -> None:
    with pytest.raises(FormulaError, match="line of text"):
        formula(None)  # type: ignore[arg-type]


def test_the_longest_allowed_formula_is_computed() -> None:
    text = "+".join(["u"] * 100)
    assert formula(text).value(AT) == pytest.approx(100 * u)
    assert formula("(" * 40 + "u" + ")" * 40).value(AT) == u


LATEX = {
    "u^2-v^2": "u^{2} - v^{2}",
    "2u*3": r"2 u \cdot 3",
    "u/(v+1)": r"\frac{u}{v + 1}",
    "exp(-u)": "e^{-u}",
    "-(u+v)": r"-\left(u + v\right)",
    "u-(v-1)": r"u - \left(v - 1\right)",
    "u+(-v)": r"u + \left(-v\right)",
    "(u+1)^2": r"\left(u + 1\right)^{2}",
    "exp(u)^2": r"\left(e^{u}\right)^{2}",
    "1e-3u": r"1 \cdot 10^{-3} u",
    "sqrt(u)*abs(v)": r"\sqrt{u} \left\lvert v \right\rvert",
    "pi*e": r"\pi e",
    "u^2^v": "u^{2^{v}}",
    "(u/v)^2": r"\left(\frac{u}{v}\right)^{2}",
    "(1e3)^2": r"\left(1 \cdot 10^{3}\right)^{2}",
    "u*(-2)": r"u \left(-2\right)",
}


@pytest.mark.parametrize(("text", "wanted"), LATEX.items(), ids=str)
def test_it_is_written_as_on_paper(text: str, wanted: str) -> None:
    assert formula(text).latex == f"L(u, v) = {wanted}"


def test_the_variables_may_have_other_names() -> None:
    assert formula("u*v", names=("w_1", "w_2")).latex == "L(w_1, w_2) = w_1 w_2"


KNOWN = {  # convex, smooth, quadratic, lower bound
    "u^2+v^2": (True, True, True, 0.0),
    "u^2+u*v+v^2": (True, True, True, -np.inf),
    "u^2-v^2": (False, True, True, -np.inf),
    "3u+2v-1": (True, True, True, -np.inf),
    "5": (True, True, True, 5.0),
    "-u^2": (False, True, True, -np.inf),
    "(1-u*v)^2": (False, True, False, 0.0),
    "u*u": (True, True, True, 0.0),
    "abs(u)+2abs(v-1)": (True, False, False, 0.0),
    "relu(u)-abs(v)": (False, False, False, -np.inf),
    "exp(u)+exp(-v)": (True, True, False, 0.0),
    "exp(u^2)": (True, True, False, 1.0),
    "sin(u)+2": (False, True, False, 1.0),
    "1-exp(-(u^2+v^2)/2)": (False, True, False, 0.0),
    "u^4+v^4": (True, True, False, 0.0),
    "(u^2+1)^2": (True, True, False, 1.0),
    "-log(u)": (True, True, False, -np.inf),
    "sqrt(u^2+1)": (False, True, False, 1.0),
    "sqrt(u^2+v^2)": (False, False, False, 0.0),
    "u^0.5": (False, False, False, 0.0),
    "(u^2+1)^0.5": (False, True, False, 0.0),
    "abs(u^2)": (True, False, False, 0.0),
    "abs(-u^2)": (True, False, False, 0.0),
    "relu(u)^2": (True, False, False, 0.0),
    "2^u": (True, True, False, 0.0),
    "0.5^u": (True, True, False, 0.0),
    "2^(u^2)": (True, True, False, 0.0),
    "0.5^(u^2)": (False, True, False, 0.0),
    "u^v": (False, True, False, 0.0),
    "u^1": (True, True, True, -np.inf),
    "u/2": (True, True, True, -np.inf),
    "1/u": (False, True, False, -np.inf),
    "u^2/(-2)": (False, True, True, -np.inf),
    "-3*abs(u)": (False, False, False, -np.inf),
    "exp(1000u)/2": (True, True, False, 0.0),
    "log(u^2+1)": (False, True, False, 0.0),
    "u^3": (False, True, False, -np.inf),
    "(2+sin(u))*(3+cos(v))": (False, True, False, 2.0),
    "(u-1)^2*0": (True, True, True, 0.0),
    "u^2^2": (True, True, False, 0.0),
    "log(exp(u))": (False, True, False, -np.inf),
    "(1+exp(u))^2": (True, True, False, 1.0),
    "2^3+u^2": (True, True, True, 8.0),
    "exp(700)*u^0": (True, True, True, float(np.exp(700))),
    "sqrt(-u^2-1)": (False, False, False, 0.0),
    "(1e99+exp(u))^100": (True, True, False, 0.0),
    "u/0": (False, True, True, -np.inf),
    "sin(u^0)": (True, True, True, -1.0),
    "(-8u^0)^0.5": (False, False, True, 0.0),
    "u/exp(-700)": (True, True, True, -np.inf),
    "(-1-exp(u))^2": (True, True, False, 1.0),
    "relu(2+sin(u))": (False, False, False, 1.0),
    "u^-2": (False, True, False, 0.0),
}


@pytest.mark.parametrize(("text", "facts"), KNOWN.items(), ids=str)
def test_what_is_known_without_computing(text: str, facts: tuple[bool, bool, bool, float]) -> None:
    f = formula(text)
    assert (f.convex, f.smooth, f.quadratic) == facts[:3]
    assert f.lower_bound == pytest.approx(facts[3])


def test_undefined_places_and_overflow_are_infinitely_high_without_a_warning() -> None:
    points = np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    np.testing.assert_array_equal(formula("log(u)").values(points), [np.inf, -np.inf, 0.0])
    np.testing.assert_array_equal(formula("sqrt(u)").values(points), [np.inf, 0.0, 1.0])
    assert formula("exp(u^20)").value([10.0, 0.0]) == np.inf
    assert formula("1/u").value([0.0, 0.0]) == np.inf
    assert formula("0/u").value([0.0, 0.0]) == np.inf


def test_many_points_at_once_are_the_points_one_by_one() -> None:
    f = formula("sin(u)*v^2 + abs(u - v)")
    points = np.random.default_rng(1).normal(size=(50, 2))
    np.testing.assert_array_equal(f.values(points), [f.value(point) for point in points])
    np.testing.assert_array_equal(f.gradients(points), [f.gradient(point) for point in points])
    np.testing.assert_array_equal(f.derivatives(points)[1], [f.hessian(point) for point in points])
    assert formula("3").values(points).shape == (50,)
    assert f.values(np.zeros((0, 2))).shape == (0,)


@pytest.mark.parametrize(
    "call",
    [
        lambda f: f.value([1.0]),
        lambda f: f.gradient(np.zeros((1, 2))),
        lambda f: f.values([1.0, 2.0]),
        lambda f: f.values(np.zeros((3, 3))),
    ],
)
def test_points_of_the_wrong_shape_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match="shape"):
        call(formula("u"))  # type: ignore[operator]


def test_creases_give_the_middle_slope_the_half_jumps_and_their_signs() -> None:
    f = formula("3abs(u - 1) - 2relu(v) + v^2 + u")
    middle, jumps = f.creases([1.0, 0.0])
    np.testing.assert_allclose(middle, [1.0, -1.0])
    np.testing.assert_allclose(jumps, [[3.0, 0.0], [0.0, -1.0]])
    np.testing.assert_array_equal(f.crease_signs([1.0, 0.0]), [1.0, -1.0])
    middle, jumps = f.creases([1.0, 2.0])
    np.testing.assert_allclose(middle, [1.0, 2.0])
    assert jumps.shape == (1, 2)
    assert f.creases([5.0, 5.0])[1].shape == (0, 2)


def test_a_kink_that_is_squared_away_is_no_crease() -> None:
    assert formula("relu(u)^2").creases([0.0, 1.0])[1].shape == (0, 2)


def test_the_slope_jumps_by_twice_the_half_jump() -> None:
    f = formula("u*abs(v - u^2) + abs(abs(u) - 1)")
    middle, jumps = f.creases([2.0, 4.0])
    across, h = np.array([0.0, 1.0]), 1e-7
    before, after = f.gradient([2.0, 4.0 - h]), f.gradient([2.0, 4.0 + h])
    np.testing.assert_allclose(jumps[0] * np.sign(jumps[0] @ across), (after - before) / 2, rtol=1e-5)
    np.testing.assert_allclose(middle, (after + before) / 2, rtol=1e-5)


@pytest.mark.parametrize("text", ["u^2 - v^2", "u^v + v^u", "sin(u*v)/(1 + v^2)", "abs(u - v) + relu(u)", "1/u - v",
                                  "3", "-u", "log(u) + sqrt(v)", "tanh(u)*exp(-v^2) - sigmoid(u)"])
def test_slopes_without_curvature_are_the_same_slopes(text: str) -> None:
    f = formula(text)
    points = np.random.default_rng(0).normal(size=(40, 2))
    np.testing.assert_allclose(f.gradients(points), f.derivatives(points)[0], rtol=1e-13, atol=1e-14)
    for point in points[:8]:
        value, gradient = f.value_and_gradient(point)
        assert value == pytest.approx(f.value(point), rel=1e-13)
        np.testing.assert_array_equal(gradient, f.gradient(point))
