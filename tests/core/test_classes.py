import numpy as np
import pytest

from core.classes import chosen, probabilities, told_apart_by_a_plane


def test_two_classes_have_one_logit_and_the_second_class_its_sigmoid() -> None:
    odds = probabilities(np.array([0.0, np.log(3.0)]), 2)
    np.testing.assert_allclose(odds, [[0.5, 0.5], [0.25, 0.75]], rtol=1e-14)


def test_more_classes_have_a_logit_each_and_their_probabilities_add_up_to_one() -> None:
    odds = probabilities(np.log([[1.0, 2.0, 5.0]]), 3)
    np.testing.assert_allclose(odds, [[0.125, 0.25, 0.625]], rtol=1e-14)


def test_the_chosen_class_is_the_likelier_one() -> None:
    assert chosen(np.array([-1.0, 2.0]), 2).tolist() == [0, 1]
    assert chosen(np.array([[0.0, 3.0, 1.0], [5.0, 3.0, 1.0]]), 3).tolist() == [1, 0]


def test_logits_of_many_frames_are_answered_at_once() -> None:
    assert chosen(np.zeros((4, 5, 3)), 3).shape == (4, 5)
    assert probabilities(np.zeros((4, 5)), 2).shape == (4, 5, 2)


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e9])
def test_classes_on_either_side_of_a_plane_are_told_apart_whatever_the_unit(size: float) -> None:
    X = np.random.default_rng(0).normal(size=(200, 2))
    y = (X @ [1.0, -2.0] > 0.1).astype(float)
    assert told_apart_by_a_plane(size * X, y, 2) > 0.95


def test_xor_is_no_matter_for_a_plane() -> None:
    X = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    assert told_apart_by_a_plane(X, np.array([0.0, 1.0, 1.0, 0.0]), 2) == 0.5


def test_a_constant_column_does_no_harm() -> None:
    X = np.column_stack([np.arange(6.0), np.ones(6)])
    assert told_apart_by_a_plane(X, np.repeat([0.0, 1.0], 3), 2) == 1.0
