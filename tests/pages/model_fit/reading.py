"""What the tests of Model fit's folds read from the page."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from data.samples import SAMPLES
from pages.shared.numbers import number

Visitor = Callable[..., AppTest]

PAGE = "pages/model_fit.py"


def words(app: AppTest) -> str:
    assert not app.exception
    said = "\n".join(element.value for element in [*app.markdown, *app.error, *app.warning, *app.info])
    return said.replace("\u2060", "").replace("\\", "").replace("\u202f", "")


def shown(value: float, digits: int = 4) -> str:
    """A number as the page writes it, without thin spaces."""
    return number(float(value), digits).replace("\u202f", "")


def table(app: AppTest, column: str) -> pd.DataFrame:
    """The table that has this column."""
    frames = [element.value for element in [*app.table, *app.dataframe]]
    return next(frame for frame in frames if column in frame.columns)


def hubble() -> tuple[np.ndarray, np.ndarray]:
    frame = pd.read_csv(SAMPLES["hubble_1929"].path)
    return frame["distance_mpc"].to_numpy(), frame["velocity_km_s"].to_numpy(float)
