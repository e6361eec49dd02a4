"""The known landscapes have the critical points of the literature, and no others."""

from time import perf_counter

import numpy as np
import pytest

from core.critical_points import LANDSCAPES, Found, find
from tests.core.critical_points.cases import LITERATURE


def listed(found: Found) -> list[tuple[str, float, float]]:
    return sorted((point.kind, float(point.theta[0]), float(point.theta[1])) for point in found.points)


@pytest.mark.parametrize("name", LANDSCAPES)
def test_every_critical_point_of_the_literature_is_found_and_no_other(name: str) -> None:
    begun = perf_counter()
    found = find(LANDSCAPES[name], seconds=60)
    assert perf_counter() - begun < 5
    assert found.complete
    wanted = sorted(LITERATURE[name])
    assert [kind for kind, *_ in listed(found)] == [kind for kind, *_ in wanted]
    np.testing.assert_allclose([at for _, *at in listed(found)], [at for _, *at in wanted], atol=1e-10)
    assert bool(found.curves) == (name == "tiny_network")


@pytest.mark.parametrize("name", LANDSCAPES)
def test_a_landscape_says_what_it_is_for(name: str) -> None:
    f = LANDSCAPES[name]
    assert f.name == name
    assert f.title
    assert f.idea.endswith(".")
    (low, high), (lower, higher) = f.box
    assert low < high
    assert lower < higher


def test_landscapes_stand_in_the_order_of_the_screen_and_cannot_be_changed() -> None:
    assert list(LANDSCAPES) == list(LITERATURE)
    with pytest.raises(TypeError):
        LANDSCAPES["hill"] = LANDSCAPES["bowl"]  # type: ignore[index]


def test_himmelblau_has_four_minima_four_saddles_and_one_maximum() -> None:
    found = find(LANDSCAPES["himmelblau"])
    counts = [len(found.of_kind(kind)) for kind in ("local minimum", "saddle point", "local maximum")]
    assert counts == [4, 4, 1]
    assert [point.kind for point in found.points][:4] == ["local minimum"] * 4


def test_the_minima_of_the_tiny_network_are_two_curves() -> None:
    found = find(LANDSCAPES["tiny_network"], seconds=60)
    assert len(found.curves) == 2
    for curve in found.curves:
        np.testing.assert_allclose(curve.path[:, 0] * curve.path[:, 1], 1.0, atol=1e-10)
        np.testing.assert_allclose(sorted(np.abs(curve.path[[0, -1]]).max(axis=1)), [2.5, 2.5], atol=1e-6)
        assert np.linalg.norm(np.diff(curve.path, axis=0), axis=1).max() < 0.2
        assert curve.kind == "local minimum"
        assert not curve.closed
        assert curve.reason == "L can't be below 0, and it is there all along this curve."
    (saddle,) = found.points
    np.testing.assert_allclose(saddle.eigenvalues, [-2, 2])
