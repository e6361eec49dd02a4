"""The same script as a notebook: one cell per step of the lesson, with a heading above it."""

import json

from pages.shared.export.recipe import Recipe
from pages.shared.export.script import MARK, script


def notebook(recipe: Recipe) -> str:
    """The script in notebook format 4.5 (Jupyter), as JSON text."""
    head, *parts = script(recipe).split(f"\n{MARK}")
    told, _, imports = head.removeprefix('"""').partition('"""')
    title, _, rest = told.strip().partition("\n\n")
    cells = [cell("markdown", f"# {title}\n\n{rest}".replace("run it:  python three_steps.py", "run all cells.")),
             cell("code", imports.strip())]
    for part in parts:
        heading, _, code = part.partition(" ---\n")
        cells += [cell("markdown", f"## {heading}"), cell("code", code.strip())]
    for number, each in enumerate(cells):
        each["id"] = f"cell-{number}"
    book = {"nbformat": 4, "nbformat_minor": 5, "cells": cells, "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"}}}
    return json.dumps(book, indent=1, ensure_ascii=False)


def cell(kind: str, text: str) -> dict[str, object]:
    """One cell."""
    made: dict[str, object] = {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})
