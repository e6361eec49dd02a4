"""The numbers of the step beside those of the start and of the exact optimum, in the data's units."""

import json

import numpy as np

from core.arrays import Array
from pages.sections.model_fit.film import MOST_SHOWN, Film, settled
from pages.shared.numbers import number, spelled
from pages.shared.player import Piece, Table
from pages.shared.words import clean, t

Row = list[list[Piece]]
PLAIN = ("line", "linear")


def table(film: Film) -> Table:
    """The table that follows the player; its own numbers are put among those of the film."""
    best = film.problem.best
    rows = [head()]
    optimum = film.problem.coefficients(best.theta) if best and film.readable.shape[1] else None
    rows += [parameter(film, j, "d", film.readable, optimum, units(film, j))
             for j in range(min(film.readable.shape[1], MOST_SHOWN))]
    if film.measure.standardized and film.shape.name in PLAIN and film.readable.shape[1]:
        rows += [parameter(film, j, "p", film.thetas, best.theta if best else None, t("standardized"))
                 for j in range(min(len(film.names), 2))]         # those whose update the player spells out
    return Table(rows + measures(film), t("Parameters and loss of the step"),
                 json.dumps(all_digits(film), indent=1, ensure_ascii=False))


def head() -> Row:
    """The columns."""
    words = [t("parameter"), t("start"), t("the step"), t("exact optimum"), t("gap"), t("unit")]
    return [[{"text": word}] for word in words]


def parameter(film: Film, j: int, letter: str, array: Array, optimum: Array | None, unit: str) -> Row:
    """One parameter: in the data's units (d) or as the descent sees it (p)."""
    name = f"e{letter}{j}"
    array, best = (settled(numbers, standardized=letter == "p")
                   for numbers in (array[:, j], np.full(1, np.nan) if optimum is None else optimum[j: j + 1]))
    film.values[name] = array - best
    label = spelled(film.names[j]) if film.shape.name != "polynomial" else coefficient(j)
    return [[{"text": label, "style": "symbol"}], [{"text": number(array[0])}],
            [{"live": f"{letter}{j}", "tone": "model"}],
            [{"text": number(best[0]), "tone": "optimum"}], [{"live": name}],
            [{"text": unit, "tone": "muted"}]]


def coefficient(j: int) -> str:
    """A coefficient of a polynomial: that of 1 is b, that of x² is w₂."""
    return "b" if j == 0 else spelled(f"w_{j}")


def measures(film: Film) -> list[Row]:
    """Loss, held-out loss, share right, length of the gradient: whatever this fit has."""
    best = film.problem.best
    rows = [[[{"text": "L", "style": "symbol"}], [{"text": number(film.losses[0])}],
             [{"live": "loss", "tone": "error"}], [{"text": number(best.loss) if best else "–", "tone": "optimum"}],
             [{"live": "gap"}], [{"text": loss_unit(film), "tone": "muted"}]]]
    others = [("held", t("L, held out"), loss_unit(film)), ("accuracy", t("share right"), ""),
              ("held_accuracy", t("share right, held out"), "")]
    if not film.readable.shape[1]:
        others.append(("slope", "‖∇L‖", ""))
    for name, label, unit in others:
        if name in film.values:
            rows.append([[{"text": label}], [{"text": number(film.values[name][0])}], [{"live": name}], [{"text": ""}],
                         [{"text": ""}], [{"text": unit, "tone": "muted"}]])
    return rows


def loss_unit(film: Film) -> str:
    """The unit of the loss."""
    unit = film.work.units.get(film.work.target, "")
    if film.shape.classes:
        return ""
    if film.measure.standardized:
        return t("standardized")
    return f"({unit})²" if film.measure.loss in ("mse", "huber", "log_cosh") and unit else unit


def units(film: Film, j: int) -> str:
    """The unit of a parameter: that of y, or y per x."""
    if film.shape.classes:
        return "" if j == 0 else "1 / " + unit_of(film, film.shape.features[min(j - 1, len(film.shape.features) - 1)])
    of_y = unit_of(film, film.work.target)
    if j == 0:
        return of_y
    if film.shape.name == "polynomial":
        power = "" if j == 1 else str(j).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{of_y} / ({unit_of(film, film.shape.features[0])}){power}"
    return f"{of_y} / {unit_of(film, film.shape.features[j - 1])}"


def unit_of(film: Film, column: str) -> str:
    """A column's unit, or its name."""
    return film.work.units.get(column, "") or clean(column, 18)


def all_digits(film: Film) -> dict[str, object]:
    """What this page has found, in full precision."""
    problem, run = film.problem, film.fit.run
    ended = run.thetas[-1]
    found: dict[str, object] = {"step": int(run.steps[-1])}
    if film.readable.shape[1]:
        found["parameters"] = named(film, problem.coefficients(ended))
    found["loss"] = float(run.losses[-1])
    if problem.held:
        found["held-out loss"] = problem.held.value(ended)
    found |= {name.replace("_", " "): float(film.values[name][-1]) for name in ("accuracy", "held_accuracy")
              if name in film.values}
    if film.measure.standardized and film.shape.name in PLAIN and film.readable.shape[1]:
        found["standardized parameters"] = named(film, ended)
    elif not film.readable.shape[1]:
        found["standardized parameters"] = dict(zip(film.names, ended.tolist(), strict=True))
    if problem.best:
        best = problem.best
        exact = {"parameters": named(film, problem.coefficients(best.theta))} if film.readable.shape[1] else {}
        found["exact optimum"] = exact | {"loss": best.loss, "gap is at most": best.gap, "unique": best.unique}
    return found


def named(film: Film, numbers: Array) -> dict[str, float]:
    """Coefficients by what they belong to."""
    if film.shape.name == "polynomial":
        names = ["b", *(f"w[{film.shape.features[0]}^{power}]" for power in range(1, len(numbers)))]
    else:
        names = ["b", *(f"w[{feature}]" for feature in film.shape.features)]
    return dict(zip(names, numbers.tolist(), strict=True))
