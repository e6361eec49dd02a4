"""Through the layers a slope is multiplied again and again: it vanishes, explodes, or is kept."""

import numpy as np
import pandas as pd
import streamlit as st

from core.depth import per_layer, steepest
from pages.sections.activation_functions.chosen import (
    OFFERED,
    Choice,
    Parameters,
    choice,
    compared,
    plain,
    slopes,
    title,
)
from pages.shared import settings
from pages.shared.charts import compared as charts
from pages.shared.charts.axes import Axis
from pages.shared.look import draw, theme
from pages.shared.numbers import axis, count, number, tex
from pages.shared.words import t

LOWEST, HIGHEST, HEIGHT, MOST = 1e-12, 1e6, 320, 50
SCALES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.414, 1.75, 2.0, 3.0, 4.0)
FADING, GROWING = 0.9, 1.1              # per layer


def through_layers(parameters: Parameters) -> None:
    """Depth and start scale over the picture; beside it the numbers of every activation."""
    st.header(t("Slopes through many layers"), anchor=False)
    names = compared()
    if names:
        show(names, parameters)
    else:
        st.info(t("Choose at least one activation to compare, at the top of the page."))


def show(names: list[str], parameters: Parameters) -> None:
    """Controls and picture, and beside it the numbers."""
    left, right = st.columns([7, 6], gap="medium")
    with left:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            depth = settings.ask(st.slider, t("Layers"), key="depth", default=10, parse=int, min_value=1,
                                 max_value=MOST, step=1, width="stretch")
            scale = settings.ask(st.select_slider, t("Scale of the first weights"), key="scale", default=1.0,
                                 options=list(SCALES), parse=settings.finite, format_func=lambda value: f"{value:g}",
                                 width="stretch")
            seed = settings.ask(st.number_input, t("Seed"), key="depth_seed", default=0, parse=int, min_value=0,
                                max_value=9_999, step=1, width=120)
        choices = {name: choice(name, parameters) for name in names}
        left_over = {name: slopes(each, MOST, scale, seed) for name, each in choices.items()}
        paint(left_over, depth)
    with right:
        tell(choices, {name: each[: depth + 1] for name, each in left_over.items()}, depth)


def paint(left_over: dict[str, np.ndarray], depth: int) -> None:
    """What is left of a slope, layer by layer, on a scale of powers of ten; a rule and dots at the chosen depth."""
    slots = charts.slots(list(left_over), OFFERED)
    across = axis(t("layers passed"), 0.0, float(MOST))
    up = Axis(t("what is left of a slope"), LOWEST, HIGHEST, log=True)
    steps = np.arange(MOST + 1)
    lines = pd.concat(pd.DataFrame({"line": name, "x": steps, "y": np.where(each > 0, each, np.nan),
                                    "slot": slots[name], "name": title(name)}) for name, each in left_over.items())
    here = [float(each[depth]) for each in left_over.values()]
    labels = [f"{title(name)} {number(value, 3)}" for name, value in zip(left_over, here, strict=True)]
    last = np.clip([float(each[-1]) for each in left_over.values()], LOWEST, HIGHEST).tolist()
    draw(charts.curves(theme(), across, up, HEIGHT), {
        "lines": lines, "at": pd.DataFrame({"x": [depth]}),
        "dots": pd.DataFrame({"x": depth, "y": here, "slot": [slots[name] for name in left_over]}),
        "ends": charts.ends(last, labels, [slots[name] for name in left_over], up, HEIGHT - 60),
        "levels": pd.DataFrame({"y": [1.0], "name": [t("kept")]}),
    }, key="picture_depth", alt=t("What is left of a slope after each layer; the last one in the table beside it."))


def tell(choices: dict[str, Choice], left_over: dict[str, np.ndarray], depth: int) -> None:
    """Why slopes vanish, with the bound; then the measured numbers as a table."""
    why = t("To change a weight in the first layer, its slope ∂L/∂w must come back through all the others, and "
            "each multiplies it by a weight and by σ′(z). The slope of a sigmoid is at most 1/4: with weights 1, "
            "{depth} layers let through at most $0.25^{{{depth}}} = {bound}$.", depth=count(depth),
            bound=tex(0.25**depth))
    how = t("Measured on a random network, 64 neurons wide: the size of the Jacobian (how all of a layer's neurons "
            "follow the inputs), as the root of its mean square. A scale of 1 keeps a signal's size without a bend "
            "(LeCun, Glorot); ReLU halves it, so it needs √2 ≈ 1.414 (He).")
    st.markdown(f"{why}\n\n:small[{how}]")
    rows = {title(name): [number(steepest(plain(choices[name])), 3), number(each[-1], 3), number(per_layer(each), 3),
                          verdict(each)] for name, each in left_over.items()}
    heads = [t("largest slope"), t("left at the end"), t("per layer"), t("so it")]
    st.table(pd.DataFrame.from_dict(rows, orient="index", columns=heads).rename_axis(t("activation")))


def verdict(left_over: np.ndarray) -> str:
    """What becomes of a slope."""
    if left_over[-1] == 0:
        return t("is lost")
    rate = per_layer(left_over)
    return t("vanishes") if rate < FADING else t("explodes") if rate > GROWING else t("is kept")
