import numpy as np
import pytest

from core.models import line
from core.objective import objective
from core.surface import (
    Window,
    bands,
    bending_directions,
    path_directions,
    plane_directions,
    random_directions,
    surface,
    window,
    window_around,
)


def test_every_cell_is_the_loss_of_its_pair_with_b_across_and_w_up() -> None:
    x, y = np.array([0.0, 1.0, 3.0]), np.array([1.0, 2.0, 0.0])
    f = objective(line(), "mse", x[:, None], y)
    b, w = np.array([0.0, 1.0]), np.array([-1.0, 0.0, 2.0])
    seen = surface(f, b, w)
    assert seen.shape == (3, 2)
    for row, slope in enumerate(w):
        for column, bias in enumerate(b):
            assert seen[row, column] == pytest.approx(np.mean((bias + slope * x - y) ** 2), rel=1e-13)


def test_the_axes_are_the_centers_of_equal_cells() -> None:
    across, up = Window((0.0, -1.0), (4.0, 1.0)).axes(4)
    assert across.tolist() == [0.5, 1.5, 2.5, 3.5]
    assert up.tolist() == [-0.75, -0.25, 0.25, 0.75]


def test_the_window_holds_every_point_of_the_bowl_that_is_not_higher_than_the_start() -> None:
    bend = np.array([[2.0, 3.0], [3.0, 7.0]])
    center, start = np.array([1.0, -2.0]), np.array([4.0, 0.0])
    shown = window(center, start, bend)
    height = (start - center) @ bend @ (start - center)
    angles = np.linspace(0, 2 * np.pi, 400)
    circle = np.stack([np.cos(angles), np.sin(angles)])
    ellipse = (center[:, None] + np.linalg.solve(np.linalg.cholesky(bend).T, circle) * np.sqrt(height)).T
    assert np.all((ellipse > shown.low) & (ellipse < shown.high))
    larger = 1.16 * (ellipse - center) + center
    assert not np.all((larger > shown.low) & (larger < shown.high))


@pytest.mark.parametrize("bend", [np.zeros((2, 2)), np.diag([1.0, 0.0]), np.diag([1e-200, 1e200])])
def test_a_window_is_never_empty(bend: np.ndarray) -> None:
    for start in ([0.0, 0.0], [1.0, 1.0]):
        shown = window(np.zeros(2), np.array(start), bend)
        assert shown.low[0] < 0 < shown.high[0]
        assert shown.low[1] < 0 < shown.high[1]


def test_points_far_outside_are_moved_to_where_a_screen_can_count() -> None:
    shown = Window((0.0, 0.0), (2.0, 2.0)).clip(np.array([[1.0, 1.0], [1e300, -1e300], [np.nan, 0.5]]))
    assert shown[0].tolist() == [1.0, 1.0]
    assert shown[1].tolist() == [21.0, -19.0]
    assert np.isfinite(shown).all()


def test_bands_are_equal_steps_of_the_root_so_that_a_bowl_has_even_rings() -> None:
    distance = np.array([0.0, 0.2499, 0.2501, 0.4999, 0.5001, 0.99, 1.0, 5.0])
    assert bands(distance**2, 0.0, 1.0, 4).tolist() == [0, 0, 1, 1, 2, 3, 3, 3]


def test_what_is_no_number_belongs_to_the_last_band() -> None:
    assert bands(np.array([np.nan, np.inf, 0.0]), 0.0, 1.0, 4).tolist() == [3, 3, 0]


def test_a_flat_surface_has_one_band() -> None:
    assert bands(np.full((2, 2), 3.0), 3.0, 3.0).tolist() == [[0, 0], [0, 0]]


def test_plane_directions_stand_at_a_right_angle_and_raise_the_bowl_equally() -> None:
    bend = np.diag([1.0, 5.0, 30.0])
    u, v = plane_directions(np.array([2.0, 1.0, 0.0]), bend)
    assert u.tolist() == [2.0, 1.0, 0.0]
    assert u @ v == pytest.approx(0.0, abs=1e-12)
    assert u @ bend @ u == pytest.approx(v @ bend @ v)


def test_with_nowhere_to_go_the_plane_is_spanned_by_eigenvectors() -> None:
    u, v = plane_directions(np.zeros(3), np.diag([1.0, 5.0, 30.0]))
    assert np.abs(u).tolist() == [0.0, 1.0, 0.0]
    assert u @ v == 0.0


def test_a_path_is_seen_from_its_end_to_its_start_and_across_where_it_strays() -> None:
    path = np.array([[4.0, 0.0, 0.0], [2.0, 0.0, 3.0], [0.0, 0.0, 0.0]])
    u, v = path_directions(path)
    assert u.tolist() == [4.0, 0.0, 0.0]
    np.testing.assert_allclose(np.abs(v), [0.0, 0.0, 4.0], atol=1e-12)


@pytest.mark.parametrize("path", [np.zeros((3, 4)), np.outer(np.arange(3.0), [1.0, 2.0, 0.0])])
def test_a_path_that_goes_nowhere_or_straight_on_still_gets_two_directions(path: np.ndarray) -> None:
    u, v = path_directions(path)
    assert np.linalg.norm(u) > 0
    assert np.linalg.norm(v) == pytest.approx(np.linalg.norm(u))
    assert u @ v == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("path", [np.array([[0.0, 0.0], [4.0, 1.0]]), np.array([[3.0, 3.0]]), np.zeros((2, 2))])
def test_a_window_around_a_path_holds_all_of_it(path: np.ndarray) -> None:
    shown = window_around(path)
    assert np.all((path > shown.low) & (path < shown.high))


def test_a_plane_that_lies_level_has_directions_too() -> None:
    u, v = plane_directions(np.array([1.0, 0.0, 0.0]), np.zeros((3, 3)))
    assert u @ v == pytest.approx(0.0, abs=1e-12)


def test_the_directions_that_bend_most_and_least_are_eigenvectors_with_their_curvatures() -> None:
    hessian = np.array([[0.0, -2.0, 0.0], [-2.0, 0.0, 0.0], [0.0, 0.0, 1.0]])      # the lecture's saddle, and a bowl
    u, v, most, least = bending_directions(hessian)
    assert (most, least) == pytest.approx((2.0, -2.0))
    np.testing.assert_allclose(np.abs(u), [0.5**0.5, 0.5**0.5, 0.0], atol=1e-12)
    np.testing.assert_allclose(hessian @ v, least * v, atol=1e-12)


@pytest.mark.parametrize("size", [2, 3, 500])
def test_random_directions_have_length_one_a_right_angle_and_a_seed(size: int) -> None:
    u, v = random_directions(size, 4)
    np.testing.assert_allclose([u @ u, v @ v, u @ v], [1.0, 1.0, 0.0], atol=1e-12)
    np.testing.assert_array_equal(u, random_directions(size, 4)[0])
    assert np.abs(u - random_directions(size, 5)[0]).max() > 0
