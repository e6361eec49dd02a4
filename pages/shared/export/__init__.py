"""What can be taken home: a script and a notebook that do the same again, tables, the settings."""

from pages.shared.export.notebook import notebook
from pages.shared.export.recipe import Columns, Recipe
from pages.shared.export.script import script

__all__ = ["Columns", "Recipe", "notebook", "script"]
