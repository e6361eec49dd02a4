"""Through the layers a slope is multiplied again and again: it vanishes, explodes, or is kept."""

import numpy as np
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
from pages.shared.numbers import RAISED, axis, count, number
from pages.shared.rows import rows, stacked
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
    """Controls and picture, and beside it the numbers and why."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        depth = settings.ask(st.slider, t("Layers"), key="depth", default=10, parse=int, min_value=1, max_value=MOST,
                             step=1, width="stretch")
        scale = settings.ask(st.select_slider, t("Scale of the first weights"), key="scale", default=1.0,
                             options=list(SCALES), parse=settings.finite, format_func=lambda value: f"{value:g}",
                             width="stretch")
        seed = settings.ask(st.number_input, t("Seed"), key="depth_seed", default=0, parse=int, min_value=0,
                            max_value=9_999, step=1, width=120)
    choices = {name: choice(name, parameters) for name in names}
    left_over = {name: slopes(each, MOST, scale, seed) for name, each in choices.items()}
    with st.container(horizontal=True, gap="medium", key="by_hand"):
        paint(left_over, depth)
        passed = {name: each[: depth + 1] for name, each in left_over.items()}
        st.markdown(f"{table(choices, passed)}\n\n{why(depth)}")


def paint(left_over: dict[str, np.ndarray], depth: int) -> None:
    """What is left of a slope, layer by layer, on a scale of powers of ten; a rule and dots at the chosen depth."""
    slots = charts.slots(list(left_over), OFFERED)
    across = axis(t("layers passed"), 0.0, float(MOST))
    up = Axis(t("what is left of a slope"), LOWEST, HIGHEST, log=True)
    steps = np.arange(MOST + 1)
    lines = stacked([{"line": [name] * len(steps), "x": steps, "y": np.where(each > 0, each, np.nan),
                      "slot": [slots[name]] * len(steps), "name": [title(name)] * len(steps)}
                     for name, each in left_over.items()])
    here = [float(each[depth]) for each in left_over.values()]
    labels = [f"{title(name)} {number(value, 3)}" for name, value in zip(left_over, here, strict=True)]
    last = np.clip([float(each[-1]) for each in left_over.values()], LOWEST, HIGHEST).tolist()
    draw(charts.curves(theme(), across, up, HEIGHT), {
        "lines": lines, "at": rows(x=[float(depth)]),
        "dots": rows(x=[float(depth)] * len(here), y=here, slot=[slots[name] for name in left_over]),
        "ends": charts.ends(last, labels, [slots[name] for name in left_over], up, HEIGHT - 60),
        "levels": rows(y=[1.0], name=[t("kept")]),
    }, key="picture_depth", alt=t("What is left of a slope after each layer; the last one in the table beside it."))


def why(depth: int) -> str:
    """Why slopes vanish, with the bound; and what was measured."""
    bound = t("To change a weight in the first layer, its slope ∂L/∂w must come back through all the others, and "
              "each multiplies it by a weight and by σ′(z). The slope of a sigmoid is at most 1/4: with weights 1, "
              "{depth} layers let through at most 0.25{power} = {bound}.", depth=count(depth),
              power=str(depth).translate(RAISED), bound=number(0.25**depth))
    how = t("Measured on a random network, 64 neurons wide: the size of the Jacobian (how all of a layer's neurons "
            "follow the inputs), as the root of its mean square. A scale of 1 keeps a signal's size without a bend "
            "(LeCun, Glorot); ReLU halves it, so it needs √2 ≈ 1.414 (He).")
    return f"{bound}\n\n:small[{how}]"


def table(choices: dict[str, Choice], left_over: dict[str, np.ndarray]) -> str:
    """The measured numbers."""
    heads = [t("activation"), t("largest slope"), t("left at the end"), t("per layer"), t("so it")]
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * 3 + "---|"]
    for name, each in left_over.items():
        numbers = steepest(plain(choices[name])), each[-1], per_layer(each)
        lines.append(f"| {title(name)} | {' | '.join(number(value, 3) for value in numbers)} | {verdict(each)} |")
    return "\n".join(lines)


def verdict(left_over: np.ndarray) -> str:
    """What becomes of a slope."""
    if left_over[-1] == 0:
        return t("is lost")
    rate = per_layer(left_over)
    return t("vanishes") if rate < FADING else t("explodes") if rate > GROWING else t("is kept")
