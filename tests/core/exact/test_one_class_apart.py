"""One of three classes can be separated from the others, which overlap: there is no best set of weights."""

import numpy as np
import pytest

from core.exact import NoExactMinimum, minimize
from core.models import linear
from core.objective import objective

RNG = np.random.default_rng(4)
CLASSES = np.repeat([0, 1, 2], 30)
CENTERS = np.array([[0.0, 0.0], [6.0, 1.0], [7.0, 1.5]])
X = CENTERS[CLASSES] + RNG.normal(0, 0.6, (90, 2))


@pytest.mark.parametrize("columns", [[0], [0, 1]])
@pytest.mark.parametrize("apart", [0, 2])
def test_it_is_said(columns: list[int], apart: int) -> None:
    classes = (CLASSES + apart) % 3
    with pytest.raises(NoExactMinimum, match="no best set of weights"):
        minimize(objective(linear(len(columns), outputs=3), "cross_entropy", X[:, columns], classes))


def test_with_a_penalty_there_is_one() -> None:
    f = objective(linear(2, outputs=3), "cross_entropy", X, CLASSES, l2=0.01)
    best = minimize(f)
    assert best.gap <= 1e-9
    assert np.linalg.norm(f.gradient(best.theta)) < 1e-7


def test_classes_that_all_overlap_have_a_minimum() -> None:
    blurred = X + RNG.normal(0, 6, X.shape)
    best = minimize(objective(linear(2, outputs=3), "cross_entropy", blurred, CLASSES))
    assert best.gap <= 1e-9
