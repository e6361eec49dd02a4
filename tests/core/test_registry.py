from dataclasses import dataclass

import pytest

from core.refusal import Refusal
from core.registry import by_name, fixed, pick, with_defaults


@dataclass(frozen=True)
class Thing:
    name: str


def test_entries_are_found_by_name_in_the_given_order_and_can_not_be_changed() -> None:
    things = by_name([Thing("b"), Thing("a")])
    assert list(things) == ["b", "a"]
    assert things["a"] == Thing("a")
    with pytest.raises(TypeError):
        things["c"] = Thing("c")  # type: ignore[index]


def test_two_entries_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="Two entries are called 'a'; a name must be unique"):
        by_name([Thing("a"), Thing("a")])


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    things = by_name([Thing("b"), Thing("a")])
    assert pick(things, "b", "thing") == Thing("b")
    with pytest.raises(Refusal, match="There is no thing called 'z'; choose one of: b, a") as refused:
        pick(things, "z", "thing")
    assert refused.value.template == "There is no {kind} called '{name}'; choose one of: {names}."
    assert refused.value.values == {"kind": "thing", "name": "z", "names": "b, a"}


def test_given_parameters_take_the_place_of_defaults() -> None:
    assert with_defaults("x", fixed(alpha=1.0, beta=2.0), {"beta": 3.0}) == {"alpha": 1.0, "beta": 3.0}
    with pytest.raises(ValueError, match="x has no parameter called 'gamma'; its parameters: alpha, beta"):
        with_defaults("x", fixed(alpha=1.0, beta=2.0), {"gamma": 3.0})
