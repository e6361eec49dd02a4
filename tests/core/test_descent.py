"""Walking downhill: every step as it should be, and at the end the right word for how it ended."""

import csv
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.arrays import Array, ArrayLike
from core.critical_points import LANDSCAPES
from core.descent import CAUSES, DescentError, Ended, Run, descend, largest_curvature, largest_stable_rate
from core.descent.bowl import walk_bowl
from core.descent.history import History
from core.descent.plan import plan
from core.descent.verdict import restless
from core.descent.walk import walk
from core.exact import minimize
from core.losses import LOSSES
from core.models import line, linear, network, polynomial
from core.objective import DataObjective, Objective, condition_number, objective, plane
from core.optimizers import OPTIMIZERS

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
BOWL_RULES: list[tuple[str, dict[str, float]]] = [
    ("gradient_descent", {}), ("momentum", {"momentum": 0.9}), ("nesterov", {"momentum": 0.8})]
each_bowl_rule = pytest.mark.parametrize(("rule", "parameters"), BOWL_RULES, ids=[name for name, _ in BOWL_RULES])


def sample(name: str, x: str, y: str, standard: bool = False, loss: str = "mse") -> DataObjective:
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    table = np.array([[float(row[x]), float(row[y])] for row in rows])
    if standard:
        table = (table - table.mean(axis=0)) / table.std(axis=0)
    return objective(line(), loss, table[:, 0], table[:, 1])


@pytest.fixture(scope="module")
def hubble() -> DataObjective:
    return sample("hubble_1929", "distance_mpc", "velocity_km_s")


def walked_one_by_one(f: Objective, start: ArrayLike, rule: str, rate: float, steps: int) -> Array:
    optimizer, theta = OPTIMIZERS[rule], np.array(start, dtype=float)
    memory, path = optimizer.start(theta), [theta]
    for _ in range(steps):
        theta, memory = optimizer.step(theta, f.gradient(theta), memory, rate=rate)
        path.append(theta)
    return np.array(path)


# ---------------------------------------------------------------- the steps

def test_one_step_of_the_worked_example() -> None:
    views = [4.8, 4.9, 7.5, 7.9, 8.6, 9.8, 9.0]
    run = descend(objective(line(), "mse", views[:-1], views[1:]), [0.5, 1.0], rate=0.01, steps=1)
    np.testing.assert_allclose(run.thetas, [[0.5, 1.0], [0.504, 1.0082666667]], rtol=1e-9)
    np.testing.assert_allclose(run.losses, [6.8 / 6, 1.12921], rtol=1e-5)
    assert run.ended is Ended.REACHED_MAX_STEPS
    assert run.last == 1


@pytest.mark.parametrize("rule", OPTIMIZERS)
def test_every_optimizer_walks_its_own_steps(rule: str, hubble: DataObjective) -> None:
    bent = objective(network(1, (3,), "tanh"), "mae", hubble.X, hubble.y / 1000.0)
    for f, theta in ((hubble, np.array([1.0, 2.0])), (bent, bent.model.start(1))):
        run = descend(f, theta, rule, 0.01, 12, tolerance=0.0)
        np.testing.assert_allclose(run.thetas, walked_one_by_one(f, theta, rule, 0.01, 12), rtol=1e-12)
        np.testing.assert_allclose(run.losses, f.values(run.thetas), rtol=1e-12)
        np.testing.assert_allclose(run.gradient_norms, [np.linalg.norm(f.gradient(t)) for t in run.thetas], rtol=1e-9)
        np.testing.assert_array_equal(run.steps, np.arange(13))


@each_bowl_rule
@pytest.mark.parametrize("part", [0.01, 0.3, 0.95, 1.1])
@pytest.mark.parametrize("columns", [1, 2])
def test_many_steps_at_once_are_the_steps_one_by_one(
    rule: str, parameters: dict[str, float], part: float, columns: int, hubble: DataObjective
) -> None:
    f = objective(linear(columns), "mse", hubble.X ** np.arange(1, columns + 1), hubble.y, l2=0.01)
    limit = largest_stable_rate(f, rule, parameters)
    assert limit is not None
    asked = plan(f, np.arange(1.0, f.size + 1), rule, part * limit, 2500, parameters, None, 0, 1e-8, None, None)
    at_once, one_by_one = walk_bowl(asked), walk(asked)
    assert at_once is not None
    assert at_once[1] is one_by_one[1]
    np.testing.assert_allclose(at_once[0].shown(), one_by_one[0].shown(), rtol=1e-9, atol=1e-7)
    thetas = one_by_one[0].shown()[:, 3:]
    np.testing.assert_allclose(at_once[0].shown()[:, 3:], thetas, atol=1e-12 * np.abs(thetas).max())


def test_a_million_steps_of_a_bowl_are_thinned_and_quick(hubble: DataObjective) -> None:
    before = time.process_time()
    run = descend(hubble, [0.0, 0.0], rate=1e-6, steps=1_000_000, keep=300, tolerance=0.0)
    assert time.process_time() - before < 20.0
    assert (len(run.steps) <= 300, run.thinned, run.last) == (True, True, 1_000_000)
    assert list(run.steps[:4]) == [0, 1, 2, 3]
    gaps = np.diff(run.steps)
    assert gaps.max() < 0.1 * 1_000_000
    np.testing.assert_allclose(run.losses, hubble.values(run.thetas), rtol=1e-12)


def test_a_thousand_steps_never_look_at_the_rows_again(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    X = random.normal(size=(200_000, 1))
    f = objective(line(), "mse", X, 3.0 * X[:, 0] + random.normal(size=200_000))
    assert f.value([0.0, 0.0]) > 0.0

    def no_more(*_: object) -> None:
        raise AssertionError("the rows were looked at")

    for name in ("predict", "with_pullback", "design"):
        monkeypatch.setattr(type(f.model), name, no_more)
    monkeypatch.setattr(type(f), "gradient_scale", 1.0)
    for rule in ("gradient_descent", "adam"):
        assert descend(f, [0.0, 0.0], rule, 1e-4, 1000).ended is Ended.REACHED_MAX_STEPS


def test_batches_are_a_fresh_permutation_each_epoch() -> None:
    f = objective(linear(2), "mse", np.random.default_rng(1).normal(size=(10, 2)), np.arange(10.0))
    run = descend(f, [0.0, 0.0, 0.0], "adam", 0.05, 7, batch_size=4, seed=5, tolerance=0.0)
    generator, theta = np.random.default_rng(5), np.zeros(3)
    memory = OPTIMIZERS["adam"].start(theta)
    batches = [rows[s: s + 4] for rows in (generator.permutation(10) for _ in range(3)) for s in (0, 4, 8)]
    assert [len(rows) for rows in batches[:3]] == [4, 4, 2]
    for step, rows in enumerate(batches[:7]):
        theta, memory = OPTIMIZERS["adam"].step(theta, f.batch(rows).gradient(theta), memory, rate=0.05)
        np.testing.assert_allclose(run.thetas[step + 1], theta, rtol=1e-13)
    np.testing.assert_allclose(run.losses, f.values(run.thetas), rtol=1e-12)
    again = descend(f, [0.0, 0.0, 0.0], "adam", 0.05, 7, batch_size=4, seed=5, tolerance=0.0)
    np.testing.assert_array_equal(run.thetas, again.thetas)
    other = descend(f, [0.0, 0.0, 0.0], "adam", 0.05, 7, batch_size=4, seed=6, tolerance=0.0)
    assert not np.array_equal(run.thetas, other.thetas)


def test_a_batch_of_all_rows_is_the_whole() -> None:
    f = objective(line(), "mse", np.arange(5.0), np.arange(5.0) ** 2)
    whole, batch = (descend(f, [0.0, 0.0], rate=0.01, steps=20, batch_size=size) for size in (None, 5))
    np.testing.assert_array_equal(whole.thetas, batch.thetas)


def test_a_schedule_gives_each_step_its_rate() -> None:
    f = objective(line(), "mse", np.arange(5.0), np.arange(5.0) ** 2)
    seen: list[int] = []

    def rate(step: int) -> float:
        seen.append(step)
        return 0.02 / (1 + step)

    run = descend(f, [0.0, 0.0], rate=rate, steps=4)
    assert seen == [0, 1, 2, 3]
    theta = np.zeros(2)
    for step in range(4):
        theta = theta - 0.02 / (1 + step) * f.gradient(theta)
    np.testing.assert_allclose(run.thetas[-1], theta, rtol=1e-14)


# ---------------------------------------------------------------- how it ends

@pytest.mark.parametrize(("rate", "steps", "ended", "cause"), [
    (0.1, 1000, Ended.CONVERGED, ""), (0.1, 10, Ended.REACHED_MAX_STEPS, ""), (0.5, 1000, Ended.DIVERGED, "limit"),
    (0.5, 3, Ended.DIVERGED, "limit"), (1.0, 100, Ended.DIVERGED, "limit"), (0.4, 200, Ended.CONVERGED, ""),
    (0.0, 5, Ended.REACHED_MAX_STEPS, ""), (0.4918, 20, Ended.DIVERGED, "limit"),
    (0.4917, 20, Ended.REACHED_MAX_STEPS, "")])
def test_hubbles_line_in_data_units(rate: float, steps: int, ended: Ended, cause: str, hubble: DataObjective) -> None:
    """The limit is 2/4.0671 = 0.49175 (LESSONS, challenge 6)."""
    run = descend(hubble, [0.0, 0.0], rate=rate, steps=steps)
    assert (run.ended, run.cause) == (ended, cause)
    if ended is Ended.CONVERGED:
        np.testing.assert_allclose(run.thetas[-1], [-40.7836, 454.1584], rtol=1e-5)
    assert largest_stable_rate(hubble) == pytest.approx(0.49175, abs=1e-5)
    assert largest_curvature(hubble) == pytest.approx(4.0671, abs=1e-4)
    assert condition_number(hubble) == pytest.approx(10.356, abs=1e-3)


def test_a_standardized_line_is_a_round_bowl() -> None:
    """H = 2I: a rate of 0.5 lands in one step, a rate of 1 mirrors for ever (LESSONS, challenge 7)."""
    f = sample("old_faithful", "waiting", "eruptions", standard=True)
    landed = descend(f, [0.0, 0.0], rate=0.5)
    assert (landed.ended, landed.last) == (Ended.CONVERGED, 1)
    for steps in (2, 30, 1000):
        mirrored = descend(f, [0.0, 0.0], rate=1.0, steps=steps)
        assert (mirrored.ended, mirrored.cause) == (Ended.OSCILLATING, "mirror")
    assert descend(f, [0.0, 0.0], rate=0.99, steps=30).ended is Ended.REACHED_MAX_STEPS
    first = descend(f, [0.0, 0.0], "adam", 0.1, 1).thetas[1]
    assert first[1] == pytest.approx(0.1, abs=1e-6)                          # challenge 8


def test_mae_of_old_faithful_comes_to_rest_on_a_flat_bottom() -> None:
    f = sample("old_faithful", "waiting", "eruptions", standard=True, loss="mae")
    run = descend(f, [0.0, 0.0], rate=0.1)
    assert run.ended is Ended.CONVERGED
    assert run.losses[-1] == pytest.approx(0.35160, abs=1e-5)


@pytest.mark.parametrize(("steps", "batch"), [(1000, None), (1001, None), (3000, 4)])
def test_constant_rates_hop_over_a_crease(steps: int, batch: int | None) -> None:
    f = objective(line(), "mae", [0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 3.0, 1.0, 7.0, 2.0])
    run = descend(f, [0.0, 0.0], rate=0.3, steps=steps, batch_size=batch)
    assert (run.ended, run.cause) == (Ended.OSCILLATING, "batch" if batch else "crease")


def test_two_steps_that_hop_across_a_crease() -> None:
    run = descend(objective(line(), "mae", [0.0], [0.0]), [0.5, 0.0], rate=1.0, steps=6)
    np.testing.assert_array_equal(run.thetas[:3, 0], [0.5, -0.5, 0.5])
    assert (run.ended, run.cause) == (Ended.OSCILLATING, "crease")


def test_a_smooth_loss_can_be_circled() -> None:
    f = LANDSCAPES["himmelblau"]
    run = descend(f, [0.0, 0.0], rate=0.025, steps=500)
    assert (run.ended, run.cause) == (Ended.OSCILLATING, "rate")


@each_bowl_rule
@pytest.mark.parametrize("name", ["line", "square"])
def test_below_the_limit_it_converges_and_above_it_diverges(
    rule: str, parameters: dict[str, float], name: str, hubble: DataObjective
) -> None:
    f = hubble if name == "line" else objective(polynomial(2), "mse", hubble.X, hubble.y, l2=0.05)
    limit = largest_stable_rate(f, rule, parameters)
    assert limit is not None
    inside = descend(f, np.zeros(f.size), rule, 0.98 * limit, 20_000, parameters)
    outside = descend(f, np.zeros(f.size), rule, 1.02 * limit, 20_000, parameters)
    assert inside.ended is Ended.CONVERGED
    assert (outside.ended, outside.cause) == (Ended.DIVERGED, "limit")


def test_at_the_bottom_no_rate_diverges(hubble: DataObjective) -> None:
    run = descend(hubble, minimize(hubble).theta, rate=3.0)
    assert (run.ended, run.last) == (Ended.CONVERGED, 0)


def test_no_limit_is_claimed_where_there_is_none(hubble: DataObjective) -> None:
    assert largest_stable_rate(hubble, "adam") is None
    assert largest_stable_rate(objective(line(), "huber", hubble.X, hubble.y)) is None
    assert largest_stable_rate(LANDSCAPES["himmelblau"]) is None
    assert largest_stable_rate(LANDSCAPES["saddle"]) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="There is no optimizer"):
        largest_stable_rate(hubble, "luck")
    with pytest.raises(ValueError, match="has no parameter"):
        largest_stable_rate(hubble, parameters={"momentum": 0.9})


def test_a_descent_can_run_away_where_curvature_varies() -> None:
    run = descend(LANDSCAPES["rosenbrock"], [-1.0, 1.5], rate=0.1, steps=50)
    assert (run.ended, run.cause) == (Ended.DIVERGED, "")
    assert run.last < 50
    slow = descend(objective(line(), "logistic", [-1.0, 1.0, 9.0], [0.0, 1.0, 0.0]), [0.0, 0.0], rate=40.0, steps=1)
    assert (slow.ended, slow.cause) == (Ended.DIVERGED, "")


def test_descent_may_converge_to_a_saddle() -> None:
    """From (0.5, −0.5) the notes' tiny network ends at (0, 0) with L = 1 (LESSONS, challenge 18)."""
    run = descend(LANDSCAPES["tiny_network"], [0.5, -0.5], rate=0.1, steps=1000)
    assert run.ended is Ended.CONVERGED
    np.testing.assert_allclose(run.thetas[-1], [0.0, 0.0], atol=1e-6)
    assert run.losses[-1] == pytest.approx(1.0)
    over = descend(LANDSCAPES["tiny_network"], [0.01, 0.01], rate=0.1, steps=1000)
    np.testing.assert_allclose(over.thetas[-1], [1.0, 1.0], atol=1e-6)


@pytest.mark.parametrize("rule", ["gradient_descent", "adam"])
def test_progress_is_reported_and_can_cancel(rule: str, hubble: DataObjective) -> None:
    seen: list[tuple[int, int]] = []

    def watch(step: int, total: int) -> bool:
        seen.append((step, total))
        return step < 2000

    run = descend(hubble, [0.0, 0.0], rule, 1e-4, 5000, progress=watch)
    assert run.ended is Ended.CANCELLED
    assert 2000 <= run.last < 3100
    assert seen[0] == (0, 5000)
    assert seen[-1][0] == run.last
    at_once = descend(hubble, [0.0, 0.0], rule, 1e-4, 5000, progress=lambda *_: False)
    assert (at_once.ended, at_once.last, len(at_once.thetas)) == (Ended.CANCELLED, 0, 1)
    free = descend(hubble, [0.0, 0.0], rule, 1e-4, 50, progress=lambda *_: None)
    assert free.ended is Ended.REACHED_MAX_STEPS


def test_a_cancelled_walk_of_batches_keeps_its_last_step(hubble: DataObjective) -> None:
    run = descend(hubble, [0.0, 0.0], rate=0.01, steps=5000, batch_size=3, keep=5,
                  progress=lambda step, _: step < 1234)
    assert run.ended is Ended.CANCELLED
    assert run.last >= 1234
    assert run.losses[-1] == pytest.approx(hubble.value(run.thetas[-1]))


@pytest.mark.parametrize("loss", [name for name, loss in LOSSES.items() if loss.convex and loss.trainable])
def test_adam_reaches_the_bottom_of_every_convex_loss(loss: str) -> None:
    random = np.random.default_rng(3)
    X = random.normal(size=(60, 2))
    score = X.sum(axis=1) + random.normal(size=60) * 2.0
    target = {"regression": score, "binary": (score > 0) * 1.0, "multiclass": np.digitize(score, [-1.0, 1.0]) * 1.0}
    model = linear(2, 3) if LOSSES[loss].task == "multiclass" else linear(2)
    f = objective(model, loss, X, target[LOSSES[loss].task], l2=0.01)
    best = minimize(f)
    run = descend(f, np.zeros(f.size), "adam", lambda step: 0.1 * 0.998**step, 4000)
    assert best.loss - best.gap <= run.losses.min() <= best.loss * (1.0 + 1e-4)


def test_a_plane_can_be_walked_too(hubble: DataObjective) -> None:
    run = descend(plane(hubble, [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]), [1.0, 2.0], "adam", 0.1, 5)
    np.testing.assert_allclose(run.thetas, descend(hubble, [1.0, 2.0], "adam", 0.1, 5).thetas, rtol=1e-9)


@pytest.mark.parametrize(("losses", "is_restless"), [
    (np.ones(50), False), (1.0 + 1e-15 * (np.arange(50) % 2), False), (1.0 / np.arange(1.0, 50.0), False),
    (np.arange(50) % 2 * 1.0, True), (np.arange(6) % 2 * 1.0, False), (np.r_[np.ones(20), np.inf], False),
    (0.9 ** np.arange(60) * (1.0 + np.arange(60) % 2), False)])
def test_restless_is_up_and_down_without_getting_lower(losses: Array, is_restless: bool) -> None:
    assert restless(losses) is is_restless


# ---------------------------------------------------------------- what is kept

@pytest.mark.parametrize("keep", [2, 10, 300])
@pytest.mark.parametrize("steps", [0, 1, 9, 5000])
@pytest.mark.parametrize("rule", ["gradient_descent", "adam"])
def test_thinning_keeps_the_first_and_the_last(keep: int, steps: int, rule: str, hubble: DataObjective) -> None:
    run = descend(hubble, [0.0, 0.0], rule, 1e-4, steps, keep=keep, tolerance=0.0)
    assert (run.steps[0], run.steps[-1], run.last) == (0, steps, steps)
    assert len(run.steps) == len(run.losses) == len(run.thetas) == len(run.gradient_norms) <= max(keep, 2)
    assert run.thinned == (len(run.steps) < steps + 1)
    assert np.all(np.diff(run.steps) > 0)
    whole = descend(hubble, [0.0, 0.0], rule, 1e-4, steps, tolerance=0.0)
    assert not whole.thinned
    np.testing.assert_allclose(run.thetas, whole.thetas[run.steps], rtol=1e-10, atol=1e-10)


def test_a_history_of_a_million_steps_is_small() -> None:
    history = History(2, 300)
    wanted = history.wants(np.arange(1_000_001))
    assert wanted.sum() < 8000
    assert wanted[:600].all()
    assert History(2, None).wants(np.arange(5)).all()


def test_every_end_and_every_cause_is_a_sentence() -> None:
    for sentence in (*map(str, Ended), *CAUSES.values()):
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_a_run_belongs_to_its_steps(hubble: DataObjective) -> None:
    run = descend(hubble, [0.0, 0.0], steps=3)
    assert isinstance(run, Run)
    assert run.steps.dtype == np.int64
    assert run.thetas.shape == (4, 2)
    with pytest.raises(AttributeError):
        run.ended = Ended.CONVERGED                                          # type: ignore[misc]


# ---------------------------------------------------------------- what it refuses

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
