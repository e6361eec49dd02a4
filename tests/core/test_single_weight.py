"""A single w: slopes and bends are derivatives, and slope zero is three different things."""

import numpy as np
import pytest

from core.critical_points import inspect
from core.single_weight import SINGLE_WEIGHTS, SingleWeight

each = pytest.mark.parametrize("one", SINGLE_WEIGHTS.values(), ids=lambda one: one.name)


@each
def test_slope_and_bend_are_the_derivatives(one: SingleWeight) -> None:
    for w in (-1.2, -0.3, 0.4, 1.1):
        h = 1e-6
        assert one.gradient([w])[0] == pytest.approx((one.value([w + h]) - one.value([w - h])) / (2 * h), rel=1e-6)
        assert one.hessian([w])[0, 0] == pytest.approx(
            (one.gradient([w + h])[0] - one.gradient([w - h])[0]) / (2 * h), rel=1e-6)


@each
def test_at_zero_the_slope_is_zero(one: SingleWeight) -> None:
    assert one.gradient([0.0])[0] == 0


@pytest.mark.parametrize(("name", "kind"), [("square", "local minimum"), ("upside_down", "local maximum"),
                                            ("cube", "undecided")])
def test_slope_zero_alone_makes_no_minimum(name: str, kind: str) -> None:
    point = inspect(SINGLE_WEIGHTS[name], np.array([0.0]))
    assert point.kind == kind
    assert inspect(SINGLE_WEIGHTS[name], np.array([0.8])).kind == "not critical"


def test_the_cube_says_that_one_side_goes_down() -> None:
    values = inspect(SINGLE_WEIGHTS["cube"], np.array([0.0])).values
    assert {str(values["forward"])[0], str(values["backward"])[0]} == {"0", "−"}
