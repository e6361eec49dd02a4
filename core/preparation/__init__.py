"""Before learning, a table is brought into shape: scaled, split, its categories turned into numbers."""

from core.preparation.features import lags, one_hot, polynomial_features
from core.preparation.scaling import Scale, standardize
from core.preparation.splitting import Split, split, split_by_time

__all__ = [
    "Scale", "Split", "lags", "one_hot", "polynomial_features", "split", "split_by_time", "standardize",
]
