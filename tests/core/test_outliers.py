"""One point dragged away, rows spoiled: whose line follows, in numbers that others have found before."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.arrays import Array
from core.comparison import fit_each
from core.outliers import (
    FARTHEST,
    Change,
    breakdown,
    changed,
    errors_of_squares,
    extent,
    influence,
    notches,
    room_above,
    round_number,
    shift,
    spoiled_rows,
    telling_row,
)

# Anscombe (1973), sets III and IV; Brownlee (1965), stack loss against air flow.
THREE_X = np.array([10.0, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5])
THREE_Y = np.array([7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73])
FOUR_X = np.array([8.0, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8])
FOUR_Y = np.array([6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.5, 5.56, 7.91, 6.89])
AIR = np.array([80.0, 80, 75, 62, 62, 62, 62, 62, 58, 58, 58, 58, 58, 58, 50, 50, 50, 50, 50, 56, 70])
LOSS = np.array([42.0, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14, 13, 11, 12, 8, 7, 8, 8, 9, 15, 15])


def fit(name: str, **parameters: float) -> Callable[[Array, Array], Array]:
    def theta(x: Array, y: Array) -> Array:
        found = fit_each([(name, parameters)], x[:, None], y)[0].theta
        assert found is not None
        return found

    return theta


def lines_through_pairs(x: Array, y: Array) -> tuple[Array, float]:
    """The line with the least mean absolute error by trying every pair of rows: the optimum lies on such a line."""
    best, lowest = np.zeros(2), np.inf
    for i in range(len(x)):
        for j in range(i):
            if x[i] != x[j]:
                w = (y[i] - y[j]) / (x[i] - x[j])
                value = np.abs(y - (y[i] - w * x[i]) - w * x).mean()
                if value < lowest:
                    best, lowest = np.array([y[i] - w * x[i], w]), value
    return best, lowest


def test_a_change_moves_one_point_and_leaves_the_given_rows_alone() -> None:
    x, y = THREE_X.copy(), THREE_Y.copy()
    new_x, new_y, spoiled = changed(x, y, Change(row=2, up=7.26, aside=-1.0))
    assert new_y[2] == pytest.approx(20.0)
    assert new_x[2] == 12.0
    assert not spoiled.size
    np.testing.assert_array_equal(np.delete(new_y, 2), np.delete(THREE_Y, 2))
    np.testing.assert_array_equal(x, THREE_X)
    np.testing.assert_array_equal(y, THREE_Y)


def test_spoiled_rows_go_up_by_the_range_and_a_larger_share_spoils_the_same_and_more() -> None:
    _, y, spoiled = changed(THREE_X, THREE_Y, Change(share=0.3))
    assert len(spoiled) == 3
    np.testing.assert_allclose(y[spoiled] - THREE_Y[spoiled], 12.74 - 5.39)
    few, many = spoiled_rows(100, 0.1), spoiled_rows(100, 0.35)
    assert len(few) == 10
    assert len(many) == 35
    assert set(few) < set(many)
    assert len(spoiled_rows(100, 0.9)) == 50, "more than half are no outliers"


def test_the_literature_s_slopes_when_the_outlier_of_anscombe_three_is_dragged_to_20() -> None:
    x, y, _ = changed(THREE_X, THREE_Y, Change(row=2, up=20.0 - 12.74))
    assert fit("mse")(THREE_X, THREE_Y)[1] == pytest.approx(0.4997, abs=5e-5)
    assert fit("mse")(x, y)[1] == pytest.approx(0.7637, abs=5e-5)
    assert fit("mae")(x, y) == pytest.approx([4.010, 0.345], abs=5e-4)


def test_neither_loss_resists_a_lone_far_x() -> None:
    moved = changed(FOUR_X, FOUR_Y, Change(row=7, up=5.0))[:2]
    grown = {name: fit(name)(*moved)[1] - fit(name)(FOUR_X, FOUR_Y)[1] for name in ("mse", "mae")}
    assert grown["mse"] == pytest.approx(5 / 11)
    assert grown["mae"] == pytest.approx(5 / 11, abs=0.02)


@pytest.mark.parametrize(("x", "y"), [(AIR, LOSS), (THREE_X, THREE_Y)], ids=["stack loss", "anscombe"])
def test_thrown_a_thousand_ranges_up_a_point_takes_the_squares_line_along_and_not_the_absolute_one(
        x: Array, y: Array) -> None:
    row = int(np.argmax(np.abs(y - np.polyval(np.polyfit(x, y, 1), x))))
    far_x, far_y, _ = changed(x, y, Change(row=row, up=1_000 * extent(y)))
    squares, absolute = fit("mse")(far_x, far_y), fit("mae")(far_x, far_y)
    np.testing.assert_allclose(squares[::-1], np.polyfit(far_x, far_y, 1), rtol=1e-9)
    assert np.abs(far_y - absolute[0] - absolute[1] * far_x).mean() == pytest.approx(
        lines_through_pairs(far_x, far_y)[1], rel=1e-12)
    before = fit("mse")(x, y), fit("mae")(x, y)
    assert shift(before[0], squares, x) > 50 * extent(y)
    assert shift(before[1], absolute, x) < 0.5 * extent(y)


def test_the_influence_on_squares_is_a_straight_line_and_on_the_others_it_is_bounded() -> None:
    moves = np.linspace(-30.0, 30.0, 13)
    squares = influence(fit("mse"), THREE_X, THREE_Y, 2, moves)[:, 1]
    np.testing.assert_allclose(np.diff(squares), np.diff(squares)[0], rtol=1e-9)
    leverage = (13.0 - 9.0) / ((THREE_X - 9.0) ** 2).sum()
    assert np.diff(squares)[0] == pytest.approx(5.0 * leverage)
    for name, parameters in (("mae", {}), ("huber", {"delta": 1.0})):
        slopes = influence(fit(name, **parameters), THREE_X, THREE_Y, 2, moves)[:, 1]
        assert np.ptp(slopes) < 0.3
        assert slopes[0] == pytest.approx(slopes[1], abs=1e-6), f"{name}: farther out makes no difference"
    far = influence(fit("mae"), THREE_X, THREE_Y, 2, [100.0], sideways=True)
    assert far.shape == (1, 2)
    assert abs(far[0, 1]) < 0.2, "sideways the point takes the absolute line along, too"


def test_influence_leaves_a_gap_where_there_is_no_fit() -> None:
    assert np.isnan(influence(lambda x, y: None, THREE_X, THREE_Y, 0, [1.0, 2.0])).all()  # noqa: ARG005


def test_one_bad_row_breaks_squares_and_the_absolute_line_stands_a_third_of_them() -> None:
    random = np.random.default_rng(1)
    x = np.linspace(0.0, 1.0, 60)
    y = 2.0 * x + 0.1 * random.normal(size=60)
    squares, absolute = breakdown(fit("mse"), x, y), breakdown(fit("mae"), x, y)
    assert squares.counts[squares.point] == 1
    assert squares.shifts[0] == 0.0
    assert absolute.point is None or absolute.shares[absolute.point] > 0.3
    assert absolute.shifts[absolute.shares <= 0.25].max() < 0.3
    nothing = breakdown(lambda a, b: None, x, y)  # noqa: ARG005
    assert np.isnan(nothing.shifts).all()
    assert nothing.point is None


def test_breakdown_of_one_row_tries_nothing_but_none() -> None:
    alone = breakdown(fit("mse"), np.array([1.0]), np.array([2.0]))
    assert alone.counts.tolist() == [0]


def test_the_row_worth_dragging_is_the_one_that_moves_the_line_most() -> None:
    assert telling_row(THREE_X, THREE_Y) == 2
    assert telling_row(FOUR_X, FOUR_Y) == 7, "it alone decides the line"
    assert room_above(THREE_X, THREE_Y, 2)
    assert not room_above(THREE_X, -THREE_Y, 2)
    errors, leverage = errors_of_squares(THREE_X, THREE_Y)
    np.testing.assert_allclose(errors, THREE_Y - np.polyval(np.polyfit(THREE_X, THREE_Y, 1), THREE_X), atol=1e-12)
    assert leverage.sum() == pytest.approx(2.0), "the trace of the hat matrix is the number of parameters"


def test_one_row_a_constant_and_huge_numbers_have_a_telling_row_too() -> None:
    assert telling_row(np.array([3.0]), np.array([4.0])) == 0
    assert telling_row(np.ones(4), np.array([1.0, 1.0, 9.0, 1.0])) == 2
    assert telling_row(np.ones(3), np.ones(3)) in range(3)
    assert telling_row(1e150 * THREE_X, 1e150 * THREE_Y) == 2


def test_extent_is_never_zero() -> None:
    assert extent(np.array([2.0, 5.0])) == 3.0
    assert extent(np.array([-7.0])) == 7.0
    assert extent(np.zeros(3)) == 1.0


@given(st.floats(1e-150, 1e150))
def test_notches_reach_from_minus_a_thousand_ranges_to_plus_in_round_steps(reach: float) -> None:
    there = np.array(notches(reach))
    assert (np.diff(there) > 0).all()
    np.testing.assert_array_equal(there, -there[::-1])
    assert 0.0 in there
    assert there[-1] == pytest.approx(FARTHEST * reach, rel=0.02)
    step = there[there > 0][0]
    assert f"{step:.0e}"[0] in "125"
    assert 0.01 < step / reach < 0.05


def test_round_numbers_are_one_two_or_five() -> None:
    wanted = {0.14: 0.1, 0.15: 0.2, 1.0: 1.0, 1.6: 2.0, 3.1: 2.0, 3.2: 5.0, 8.0: 10.0, 519.0: 500.0, 1e-150: 1e-150}
    assert {size: round_number(size) for size in wanted} == wanted
