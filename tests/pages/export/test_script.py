"""An exported script does the same again: executed on the same file, it comes to the numbers of the page."""

import ast
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.losses import LOSSES
from core.optimizers import OPTIMIZERS
from core.schedules import SCHEDULES
from data.plain import plain_numbers
from data.samples import SAMPLES
from pages.shared import compute
from pages.shared.compute import Asked, Walk
from pages.shared.export import Columns, Recipe, notebook, script
from tests.pages.export.running import executed

Ran = Callable[[Recipe], np.ndarray]

HUBBLE = Columns("hubble_1929.csv", (("distance_mpc", "number", ""),), "velocity_km_s", (),
                 ("velocity_km_s", "distance_mpc"))
MPG = Columns("auto_mpg.csv", (("horsepower", "number", ""), ("weight", "number", "")), "mpg", (),
              ("mpg", "horsepower", "weight"))
IRIS = Columns("iris.csv", (("petal_length_cm", "number", ""), ("petal_width_cm", "number", "")), "species",
               ("setosa", "versicolor", "virginica"), ("species", "petal_length_cm", "petal_width_cm"))
PENGUINS = Columns("penguins.csv", (("body_mass_g", "number", ""), ("island", "equals", "Dream")), "sex",
                   ("female", "male"), ("sex", "body_mass_g", "island"))


def recipe(columns: Columns, asked: Asked, walk: Walk) -> tuple[Recipe, compute.Problem, np.ndarray]:
    """A fit as the page does it, and what a script needs to do it again."""
    path = SAMPLES[Path(columns.file).stem].path
    X, y = plain_numbers(path, columns.features, columns.target, columns.classes, columns.needed, columns.reading)
    problem = compute.set_up(asked, X, y)
    run = compute.walked(walk, problem).run
    found = {"loss": float(run.losses[-1])}
    return (Recipe("A fit", columns, asked, walk, len(problem.y), run.last, str(run.ended), found), problem,
            run.thetas[-1])


def run_beside_its_data(text: str, file: str, folder: Path) -> dict[str, Any]:
    """What the script prints when the sample's file lies beside it."""
    shutil.copy(SAMPLES[Path(file).stem].path, folder / file)
    return executed(text, folder)


CASES = {
    "a line in the data's units": (
        HUBBLE, Asked("k", "line", "mse", False), Walk((0.0, 0.0), "gradient_descent", 0.1, 100)),
    "momentum, standardized": (
        HUBBLE, Asked("k", "line", "mse", True, l2=0.1), Walk((0.5, -1.0), "momentum", 0.05, 60, (("momentum", 0.8),))),
    "MAE with Adam and a schedule": (
        HUBBLE, Asked("k", "line", "mae", True), Walk((), "adam", 0.1, 200, schedule="cosine")),
    "several features, Huber, l1, a test set": (
        MPG, Asked("k", "linear", "huber", True, loss_parameters=(("delta", 4.0),), l1=0.05, held_out=0.2, seed=3),
        Walk((), "nesterov", 0.05, 150, (("momentum", 0.9),))),
    "a polynomial, batches": (
        HUBBLE, Asked("k", "polynomial", "mse", True, degree=4), Walk((), "rmsprop", 0.01, 90, batch=8, seed=5)),
    "a polynomial in the data's units": (
        HUBBLE, Asked("k", "polynomial", "mse", False, degree=2), Walk((), "gradient_descent", 0.2, 90)),
    "a sum of units, the last fifth held out": (
        HUBBLE, Asked("k", "units", "log_cosh", True, units=3, activation=("sigmoid",), held_out=0.2, by_time=True),
        Walk((), "adam", 0.05, 120, seed=2)),
    "a network, batches, warm-up": (
        MPG, Asked("k", "network", "mse", True, hidden=(5, 3), activation=("leaky_relu", "tanh"), l2=1e-3),
        Walk((), "adamw", 0.02, 70, batch=64, seed=1, schedule="warm_up")),
    "a network whose layers bend alike, one by one": (
        HUBBLE, Asked("k", "network", "mse", True, hidden=(3, 2), activation=("sigmoid", "sigmoid")),
        Walk((), "adam", 0.05, 40, seed=3)),
    "two classes have one logit": (
        PENGUINS, Asked("k", "linear", "logistic", True, classes=2), Walk((), "gradient_descent", 0.5, 100)),
    "three classes, linear": (
        IRIS, Asked("k", "linear", "cross_entropy", True, classes=3, l2=0.01), Walk((), "gradient_descent", 0.5, 80)),
    "three classes, network": (
        IRIS, Asked("k", "network", "cross_entropy", True, classes=3, hidden=(4,), held_out=0.3),
        Walk((), "adam", 0.05, 60, seed=4)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_script_comes_to_the_numbers_of_the_page(name: str, tmp_path: Path) -> None:
    made, problem, theta = recipe(*CASES[name])
    found = run_beside_its_data(script(made), made.columns.file, tmp_path)
    expected = problem.coefficients(theta)
    np.testing.assert_allclose(found["parameters"], expected, rtol=1e-10, atol=1e-10 * np.abs(expected).max())
    assert found["loss"] == pytest.approx(problem.f.value(theta), rel=1e-10)
    if problem.held:
        assert found["held-out loss"] == pytest.approx(problem.held.value(theta), rel=1e-10)
    if "exact parameters" in found:
        assert problem.best is not None
        np.testing.assert_allclose(found["exact parameters"], problem.coefficients(problem.best.theta), rtol=1e-8)
        assert found["exact loss"] == pytest.approx(problem.best.loss, rel=1e-9)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Callable[[Recipe], np.ndarray]:
    """What the script's parameters are in the end, executed in this process, beside the samples."""
    monkeypatch.chdir(SAMPLES["iris"].path.parent)

    def run(made: Recipe) -> np.ndarray:
        module = ModuleType("exported")
        monkeypatch.setitem(sys.modules, "exported", module)
        exec(compile(script(made), "three_steps.py", "exec"), vars(module))
        return np.asarray(vars(module)["theta"])

    return run


@pytest.mark.parametrize("loss", [name for name, loss in LOSSES.items() if loss.trainable])
def test_every_loss_is_taken_along(loss: str, ran: Ran) -> None:
    task = LOSSES[loss].task
    if task == "regression":
        asked, columns = Asked("k", "line", loss, True, loss_parameters=tuple(LOSSES[loss].parameters.items())), HUBBLE
    else:
        classes, columns = (3, IRIS) if task == "multiclass" else (2, PENGUINS)
        asked = Asked("k", "linear", loss, True, classes=classes)
    made, problem, theta = recipe(columns, asked, Walk((), "gradient_descent", 0.05, 20))
    np.testing.assert_allclose(ran(made), theta, rtol=1e-10, atol=1e-12)
    assert problem.f.size == len(theta)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_is_taken_along(optimizer: str, ran: Ran) -> None:
    made, _, theta = recipe(HUBBLE, Asked("k", "line", "huber", True), Walk((), optimizer, 0.05, 30))
    np.testing.assert_allclose(ran(made), theta, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_is_taken_along(schedule: str, ran: Ran) -> None:
    made, _, theta = recipe(HUBBLE, Asked("k", "line", "mae", True),
                            Walk((), "adagrad", 0.1, 30, schedule=schedule))
    np.testing.assert_allclose(ran(made), theta, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_is_taken_along(activation: str, ran: Ran) -> None:
    made, _, theta = recipe(HUBBLE, Asked("k", "network", "mse", True, hidden=(3,), activation=(activation,)),
                            Walk((), "gradient_descent", 0.05, 20, seed=1))
    np.testing.assert_allclose(ran(made), theta, rtol=1e-10, atol=1e-12)


def test_only_what_is_needed_is_taken_along() -> None:
    made, _, _ = recipe(*CASES["a line in the data's units"])
    text = script(made)
    assert "def squared_slope" in text
    for stranger in ("tukey", "adam", "Polynomial", "softmax", "standardize", "import core", "from core", "streamlit"):
        assert stranger not in text
    assert len(text.splitlines()) < 300


def test_names_of_columns_and_files_are_data_never_code() -> None:
    evil = '"""\nraise SystemExit(7)\n"""'
    made, _, _ = recipe(*CASES["a line in the data's units"])
    made = replace(made, title=evil, columns=replace(made.columns, file=f"<needed>{evil}\\", target="x'] + exit('"))
    tree = ast.parse(script(made))
    assert not any(isinstance(node, ast.Raise) and "SystemExit" in ast.unparse(node) for node in ast.walk(tree))
    assert not any(isinstance(node, ast.Call) and ast.unparse(node.func) == "exit" for node in ast.walk(tree))


def test_the_notebook_holds_the_same_code_in_cells(tmp_path: Path) -> None:
    made, problem, theta = recipe(*CASES["a sum of units, the last fifth held out"])
    book = json.loads(notebook(made))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])
    headings = [cell["source"][0] for cell in book["cells"] if cell["cell_type"] == "markdown"]
    assert any("3 Optimize" in heading for heading in headings)
    code = "\n".join("".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code")
    found = run_beside_its_data(code, made.columns.file, tmp_path)
    np.testing.assert_allclose(found["parameters"], problem.coefficients(theta), rtol=1e-10)
