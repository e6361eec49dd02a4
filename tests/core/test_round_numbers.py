"""Round numbers: the nearest on either side."""

import pytest

from core.round_numbers import round_above, round_below


@pytest.mark.parametrize(("size", "below", "above"), [
    (0.16, 0.1, 0.2), (0.2, 0.2, 0.5), (7.9, 5.0, 10.0), (1000.0, 1000.0, 2000.0), (0.99, 0.5, 1.0),
    (3e-300, 2e-300, 5e-300), (0.1 + 0.2, 0.2, 0.5), (0.7 - 0.2, 0.5, 1.0)])
def test_a_size_lies_between_its_round_numbers(size: float, below: float, above: float) -> None:
    assert round_below(size) == below
    assert round_above(size) == above
