"""Where the slope is zero: valley, hilltop, pass, or a place that the curvature can't tell."""

from core.critical_points.inspection import CriticalPoint, inspect
from core.critical_points.landscapes import LANDSCAPES
from core.critical_points.search import Curve, Found, find
from core.critical_points.slices import Escape, Profile, escape, profile

__all__ = ["LANDSCAPES", "CriticalPoint", "Curve", "Escape", "Found", "Profile", "escape", "find", "inspect",
           "profile"]
