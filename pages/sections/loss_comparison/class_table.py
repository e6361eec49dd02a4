"""The cross table for classes: every fit under every loss, and how many rows each puts on the right side."""

import json

import streamlit as st

from pages.sections.loss_comparison.class_scene import ClassScene
from pages.sections.loss_comparison.losses import short
from pages.sections.loss_comparison.table import cell, smallest
from pages.shared.numbers import count, number
from pages.shared.words import t


def show(scene: ClassScene) -> None:
    """One row per fit, one column per loss, each column's smallest number marked."""
    st.markdown(t("**Every fit under every loss.** Compare down a column: each loss is smallest for its own fit, "
                  ":green[◆]. Never across: each column has a unit of its own."))
    table, words = st.columns([8, 5], gap="medium")
    with table, st.container(key="cross"):
        st.markdown(written(scene))
    with words:
        st.markdown(":small[:gray[" + proof(scene) + "]]")
        with st.popover(t("Copy numbers"), icon=":material/content_copy:", key="copy_numbers"):
            st.code(json.dumps(all_digits(scene), indent=1, ensure_ascii=False), language="json", height=320)


def letters(scene: ClassScene) -> list[str]:
    """The parameters' names."""
    return ["b", "w"] if len(scene.rows.features) == 1 else ["b", "w₁", "w₂"]


def written(scene: ClassScene) -> str:
    """The table."""
    best = smallest(scene.table)
    heads = [t("fitted by"), *letters(scene), *(short(fit.loss) for fit in scene.fits), t("right")]
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * (len(heads) - 1)]
    for i, (fit, theta) in enumerate(zip(scene.fits, scene.thetas, strict=True)):
        if theta is None:
            continue
        cells = [cell(scene.table[i, j], best[j] == i) for j in range(len(scene.fits))]
        right = f"{number(100 * scene.right(i), 3)} %"
        lines.append("| " + " | ".join([f"**{short(fit.loss)}**", *map(number, theta), *cells, right]) + " |")
    return "\n".join(lines)


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
