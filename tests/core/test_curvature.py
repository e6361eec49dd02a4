import math

import numpy as np
import pytest

from core.critical_points import LANDSCAPES
from core.critical_points.curvature import curvature, eigen, jacobi
from core.curvature import KNOWN_UP_TO, chance_of_minimum, positive_share, trail
from core.descent import descend
from core.models import network
from core.objective import objective


@pytest.mark.parametrize(("dimension", "chance"), [(1, 0.5), (2, 0.146), (3, 0.025), (4, 0.00246)])
def test_the_chance_that_all_curvatures_of_a_random_matrix_are_positive(dimension: int, chance: float) -> None:
    share = positive_share(dimension, samples=60_000, seed=1)
    assert abs(share.all_positive - chance) < 4 * share.error + 0.0005
    assert share.histogram.sum() == pytest.approx(1)
    assert share.histogram[-1] == share.all_positive
    # by symmetry as many matrices have k positive eigenvalues as have k negative ones
    np.testing.assert_allclose(share.histogram, share.histogram[::-1], atol=0.01)
    if share.exact is not None:
        assert abs(share.all_positive - share.exact) < 4 * share.error


def test_the_chance_of_a_minimum_is_the_known_formula_in_one_two_and_three_dimensions() -> None:
    by_hand = [1 / 2, (2 - math.sqrt(2)) / 4, (math.pi - 2 * math.sqrt(2)) / (4 * math.pi)]
    assert [chance_of_minimum(p) for p in (1, 2, 3)] == pytest.approx(by_hand, rel=1e-12)


def test_the_chance_of_a_minimum_in_more_dimensions_is_the_integral_in_sixty_digits() -> None:
    """The oracle: the same integrals by mpmath's adaptive quadrature in Cartesian coordinates, with 60 digits."""
    oracle = [0.00245670925979, 0.000140114685463, 4.62018747755e-6, 8.80461280633e-8, 9.69454674931e-10]
    assert [chance_of_minimum(p) for p in range(4, KNOWN_UP_TO + 1)] == pytest.approx(oracle, rel=1e-7)


def test_a_million_matrices_of_dimension_four_are_minima_as_often_as_computed() -> None:
    """Positive definite by Sylvester: all leading minors are positive; no eigenvalue is computed."""
    a = np.random.default_rng(11).standard_normal((1_000_000, 4, 4))
    a = a + np.swapaxes(a, 1, 2)
    positive = np.all([np.linalg.det(a[:, :m, :m]) > 0 for m in (1, 2, 3, 4)], axis=0).mean()
    chance = chance_of_minimum(4)
    assert abs(positive - chance) < 4 * math.sqrt(chance / 1_000_000)
    assert abs(positive - 0.0029) > 4 * math.sqrt(chance / 1_000_000)      # what 20,000 matrices alone make one believe


def test_the_same_seed_gives_the_same_matrices_and_a_few_samples_are_enough_to_run() -> None:

    one, two = positive_share(3, 500, 5), positive_share(3, 500, 5)
    np.testing.assert_array_equal(one.histogram, two.histogram)
    assert positive_share(40, 3).all_positive == 0


@pytest.mark.parametrize(("dimension", "samples"), [(0, 10), (2, 0)])
def test_no_dimension_and_no_sample_are_refused(dimension: int, samples: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        positive_share(dimension, samples)


def test_the_minimum_ratio_of_the_tiny_network_goes_from_saddle_to_valley() -> None:
    f = LANDSCAPES["tiny_network"]
    path = trail(f, [[0.0, 0.0], [1.0, 1.0], [0.1, 0.1]], steps=[0, 5, 9])
    np.testing.assert_array_equal(path.steps, [0, 5, 9])
    np.testing.assert_array_equal(path.positive, [1, 1, 1])
    np.testing.assert_array_equal(path.zero, [0, 1, 0])
    np.testing.assert_array_equal(path.negative, [1, 0, 1])
    np.testing.assert_array_equal(path.minimum_ratio, [0.5, 0.5, 0.5])
    np.testing.assert_allclose(path.losses, [1, 0, 0.99**2])
    np.testing.assert_allclose(path.gradient_lengths, [0, 0, 2 * 0.99 * 0.1 * np.sqrt(2)])


def test_along_the_training_of_a_network_the_ratio_is_that_of_its_hessians() -> None:
    x = np.linspace(-1, 1, 20)[:, None]
    model = network(1, hidden=(4,), activation="tanh")
    f = objective(model, "mse", x, np.sin(3 * x[:, 0]))
    run = descend(f, model.start(1), optimizer="adam", rate=0.05, steps=300, keep=6)
    path = trail(f, run.thetas, run.steps)
    assert len(path.minimum_ratio) == len(run.steps)
    for theta, ratio in zip(run.thetas, path.minimum_ratio, strict=True):
        values = np.linalg.eigvalsh(f.hessian(theta))
        assert np.mean(values > 1e-4 * values.max()) <= ratio <= np.mean(values > -1e-9 * values.max())
    assert path.minimum_ratio[-1] >= path.minimum_ratio[0]


def test_the_trail_can_be_stopped_and_refuses_other_shapes() -> None:
    f = LANDSCAPES["bowl"]
    asked = []

    def two_are_enough(done: int, of: int) -> bool:
        asked.append((done, of))
        return done < 2

    path = trail(f, np.zeros((5, 2)), progress=two_are_enough)
    np.testing.assert_array_equal(path.steps, [0, 1])
    assert asked == [(1, 5), (2, 5)]
    with pytest.raises(ValueError, match="shape"):
        trail(f, np.zeros((5, 3)))


# ---------------------------------------------------------------- eigenvalues


@pytest.mark.parametrize("seed", range(5))
def test_jacobi_agrees_with_lapack(seed: int) -> None:
    a = np.random.default_rng(seed).normal(size=(7, 7))
    matrix = a + a.T
    values, vectors = jacobi(matrix)
    np.testing.assert_allclose(values, np.linalg.eigvalsh(matrix), rtol=1e-12)
    np.testing.assert_allclose(vectors @ np.diag(values) @ vectors.T, matrix, atol=1e-12)


def test_small_eigenvalues_of_a_graded_matrix_keep_their_digits() -> None:
    scale = np.array([1e8, 1.0, 1e-8])
    matrix = scale[:, None] * np.array([[2.0, 1.0, 0.5], [1.0, 3.0, 1.0], [0.5, 1.0, 2.0]]) * scale
    values, vectors = eigen(matrix)
    # as the scales drift apart the eigenvalues become the pivots of elimination from the largest: 2, 5/2, 8.5/5
    np.testing.assert_allclose(values, [1.65e-16, 2.5, 2e16], rtol=1e-12)
    np.testing.assert_allclose(np.abs(vectors), np.eye(3)[:, ::-1], atol=1e-7)


def test_balancing_tells_zero_from_small() -> None:
    scale = np.array([1e9, 1.0, 1e-9])
    core = np.array([[2.0, 1.0, 1.0], [1.0, -1.0, 0.5], [1.0, 0.5, 2.0]])
    found = curvature(scale[:, None] * core * scale, 1e-10)
    np.testing.assert_array_equal(np.sort(found.signs), np.sign(np.linalg.eigvalsh(core)))
    singular = curvature(scale[:, None] * np.ones((3, 3)) * scale, 1e-10)
    np.testing.assert_array_equal(np.sort(singular.signs), [0, 0, 1])
    row = np.array([1e3, 1.0, 1e-3])
    level = curvature(np.outer(row, row), 1e-10).level
    assert level.shape == (3, 2)
    np.testing.assert_allclose(row @ level, 0, atol=1e-6)
    np.testing.assert_allclose(level.T @ level, np.eye(2), atol=1e-12)


def test_each_direction_points_where_its_largest_entry_is_positive() -> None:
    _, vectors = eigen(np.array([[0.0, -2.0], [-2.0, 0.0]]))
    np.testing.assert_allclose(vectors, np.array([[1, 1], [1, -1]]) / np.sqrt(2))
