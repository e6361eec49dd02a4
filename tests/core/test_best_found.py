"""A loss with many valleys: the lowest of several walks, never worse than any of the places it started from."""

import numpy as np
import pytest

from core.arrays import Array
from core.best_found import FEWEST, MOST, best_found, starts_for
from core.losses import LOSSES
from core.models import line, linear
from core.objective import objective

HILLY = ("cauchy", "tukey")


def two_clouds(seed: int) -> tuple[Array, Array]:
    """A line with noise, and a fifth of the rows thrown off it."""
    random = np.random.default_rng(seed)
    x = random.uniform(-2.0, 2.0, 80)
    y = 1.0 + 3.0 * x + 0.2 * random.normal(size=80)
    y[:16] = -8.0 + random.normal(size=16)
    return x, y


@pytest.mark.parametrize("name", HILLY)
@pytest.mark.parametrize("seed", range(4))
def test_it_finds_the_line_that_most_rows_lie_on(name: str, seed: int) -> None:
    x, y = two_clouds(seed)
    f = objective(line(), name, x, y, parameters={"scale": 1.0})
    found = best_found(f, starts_for(f, [np.zeros(2)]))
    np.testing.assert_allclose(found.theta, [1.0, 3.0], atol=0.15)
    assert found.starts == MOST
    assert 1 <= found.agreed <= found.starts
    np.testing.assert_allclose(f.gradient(found.theta), 0.0, atol=1e-8)
    assert np.linalg.eigvalsh(f.hessian(found.theta))[0] > 0.0


@pytest.mark.parametrize("name", HILLY)
def test_no_start_and_no_grid_point_is_lower(name: str) -> None:
    x, y = two_clouds(7)
    f = objective(line(), name, x, y, parameters=LOSSES[name].parameters_for(y))
    starts = starts_for(f, [])
    found = best_found(f, starts)
    grid = np.stack(np.meshgrid(np.linspace(-10, 10, 81), np.linspace(-10, 10, 81)), axis=-1).reshape(-1, 2)
    assert found.loss <= f.values(starts).min() * (1 + 1e-12)
    assert found.loss <= f.values(grid).min() * (1 + 1e-12)


def test_a_walk_from_a_bad_start_alone_stays_in_its_valley() -> None:
    x = np.linspace(-1.0, 1.0, 40)
    y = np.where(np.arange(40) % 4 == 0, 50.0 + x, x)
    f = objective(line(), "tukey", x, y, parameters={"scale": 5.0})
    lone = best_found(f, np.array([[50.0, 1.0]]))
    assert lone.theta[0] == pytest.approx(50.0)
    assert best_found(f, starts_for(f, [])).loss < lone.loss


def test_more_rows_get_fewer_starts_and_few_rows_are_enough() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=60_000)
    f = objective(line(), "cauchy", x, x, parameters={"scale": 1.0})
    assert len(starts_for(f, [])) == FEWEST
    one = objective(line(), "tukey", [2.0], [5.0], parameters={"scale": 1.0})
    assert best_found(one, starts_for(one, [])).loss == pytest.approx(0.0, abs=1e-20)
    constant = objective(line(), "tukey", np.ones(5), [1.0, 1.0, 1.0, 1.0, 90.0], parameters={"scale": 1.0})
    found = best_found(constant, starts_for(constant, []))
    assert found.theta.sum() == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(("loss", "l2"), [("tukey", 0.1), ("logistic", 0.0)])
def test_what_can_t_be_walked_is_refused(loss: str, l2: float) -> None:
    f = objective(line(), loss, [1.0, 2.0], [0.0, 1.0], l2=l2)
    with pytest.raises(ValueError, match="without penalties"):
        best_found(f, np.zeros((1, 2)))


def test_several_features_and_large_units() -> None:
    random = np.random.default_rng(3)
    X = random.normal(size=(200, 3)) * [1.0, 1e6, 1e-3] + [0.0, 2e6, 0.0]
    y = 5e4 + X @ [10.0, 2e-3, 4e4] + random.standard_cauchy(200)
    f = objective(linear(3), "cauchy", X, y, parameters={"scale": 1.0})
    found = best_found(f, starts_for(f, []))
    np.testing.assert_allclose(found.theta[1:], [10.0, 2e-3, 4e4], rtol=0.05)
