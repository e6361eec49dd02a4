"""The cross table: every fit under every loss. Compare down a column; across, the numbers have different units."""

from core.comparison import Fitted
from pages.sections.loss_comparison import cross
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.scene import Scene
from pages.shared.numbers import number
from pages.shared.words import t


def show(scene: Scene) -> None:
    """One row per fit, one column per loss."""
    heads = [t("fitted by"), "b", "w", *(short(fit.loss) for fit in scene.fits)]
    best = cross.smallest(scene.table)
    rows = []
    for i, fit in enumerate(scene.fits):
        theta = [t("no line")] * 2 if fit.theta is None else [number(value) for value in fit.theta]
        cells = [cross.cell(scene.table[i, j], best[j] == i) for j in range(len(scene.fits))]
        rows.append([f"**{short(fit.loss)}**", *theta, *cells])
    cross.show(cross.written(heads, rows), proof(scene), all_digits(scene))


def proof(scene: Scene) -> str:
    """How exact the fits are, and what else is to be known of them."""
    exact = [f"{short(fit.loss)} {number(fit.gap, 2)}" for fit in scene.fits
             if fit.theta is not None and not fit.starts]
    parts = [t("Proven gap to the smallest loss there is, at most: {gaps}.", gaps=", ".join(exact))] if exact else []
    parts += [said for fit in scene.fits if (said := note(fit))]
    names = {fit.loss for fit in scene.fits}
    if "mse" in names and names & {"huber", "log_cosh", "cauchy", "tukey"}:
        parts.append(t("MSE carries no ½ and the others do: where they are square, MSE is twice as large, and an equal "
                       "l2 penalty would weigh twice as much on them."))
    return " ".join(parts)


def note(fit: Fitted) -> str:
    """What is special about a fit, if anything is."""
    name = short(fit.loss)
    if fit.starts:
        return t("**{loss}**: best found from {n} starts; {agreed} of them ended there. It can have many valleys, so "
                 "nothing lower is ruled out.", loss=name, n=fit.starts, agreed=fit.agreed)
    if fit.theta is not None and fit.unique is False:
        return t("**{loss}**: not one line but many are equally good; one of them is shown.", loss=name)
    if fit.theta is not None and fit.unique is None:
        return t("**{loss}**: other lines may be as good; that could not be decided.", loss=name)
    return ""


def all_digits(scene: Scene) -> dict[str, object]:
    """What this page has found, in full precision."""
    names = [fit.loss for fit in scene.fits]
    found: dict[str, object] = {"changed": {
        "row": scene.change.row + 1, "up": scene.change.up, "aside": scene.change.aside,
        "spoiled rows": len(scene.spoiled)}}
    for i, fit in enumerate(scene.fits):
        if fit.theta is None:
            found[fit.loss] = None
            continue
        found[fit.loss] = {
            "parameters": dict(scene.losses[i][1]), "b": float(fit.theta[0]), "w": float(fit.theta[1]),
            "losses": {name: float(value) for name, value in zip(names, scene.table[i], strict=True)},
            "gap is at most": None if fit.starts else fit.gap, "unique": fit.unique, "starts": fit.starts}
    return found
