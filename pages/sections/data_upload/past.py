"""Predict the next from the past: the last days of a series become the features of the next one."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from core.exact import minimize
from core.metrics import mae
from core.models import linear
from core.objective import objective
from data.series import Lagged, lagged
from data.table import Table
from pages.shared import settings, workspace
from pages.shared.numbers import count, number
from pages.shared.words import clean, literal, t, told
from pages.shared.workspace import prepared
from pages.shared.workspace.prepared import PASTS


def show() -> None:
    """How many days of the past, by which dates, and how far that gets."""
    st.header(t("Predict the next from the past"), anchor=False)
    dates = prepared.date_columns()
    if not dates:
        st.markdown(t("No column holds dates. With one, the last days of a series can be the features of the next "
                      "day: choose the type date for a column above, or look at a sample with dates."))
        return
    days = settings.ask(st.segmented_control, t("Days of the past that are x"), key="past", default=0, parse=int,
                        options=list(PASTS), required=True, on_change=settings.follow, args=("past",),
                        format_func=lambda k: t("off") if not k else str(k))
    if len(dates) > 1:
        settings.ask(st.selectbox, t("In the order of"), key="date", default=prepared.date(), options=dates,
                     format_func=clean, on_change=settings.follow, args=("date",))
    task, target = settings.kept("task"), workspace.chosen_columns()[0]
    if days and task != "regression":
        st.markdown(t("Only a number can be predicted from its own past: choose regression as the task."))
        return
    if not days:
        st.markdown(t("Off: every row is on its own. With 7, the value of {y} on the last seven days predicts the "
                      "next day.", y=literal(target)))
        return
    compare(target)


def compare(target: str) -> None:
    """The mean error of each number of days on the last fifth, beside forecasts that need no learning."""
    found = forecasts(workspace.table_key(), prepared.date(), target, workspace.table())
    chosen, unit = settings.kept("past"), workspace.units().get(target)
    rows = []
    for each in found:
        if each.refused:
            st.markdown(f":small[:gray[{each.days}: {told(each.refused)}]]")
            continue
        words = said(each)
        rows.append((f"**{words}**" if each.days == chosen else words, number(each.error), count(each.tested)))
    if rows:
        heads = [t("forecast"), t("MAE, {unit}", unit=unit) if unit else t("MAE"), t("values tested")]
        st.table(pd.DataFrame(rows, columns=heads).set_index(heads[0]))
        st.markdown(":small[:gray[" + t("MAE: the mean absolute error on the last fifth of the series, which no line "
                                        "has seen; time is never shuffled. Each line has the lowest MSE on the "
                                        "values before.") + "]]")


def said(forecast: "Forecast") -> str:
    """A forecast in words."""
    if forecast.baseline:
        return t("no learning: {what}", what=t(forecast.baseline))
    if forecast.days == 1:
        return t("best line from the value before")
    return t("best line from the last {n} values", n=forecast.days)


@dataclass(frozen=True)
class Forecast:
    """How well a line from the last days, or a forecast that needs no learning, does on the last fifth."""

    days: int                                   # 0 for a baseline
    error: float = 0.0                          # mean absolute
    tested: int = 0
    baseline: str = ""
    refused: ValueError | None = None


@st.cache_resource(max_entries=50, show_spinner=False)
def forecasts(key: str, date: str, target: str, _table: Table) -> list[Forecast]:  # noqa: ARG001
    """Every number of days, then the baselines; `key` names the table."""
    found: list[Forecast] = []
    last: Lagged | None = None
    for days in PASTS[1:]:
        try:
            made = lagged(_table, date, target, days)
            X, y = (made.table.frame[names].to_numpy(dtype=float) for names in (list(made.features), target))
            model = linear(X.shape[1])
            best = minimize(objective(model, "mse", X[~made.test], y[~made.test]))
        except ValueError as problem:           # no such series, or numbers that cannot be squared
            found.append(Forecast(days, refused=problem))
            continue
        error = mae(model.predict(best.theta, X[made.test]), y[made.test])
        found.append(Forecast(days, error, int(made.test.sum())))
        last = made
    return found + (unlearned(last) if last else [])


def unlearned(series: Lagged) -> list[Forecast]:
    """The baselines, on the rows of the test for which they have a value."""
    found = []
    truth = series.table.frame[series.target].to_numpy(dtype=float)
    for name, forecast in series.baselines.items():
        known = series.test & np.isfinite(forecast)
        if known.any():
            found.append(Forecast(0, mae(forecast[known], truth[known]), int(known.sum()), name))
    return found
