"""The lowest point there is, with a proof of how close it is, or the reason why there is none."""

from dataclasses import dataclass

from core.arrays import Array
from core.refusal import Refusal


@dataclass(frozen=True)
class Minimum:
    """An exact minimum."""

    theta: Array                                 # (p,)
    loss: float                                  # f.value(theta)
    gap: float                                   # a proven bound on loss - the lowest loss there is
    unique: bool | None                          # whether no other theta is as good; None: could not be decided


class NoExactMinimum(Refusal):
    """There is no exact minimum, or none can be proven; the message is the sentence that is shown."""
