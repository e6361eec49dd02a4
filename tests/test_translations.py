"""A translation is a data file: it fills in what the English sentence fills in, and says nothing that nobody says."""

import ast
import json
import re
from pathlib import Path

import pytest

from core.activations import ACTIVATIONS
from core.critical_points import LANDSCAPES
from core.critical_points.sentences import SENTENCES
from core.losses import LOSSES
from core.optimizers import OPTIMIZERS
from core.schedules import SCHEDULES
from data.samples import SAMPLES
from data.synthetic import RECIPES

ROOT = Path(__file__).parents[1]
PLACES = re.compile(r"{(\w*)}")
EVERY = sorted((ROOT / "pages/shared/translations").glob("*.json"))
each = pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)


def texts(path: Path) -> set[str]:
    """Every string literal of a source file."""
    return {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def sayable() -> set[str]:
    """Everything that the app can say: literals of its sources, words of its registries and samples."""
    sources = [path for folder in ("core", "data", "pages") for path in (ROOT / folder).rglob("*.py")]
    found = {text for path in sources for text in texts(path)}
    found |= set(SENTENCES.values())
    for registry in (ACTIVATIONS, LOSSES, OPTIMIZERS, SCHEDULES, LANDSCAPES, SAMPLES, RECIPES):
        for entry in registry.values():
            found |= {value for value in vars(entry).values() if isinstance(value, str)}
            found |= set(getattr(entry, "units", {}).values())
    return found


def test_there_is_a_translation() -> None:
    assert [path.stem for path in EVERY] == ["zh"]


@each
def test_it_fills_in_the_same_values_as_the_english_sentence(path: Path) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    wrong = {english for english, other in table.items()
             if sorted(set(PLACES.findall(english))) != sorted(set(PLACES.findall(other))) or not other.strip()}
    assert wrong == set()


@each
def test_it_translates_nothing_that_the_app_does_not_say(path: Path) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    assert set(table) - sayable() == set()


@each
def test_it_keeps_colors_and_formulas(path: Path) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    marks = re.compile(r":material/\w+:|\$[^$]+\$")
    wrong = {english for english, other in table.items()
             if sorted(marks.findall(english)) != sorted(marks.findall(other))}
    assert wrong == set()


@each
def test_most_of_what_pages_say_is_translated(path: Path) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    said = set()
    for source in (ROOT / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "t" and node.args \
                    and isinstance(node.args[0], ast.Constant):
                said.add(str(node.args[0].value))
    missing = {sentence for sentence in said - set(table) if re.search(r"[A-Za-z]{2,}", sentence)}
    assert len(missing) <= 0.02 * len(said), f"{len(missing)} of {len(said)}: {sorted(missing)[:5]}"
