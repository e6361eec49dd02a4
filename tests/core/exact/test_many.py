"""Of many rows: the minimum by way of a sample is the minimum."""

from collections.abc import Mapping

import numpy as np
import pytest

from core.exact import many, minimize, piecewise, softmax
from core.exact.frame import frame
from core.exact.interior import Pulls, State, balance
from core.exact.many import balance_of_rows, beginning
from core.exact.newton import Look
from core.models import linear
from core.objective import objective
from core.objective.linear import LinearObjective
from core.pieces import pieces

LOSSES: Mapping[str, Mapping[str, float]] = {
    "mae": {}, "quantile": {"tau": 0.85}, "huber": {"delta": 0.7}, "epsilon_insensitive": {"epsilon": 0.5},
}


def table(kind: str, rows: int = 6_000) -> tuple[np.ndarray, np.ndarray]:
    """Data of one kind: (rows, 3) features and a target with heavy tails."""
    draw = np.random.default_rng(7)
    X = draw.normal(size=(rows, 3)) * [1.0, 30.0, 0.01] + [0.0, 500.0, 0.0]
    if kind == "rare":                           # a category that a sample hardly meets
        X[:, 1] = (np.arange(rows) % 2_000 == 3).astype(float)
    if kind == "whole":
        X = np.round(draw.normal(size=(rows, 3)) * 2.0)
    y = X @ [1.0, -0.2, 40.0] + draw.standard_t(2, rows)
    return X, np.round(y) if kind == "whole" else y


@pytest.mark.parametrize("kind", ["usual", "rare", "whole"])
@pytest.mark.parametrize("penalty", [{}, {"l1": 0.05}, {"l2": 0.01}], ids=["free", "l1", "l2"])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_sample_first_comes_to_the_same_loss_with_the_same_proof(
    monkeypatch: pytest.MonkeyPatch, loss: str, penalty: dict[str, float], kind: str,
) -> None:
    X, y = table(kind)
    f = objective(linear(3), loss, X, y, parameters=LOSSES[loss], **penalty)
    at_once = minimize(f)
    monkeypatch.setattr(piecewise, "balance_of_rows", lambda pulls, last: balance_of_rows(pulls, last, many=1_000))
    found = minimize(f)
    assert found.loss == pytest.approx(at_once.loss, rel=1e-12)
    assert found.gap <= max(1e-9 * found.loss, 2 * at_once.gap)
    assert found.unique == at_once.unique


def test_only_the_undecided_rows_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []

    def counted(pulls: Pulls, beta: np.ndarray) -> State:
        searched.append(len(pulls.target))
        return balance(pulls, beta)

    monkeypatch.setattr(many, "balance", counted)
    X, y = table("usual", 80_000)
    minimize(objective(linear(3), "mae", X, y))
    assert max(searched) <= 20_000
    assert len(searched) >= 2


def test_a_sample_that_misleads_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample says 0, but nearly all rows that it has not seen say 100."""
    X, y = table("usual", 4_000)
    f = objective(linear(3), "mae", X, y)
    right = minimize(f)
    monkeypatch.setattr(many, "sampled", lambda pulls, _always, _size: misled(pulls))
    monkeypatch.setattr(piecewise, "balance_of_rows", lambda pulls, last: balance_of_rows(pulls, last, many=1_000))
    assert minimize(f).loss == pytest.approx(right.loss, rel=1e-12)


def misled(pulls: Pulls) -> Pulls:
    """A sample of rows that all lie far too high."""
    return Pulls(pulls.matrix[:500], pulls.target[:500] + 1e4, pulls.low[:500], pulls.high[:500],
                      pulls.bend[:500], pulls.root, pulls.tilt)


def test_few_rows_are_balanced_at_once() -> None:
    X, y = table("usual", 300)
    f = objective(linear(3), "mae", X, y)
    parts = pieces(f.loss, f.parameters)
    assert isinstance(f, LinearObjective)
    assert parts is not None
    pulls = piecewise.pulls_of(frame(f), parts, margins=False)
    np.testing.assert_array_equal(balance_of_rows(pulls).beta, balance(pulls, beginning(pulls)).beta)


@pytest.mark.parametrize("loss", ["log_cosh", "logistic", "cross_entropy"])
@pytest.mark.parametrize("rare", [False, True])
def test_smooth_losses_of_many_rows_start_from_a_sample(loss: str, rare: bool) -> None:
    """Also where hardly any sample shows what matters: one huge value, or a class of five rows."""
    draw = np.random.default_rng(3)
    X = draw.normal(size=(70_000, 2)) * [1.0, 50.0] + [4.0, -9.0]
    signal = X @ [1.0, 0.02]
    if loss == "log_cosh":
        y = signal + draw.standard_t(2, len(X)) * 3.0
        y[0] = 1e6 if rare else y[0]
    else:
        y = (signal + draw.logistic(size=len(X)) > (14.0 if rare else 4.0)).astype(float)
    if loss == "cross_entropy":
        y[:5 if rare else 9_000] = 2.0
    f = objective(linear(2, outputs=3 if loss == "cross_entropy" else 1), loss, X, y)
    found = minimize(f)
    assert 0.0 <= found.gap <= 1e-9 * found.loss
    assert np.linalg.norm(f.gradient(found.theta)) <= 1e-7 * f.gradient_scale
    smaller = objective(f.model, loss, X[:50_000], y[:50_000])             # few enough for the way without a sample
    assert found.loss == pytest.approx(f.value(minimize(smaller).theta), rel=0.02)
    assert found.loss <= f.value(minimize(smaller).theta) * (1.0 + 1e-12)


def test_classes_are_solved_with_care_where_quick_sums_prove_too_little(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(5)
    X = draw.normal(size=(61_000, 2))
    y = (X @ [[1.0, -1.0, 0.0], [0.0, 1.0, 2.0]] + draw.gumbel(size=(len(X), 3))).argmax(axis=1)
    f = objective(linear(2, outputs=3), "cross_entropy", X, y)
    quickly = minimize(f)
    ways: list[bool] = []
    look = softmax.Softmax.look

    def watched(hill: softmax.Softmax, beta: np.ndarray) -> Look:
        ways.append(hill.quick)
        return look(hill, beta)

    monkeypatch.setattr(softmax.Softmax, "look", watched)
    monkeypatch.setattr(softmax, "PROVEN", -1.0)
    carefully = minimize(f)
    assert carefully.loss == pytest.approx(quickly.loss, rel=1e-12)
    assert True in ways
    assert ways[-1] is False
    assert max(quickly.gap, carefully.gap) <= 1e-9 * quickly.loss
