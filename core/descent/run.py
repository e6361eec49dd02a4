"""What a descent leaves behind: the steps it took, the loss at each, and why it ended."""

from dataclasses import dataclass
from enum import StrEnum

from core.arrays import Array, Whole
from core.optimizers import Memory


class Ended(StrEnum):
    """Why a descent ended; the value is the sentence that is shown."""

    CONVERGED = "The slope is zero within the tolerance: the descent has come to rest."
    REACHED_MAX_STEPS = "All steps are done and the parameters are still moving."
    DIVERGED = "The loss grows from step to step: the rate is too large."
    OSCILLATING = "The parameters keep moving, but the loss does not get lower any more."
    CANCELLED = "The descent was stopped; all steps so far are kept."


@dataclass(frozen=True)
class Run:
    """A descent as it was walked. Index j of the arrays belongs to step steps[j]; step 0 is the start."""

    steps: Whole                                 # (k,) the steps that were kept, always the first and the last
    thetas: Array                                # (k, p) parameters there
    losses: Array                                # (k,) the whole objective there; inf beyond all numbers
    gradient_norms: Array                        # (k,) length of the whole objective's gradient there
    ended: Ended
    cause: str                                   # what is behind the end: see CAUSES; "" if nothing is
    thinned: bool                                # whether steps were left out
    memory: Memory                               # what the optimizer remembers at the last step

    @property
    def last(self) -> int:
        """The number of the last step."""
        return int(self.steps[-1])


CAUSES = {
    "limit": "The rate is above the largest stable one, so every step overshoots by more than the last.",
    "mirror": "The rate equals the largest stable one, so every step lands on the mirror point.",
    "crease": "The steps hop over a crease: the slope does not fade there, so with a constant rate "
              "neither do the steps.",
    "batch": "Each batch has a slope of its own, so the steps jitter.",
    "rate": "The rate is too large to settle: the steps go around the bottom.",
}
