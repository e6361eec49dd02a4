import numpy as np
import pytest

from core.descent import descend
from core.models import line
from core.objective import objective
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
