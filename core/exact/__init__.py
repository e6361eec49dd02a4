"""Some losses have a lowest point that can be computed: the yardstick for every descent."""

from core.exact.minimize import minimize
from core.exact.minimum import Minimum, NoExactMinimum

__all__ = ["Minimum", "NoExactMinimum", "minimize"]
