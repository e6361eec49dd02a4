"""A door leads to another page, and may bring data and settings along."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from core.registry import fixed
from pages.shared import settings, workspace
from pages.shared.words import t


@dataclass(frozen=True)
class Door:
    """Where to, with which sample (none: the data stay), and with which settings."""

    page: str
    sample: str = ""
    settings: Mapping[str, object] = field(default_factory=fixed)


def open_door(door: Door) -> None:
    """Take the sample and the settings; called before the page changes."""
    if door.sample:
        workspace.pick_sample(door.sample)
    for key, value in door.settings.items():
        settings.put(key, value)


def button(label: str, door: Door, *, key: str) -> None:
    """A door with data or settings of its own."""
    if st.button(label, key=key, icon=":material/arrow_forward:", type="tertiary", on_click=open_door, args=(door,)):
        st.switch_page(door.page)


PENGUINS = "penguins"
NUMBER = Door("pages/data_upload.py", PENGUINS,
              fixed(y="body_mass_g", x=["flipper_length_mm"], task="regression"))
CLASS = Door("pages/data_upload.py", PENGUINS,
             fixed(y="species", x=["bill_length_mm", "bill_depth_mm"], task="classification"))
MADE = Door("pages/generation.py", "names", fixed(y="name", task="structured"))


def tries() -> tuple[tuple[str, str, Door], ...]:
    """What to try: what it is called, what it shows, and the door to it."""
    fit = "pages/model_fit.py"
    hubble = {"loss": "mse", "units": "data", "b0": 0.0, "w0": 0.0, "optimizer": "gradient_descent", "steps": 100}
    return (
        (t("The case of the lecture"),
         t("Views of a channel from the day before: at b = 0.5 and w = 1 the mean absolute error is L(0.5, 1) = 0.8."),
         Door(fit, "views", fixed(loss="mae", units="data", b0=0.5, w0=1.0, optimizer="gradient_descent"))),
        (t("A rate that is too large"),
         t("With η = 0.5, just above 0.4918, every step overshoots by more than the last."),
         Door(fit, "hubble_1929", fixed(**hubble, rate=0.5))),
        (t("A valley that becomes round"),
         t("Standardized, the same data make a round bowl, and η = 0.5 lands in one step."),
         Door(fit, "hubble_1929", fixed(**(hubble | {"units": "standardized"}), rate=0.5))),
        (t("One far point"),
         t("Ten of Anscombe's eleven points lie on a line: MAE finds it, MSE minds the eleventh."),
         Door("pages/loss_comparison.py", "anscombe", fixed(losses=["mse", "mae"], only="series = III"))),
        (t("A bend in the data"),
         t("Fuel economy falls fast, then slowly: a line misses it, two bent pieces do not."),
         Door("pages/activation_functions.py", "auto_mpg", fixed(shape="relu", pieces=2))),
        (t("A pass between two hills"),
         t("At (0, 0) the slope of the notes' tiny network is zero, and yet two ways lead down: a saddle."),
         Door("pages/critical_points.py", "", fixed(ground="tiny_network", pu=0.0, pv=0.0))),
        (t("Tomorrow from the past"),
         t("Births of a day from the days before: one day back misses by 1642 in the mean, seven by 551."),
         Door("pages/data_upload.py", "us_births", fixed(past=7))),
        (t("What follows q?"), t("Learned from thousands of names, one letter remembered: u, in 73 of 100 cases."),
         Door("pages/generation.py", "names", fixed(y="name", task="structured", memory=1, so_far="q"))),
    )
