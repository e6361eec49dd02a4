"""A script that does the same again: NumPy and pandas only, from the same CSV to the same numbers."""

import inspect
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from pprint import pformat
from typing import Any

import numpy as np

from core.activations import ACTIVATIONS, chosen
from core.losses import LOSSES
from core.models import Linear, Network, Polynomial, SumOfUnits
from core.optimizers import OPTIMIZERS
from core.preparation import split, standardize
from core.registry import with_defaults
from core.schedules import SCHEDULES
from data.plain import plain_numbers
from pages.shared.compute.asked import activation_of
from pages.shared.export.bundle import Bundle
from pages.shared.export.recipe import Recipe

TEMPLATE = Path(__file__).with_name("template.txt")
MODELS = {"line": Linear, "linear": Linear, "polynomial": Polynomial, "units": SumOfUnits, "network": Network}
LINEAR = {"line": "columns", "linear": "columns", "polynomial": "columns_of_powers"}    # the section of each
PLACE = re.compile(r"<(\w+)>")
MARK = "# --- "                                  # begins a section


@lru_cache(maxsize=1)
def template() -> dict[str, str]:
    """The sections of the template by name."""
    parts = TEMPLATE.read_text(encoding="utf-8").split("#### ")[1:]
    return {name.strip(): text.strip("\n") for name, _, text in (part.partition("\n") for part in parts)}


def script(recipe: Recipe) -> str:
    """The whole script."""
    body = joined(sections(recipe))
    bundle, replaced = needed(recipe, body)
    names = Names(bundle)
    body = joined(sections(recipe, names))
    lines = {"import json", "import numpy as np", "import pandas as pd", *bundle.imports, *replaced_imports(recipe)}
    imports = sorted(lines, key=lambda line: (not line.startswith("import "), line))
    head = filled("head", title=plain(recipe.title), file=plain(recipe.columns.file), imports="\n".join(imports))
    taken = f"{MARK}Formulas, word for word as the app computes with them ---\n\n{bundle.text()}"
    return joined([head, settings(recipe), taken.rstrip(), *replaced, body]) + "\n"


class Names:
    """What functions are called in the script."""

    def __init__(self, bundle: Bundle | None = None) -> None:
        self.bundle = bundle

    def __call__(self, function: Callable[..., Any]) -> str:
        """The name of a function, or of NumPy's own."""
        if isinstance(function, np.ufunc):
            return f"np.{function.__name__}"
        return self.bundle.name_of(function) if self.bundle else function.__name__


def needed(recipe: Recipe, body: str) -> tuple[Bundle, list[str]]:
    """The parts of core that the script needs, and what stands in for core's registries."""
    things: list[Callable[..., Any]] = [MODELS[recipe.asked.model], plain_numbers]
    loss, rule = LOSSES[recipe.asked.loss], OPTIMIZERS[recipe.walk.optimizer].rule
    things += [loss.formula, loss.first, rule]
    if recipe.asked.standardized:
        things.append(standardize)
    if recipe.asked.held_out and not recipe.asked.by_time:
        things.append(split)
    if recipe.walk.schedule != "constant":
        things.append(SCHEDULES[recipe.walk.schedule].factor)
    without: list[Callable[..., Any]] = [chosen]
    bundle, texts = Bundle(), []
    if recipe.asked.model in ("units", "network"):
        bends = [ACTIVATIONS[name] for name in recipe.asked.activation]
        things += [function for bend in bends for function in (bend.formula, bend.derivative)
                   if not isinstance(function, np.ufunc)]
        bundle.take([thing for thing in things if inspect.isroutine(thing) or inspect.isclass(thing)], body, without)
        texts.append(activations(recipe, Names(bundle)))
    else:
        bundle.take(things, body, without)
    return bundle, texts


def replaced_imports(recipe: Recipe) -> set[str]:
    """What the text that stands in for a registry imports."""
    return {"from functools import partial", "from types import SimpleNamespace"} if recipe.asked.model in (
        "units", "network") else set()


def activations(recipe: Recipe, names: Names) -> str:
    """The activations of the model, in place of the list of all."""
    bends = []
    for name in dict.fromkeys(recipe.asked.activation):
        bend = ACTIVATIONS[name]
        options = spelled_out(bend.parameters)
        value, slope = (f"partial({names(function)}{options})" for function in (bend.formula, bend.derivative))
        bends.append(filled("activation", key=name, title=bend.title, initial=bend.initial, value=value,
                            slope=slope))
    return filled("activations", bends="\n".join(bends))


def settings(recipe: Recipe) -> str:
    """What was chosen, at the script's top."""
    columns, asked, walk = recipe.columns, recipe.asked, recipe.walk
    return filled("settings", file=repr(columns.file), features=listed(columns.features), target=repr(columns.target),
                  classes=listed(columns.classes), needed=listed(columns.needed), reading=repr(dict(columns.reading)),
                  l1=repr(asked.l1), l2=repr(asked.l2), rate=repr(walk.rate),
                  planned=walk.steps, steps=recipe.steps, ended=recipe.ended, start=listed(walk.start), seed=walk.seed,
                  batch=walk.batch, checked=pformat(dict(recipe.checked), width=110, sort_dicts=False))


def listed(values: tuple[Any, ...]) -> str:
    """A list over several lines if it is long."""
    return pformat(list(values), width=100, compact=True)


def sections(recipe: Recipe, names: Names | None = None) -> list[str]:
    """What is done, in the order of the lesson."""
    say = names or Names()
    asked, walk = recipe.asked, recipe.walk
    loss, rule = LOSSES[asked.loss], OPTIMIZERS[walk.optimizer]
    parts = [template()["data"]]
    if asked.held_out:
        parts.append(filled("split_by_time" if asked.by_time else "split", share=repr(asked.held_out), seed=asked.seed,
                            learned=recipe.learned))
    else:
        parts.append(template()["whole"])
    if asked.standardized:
        parts.append(template()["standardize_x" if asked.classes else "standardize"])
    else:
        parts.append(template()["as_given"])
    given = dict(asked.loss_parameters)
    own = with_defaults(loss.name, loss.parameters, given)
    of_y = loss.in_units_of_y.keys() & given            # what is given in y's unit; defaults are in that of the descent
    spelled = "".join(f", {name}={value!r}{' / Y_SIZE' if name in of_y else ''}" for name, value in own.items())
    single = asked.classes <= 2 and asked.model in LINEAR
    parts.append(filled("model", model=model(recipe)))
    parts.append(template()[LINEAR[asked.model] if single else "backward"])
    parts.append(filled("loss", title=loss.title, value=f"{say(loss.formula)}(prediction, target{spelled})",
                        slope=f"{say(loss.first)}(prediction, target{spelled})"))
    parts.append(filled("optimize", title=rule.title, memory=memory(walk.optimizer), rule=say(rule.rule),
                        options=spelled_out(with_defaults(rule.name, rule.parameters, dict(walk.parameters))),
                        rate=rate(recipe, say), batches=template()["batches" if walk.batch else "all_rows"]))
    what = ": the factors of 1, x, x², ..." if asked.model == "polynomial" else ""
    parts.append(filled("read", read=reading(recipe), what=what))
    parts += [template()["exact"]] if asked.loss == "mse" and not asked.l1 and single else []
    return [*parts, template()["print"]]


def model(recipe: Recipe) -> str:
    """The model as it is made."""
    asked = recipe.asked
    outputs = asked.classes if asked.classes > 2 else 1
    return {"line": "Linear()", "linear": f"Linear(features=X.shape[1], outputs={outputs})",
            "polynomial": f"Polynomial({asked.degree})",
            "units": f"SumOfUnits(units={asked.units}, activation={asked.activation[0]!r}, features=X.shape[1])",
            "network": f"Network(features=X.shape[1], hidden={asked.hidden!r}, activation={activation_of(asked)!r}, "
                       f"outputs={outputs})"}[asked.model]


def reading(recipe: Recipe) -> str:
    """How parameters are read in the data's units."""
    powers = recipe.asked.model == "polynomial"
    if recipe.asked.standardized:
        return f"X_SCALE.{'coefficients' if powers else 'to_data_units'}(theta, model, Y_SCALE)"
    return "model.coefficients(theta)" if powers else "theta"


def memory(optimizer: str) -> str:
    """What the optimizer remembers before its first step: zeros in the shape of theta, and single numbers."""
    remembered = OPTIMIZERS[optimizer].start(np.ones(3))
    assert not any(part.any() for part in remembered if part.ndim), "the template writes zeros"
    parts = ["np.zeros_like(theta)" if part.ndim else f"np.asarray({float(part)!r})" for part in remembered]
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def rate(recipe: Recipe, say: Names) -> str:
    """η of a step."""
    if recipe.walk.schedule == "constant":
        return "RATE"
    chosen = SCHEDULES[recipe.walk.schedule]
    options = spelled_out(with_defaults(chosen.name, chosen.parameters, dict(recipe.walk.schedule_parameters)))
    return f"float(RATE * {say(chosen.factor)}(np.asarray(float(step)), max(PLANNED, 1){options}))"


def spelled_out(options: Mapping[str, float]) -> str:
    """Keyword arguments, each with a comma in front."""
    return "".join(f", {name}={value!r}" for name, value in options.items())


def filled(name: str, **values: object) -> str:
    """A section of the template with its <names> filled in, each once: what is filled in is not looked at again."""
    return PLACE.sub(lambda place: str(values.get(place[1], place[0])), template()[name])


def joined(parts: list[str]) -> str:
    """Sections one under the other, two blank lines before what stands for itself."""
    text = parts[0]
    for part in parts[1:]:
        apart = part.startswith((MARK, "def ", "class ")) or text.splitlines()[-1].startswith(" ")
        text += ("\n\n\n" if apart else "\n\n") + part
    return text


def plain(text: str) -> str:
    """A visitor's own text for the script's first lines: nothing in it ends them, and nothing in it is run."""
    return " ".join("".join(c for c in text if c.isprintable() and c not in "\\\"").split())
