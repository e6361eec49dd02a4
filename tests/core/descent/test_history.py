"""What is kept of a long walk."""


import numpy as np
import pytest

from core.descent import CAUSES, Ended, Run, descend
from core.descent.history import History
from core.objective import DataObjective


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


@pytest.mark.parametrize("keep", [None, 2, 7, 120])
def test_one_step_is_wanted_where_many_are(keep: int | None) -> None:
    history = History(2, keep)
    steps = [*range(5_000), 99_999, 1 << 20, (1 << 20) + 1, 999_999_999_999]
    assert [history.wants_step(step) for step in steps] == history.wants(np.array(steps)).tolist()


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
