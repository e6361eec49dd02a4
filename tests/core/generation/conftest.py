"""Texts that the tests of generation learn from."""

from pathlib import Path

import pytest

from core.generation import (
    Corpus,
    prepare,
)

NAMES = Path(__file__).parents[3] / "data" / "samples" / "names.csv"


@pytest.fixture(scope="module")
def names() -> Corpus:
    return prepare(NAMES.read_text(encoding="utf-8").split()[1:])


@pytest.fixture(scope="module")
def few() -> Corpus:
    return prepare(["Anna", "Ann", "Hanna"])
