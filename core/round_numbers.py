"""Round numbers are 1, 2 or 5 times a power of ten: steps and widths that a person can count in."""

import math


def round_below(size: float) -> float:
    """Return the largest round number that is not above `size` (> 0), up to rounding.

    >>> round_below(0.37), round_below(8.0), round_below(1000.0)
    (0.2, 5.0, 1000.0)
    """
    power = math.floor(math.log10(size))
    candidates = [float(f"{lead}e{p}") for p in (power - 1, power) for lead in (1, 2, 5)]
    return max(number for number in candidates if number <= size * (1 + 1e-12))


def round_above(size: float) -> float:
    """Return the smallest round number that is above `size` (> 0)."""
    power = math.floor(math.log10(size))
    return min(float(f"{lead}e{p}") for p in (power, power + 1) for lead in (1, 2, 5)
               if float(f"{lead}e{p}") > size * (1 + 1e-12))
