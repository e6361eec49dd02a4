"""Predicting the next from the past: the last days become features, and the latest fifth is the test."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.reader import TableError
from data.sentence import Sentence
from data.table import Table, fingerprint_of

TEST_SHARE = 0.2
MOST_LAGS = 400
REGULAR = 0.8                           # share of gaps that must be the usual one for a series to count as regular
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Lagged:
    """A table whose features are the past of its target, with the rows kept back as a test."""

    table: Table                        # columns: the date, the target, one per lag; rows in the order of time
    target: str
    features: tuple[str, ...]
    test: NDArray[np.bool_]             # rows of the latest fifth of the series; the others are for training
    baselines: Mapping[str, NDArray[np.float64]]    # name -> forecast for every row, NaN where the past lacks it
    by_position: bool                   # dates are uneven: a lag counts rows, not time


AGO = {                                                 # names of features: of the step before, of several before
    "day": ("{column} 1 day ago", "{column} {n} days ago"),
    "row": ("{column} 1 row ago", "{column} {n} rows ago"),
    "step": ("{column} 1 step ago", "{column} {n} steps ago"),
}


def lagged(table: Table, date: str, value: str, days: int | Sequence[int], named: Callable[[Sentence], str] = str
           ) -> Lagged:
    """Features from the past: an integer k stands for the last k days, a sequence for just those lags.

    The step of the series is its usual distance between two dates: a day for daily series (other series
    count their own steps). A lag looks up the date so many steps before: where the series has a gap there
    is no value, and the row is left out and counted, never filled with another day's. Only a series of
    uneven dates is taken by position, which is said. The test is the last fifth of the *series*, the same
    rows for every number of days, never shuffled. ``named`` puts the features' names into another language.
    Raises TableError, a sentence for the visitor, where the columns hold no series.
    """
    lags = _lags(days)
    series, notes = _series(table, date, value)
    step, by_position = _step(series.index, notes)
    past = {lag: _before(series, step, lag) for lag in (*lags, 1, 7)}
    names = {lag: named(_name(value, lag, step)) for lag in lags}
    frame = pd.DataFrame({date: series.index, value: series.to_numpy()})
    for lag in lags:
        frame[names[lag]] = past[lag]
    first_of_test = int((1 - TEST_SHARE) * len(frame))
    test = np.arange(len(frame)) >= first_of_test
    whole = frame.notna().all(axis=1).to_numpy()
    _say_left_out(whole, max(lags), notes)
    if whole.sum() < 2 or not (whole & ~test).any() or not (whole & test).any():
        raise TableError("The series in {column} is too short for so many days. Take fewer.", column=value)
    kept = frame[whole].reset_index(drop=True)
    baselines = {name: past[lag][whole] for name, lag in _baselines(step).items()}
    return Lagged(_as_table(table, kept, notes), value, tuple(names.values()), test[whole],
                  MappingProxyType(baselines), by_position)


def _lags(days: int | Sequence[int]) -> tuple[int, ...]:
    lags = tuple(range(1, days + 1)) if isinstance(days, int) else tuple(dict.fromkeys(days))
    if not lags or min(lags) < 1 or len(lags) > MOST_LAGS:
        raise TableError("Choose 1 to {most} days of the past.", most=MOST_LAGS)
    return lags


def _series(table: Table, date: str, value: str) -> tuple[pd.Series, list[Sentence]]:
    """The values by date in the order of time, one per date."""
    columns = table.columns
    if columns[date].kind != "date":
        raise TableError("{column} holds no dates: choose a column of dates.", column=date)
    if columns[value].kind not in ("number", "boolean"):
        raise TableError("{column} holds no numbers: choose a column of numbers to predict.", column=value)
    notes: list[Sentence] = []
    known = table.frame[[date, value]][table.frame[date].notna()]
    if len(known) < len(table.frame):
        notes.append(Sentence("{n} row(s) without a date are left out.", n=len(table.frame) - len(known)))
    if known[date].duplicated().any():
        raise TableError("Dates in {column} occur more than once: keep one row per date.", column=date)
    if not known[date].is_monotonic_increasing:
        notes.append(Sentence("The rows were put in the order of {column}.", column=date))
        known = known.sort_values(date, kind="stable")
    numbers = known[value].to_numpy(dtype=float, na_value=np.nan)
    return pd.Series(numbers, index=pd.DatetimeIndex(known[date])), notes


def _step(dates: pd.DatetimeIndex, notes: list[Sentence]) -> tuple[pd.Timedelta | None, bool]:
    """The usual distance of two dates; None where the dates are uneven and lags count rows."""
    gaps = pd.Series(dates).diff().dropna()
    if gaps.empty:
        return None, True
    step = gaps.mode().iloc[0]
    if (gaps == step).mean() < REGULAR:
        notes.append(Sentence("The dates are uneven: a lag counts rows, not days."))
        return None, True
    if (gaps != step).any():
        notes.append(Sentence("{n} gap(s) in the dates, the first after {date}; nothing is filled in.",
                              n=int((gaps != step).sum()), date=str(dates[gaps.index[gaps != step][0] - 1].date())))
    if step != DAY:
        notes.append(Sentence("One step of this series is {step}.", step=_spelled(step)))
    return step, False


def _spelled(step: pd.Timedelta) -> Sentence:
    days = float(step / DAY)
    template, n = ("{n} days", days) if days >= 1 else ("{n} hours", days * 24)
    return Sentence(template, n=int(n) if n.is_integer() else round(n, 6))


def _before(series: pd.Series, step: pd.Timedelta | None, lag: int) -> NDArray[np.float64]:
    """For every date the value so many steps before, NaN where there is none."""
    before = series.shift(lag) if step is None else series.reindex(series.index - lag * step)
    return np.asarray(before, dtype=float)


def _name(value: str, lag: int, step: pd.Timedelta | None) -> Sentence:
    one, several = AGO["day" if step == DAY else "row" if step is None else "step"]
    return Sentence(several, column=value, n=lag) if lag > 1 else Sentence(one, column=value)


def _baselines(step: pd.Timedelta | None) -> dict[str, int]:
    """Forecasts that need no learning, and the lag each one repeats."""
    return {"the day before": 1, "the same day last week": 7} if step == DAY else {"the value before": 1}


def _say_left_out(whole: NDArray[np.bool_], longest: int, notes: list[Sentence]) -> None:
    """Count the rows that have no complete past, at the start of the series and at its gaps."""
    start = int((~whole[:longest]).sum())
    later = int((~whole[longest:]).sum())
    if start:
        notes.append(Sentence("{n} row(s) at the start have no full past and are left out.", n=start))
    if later:
        notes.append(Sentence("{n} later row(s) miss a value of their past or their own and are left out.", n=later))


def _as_table(table: Table, frame: pd.DataFrame, notes: Sequence[Sentence]) -> Table:
    reading = replace(table.reading, notes=(*table.reading.notes, *notes))
    return Table(table.name, frame, reading, fingerprint_of(frame))
