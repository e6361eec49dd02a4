"""A visitor who comes straight to Model fit."""

from functools import partial

import pytest

from tests.pages.model_fit.reading import PAGE, Visitor


@pytest.fixture
def fresh(fresh: Visitor) -> Visitor:
    """A visitor who comes straight to this page."""
    return partial(fresh, PAGE)
