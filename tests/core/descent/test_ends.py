"""How a walk ends, and why: at rest, in a circle, cut off, cancelled or gone."""


import numpy as np
import pytest

from core.arrays import Array
from core.critical_points import LANDSCAPES
from core.descent import Ended, descend, largest_curvature, largest_stable_rate
from core.descent.verdict import restless
from core.exact import minimize
from core.losses import LOSSES
from core.models import line, linear, polynomial
from core.objective import DataObjective, condition_number, objective, plane
from tests.core.descent.cases import each_bowl_rule, sample


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
