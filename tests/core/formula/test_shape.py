"""What is known of a formula without computing: convex, smooth, quadratic, bounded."""


import numpy as np
import pytest

from core.formula import formula

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
