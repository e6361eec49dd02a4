"""An activation bends: a sum of bent lines can follow any curve, a sum of lines is only a line."""

from collections.abc import Mapping

from core.activations.activation import Activation, Choice, Chosen, chosen_from
from core.activations.curves import CURVES
from core.activations.gates import GATES
from core.activations.rectifiers import RECTIFIERS
from core.activations.steps import STEPS, sigmoid
from core.registry import by_name

ACTIVATIONS: Mapping[str, Activation] = by_name((*STEPS, *RECTIFIERS, *GATES, *CURVES))

__all__ = ["ACTIVATIONS", "Activation", "Choice", "Chosen", "chosen", "sigmoid"]


def chosen(choice: Choice) -> Chosen:
    """Return the activation that is meant by a name, or by a pair such as ("elu", {"alpha": 0.5}).

    Raises:
        ValueError: there is no such activation, or it has no such parameter.
    """
    return chosen_from(ACTIVATIONS, choice)
