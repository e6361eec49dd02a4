import numpy as np
import pytest

from core.descent import descend
from core.models import line
from core.objective import objective
from core.optimizers import OPTIMIZERS
from core.schedules import schedule
from core.trace import retrace

X, Y = np.array([[0.0], [1.0], [2.0], [4.0]]), np.array([1.0, 0.0, 3.0, 5.0])


@pytest.mark.parametrize(("optimizer", "parameters"), [("gradient_descent", {}), ("momentum", {"momentum": 0.5})])
def test_the_trace_of_a_step_leads_to_the_next_step_of_the_run(optimizer: str, parameters: dict[str, float]) -> None:
    f = objective(line(), "mse", X, Y)
    run = descend(f, np.zeros(2), optimizer=optimizer, rate=0.05, steps=20, parameters=parameters)
    at = np.array([0, 3, 7])
    trace = retrace(f, run, at, optimizer, 0.05, parameters)
    np.testing.assert_allclose(trace.after, run.thetas[at + 1], rtol=1e-12)
    np.testing.assert_allclose(trace.after, run.thetas[at] - 0.05 * trace.moves, rtol=1e-12)
    np.testing.assert_allclose(trace.gradients[1], f.gradient(run.thetas[3]), rtol=1e-12)


def test_momentum_moves_by_its_velocity_by_hand() -> None:
    f = objective(line(), "mse", X, Y)
    run = descend(f, np.zeros(2), optimizer="momentum", rate=0.01, steps=3, parameters={"momentum": 0.5})
    trace = retrace(f, run, np.array([0, 1]), "momentum", 0.01, {"momentum": 0.5})
    np.testing.assert_allclose(trace.moves[1], 0.5 * trace.gradients[0] + trace.gradients[1], rtol=1e-12)


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.3])
def test_every_slope_of_a_walk_is_the_gradient_there_also_where_it_flies_apart(rate: float) -> None:
    f = objective(line(), "mse", X, Y)
    run = descend(f, np.array([0.5, -0.25]), rate=rate, steps=300)
    trace = retrace(f, run, np.arange(len(run.steps)), "gradient_descent", rate, {})
    exact = np.array([f.gradient(theta) for theta in run.thetas])
    first = np.abs(exact[0]).max()
    np.testing.assert_allclose(trace.gradients[:3], exact[:3], rtol=1e-14, atol=1e-14 * first)
    np.testing.assert_allclose(trace.gradients, exact, rtol=1e-12, atol=1e-14 * first)


@pytest.mark.parametrize("loss", ["mse", "mae"])
@pytest.mark.parametrize("optimizer", [name for name in OPTIMIZERS if name != "gradient_descent"])
def test_the_last_step_leads_where_a_run_of_one_step_more_ends(optimizer: str, loss: str) -> None:
    f = objective(line(), loss, X, Y)
    run, longer = (descend(f, np.zeros(2), optimizer=optimizer, rate=0.02, steps=steps) for steps in (30, 31))
    at = np.array([0, 12, 30])
    trace = retrace(f, run, at, optimizer, 0.02, {})
    np.testing.assert_allclose(trace.after, longer.thetas[at + 1], rtol=1e-12)
    np.testing.assert_allclose(trace.moves, (longer.thetas[at] - longer.thetas[at + 1]) / 0.02, rtol=1e-9)


def test_a_velocity_is_known_also_where_the_rate_has_come_down_to_0() -> None:
    f = objective(line(), "mse", X, Y)
    rate = schedule("cosine", 0.02, 30)
    run = descend(f, np.zeros(2), optimizer="momentum", rate=rate, steps=30)
    velocity = np.zeros(2)
    for theta in run.thetas:
        velocity = 0.9 * velocity + f.gradient(theta)
    trace = retrace(f, run, np.array([30]), "momentum", rate, {})
    np.testing.assert_allclose(trace.moves[0], velocity, rtol=1e-12)
    np.testing.assert_array_equal(trace.after[0], run.thetas[30])
