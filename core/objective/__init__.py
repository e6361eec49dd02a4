"""Model and loss together with data make the function L(θ) that the third step makes small."""

from core.objective.build import objective
from core.objective.checks import ObjectiveError
from core.objective.general import DataObjective
from core.objective.plane import plane
from core.objective.protocol import Objective, condition_number

__all__ = ["DataObjective", "Objective", "ObjectiveError", "condition_number", "objective", "plane"]
