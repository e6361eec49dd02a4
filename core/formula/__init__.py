"""A typed formula in u and v becomes a landscape: read symbol by symbol, never run as code."""

from core.formula.objective import Formula, formula
from core.formula.tokens import FormulaError

__all__ = ["Formula", "FormulaError", "formula"]
