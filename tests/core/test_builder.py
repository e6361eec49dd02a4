"""A curve built from pieces: exact weights, errors that never rise, and lines that stay lines."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS, chosen
from core.arrays import Array
from core.builder import CURVES, MOST_PIECES, Pieces, grow, multiply_out, points, ramp_miss, reach, two_rectifiers
from core.builder.search import STEEP, grouped, one_sided, spare
from core.exact import minimize
from core.models import linear, sum_of_units
from core.objective import objective

NOISE = 0.3


def fixed_curve(rows: int = 60) -> tuple[Array, Array]:
    x = np.linspace(-3.0, 5.0, rows)
    return x, np.sin(x) + 0.2 * x + 0.1 * np.random.default_rng(7).normal(size=rows)


# --- a sum of pieces -------------------------------------------------------------------------------------------------


def test_shares_and_their_sum_by_hand() -> None:
    total = Pieces(chosen("relu"), 1.0, np.array([2.0, -1.0]), np.array([0.0, 4.0]), np.array([1.0, -2.0]))
    assert total.shares([-1.0, 3.0]).tolist() == [[0.0, -6.0], [6.0, 0.0]]
    assert total.predict([-1.0, 3.0]).tolist() == [-5.0, 7.0]
    assert total.slopes([-1.0, 3.0]).tolist() == [2.0, 2.0]
    assert total.middles.tolist() == [0.0, 2.0]


def test_the_challenge_rises_from_0_to_6_with_its_middle_at_2_and_slope_3_there() -> None:
    piece = Pieces(chosen("sigmoid"), 0.0, np.array([6.0]), np.array([-4.0]), np.array([2.0]))
    assert piece.middles.tolist() == [2.0]
    assert piece.middle_slopes.tolist() == [3.0]
    assert piece.predict([-40.0, 2.0, 44.0]) == pytest.approx([0.0, 3.0, 6.0], abs=1e-12)


def test_a_piece_that_does_not_depend_on_x_has_no_middle() -> None:
    flat = Pieces(chosen("tanh"), 0.0, np.array([1.0]), np.array([0.5]), np.array([0.0]))
    assert np.isnan(flat.middles).all()
    assert np.isfinite(flat.pens(0.0, 1.0)).all()


def test_a_sum_of_pieces_is_the_model_sum_of_units() -> None:
    random = np.random.default_rng(3)
    heights, biases, weights = random.normal(size=(3, 4))
    total = Pieces(chosen("gelu"), 0.7, heights, biases, weights)
    theta = np.concatenate([[0.7], heights, biases, weights])
    x = np.linspace(-2.0, 2.0, 9)
    assert total.predict(x) == pytest.approx(sum_of_units(4, "gelu").predict(theta, x[:, None]), abs=1e-13)


def test_a_pen_goes_from_end_to_end_and_looks_closely_where_a_piece_bends() -> None:
    total = Pieces(chosen("sigmoid"), 0.0, np.array([1.0, 1.0]), np.array([0.0, -200.0]), np.array([1.0, 100.0]))
    pens = total.pens(-5.0, 5.0)
    assert (np.diff(pens, axis=1) >= 0).all()
    assert pens[:, 0].tolist() == [-5.0, -5.0]
    assert pens[:, -1].tolist() == [5.0, 5.0]
    assert np.sum(np.abs(pens[1] - 2.0) <= 0.0601) >= 21
    assert (np.diff(total.pen(-5.0, 5.0)) > 0).all()


# --- building --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("curve", ["hills", "jump"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_error_never_rises_and_is_the_error_of_the_sum(activation: str, curve: str) -> None:
    x, y = points(curve, NOISE)
    grown = grow(x, y, activation)
    assert len(grown.sums) == MOST_PIECES + 1
    assert [len(each) for each in grown.sums] == list(range(MOST_PIECES + 1))
    assert (np.diff(grown.errors) <= 0).all()
    for k in (0, 1, 5, MOST_PIECES):
        assert np.mean((y - grown.sums[k].predict(x)) ** 2) == pytest.approx(grown.errors[k], rel=1e-9)


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("activation", ["sigmoid", "relu", "tanh"])
def test_twenty_pieces_come_within_one_and_a_half_times_the_noise(activation: str, curve: str, seed: int) -> None:
    x, y = points(curve, NOISE, seed)
    assert math.sqrt(grow(x, y, activation, 20).errors[20]) <= 1.5 * NOISE


@pytest.mark.parametrize("k", [1, 3, 12, 20])
@pytest.mark.parametrize("activation", ["sigmoid", "relu", "softplus", "step"])
def test_the_outer_weights_are_the_exact_least_squares(activation: str, k: int) -> None:
    x, y = fixed_curve()
    grown = grow(x, y, activation, k)
    total = grown.sums[k]
    columns = total.activation.value(total.sums(x))
    best = minimize(objective(linear(k), "mse", columns, y))
    assert grown.errors[k] == pytest.approx(best.loss, rel=1e-9)


def test_one_more_piece_starts_from_the_pieces_before() -> None:
    x, y = fixed_curve()
    grown = grow(x, y, "sigmoid", 9)
    for before, after in zip(grown.sums[:-1], grown.sums[1:], strict=True):
        stayed = [any(np.isclose(after.weights, weight) & np.isclose(after.biases, bias))
                  for weight, bias in zip(before.weights, before.biases, strict=True)]
        assert sum(stayed) >= max(0, len(before) - 6), "most pieces stay where they are"
    first, second = grow(x, y, "relu", 1), grow(x, y, "relu", 2)
    assert second.errors[1] == first.errors[1], "what was built before does not depend on what follows"


@pytest.mark.parametrize("curve", CURVES)
def test_the_identity_stays_the_least_squares_line_for_every_number_of_pieces(curve: str) -> None:
    x, y = points(curve, NOISE)
    slope, level = np.polyfit(x, y, 1)
    grown = grow(x, y, "identity")
    assert grown.helpful == 1
    assert grown.errors[1:] == pytest.approx(np.mean((y - level - slope * x) ** 2), rel=1e-12)
    for total in grown.sums[1:]:
        assert total.line() == pytest.approx((level, slope), rel=1e-9, abs=1e-9)
        places = {round(bias / weight, 9) for bias, weight in zip(total.biases, total.weights, strict=True)}
        assert len(places) >= len(total) - 1, "the lines differ"
        assert np.abs(total.heights).min() > 0, "every line has a share"


def test_two_relus_find_a_corner() -> None:
    x, y = points("corner", noise=0.0)
    grown = grow(x, y, "relu", 2)
    assert math.sqrt(grown.errors[2]) < 0.03 * np.std(y)


def test_one_step_finds_a_jump() -> None:
    x, y = points("jump", noise=0.0)
    grown = grow(x, y, "step", 1)
    assert grown.errors[1] == pytest.approx(0.0, abs=1e-20)
    assert grown.sums[1].heights[0] * np.sign(grown.sums[1].weights[0]) == pytest.approx(3.0)


def test_the_same_points_give_the_same_pieces() -> None:
    x, y = fixed_curve()
    once, again = grow(x, y, "tanh", 6), grow(x, y, "tanh", 6)
    assert np.array_equal(once.errors, again.errors)
    assert np.array_equal(once.sums[6].weights, again.sums[6].weights)


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "sine"])
def test_another_unit_or_origin_of_x_and_y_changes_nothing_but_the_numbers(activation: str) -> None:
    x, y = fixed_curve()
    here, there = grow(x, y, activation, 5), grow(1e6 + 1e3 * x, 7.0 - 1e-3 * y, activation, 5)
    assert there.errors == pytest.approx(1e-6 * here.errors, rel=1e-5)


@pytest.mark.parametrize(("x", "y"), [
    ([2.0], [3.0]), ([1.0, 1.0, 1.0], [1.0, 2.0, 6.0]), ([1.0, 2.0, 3.0], [5.0, 5.0, 5.0]), ([0.0, 1.0], [1.0, 2.0]),
    ([1e149, -1e149, 0.0], [1.0, 2.0, 3.0]), ([1e-200, 2e-200, 4e-200], [1.0, 0.0, 1.0]),
    ([0.0, 1.0, 2.0, 3.0], [1e149, -1e149, 1e149, 0.0]), ([1e9, 1e9 + 1, 1e9 + 2], [0.0, 1.0, 0.0]),
])
@pytest.mark.parametrize("activation", ["sigmoid", "relu", "identity", "gaussian"])
def test_few_equal_and_extreme_points_are_all_answered(activation: str, x: list[float], y: list[float]) -> None:
    grown = grow(x, y, activation, 6)
    assert np.isfinite(grown.errors).all()
    assert (np.diff(grown.errors) <= 0).all()
    assert grown.errors[0] == pytest.approx(np.var(y))
    assert all(np.isfinite(each.predict(x)).all() for each in grown.sums)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=30),
       st.sampled_from(["sigmoid", "relu", "tanh", "step", "elu"]))
def test_any_points_are_followed_ever_closer(rows: list[tuple[float, float]], activation: str) -> None:
    x, y = np.array(rows).T
    errors = grow(x, y, activation, 5).errors
    assert np.isfinite(errors).all()
    assert (np.diff(errors) <= 0).all()


def test_many_rows_are_all_used() -> None:
    random = np.random.default_rng(0)
    x = random.uniform(0.0, 1.0, 3_000)
    y = np.abs(x - 0.5) + random.normal(scale=0.05, size=3_000)
    grown = grow(x, y, "relu", 4)
    assert np.mean((y - grown.sums[4].predict(x)) ** 2) == pytest.approx(grown.errors[4], rel=1e-9)
    assert math.sqrt(grown.errors[4]) == pytest.approx(0.05, rel=0.1)


@pytest.mark.parametrize(("x", "y"), [([], []), ([1.0, 2.0], [1.0]), ([[1.0], [2.0]], [[1.0], [2.0]])])
def test_points_that_are_none_are_refused(x: list[float], y: list[float]) -> None:
    with pytest.raises(ValueError, match="two columns of equal length"):
        grow(x, y, "relu")


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="relo"):
        grow([1.0, 2.0], [1.0, 2.0], "relo")


def test_groups_keep_the_mean_and_the_number_of_rows() -> None:
    random = np.random.default_rng(1)
    u, y = random.normal(size=(2, 1_001))
    means, heights, counts = grouped(u, y)
    assert counts.sum() == 1_001
    assert counts @ heights / 1_001 == pytest.approx(y.mean())
    assert (np.diff(means) >= 0).all()


def test_shapes_that_look_alike_from_both_sides_are_tried_from_one() -> None:
    alike, others = ("sigmoid", "tanh", "step", "gaussian", "sine", "identity"), ("relu", "elu", "gelu", "softplus")
    assert not any(one_sided(chosen(name)) for name in alike)
    assert all(one_sided(chosen(name)) for name in others)


def test_spare_pieces_stand_at_places_of_their_own() -> None:
    middles = [spare(number).middle for number in range(1, 25)]
    assert len(set(middles)) == 24
    assert all(-1.0 < middle < 1.0 for middle in middles)
    assert {spare(number).steepness for number in range(1, 25)} == {STEEP[0]}


# --- the picture -----------------------------------------------------------------------------------------------------


def test_a_picture_holds_the_data_and_not_much_more() -> None:
    x, y = points("hills", NOISE)
    low, high, from_zero = reach(grow(x, y, "relu").sums, x, y)
    assert low <= y.min() < y.max() <= high
    assert high - low <= 2.3 * np.ptp(y)
    assert from_zero


def test_far_from_zero_the_pieces_start_from_the_constant() -> None:
    x, y = points("hills", NOISE)
    low, high, from_zero = reach(grow(x, y + 1_000.0, "sigmoid").sums, x, y + 1_000.0)
    assert not from_zero
    assert 990.0 < low < high < 1_012.0


def test_a_picture_of_equal_heights_is_not_empty() -> None:
    x = np.arange(5.0)
    low, high, _ = reach(grow(x, np.full(5, 3.0), "tanh").sums, x, np.full(5, 3.0))
    assert low <= 3.0 <= high


# --- made curves -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("curve", CURVES)
def test_a_made_curve_has_the_noise_that_is_said(curve: str) -> None:
    x, exact = points(curve, noise=0.0, rows=4_000)
    noise = points(curve, noise=NOISE, rows=4_000)[1] - exact
    assert np.std(noise) == pytest.approx(NOISE, rel=0.05)
    assert (x[0], x[-1]) == (0.0, 10.0)


def test_a_seed_gives_the_same_noise_every_time() -> None:
    assert np.array_equal(points("wave", NOISE, 5)[1], points("wave", NOISE, 5)[1])
    assert not np.array_equal(points("wave", NOISE, 5)[1], points("wave", NOISE, 6)[1])


@pytest.mark.parametrize(("curve", "x", "y"), [
    ("hills", 0.0, 2.5), ("wave", math.pi / 4, 2.0), ("bump", 6.0, 5.0), ("jump", 3.9, 1.0), ("jump", 4.0, 4.0),
    ("corner", 1.0, 3.0), ("teeth", 5.0, 1.0),
])
def test_made_curves_by_hand(curve: str, x: float, y: float) -> None:
    assert CURVES[curve].height(np.array([x])) == pytest.approx([y])


# --- straight pieces -------------------------------------------------------------------------------------------------


def test_two_layers_by_hand_multiply_out_to_one_line() -> None:
    bias, weights = multiply_out([([1.0], [[2.0]]), ([3.0], [[-0.5]])])
    assert bias.tolist() == [2.5]
    assert weights.tolist() == [[-1.0]]


@pytest.mark.parametrize("widths", [(1, 1), (2, 3, 1), (4, 5, 6, 2), (1, 2, 3, 4, 5, 6, 7)])
def test_any_stack_of_layers_is_the_one_layer_it_multiplies_out_to(widths: tuple[int, ...]) -> None:
    random = np.random.default_rng(len(widths))
    layers = [(random.normal(size=out), random.normal(size=(out, into)))
              for into, out in pairwise(widths)]
    x = random.normal(size=widths[0])
    signal = x
    for bias, weights in layers:
        signal = bias + weights @ signal
    bias, weights = multiply_out(layers)
    assert bias + weights @ x == pytest.approx(signal, rel=1e-9)


def test_no_layers_cannot_be_multiplied_out() -> None:
    with pytest.raises(ValueError, match="no layer"):
        multiply_out([])


def test_two_relus_are_a_hard_sigmoid_only_where_the_second_cancels_the_first() -> None:
    z = np.linspace(-7.0, 7.0, 141)
    assert ramp_miss(z, -1 / 6) < 1e-15
    assert ramp_miss(z, 0.0) == pytest.approx(4 / 6)
    assert all(ramp_miss(z, a) > 1e-3 for a in (-0.2, -0.16, 0.1))
    assert two_rectifiers([5.0], -1.0).tolist() == [[8.0 / 6.0, -2.0]]
