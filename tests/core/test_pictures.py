import numpy as np

from core.pictures import slice_of, wrong_rows
from core.surface import Window


def test_a_slice_moves_two_features_and_holds_the_others_at_their_means() -> None:
    X = np.array([[0.0, 5.0, 1.0], [2.0, 7.0, 3.0]])
    rows = slice_of(X, (2, 0), Window((0.0, 10.0), (4.0, 30.0)), 2)
    assert rows.tolist() == [[15.0, 6.0, 1.0], [15.0, 6.0, 3.0], [25.0, 6.0, 1.0], [25.0, 6.0, 3.0]]


def test_wrong_rows_are_marked_frame_by_frame() -> None:
    assert wrong_rows(np.array([[0, 1, 1], [0, 0, 1]]), np.array([0.0, 0.0, 1.0])) == ["010", "000"]
