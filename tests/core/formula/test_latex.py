"""A formula is written back as on paper."""


import pytest

from core.formula import formula

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
