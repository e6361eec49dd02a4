"""Several optimizers from one start: each walk is that of descend, and its end is asked what it is."""

import numpy as np
import pytest

from core.critical_points import LANDSCAPES
from core.descent import Ended, descend
from core.race import Racer, race

TINY = LANDSCAPES["tiny_network"]
ALL = (Racer("gradient_descent", 0.1), Racer("momentum", 0.1), Racer("adam", 0.1))


def test_every_walk_is_the_one_it_would_walk_alone() -> None:
    found = race(TINY, [0.5, -0.3], ALL, 300, tolerance=1e-8)
    for slot, racer in enumerate(ALL):
        run = descend(TINY, [0.5, -0.3], racer.optimizer, racer.rate, 300)
        at = np.minimum(found.steps, run.last)
        np.testing.assert_array_equal(found.thetas[slot], run.thetas[at])
        np.testing.assert_array_equal(found.losses[slot], run.losses[at])
    assert not found.stays


def test_from_exactly_the_saddle_nobody_moves_and_beside_it_everybody_does() -> None:
    found = race(TINY, [0.0, 0.0], ALL, 300)
    assert found.stays
    assert found.steps.tolist() == [0]
    assert [finish.place.kind for finish in found.finishes if finish.place] == ["saddle point"] * 3
    beside = race(TINY, [0.01, 0.01], ALL, 500)
    assert [finish.place.kind for finish in beside.finishes if finish.place] == ["local minimum"] * 3


def test_the_lecture_s_descent_ends_on_the_saddle() -> None:
    found = race(TINY, [0.5, -0.5], [Racer("gradient_descent", 0.1)], 1_000)
    finish = found.finishes[0]
    np.testing.assert_allclose(finish.run.thetas[-1], [0, 0], atol=1e-3)
    assert finish.run.losses[-1] == pytest.approx(1.0, abs=1e-3)
    assert finish.place is not None
    assert finish.place.kind == "saddle point"


def test_a_walk_that_leaves_all_numbers_ends_nowhere() -> None:
    found = race(LANDSCAPES["rosenbrock"], [-1.2, 1.0], [Racer("gradient_descent", 1.0)], 100)
    assert found.finishes[0].run.ended is Ended.DIVERGED


def test_a_race_without_racers_is_empty() -> None:
    found = race(TINY, [0.5, 0.5], [], 100)
    assert found.thetas.shape == (0, 1, 2)
    assert found.stays
