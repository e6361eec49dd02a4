"""The cross table for classes: every fit under every loss, and how many rows each puts on the right side."""

from pages.sections.loss_comparison import cross
from pages.sections.loss_comparison.class_scene import ClassScene
from pages.sections.loss_comparison.losses import short
from pages.shared.numbers import count, number
from pages.shared.words import t


def show(scene: ClassScene) -> None:
    """One row per fit, one column per loss."""
    best = cross.smallest(scene.table)
    heads = [t("fitted by"), *letters(scene), *(short(fit.loss) for fit in scene.fits), t("right")]
    rows = []
    for i, (fit, theta) in enumerate(zip(scene.fits, scene.thetas, strict=True)):
        if theta is not None:
            cells = [cross.cell(scene.table[i, j], best[j] == i) for j in range(len(scene.fits))]
            rows.append([f"**{short(fit.loss)}**", *map(number, theta), *cells, f"{number(100 * scene.right(i), 3)} %"])
    cross.show(cross.written(heads, rows), proof(scene), all_digits(scene))


def letters(scene: ClassScene) -> list[str]:
    """The parameters' names."""
    return ["b", "w"] if len(scene.rows.features) == 1 else ["b", "w₁", "w₂"]


def proof(scene: ClassScene) -> str:
    """How exact the fits are, and what to compare with."""
    exact = [f"{short(fit.loss)} {number(fit.gap, 2)}" for fit in scene.fits if fit.theta is not None]
    parts = [t("Proven gap to the smallest loss there is, at most: {gaps}.", gaps=", ".join(exact))] if exact else []
    ones = int(scene.target.sum())
    most = max(ones, len(scene.target) - ones)
    parts.append(t("Always saying the commoner class would be right for {n} of {all} rows ({share} %).", n=count(most),
                   all=count(len(scene.target)), share=number(100 * most / len(scene.target), 3)))
    if scene.change.l2:
        parts.append(t("The fits also pay l2 = {l2}; the table leaves that out, so a fit need not be smallest in its "
                       "own column.", l2=f"{scene.change.l2:g}"))
    return " ".join(parts)


def all_digits(scene: ClassScene) -> dict[str, object]:
    """What this page has found, in full precision."""
    names = [fit.loss for fit in scene.fits]
    found: dict[str, object] = {"changed": {"labels turned round": len(scene.wrong), "l2": scene.change.l2}}
    for i, (fit, theta) in enumerate(zip(scene.fits, scene.thetas, strict=True)):
        letters = ["b", *(f"w[{name}]" for name in scene.rows.features)]
        found[fit.loss] = None if theta is None else {
            "parameters": dict(zip(letters, theta.tolist(), strict=True)),
            "losses": {name: float(value) for name, value in zip(names, scene.table[i], strict=True)},
            "right": scene.right(i), "gap is at most": fit.gap, "unique": fit.unique}
    return found
