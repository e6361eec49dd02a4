"""The landscape one walks on: a textbook's, the notes' tiny network, the visitor's own, or a typed formula."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.arrays import Array, as_array
from core.critical_points import LANDSCAPES
from core.formula import Formula
from core.objective import DataObjective, Objective
from core.objective.plane import Plane
from core.rates import HIGHEST, LOWEST
from core.standing import Box, into
from pages.sections.critical_points import own, typed
from pages.shared import settings
from pages.shared.numbers import LOWERED
from pages.shared.words import t

TYPED, LINE, NETWORK = "formula", "line", "network"
FIRST = "tiny_network"
FIELD = 126                             # pixels
ROUND_RATES = tuple(float(f"{lead}e{power}") for power in range(LOWEST, HIGHEST) for lead in (1, 2, 5))
STEPS = (50, 100, 200, 300, 500, 1_000, 2_000, 3_000)


@dataclass(frozen=True)
class Visit:
    """Where a visitor of a textbook's landscape stands at first, and what they walk with."""

    at: tuple[float, float]
    rate: float                         # of rules whose step is in proportion to the slope
    adaptive_rate: float                # of rules that scale their steps themselves
    steps: int


VISITS = {
    "tiny_network": Visit((0.0, 0.0), 0.1, 0.1, 500), "bowl": Visit((2.4, 1.6), 0.05, 0.1, 300),
    "saddle": Visit((0.0, 0.0), 0.05, 0.05, 100), "monkey_saddle": Visit((0.0, 0.0), 0.05, 0.05, 100),
    "himmelblau": Visit((0.0, 0.0), 0.01, 0.1, 500), "rosenbrock": Visit((-1.2, 1.0), 0.001, 0.05, 2_000),
    "beale": Visit((-2.0, -1.0), 0.001, 0.05, 1_000), "plateau": Visit((2.5, 2.0), 0.5, 0.1, 500),
    TYPED: Visit((0.0, 0.0), 0.02, 0.05, 500),
}


@dataclass(frozen=True)
class Ground:
    """A landscape of two parameters with everything that is said and asked about it."""

    key: str                            # names it: two with one key are equal
    place: str                          # names the window: while it stays, the visitor stays at their point
    f: Objective
    box: Box
    titles: tuple[str, str]             # of the axes
    letters: tuple[str, str]            # the parameters in sentences
    latex: str                          # L with its formula
    idea: str                           # a sentence about it
    visit: Visit

    @property
    def cut(self) -> Plane | None:
        """The plane it is, if it was cut out of a larger space."""
        return self.f if isinstance(self.f, Plane) else None

    @property
    def quick(self) -> bool:
        """Whether L costs next to nothing."""
        return isinstance(self.f, Formula) or bool(self.f.quadratic)

    @property
    def whole(self) -> DataObjective | None:
        """The landscape in all its parameters, if this is only a plane of it."""
        return self.f.f if isinstance(self.f, Plane) else None      # type: ignore[return-value]


def ask() -> tuple[Ground, Array]:
    """Which landscape, and the point (2,) where one stands; what belongs to it stands under the list, or under More."""
    mine = own.usable()
    names = {FIRST: t("The notes' tiny network  y = w₁w₂x"), LINE: own.line_title(mine),
             NETWORK: own.network_title(mine)}
    names |= {name: t(each.title) for name, each in LANDSCAPES.items() if name != FIRST}
    names[TYPED] = t("A formula of your own")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = settings.ask(st.selectbox, t("Landscape"), key="ground", default=FIRST, options=list(names),
                              format_func=names.__getitem__)
        fields = st.container(horizontal=True, vertical_alignment="bottom", width="content")
        if chosen in (LINE, NETWORK):
            more = st.popover(t("More"), key="more_ground")
    if chosen in (LINE, NETWORK):
        with more:
            asked = own.ask_line(mine) if chosen == LINE else own.ask_network()
        found = of_own(own.open_ground(mine, asked)) or of_formula(LANDSCAPES[FIRST], FIRST)
    else:
        found = of_formula(typed.ask() if chosen == TYPED else LANDSCAPES[chosen], chosen)
    settle(found)
    with fields:
        return found, ask_point(found)


def of_formula(f: Formula, name: str) -> Ground:
    """A landscape that is a formula."""
    letters = spelled(f.names[0]), spelled(f.names[1])
    said = t(f.idea) if f.idea else t("Known are numbers, u, v, pi, e, the signs + − * / ^ and brackets, and {names}.",
                                      names=", ".join(typed.functions()))
    key = f"{name}|{f.text}"
    return Ground(key, name, f, f.box, letters, letters, f.latex, said, VISITS[name])


def of_own(opened: own.Opened | None) -> Ground | None:
    """A landscape on the visitor's data, if it could be opened."""
    if opened is None:
        return None
    visit = Visit((float(opened.first[0]), float(opened.first[1])), opened.rate, opened.adaptive_rate, 500)
    return Ground(opened.key, opened.place, opened.f, opened.box, opened.titles, opened.letters, opened.latex,
                  opened.idea, visit)


def spelled(name: str) -> str:
    """A parameter's name with its number lowered: w_1 becomes w₁."""
    letter, _, index = name.partition("_")
    return letter + index.translate(LOWERED)


def settle(ground: Ground) -> None:
    """On another landscape, point and learning rates begin anew; a link may say otherwise at the first one."""
    state = st.session_state
    before = state.get("settled")
    state["settled"] = ground.place
    if before not in (None, ground.place):
        values = {"pu": ground.visit.at[0], "pv": ground.visit.at[1], "eta": ground.visit.rate,
                  "eta_own": ground.visit.adaptive_rate, "race": ground.visit.steps}
        for key, value in values.items():
            settings.put(key, value)


def stand(theta: Array, ground: Ground) -> None:
    """Stand at another point of the window (a callback)."""
    where = into(ground.box, theta)
    settings.put("pu", float(where[0]))
    settings.put("pv", float(where[1]))


def ask_point(ground: Ground) -> Array:
    """Where one stands: two numbers that a click on the map sets as well."""
    first = settings.ask(st.number_input, ground.letters[0], key="pu", default=ground.visit.at[0],
                         parse=settings.finite, **limits(ground.box[0]))
    second = settings.ask(st.number_input, ground.letters[1], key="pv", default=ground.visit.at[1],
                          parse=settings.finite, **limits(ground.box[1]))
    return as_array([float(first), float(second)])


def limits(side: tuple[float, float]) -> dict[str, Any]:
    """The options of a number on one side of the window."""
    low, high = side
    return {"min_value": low, "max_value": high, "step": float(f"{(high - low) / 50:.1g}"), "format": "%.6g",
            "width": FIELD}


def rates(*wished: float) -> list[float]:
    """The learning rates that can be chosen, and those that a link or a landscape wishes."""
    return sorted({*ROUND_RATES, *(rate for rate in wished if 10.0**LOWEST <= rate < 10.0**HIGHEST)})
