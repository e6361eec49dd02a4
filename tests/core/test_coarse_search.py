"""A coarse map shows the same level places as the thorough search."""

import numpy as np
import pytest

from core.coarse_search import find_coarsely
from core.critical_points import LANDSCAPES, find


@pytest.mark.parametrize("name", ["bowl", "saddle", "monkey_saddle", "himmelblau", "rosenbrock", "beale", "plateau"])
def test_the_level_places_of_the_textbooks_are_found(name: str) -> None:
    f = LANDSCAPES[name]
    coarse, thorough = find_coarsely(f, f.box, seconds=20), find(f, seconds=20)
    assert [point.kind for point in coarse.points] == [point.kind for point in thorough.points]
    for found in coarse.points:
        nearest = min(np.abs(found.theta - point.theta).max() for point in thorough.points)
        assert nearest < 1e-8


def test_the_valleys_of_the_tiny_network_are_curves() -> None:
    f = LANDSCAPES["tiny_network"]
    found = find_coarsely(f, f.box, seconds=30)
    assert [point.kind for point in found.points] == ["saddle point"]
    assert len(found.curves) == 2
    for curve in found.curves:
        np.testing.assert_allclose(curve.path[:, 0] * curve.path[:, 1], 1.0, atol=1e-9)
