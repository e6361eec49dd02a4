"""Leaving a saddle: the distance grows by 1 + η|λ| a step, and from exactly there never."""

from math import inf

import numpy as np
import pytest

from core.critical_points import LANDSCAPES, inspect
from core.descent import descend
from core.way_out import courses, steps_out

TINY = LANDSCAPES["tiny_network"]
SADDLE = inspect(TINY, [0.0, 0.0])


def test_the_predicted_number_of_steps_is_the_walked_one() -> None:
    """Near the saddle the walk is the linear one: from 1e-6 to 1e-3 along the way out."""
    assert SADDLE.down is not None
    run = descend(TINY, 1e-6 * SADDLE.down, rate=0.1, steps=60, tolerance=0.0)
    walked = int(np.flatnonzero(np.linalg.norm(run.thetas, axis=1) >= 1e-3)[0])
    assert walked == int(np.ceil(steps_out(-2.0, 0.1, 1e3)))


def test_from_exactly_the_saddle_it_takes_for_ever() -> None:
    assert steps_out(-2.0, 0.1, inf) == inf
    assert steps_out(2.0, 0.1, 10.0) == inf


def test_all_but_the_first_course_leave_and_their_steps_are_counted() -> None:
    stays, out, *noisy = courses(TINY, SADDLE, TINY.box, 0.1, 200, 0.02, (0, 1))
    assert stays.left is None
    assert stays.fall == 0
    np.testing.assert_array_equal(stays.losses, np.ones(201))
    assert out.fall == pytest.approx(TINY.value(out.start))
    for course in (out, *noisy):
        assert course.left is not None
        middle = course.losses[0] - course.fall / 2
        assert course.losses[course.left] <= middle < course.losses[course.left - 1]


def test_where_no_way_out_is_known_it_is_said() -> None:
    with pytest.raises(ValueError, match="No direction"):
        courses(TINY, inspect(TINY, [1.0, 1.0]), TINY.box, 0.1, 10, 0.1, ())
