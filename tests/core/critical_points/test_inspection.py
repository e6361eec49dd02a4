"""One point: its kind, the reason, and the way out, in any unit."""


import numpy as np
import pytest

from core.critical_points import LANDSCAPES, escape, find, inspect, profile
from core.critical_points.sentences import SENTENCES
from core.descent import descend
from core.formula import formula
from tests.core.critical_points.cases import LITERATURE


def test_the_origin_of_the_tiny_network_is_a_saddle_and_the_way_out_is_one_one() -> None:
    point = inspect(LANDSCAPES["tiny_network"], [0.0, 0.0])
    assert point.kind == "saddle point"
    np.testing.assert_array_equal(point.hessian, [[0, -2], [-2, 0]])
    np.testing.assert_allclose(point.eigenvalues, [-2, 2])
    assert point.down == pytest.approx(np.array([1, 1]) / np.sqrt(2))
    assert point.reason == (
        "The gradient is 0, 1 eigenvalue(s) are negative and 1 positive (−2, 2): "
        "L falls along (0.7071, 0.7071) and rises along (0.7071, −0.7071)."
    )
    assert point.minimum_ratio == 0.5


def test_half_a_unit_out_of_the_saddle_taylor_promises_075_and_the_ground_gives_07656() -> None:
    f = LANDSCAPES["tiny_network"]
    point = inspect(f, [0.0, 0.0])
    step = escape(f, point, 0.5)
    assert step.predicted == pytest.approx(0.75)
    assert step.loss == pytest.approx(0.765625)
    slice_ = profile(f, point, [1.0, 1.0], 1.0, count=5)
    np.testing.assert_allclose(slice_.t, [-1, -0.5, 0, 0.5, 1])
    np.testing.assert_allclose(slice_.loss, (1 - slice_.t**2 / 2) ** 2)
    np.testing.assert_allclose(slice_.taylor, 1 - slice_.t**2, atol=1e-15)


def test_descent_from_exactly_the_saddle_stays_and_a_nudge_escapes() -> None:
    f = LANDSCAPES["tiny_network"]
    stuck = descend(f, [0.0, 0.0], rate=0.1, steps=100)
    assert inspect(f, stuck.thetas[-1]).kind == "saddle point"
    to_saddle = descend(f, [0.5, -0.5], rate=0.1, steps=1000)
    np.testing.assert_allclose([*to_saddle.thetas[-1], to_saddle.losses[-1]], [0, 0, 1], atol=1e-3)
    assert inspect(f, to_saddle.thetas[-1]).kind == "saddle point"
    free = descend(f, [0.01, 0.01], rate=0.1, steps=1000)
    np.testing.assert_allclose(free.thetas[-1], [1, 1], atol=1e-4)
    assert inspect(f, free.thetas[-1]).kind == "local minimum"


def test_on_the_curve_w1_w2_1_it_is_a_minimum_with_a_flat_direction() -> None:
    point = inspect(LANDSCAPES["tiny_network"], [1.0, 1.0])
    assert point.kind == "local minimum"
    np.testing.assert_allclose(point.eigenvalues, [0, 4], atol=1e-15)
    np.testing.assert_array_equal(point.signs, [0, 1])
    np.testing.assert_allclose(point.flat, [np.array([1, -1]) / np.sqrt(2)], atol=1e-12)
    assert point.minimum_ratio == 0.5
    for w in (0.5, 2.0, 3.0, -4.0):
        there = inspect(LANDSCAPES["tiny_network"], [w, 1 / w])
        assert there.kind == "local minimum"
        assert there.flat.shape == (1, 2)


def test_descent_from_the_middle_of_himmelblau_ends_at_three_two() -> None:
    f = LANDSCAPES["himmelblau"]
    run = descend(f, [0.0, 0.0], rate=0.01, steps=5000)
    np.testing.assert_allclose(run.thetas[-1], [3, 2], atol=1e-5)
    assert inspect(f, run.thetas[-1]).kind == "local minimum"


@pytest.mark.parametrize("scale", [1e-100, 1e-12, 1.0, 1e12, 1e100])
@pytest.mark.parametrize("lift", ["0", "1e6"])
def test_the_verdict_does_not_depend_on_the_unit_of_the_loss(scale: float, lift: str) -> None:
    f = formula(f"{lift} + {scale}*((u - 1)^2 + (v + 2)^2)")
    assert inspect(f, [1.0, -2.0]).kind == "local minimum"
    assert inspect(f, [1.1, -2.0]).kind == "not critical"
    assert inspect(formula(f"{lift} + {scale}*(u^2 - v^2)"), [0.0, 0.0]).kind == "saddle point"
    assert inspect(formula(f"{lift} - {scale}*(u^2 + 2v^2)"), [0.0, 0.0]).kind == "local maximum"


@pytest.mark.parametrize("unit", [1e-8, 1e-3, 1.0, 1e3, 1e8])
def test_the_verdict_does_not_depend_on_the_unit_of_a_parameter(unit: float) -> None:
    # Himmelblau with u measured in another unit; its minimum, a saddle and the maximum
    f = formula(f"((u/{unit})^2 + v - 11)^2 + (u/{unit} + v^2 - 7)^2", box=((-5 * unit, 5 * unit), (-5.0, 5.0)))
    kinds = [inspect(f, [u * unit, v]).kind for _, u, v in LITERATURE["himmelblau"]]
    assert kinds == [kind for kind, *_ in LITERATURE["himmelblau"]]
    assert inspect(f, [3.01 * unit, 2.0]).kind == "not critical"
    assert len(find(f).points) == 9


KINDS = {  # at (0, 0)
    "u^4 - v^2": ("undecided", "undecided.negative"),
    "-u^4 - v^4": ("undecided", "undecided.zero"),
    "u^3 + v^2": ("undecided", "undecided.positive"),
    "u^4 + v^4": ("local minimum", "minimum.convex.flat"),
    "u^2*v": ("undecided", "undecided.zero"),
    "u^3 - 3u*v^2": ("undecided", "undecided.zero"),
    "5": ("local minimum", "minimum.convex.flat"),
    "u": ("not critical", "not critical"),
    "u^2*v^2": ("local minimum", "minimum.bound.flat"),
    "cos(u) - v^2": ("local maximum", "maximum"),
    "sin(u)*v": ("saddle point", "saddle"),
    "abs(u) + abs(v)": ("minimum at a crease", "crease.minimum"),
    "abs(u) + v^2": ("minimum at a crease", "crease.minimum"),
    "abs(u) + 0.5u + v^2": ("minimum at a crease", "crease.minimum"),
    "abs(u) + u + v^2": ("minimum at a crease", "crease.minimum"),
    "relu(u) - 0.5u + v^2": ("minimum at a crease", "crease.minimum"),
    "abs(u) + 2u": ("crease", "crease"),
    "-abs(u)": ("crease", "crease"),
    "abs(u) - abs(v)": ("crease", "crease"),
    "abs(u) - v^2": ("crease", "crease"),
    "abs(u) + v^3": ("crease", "crease"),
    "abs(abs(u) - 1) + v^2": ("crease", "crease"),
    "abs(u) + v": ("crease", "crease"),
    "abs(u*v - 0)": ("local minimum", "minimum.bound.flat"),
    "abs(u - v^2)": ("minimum at a crease", "crease.minimum.bound"),
    "2abs(u) + abs(v) - 0.5*abs(u)*cos(v)": ("minimum at a crease", "crease.minimum"),
    "2abs(u) - 0.5abs(u + v) + abs(v)": ("minimum at a crease", "crease.minimum"),
    "abs(u) + u*v": ("undecided", "undecided.crease"),
    "sqrt(u^2 + v^2)": ("minimum at a crease", "crease.minimum.bound"),
    "-sqrt(u^2 + v^2)": ("undecided", "undecided.steep"),
    "log(u)": ("undecided", "undecided.undefined"),
    "1/u": ("undecided", "undecided.undefined"),
}


@pytest.mark.parametrize("text", KINDS)
def test_every_kind_with_its_reason(text: str) -> None:
    point = inspect(formula(text), [0.0, 0.0])
    kind, case = KINDS[text]
    assert (point.kind, point.template) == (kind, SENTENCES[case])
    assert point.reason == point.template.format(**point.values)
    assert point.reason.endswith(".")
    assert "{" not in point.reason


def test_all_sentences_are_met_in_these_tests() -> None:
    met = {case for _, case in KINDS.values()} | {"minimum", "minimum.convex", "minimum.bound"}
    assert set(SENTENCES) == met


def test_a_convex_bowl_and_a_bound_without_flat_directions() -> None:
    assert inspect(LANDSCAPES["bowl"], [0, 0]).template == SENTENCES["minimum.convex"]
    assert inspect(LANDSCAPES["himmelblau"], [3, 2]).template == SENTENCES["minimum"]


def test_the_monkey_saddle_is_undecided_and_says_what_a_step_both_ways_does() -> None:
    point = inspect(LANDSCAPES["monkey_saddle"], [0.0, 0.0])
    assert point.kind == "undecided"
    assert point.reason == (
        "The gradient is 0 and so are all eigenvalues of the Hessian: second order can't tell. "
        "A step of 0.2 along (1, 0) changes L by 0.008, the opposite one by −0.008."
    )
    # a little beside the point the Hessian seems to have signs, but they are those of the distance
    assert inspect(LANDSCAPES["monkey_saddle"], [1e-6, 2e-7]).kind == "undecided"


def test_far_out_on_the_plateau_the_slope_is_tiny_and_yet_not_zero() -> None:
    point = inspect(LANDSCAPES["plateau"], [5.0, 5.0])
    assert np.linalg.norm(point.gradient) < 1e-9
    assert point.kind == "not critical"
    assert point.down is not None
    np.testing.assert_allclose(point.down, [-np.sqrt(0.5)] * 2)


@pytest.mark.parametrize(
    ("text", "kind"),
    {
        "abs(u) + 2abs(v - 1) + v": "minimum at a crease",
        "abs(u) + 2abs(v - 1) + 3v": "crease",
        "abs(u) - 2abs(v - 1)": "crease",
    }.items(),
)
def test_the_way_down_from_a_crease_goes_down(text: str, kind: str) -> None:
    f = formula(text)
    point = inspect(f, [0.0, 1.0])
    assert point.kind == kind
    if kind == "crease":
        step = escape(f, point, 1e-3)
        assert step.loss < point.value
        np.testing.assert_allclose(np.linalg.norm(step.step), 1e-3)


def test_eigenvectors_stand_in_columns_and_explain_the_hessian() -> None:
    point = inspect(LANDSCAPES["himmelblau"], LITERATURE["himmelblau"][5][1:])
    rebuilt = point.eigenvectors @ np.diag(point.eigenvalues) @ point.eigenvectors.T
    np.testing.assert_allclose(rebuilt, point.hessian, rtol=1e-12)
    assert np.all(np.diff(point.eigenvalues) > 0)


def test_escape_and_profile_say_when_they_cannot() -> None:
    f = LANDSCAPES["bowl"]
    bottom = inspect(f, [0, 0])
    with pytest.raises(ValueError, match="No direction"):
        escape(f, bottom, 1.0)
    with pytest.raises(ValueError, match="direction"):
        profile(f, bottom, [0, 0], 1.0)
    with pytest.raises(ValueError, match="reach"):
        profile(f, bottom, [1, 0], 0.0)
    with pytest.raises(ValueError, match="shape"):
        inspect(f, [0.0, 0.0, 0.0])


def test_a_slope_is_walked_down_and_not_up() -> None:
    f = LANDSCAPES["bowl"]
    step = escape(f, inspect(f, [1.0, 0.0]), 0.1)
    np.testing.assert_allclose(step.theta, [0.9, 0.0])
    assert step.predicted == pytest.approx(step.loss)
