"""What cannot be walked is refused with a sentence; what can, is walked."""

from typing import Any

import numpy as np
import pytest

from core.critical_points import LANDSCAPES
from core.descent import DescentError, Ended, descend
from core.descent.bowl import walk_bowl
from core.descent.plan import plan
from core.models import line
from core.objective import DataObjective, objective


@pytest.mark.parametrize(("change", "sentence"), [
    ({"start": [0.0]}, "The start must be 2 finite numbers"), ({"start": [np.nan, 0.0]}, "The start must be"),
    ({"rate": -0.1}, "The rate must be a positive number"), ({"rate": np.inf}, "The rate must be"),
    ({"steps": -1}, "The number of steps can't be negative."), ({"keep": 1}, "At least two steps must be kept"),
    ({"batch_size": 0}, "A batch needs at least one row."), ({"optimizer": "luck"}, "There is no optimizer called"),
    ({"parameters": {"beta": 1.0}}, "has no parameter called 'beta'")])
def test_what_cannot_be_walked_is_refused_with_a_sentence(
    change: dict[str, Any], sentence: str, hubble: DataObjective
) -> None:
    with pytest.raises(ValueError, match=sentence) as refusal:
        descend(**{"f": hubble, "start": [0.0, 0.0], **change})
    if isinstance(refusal.value, DescentError):
        assert refusal.value.template.format(**refusal.value.values) == str(refusal.value)


def test_landscapes_have_no_batches_and_mistakes_no_slope() -> None:
    with pytest.raises(ValueError, match="this landscape has no data"):
        descend(LANDSCAPES["bowl"], [1.0, 1.0], batch_size=3)
    with pytest.raises(ValueError, match="no slope to follow"):
        descend(objective(line(), "zero_one", [0.0, 1.0], [0.0, 1.0]), [0.0, 0.0])


@pytest.mark.parametrize("name", LANDSCAPES)
def test_landscapes_can_be_walked(name: str) -> None:
    run = descend(LANDSCAPES[name], [0.3, 0.2], rate=0.001, steps=50)
    assert run.losses[-1] <= run.losses[0]


def test_a_slope_beyond_numbers_ends_the_walk() -> None:
    f = objective(line(), "exponential", [-1e3, 1e3], [1.0, 0.0])
    run = descend(f, [0.0, 1.0], rate=1.0, steps=5)
    assert (run.ended, run.last) == (Ended.DIVERGED, 0)


def test_unusual_bowls_are_walked_one_by_one() -> None:
    flat = objective(line(), "mse", np.ones(3), np.arange(3.0))              # one direction is level
    assert walk_bowl(plan(flat, [0.0, 0.0], "gradient_descent", 0.1, 5, {}, None, 0, 1e-8, None, None)) is None
    run = descend(flat, [0.0, 0.0], rate=0.2, steps=200)
    assert run.ended is Ended.CONVERGED
    assert run.losses[-1] == pytest.approx(2.0 / 3.0)
