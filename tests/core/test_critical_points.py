from time import perf_counter

import numpy as np
import pytest

from core.critical_points import LANDSCAPES, CriticalPoint, Found, escape, find, inspect, profile
from core.critical_points.sentences import SENTENCES
from core.descent import descend
from core.exact import minimize
from core.formula import formula
from core.losses import LOSSES
from core.models import line, linear, network
from core.objective import objective

YESTERDAY = np.array([[4.8], [4.9], [7.5], [7.9], [8.6], [9.8]])  # the notes' views
TODAY = np.array([4.9, 7.5, 7.9, 8.6, 9.8, 9.0])

# Roots of the gradient by resultants in 40 digits (sympy). Names of kinds as in DESIGN.
LITERATURE = {
    "bowl": [("local minimum", 0.0, 0.0)],
    "saddle": [("saddle point", 0.0, 0.0)],
    "monkey_saddle": [("undecided", 0.0, 0.0)],
    "himmelblau": [
        ("local minimum", -3.77931025337774689, -3.28318599128616941),
        ("local minimum", -2.80511808695274485, 3.13131251825057297),
        ("local minimum", 3.0, 2.0),
        ("local minimum", 3.58442834033049174, -1.84812652696440355),
        ("saddle point", -3.07302575076438961, -0.0813530442879675116),
        ("saddle point", -0.127961346730680066, -1.95371498024457643),
        ("saddle point", 0.0866775045553963518, 2.88425470117477611),
        ("saddle point", 3.38515418360702094, 0.0738518798377492877),
        ("local maximum", -0.270844590667347613, -0.923038556479981463),
    ],
    "rosenbrock": [("local minimum", 1.0, 1.0)],
    "beale": [
        ("local minimum", 3.0, 0.5),
        ("saddle point", 0.0, 1.0),
        ("saddle point", 0.100537937324158359, -2.64451358502312497),
    ],
    "plateau": [("local minimum", 0.0, 0.0)],
    "tiny_network": [("saddle point", 0.0, 0.0)],
}


def listed(found: Found) -> list[tuple[str, float, float]]:
    return sorted((point.kind, float(point.theta[0]), float(point.theta[1])) for point in found.points)


@pytest.mark.parametrize("name", LANDSCAPES)
def test_every_critical_point_of_the_literature_is_found_and_no_other(name: str) -> None:
    begun = perf_counter()
    found = find(LANDSCAPES[name], seconds=60)
    assert perf_counter() - begun < 5
    assert found.complete
    wanted = sorted(LITERATURE[name])
    assert [kind for kind, *_ in listed(found)] == [kind for kind, *_ in wanted]
    np.testing.assert_allclose([at for _, *at in listed(found)], [at for _, *at in wanted], atol=1e-10)
    assert bool(found.curves) == (name == "tiny_network")


@pytest.mark.parametrize("name", LANDSCAPES)
def test_a_landscape_says_what_it_is_for(name: str) -> None:
    f = LANDSCAPES[name]
    assert f.name == name
    assert f.title
    assert f.idea.endswith(".")
    (low, high), (lower, higher) = f.box
    assert low < high
    assert lower < higher


def test_landscapes_stand_in_the_order_of_the_screen_and_cannot_be_changed() -> None:
    assert list(LANDSCAPES) == list(LITERATURE)
    with pytest.raises(TypeError):
        LANDSCAPES["hill"] = LANDSCAPES["bowl"]  # type: ignore[index]


def test_himmelblau_has_four_minima_four_saddles_and_one_maximum() -> None:
    found = find(LANDSCAPES["himmelblau"])
    counts = [len(found.of_kind(kind)) for kind in ("local minimum", "saddle point", "local maximum")]
    assert counts == [4, 4, 1]
    assert [point.kind for point in found.points][:4] == ["local minimum"] * 4


def test_the_minima_of_the_tiny_network_are_two_curves() -> None:
    found = find(LANDSCAPES["tiny_network"], seconds=60)
    assert len(found.curves) == 2
    for curve in found.curves:
        np.testing.assert_allclose(curve.path[:, 0] * curve.path[:, 1], 1.0, atol=1e-10)
        np.testing.assert_allclose(sorted(np.abs(curve.path[[0, -1]]).max(axis=1)), [2.5, 2.5], atol=1e-6)
        assert np.linalg.norm(np.diff(curve.path, axis=0), axis=1).max() < 0.2
        assert curve.kind == "local minimum"
        assert not curve.closed
        assert curve.reason == "L can't be below 0, and it is there all along this curve."
    (saddle,) = found.points
    np.testing.assert_allclose(saddle.eigenvalues, [-2, 2])


# ---------------------------------------------------------------- one point


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


# ---------------------------------------------------------------- losses on data


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_the_exact_line_is_a_minimum_in_any_unit_and_a_point_beside_it_is_not(unit: float) -> None:
    f = objective(line(), "mse", YESTERDAY * unit, TODAY)
    best = minimize(f)
    assert inspect(f, best.theta).kind == "local minimum"
    assert inspect(f, best.theta).flat.shape == (0, 2)
    for beside in ([0.01, 0.0], [0.0, 0.001 / unit]):
        assert inspect(f, best.theta + beside).kind == "not critical"


def test_small_eigenvalues_survive_units_that_are_far_apart() -> None:
    x = 3.0 + np.array([[-1.0], [1.0], [-1.0], [1.0]])  # H = 2 [[1, 3], [3, 10]] in one unit
    f = objective(line(), "mse", 1e9 * x, [0.0, 1.0, 0.0, 1.0])
    point = inspect(f, minimize(f).theta)
    # λ₁ λ₂ = det H = 4·1e18, λ₁ + λ₂ = 2 + 20e18
    np.testing.assert_allclose(point.eigenvalues, [4e18 / (2e19 + 2), 2e19 + 2], rtol=1e-12)
    assert point.kind == "local minimum"


def test_a_constant_feature_leaves_a_flat_direction_and_a_valley() -> None:
    f = objective(line(), "mse", np.full((6, 1), 3.0), TODAY)
    point = inspect(f, [0.0, TODAY.mean() / 3])
    assert point.kind == "local minimum"
    np.testing.assert_allclose(np.abs(point.flat), [np.array([3, 1]) / np.sqrt(10)])
    found = find(f, ((-10.0, 10.0), (-3.0, 3.0)))
    assert not found.points
    (valley,) = found.curves
    np.testing.assert_allclose(valley.path @ [1, 3], TODAY.mean(), atol=1e-9)
    assert valley.kind == "local minimum"


def test_the_best_line_by_absolute_errors_is_a_minimum_at_a_crease() -> None:
    f = objective(line(), "mae", YESTERDAY, TODAY)
    # through the first and the last point, or any two: try all pairs, the best pair is the optimum
    pairs = [(i, j) for i in range(6) for j in range(i)]
    lines = []
    for i, j in pairs:
        w = (TODAY[i] - TODAY[j]) / (YESTERDAY[i, 0] - YESTERDAY[j, 0])
        lines.append([TODAY[i] - w * YESTERDAY[i, 0], w])
    losses = f.values(np.array(lines))
    kinds = [inspect(f, theta).kind for theta in lines]
    assert kinds[int(np.argmin(losses))] == "minimum at a crease"
    for kind, loss in zip(kinds, losses, strict=True):
        assert kind == ("minimum at a crease" if loss <= losses.min() * (1 + 1e-12) else "crease")


CONVEX = [name for name, loss in LOSSES.items() if loss.convex and loss.trainable]


@pytest.mark.parametrize(("l1", "l2", "unit"), [(0.0, 0.0, 1.0), (0.05, 0.0, 1.0), (0.0, 0.05, 1.0), (0.0, 0.0, 1e5)])
@pytest.mark.parametrize("name", CONVEX)
def test_every_exact_minimum_is_called_one_and_a_place_beside_it_is_not(
    name: str, l1: float, l2: float, unit: float
) -> None:
    random, task = np.random.default_rng(0), LOSSES[name].task
    X = random.normal(size=(60, 3))
    score = X @ [1.0, -2.0, 0.5] + 3 + 2 * random.normal(size=60)
    y = {"regression": score, "binary": (score > 3) * 1.0, "multiclass": np.digitize(score, [2, 4]) * 1.0}[task]
    outputs = 3 if task == "multiclass" else 1
    f = objective(linear(3, outputs), name, X * [unit, 1, 1 / unit], y, l1=l1, l2=l2)
    best = minimize(f).theta
    assert inspect(f, best).kind in ("local minimum", "minimum at a crease")
    assert inspect(f, best + 0.1 * np.abs(best) * np.arange(1, f.size + 1)).kind in ("not critical", "crease")


def test_a_network_has_names_for_its_way_down_and_a_measured_hessian() -> None:
    model = network(1, hidden=(3,), activation="tanh")
    f = objective(model, "mse", (YESTERDAY - 7) / 2, (TODAY - 8) / 2)
    point = inspect(f, model.start(0))
    assert point.kind == "not critical"
    assert point.reason.count("_") >= 2
    assert point.eigenvalues.shape == (10,)


def test_a_dead_network_is_a_saddle_or_flat_but_its_zeros_are_zeros() -> None:
    # all inner weights 0: the outer weights see nothing, the inner ones get no slope
    model = network(1, hidden=(2,), activation="tanh")
    x = (YESTERDAY - YESTERDAY.mean()) / 2
    f = objective(model, "mse", x, TODAY - TODAY.mean())
    point = inspect(f, np.zeros(model.size))
    assert point.kind == "saddle point"
    # dL/(dw1 dw2) = −2·mean(x·y) for each unit: two negative, two positive, and the bias of the output
    assert [int(np.sum(point.signs == sign)) for sign in (1, 0, -1)] == [3, 2, 2]


# ---------------------------------------------------------------- searching

FOUND = {  # points by kind, curves by kind; in −3..3
    "sin(u)*cos(v)": ({"local minimum": 1, "local maximum": 1, "saddle point": 2}, {}),
    "u^3 + v^3 - 3u*v": ({"local minimum": 1, "saddle point": 1}, {}),
    "(u-1)^4 + (v+0.5)^2": ({"local minimum": 1}, {}),
    "u^4 - v^2": ({"undecided": 1}, {}),
    "u^2 + 1e-8v^2": ({"local minimum": 1}, {}),
    "exp(-u^2 - v^2)": ({"local maximum": 1}, {}),
    "1e6 + (u^2-1)^2*1e-3 + v^2": ({"local minimum": 2, "saddle point": 1}, {}),
    "u^v": ({"saddle point": 1}, {}),
    "log(u) + v^2/u": ({}, {}),
    "u": ({}, {}),
    "5": ({}, {}),
    "(u^2 + v^2 - 1)^2": ({"local maximum": 1}, {"local minimum": 1}),
    "(1 - u*v)^4": ({"saddle point": 1}, {"local minimum": 2}),
    "(u*v)^2": ({}, {"local minimum": 2}),
    "-(u^2 + v^2 - 1)^2": ({"local minimum": 1}, {"local maximum": 1}),
    "u^2*v": ({}, {"local minimum": 1, "local maximum": 1}),
    "u^3": ({}, {"undecided": 1}),
    "(u + v)^2": ({}, {"local minimum": 1}),
    "u^2*cos(3v)": ({}, {"local minimum": 3, "local maximum": 4}),
    "abs(u)": ({}, {"minimum at a crease": 1}),
    "abs(u) + abs(v)": ({"minimum at a crease": 1}, {}),
    "abs(u) - abs(v)": ({"crease": 1}, {}),
    "-abs(u) - abs(v)": ({"crease": 1}, {}),
    "abs(u - v^2) + (v - 0.5)^2": ({"minimum at a crease": 1}, {}),
    "abs(u*v - 1) + u^2": ({"saddle point": 1}, {}),
    "abs(sin(u)) + abs(cos(v))": ({"minimum at a crease": 2, "crease": 5, "local maximum": 2}, {}),
    "sqrt(u^2 + v^2)": ({"minimum at a crease": 1}, {}),
    "(u^2 + v^2)^0.5 + 1": ({"minimum at a crease": 1}, {}),
    "relu(u) + relu(v)": ({}, {"minimum at a crease": 2}),
    "relu(1 - u*v)": ({"saddle point": 1}, {"minimum at a crease": 2}),
    "-abs(u)": ({}, {"crease": 1}),
    "abs(u) + v": ({}, {}),
    "abs(u)*v^0": ({}, {"minimum at a crease": 1}),
    "(v - 1)^2 + 0*sqrt(u)": ({}, {"local minimum": 1}),
    "abs(u) - 1": ({}, {"minimum at a crease": 1}),
    "abs(log(u)) + v^2": ({"minimum at a crease": 1}, {}),
}


@pytest.mark.parametrize("text", FOUND)
def test_what_is_found_on_a_typed_formula(text: str) -> None:
    begun = perf_counter()
    found = find(formula(text), seconds=60)
    assert perf_counter() - begun < 6
    assert found.complete
    points, curves = FOUND[text]
    assert count([point.kind for point in found.points]) == points
    assert count([curve.kind for curve in found.curves]) == curves
    for curve in found.curves:
        assert curve.reason.endswith(".")
        assert len(curve.path) > 1


def count(kinds: list[str]) -> dict[str, int]:
    return {kind: kinds.count(kind) for kind in kinds}


def test_many_points_are_all_found_to_the_last_digits() -> None:
    found = find(formula("sin(10u)*sin(10v)"), seconds=60)
    assert count([point.kind for point in found.points]) == {
        "local minimum": 200,
        "saddle point": 361,
        "local maximum": 200,
    }
    spots = np.array([point.theta for point in found.points]) * 20 / np.pi
    np.testing.assert_allclose(spots, np.round(spots), atol=1e-9)


def test_level_ground_is_said_and_not_called_points() -> None:
    found = find(formula("relu(u - 1)^2 + relu(v)^2"))
    assert not found.points
    assert len(found.level) > 100
    assert np.all((found.level[:, 0] <= 1.1) & (found.level[:, 1] <= 0.1))
    assert len(find(formula("5")).level) > 1000


def test_points_on_the_border_belong_to_the_box_and_points_outside_do_not() -> None:
    assert len(find(formula("(u-3)^2 + v^2")).points) == 1
    assert not find(formula("(u-3.001)^2 + v^2")).points
    assert len(find(LANDSCAPES["himmelblau"], ((0.0, 4.0), (0.0, 4.0))).points) == 3


def test_a_closed_curve_ends_where_it_began() -> None:
    (curve,) = find(formula("(u^2 + v^2 - 1)^2")).curves
    assert curve.closed
    np.testing.assert_array_equal(curve.path[0], curve.path[-1])
    np.testing.assert_allclose(np.hypot(*curve.path.T), 1.0, atol=1e-10)
    angles = np.unwrap(np.arctan2(*curve.path.T))
    assert abs(angles[-1] - angles[0]) == pytest.approx(2 * np.pi)


def test_a_loss_on_data_has_its_minimum_found() -> None:
    f = objective(line(), "mse", YESTERDAY, TODAY)
    (point,) = find(f, ((-10.0, 10.0), (-3.0, 3.0))).points
    np.testing.assert_allclose(point.theta, minimize(f).theta, rtol=1e-9)
    assert point.kind == "local minimum"
    assert not find(f, ((-10.0, 0.0), (-3.0, 0.0))).points


def test_a_valley_is_found_in_a_window_without_the_point_that_minimize_chose() -> None:
    f = objective(line(), "mse", np.full((6, 1), 3.0), TODAY)
    (valley,) = find(f, ((-10.0, -5.0), (-10.0, 10.0)), seconds=20).curves
    np.testing.assert_allclose(valley.path @ [1, 3], TODAY.mean(), atol=1e-8)


@pytest.mark.parametrize("loss", ["mae", "huber", "log_cosh"])
def test_the_minimum_of_any_convex_loss_on_data_is_found_at_once(loss: str) -> None:
    f = objective(line(), loss, YESTERDAY, TODAY)
    begun = perf_counter()
    (point,) = find(f, ((-10.0, 10.0), (-3.0, 3.0))).points
    assert perf_counter() - begun < 1
    assert point.kind == ("minimum at a crease" if loss == "mae" else "local minimum")


def test_separable_classes_have_no_critical_point() -> None:
    f = objective(line(), "logistic", YESTERDAY, [0, 0, 0, 1, 1, 1])
    assert not find(f, ((-10.0, 10.0), (-3.0, 3.0))).points


def test_a_loss_that_is_not_convex_is_searched_from_a_grid() -> None:
    f = objective(line(), "cauchy", YESTERDAY - 7, TODAY - 8)
    found = find(f, ((-2.0, 2.0), (-2.0, 2.0)), seconds=20)
    assert [point.kind for point in found.points] == ["local minimum"]
    np.testing.assert_allclose(f.gradient(found.points[0].theta), 0, atol=1e-10)


def test_the_search_keeps_its_time_and_says_when_it_was_cut_short() -> None:
    begun = perf_counter()
    found = find(formula("sin(30u)*sin(30v) + u^2*v^2"), seconds=0.05)
    assert perf_counter() - begun < 2
    assert not found.complete


def test_curves_are_not_followed_when_the_time_is_up() -> None:
    f = formula("(u^2 + v^2 - 1)^2*(u - v)^2")
    assert len(find(f, seconds=20).curves) == 2
    cut_short = find(f, seconds=0.02)
    assert not cut_short.complete
    assert len(cut_short.curves) < 2


@pytest.mark.parametrize("box", [((0, 0), (0, 1)), ((1, 0), (0, 1)), ((0, np.inf), (0, 1)), ((0, 1),)])
def test_an_empty_box_is_refused(box: object) -> None:
    with pytest.raises(ValueError, match="box"):
        find(LANDSCAPES["bowl"], box)  # type: ignore[arg-type]


def test_what_cannot_be_searched_is_refused() -> None:
    f = objective(network(1, hidden=(2,)), "mse", YESTERDAY, TODAY)
    with pytest.raises(ValueError, match="cut a plane"):
        find(f)
    with pytest.raises(ValueError, match="Give the box"):
        find(objective(line(), "mse", YESTERDAY, TODAY))


def test_a_point_is_a_value_object() -> None:
    point = inspect(LANDSCAPES["bowl"], [0, 0])
    assert isinstance(point, CriticalPoint)
    with pytest.raises(AttributeError):
        point.kind = "saddle point"  # type: ignore[misc]
