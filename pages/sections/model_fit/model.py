"""Step 1, the model: what f(x) may look like; under the picture, its formula with the numbers of the step."""

from dataclasses import replace

import streamlit as st

from core.activations import ACTIVATIONS
from pages.sections.model_fit.film import MOST_SHOWN, Film, Shape
from pages.sections.model_fit.steps import Step
from pages.shared import compute, settings
from pages.shared.numbers import LOWERED
from pages.shared.player import Piece
from pages.shared.words import clean, t
from pages.shared.workspace import Work

FORMULAS = {"line": "ŷ = b + wx", "linear": "ŷ = b + w₁x₁ + w₂x₂ + …", "polynomial": "ŷ = b + w₁x + w₂x² + …",
            "units": "ŷ = b + Σ cᵢσ(bᵢ + wᵢx)", "network": "ŷ = f(f(x))"}
OF_ONE_FEATURE = ("line", "polynomial")
MOST_LAYERS, MOST_WIDE, MOST_UNITS, MOST_DEGREE = 6, 64, 24, 12


def ask(work: Work, place: Step) -> Shape:
    """Which model, and on which features; its sizes are asked for afterwards."""
    names, classes = work.matrix.names, work.matrix.classes
    options = offered(len(names), len(classes))
    settings.suggest("model", first_model(work, options))
    with place.shown:
        chosen = settings.ask(st.selectbox, t("**1 Model**: what f(x) may look like"), key="model", default=options[0],
                              options=options, name=t("Model"), format_func=said)
    with place.kind:
        feature = ask_feature(names) if chosen in OF_ONE_FEATURE else ""
        seen = ask_seen(names) if not feature and len(names) > 2 else (0, 1)
        st.markdown(t("ŷ is what the model answers, y is the label: the true answer in the data. b (bias) is the "
                      "answer where all x are 0; w (weight) is how much the answer moves when x grows by 1. Both "
                      "are unknown: learning finds them."))
        st.page_link("pages/data_upload.py", label=t("Choose other x and y"), icon=":material/table:")
    columns = [names.index(feature)] if feature else list(range(len(names)))
    return Shape(chosen, work.matrix.X[:, columns], tuple(names[column] for column in columns), classes, seen=seen)


def offered(features: int, classes: int) -> list[str]:
    """The models that suit the task."""
    if classes > 2:
        return ["linear", "network"]
    return [*(["linear"] if features > 1 else []), "line", "polynomial", "units", "network"]


def first_model(work: Work, options: list[str]) -> str:
    """The model to begin with: the simplest one that has a chance."""
    if work.matrix.classes and compute.straight_share(work.key, work.matrix.X, work.matrix.y,
                                                      len(work.matrix.classes)) < compute.STRAIGHT_ENOUGH:
        return "network"
    return options[0]


def said(name: str) -> str:
    """A model as it is offered."""
    words = {"line": t("Line"), "linear": t("Linear"), "polynomial": t("Polynomial"), "units": t("Sum of units"),
             "network": t("Network")}
    return f"{words[name]}  {FORMULAS[name]}"


def ask_sizes(shape: Shape) -> Shape:
    """The model's hyperparameters: what you choose, and learning does not."""
    if shape.name == "polynomial":
        return replace(shape, degree=settings.ask(
            st.slider, t("Degree: the highest power of x"), key="degree", default=3, parse=int, min_value=1,
            max_value=MOST_DEGREE))
    if shape.name == "units":
        units = settings.ask(st.slider, t("Units: how many bent pieces are added"), key="units_count", default=4,
                             parse=int, min_value=1, max_value=MOST_UNITS)
        return replace(shape, units=units, activation=(ask_activation("sigmoid"),))
    if shape.name == "network":
        hidden = ask_hidden()
        return replace(shape, hidden=hidden, activation=ask_activations(len(hidden)))
    return shape


def ask_activations(layers: int) -> tuple[str, ...]:
    """One activation for all hidden layers, or one for each."""
    place = st.container()
    each = layers > 1 and settings.ask(st.toggle, t("An activation of its own for every layer"), key="each_layer",
                                       default=False, parse=settings.switch)
    with place:
        if not each:
            return (ask_activation("tanh"),)
        settings.suggest("activation", "tanh")
        first = settings.know(key="activation", default="tanh", options=learnable())
        with st.container(horizontal=True):
            return tuple(settings.ask(
                st.selectbox, t("σ of layer {n}", n=str(layer)), key=f"activation_{layer}", default=first,
                options=learnable(), format_func=title_of, width=160) for layer in range(1, layers + 1))


def ask_activation(default: str) -> str:
    """The bend of every unit."""
    settings.suggest("activation", default)
    chosen: str = settings.ask(st.selectbox, t("Activation σ"), key="activation", default=default, options=learnable(),
                               format_func=title_of)
    st.markdown(f":small[{t(ACTIVATIONS[chosen].idea)}]")
    return chosen


def learnable() -> list[str]:
    """The activations that a hidden layer can learn with."""
    return [name for name, each in ACTIVATIONS.items() if not each.caution]


def title_of(activation: str) -> str:
    """An activation as it is offered."""
    return t(ACTIVATIONS[activation].title)


def ask_hidden() -> tuple[int, ...]:
    """The widths of the hidden layers, typed as in a paper: 8, 8."""
    typed = settings.ask(st.text_input, t("Units of every hidden layer"), key="hidden", default="8, 8", max_chars=40)
    try:
        widths = tuple(int(part) for part in typed.replace("，", ",").split(",") if part.strip())
        if not 1 <= len(widths) <= MOST_LAYERS or not all(1 <= width <= MOST_WIDE for width in widths):
            raise ValueError
    except ValueError:
        st.error(t("Write 1 to {layers} whole numbers from 1 to {wide}, with commas between them, such as 8, 8. Two "
                   "layers of 8 units are used instead.", layers=MOST_LAYERS, wide=MOST_WIDE))
        return (8, 8)
    return widths


def ask_feature(names: tuple[str, ...]) -> str:
    """The one feature of a line or a polynomial."""
    if len(names) == 1:
        return names[0]
    feature: str = settings.ask(st.selectbox, t("The x of the line"), key="along", default=names[0],
                                options=list(names), format_func=clean)
    return feature


def ask_seen(names: tuple[str, ...]) -> tuple[int, int]:
    """Of many features, the two that a picture of regions shows."""
    left, right = st.columns(2)
    with left:
        first = settings.ask(st.selectbox, t("Picture: across"), key="across", default=names[0], options=list(names),
                             format_func=clean)
    with right:
        rest = [name for name in names if name != first]
        second = settings.ask(st.selectbox, t("Picture: up"), key="up", default=rest[0], options=rest,
                              format_func=clean)
    return names.index(first), names.index(second)


def formula(film: Film) -> list[Piece]:
    """f(x) with the numbers of the step, in the data's units where they can be read; else the model's plan."""
    name = "z(x)" if film.shape.classes else "f(x)"
    if not film.readable.shape[1]:
        return [{"text": plan(film, name), "tone": "model", "style": "formula"}]
    pieces: list[Piece] = [{"text": f"{name} = ", "tone": "model", "style": "formula"},
                           {"live": "d0", "tone": "model", "style": "formula"}]
    for j in range(1, min(MOST_SHOWN, film.readable.shape[1])):
        pieces += [{"text": " ", "style": "formula"},
                   {"live": f"d{j}", "form": "signed", "tone": "model", "style": "formula"},
                   {"text": factor(film, j), "tone": "model", "style": "symbol"}]
    if film.readable.shape[1] > MOST_SHOWN:
        pieces.append({"text": "\u00a0+\u00a0…", "tone": "model", "style": "formula"})
    return pieces


def factor(film: Film, j: int) -> str:
    """What the j-th coefficient is multiplied with: x, x₂, x³."""
    if film.shape.name == "polynomial":
        return "\u00a0x" + ("" if j == 1 else str(j).translate(POWERS))
    return "\u00a0x" if film.readable.shape[1] == 2 else f"\u00a0x{str(j).translate(LOWERED)}"


POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plan(film: Film, name: str) -> str:
    """What a model with too many numbers for a line computes."""
    sizes = film.problem.model.size
    bend = " → ".join(map(title_of, film.shape.activation))
    if film.shape.name == "units":
        return t("{name} = b + {k} units of {bend}: {n} parameters", name=name, k=film.shape.units, bend=bend,
                 n=str(sizes))
    if film.shape.name == "network":
        widths = " → ".join(map(str, [film.shape.X.shape[1], *film.shape.hidden, film.problem.model.outputs]))
        return t("{name}: {widths} with {bend}, {n} parameters", name=name, widths=widths, bend=bend,
                 n=str(sizes))
    return t("{name}: one sum b + w·x for each of {k} classes", name=name, k=len(film.shape.classes))
