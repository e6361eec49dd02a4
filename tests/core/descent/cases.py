"""What the tests of descent share."""

import csv
from pathlib import Path

import numpy as np
import pytest

from core.models import line
from core.objective import DataObjective, objective

SAMPLES = Path(__file__).parents[3] / "data" / "samples"

BOWL_RULES: list[tuple[str, dict[str, float]]] = [
    ("gradient_descent", {}), ("momentum", {"momentum": 0.9}), ("nesterov", {"momentum": 0.8})]

each_bowl_rule = pytest.mark.parametrize(("rule", "parameters"), BOWL_RULES, ids=[name for name, _ in BOWL_RULES])


def sample(name: str, x: str, y: str, standard: bool = False, loss: str = "mse") -> DataObjective:
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    table = np.array([[float(row[x]), float(row[y])] for row in rows])
    if standard:
        table = (table - table.mean(axis=0)) / table.std(axis=0)
    return objective(line(), loss, table[:, 0], table[:, 1])
