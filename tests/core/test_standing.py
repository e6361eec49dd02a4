"""Standing at a point: lengths in half windows, second-order terms, noise by seed."""

import numpy as np
import pytest

from core.critical_points import LANDSCAPES, inspect
from core.standing import chord, into, label_end, nudged, reach, terms, tidied

WIDE = ((-5.0, 5.0), (0.0, 2.0))


@pytest.mark.parametrize(("direction", "expected"), [((1, 0), 5.0), ((0, 3), 1.0), ((5, 1), np.sqrt(26 / 2))])
def test_reach_is_half_a_window_in_the_parameters_own_length(direction: tuple[float, float], expected: float) -> None:
    assert reach(WIDE, direction) == pytest.approx(expected)


def test_a_chord_has_the_point_in_its_middle_and_the_asked_length() -> None:
    ends = chord(WIDE, [1.0, 1.0], [0.0, -2.0], 0.5)
    np.testing.assert_allclose(ends, [[1.0, 1.5], [1.0, 0.5]])


def test_a_name_stands_at_the_right_end_unless_that_is_near_the_border() -> None:
    assert label_end(WIDE, np.array([[-1.0, 1.0], [1.0, 1.0]]))[1] == 1
    where, side = label_end(WIDE, np.array([[2.0, 1.0], [4.5, 1.0]]))
    assert side == -1
    np.testing.assert_array_equal(where, [2.0, 1.0])


def test_noise_is_that_of_its_seed_and_in_proportion_to_the_window() -> None:
    moved = nudged(WIDE, [0.0, 1.0], 0.1, 3)
    np.testing.assert_allclose(moved, [0, 1] + 0.1 * np.array([5, 1]) * np.random.default_rng(3).standard_normal(2))
    assert (nudged(WIDE, [0.0, 1.0], 0.1, 4) != moved).all()


def test_points_outside_are_brought_to_the_border_and_dust_is_nothing() -> None:
    np.testing.assert_array_equal(into(WIDE, [9.0, -1.0]), [5.0, 0.0])
    np.testing.assert_array_equal(tidied(WIDE, [4.8e-93, 0.5]), [0.0, 0.5])


def test_the_terms_of_the_lecture_s_saddle() -> None:
    """Half a unit along (1, 1)/√2 from the origin of (1 − w₁w₂)²: second order promises 0.75."""
    point = inspect(LANDSCAPES["tiny_network"], [0.0, 0.0])
    found = terms(point, np.array([0.5, 0.5]) / np.sqrt(2))
    np.testing.assert_allclose(np.abs(found.parts), [0.5, 0.0], atol=1e-15)
    np.testing.assert_allclose(point.value + found.changes.sum(), 0.75)


@pytest.mark.parametrize("name", list(LANDSCAPES))
def test_the_terms_add_up_to_second_order_everywhere(name: str) -> None:
    f, theta, step = LANDSCAPES[name], np.array([0.7, -0.4]), np.array([2e-4, 1e-4])
    found = terms(inspect(f, theta), step)
    assert f.value(theta) + found.changes.sum() == pytest.approx(f.value(theta + step), rel=1e-8, abs=1e-9)
