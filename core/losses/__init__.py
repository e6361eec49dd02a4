"""A loss measures how bad a prediction is; which one you take decides what "best" means."""

from collections.abc import Mapping

from core.losses.classification import CLASSIFICATION, softmax
from core.losses.loss import Loss
from core.losses.regression import REGRESSION
from core.registry import by_name

LOSSES: Mapping[str, Loss] = by_name((*REGRESSION, *CLASSIFICATION))

__all__ = ["LOSSES", "Loss", "softmax"]
