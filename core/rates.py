"""A learning rate is looked for on a logarithmic scale: three times as long and a third as long are one step apart."""

import math

LOWEST, HIGHEST = -8, 3                                     # powers of ten that can be chosen
LEADING = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
RATES = tuple(float(f"{lead}e{power}") for power in range(LOWEST, HIGHEST) for lead in LEADING)


def rate_below(limit: float) -> float:
    """The largest rate of the scale that is not above `limit`; the smallest of all if none is."""
    fitting = [rate for rate in RATES if rate <= limit]
    return fitting[-1] if fitting else RATES[0]


def round_rate_below(limit: float) -> float:
    """The largest of 1, 2, 5 × a power of ten that is not above `limit`, within the scale."""
    if not limit > 0:
        return RATES[0]
    power = min(max(math.floor(math.log10(limit)), LOWEST), HIGHEST - 1)
    fitting = [float(f"{lead}e{power}") for lead in (1, 2, 5) if float(f"{lead}e{power}") <= limit]
    return fitting[-1] if fitting else RATES[0]


def first_rate(limit: float | None, distance: float, slope: float) -> float:
    """A rate to begin with: a quarter of the largest stable one where there is one, so that the steps can be seen.

    Where none is known, the first step should cover a twentieth of the `distance` to the optimum, given the length
    of the gradient at the start (`slope`).
    """
    if limit is not None and limit > 0:
        return round_rate_below(limit / 4)
    if slope > 0 and distance > 0:
        return round_rate_below(distance / (20 * slope))
    return 0.1
