"""What to do about empty cells and columns of the wrong type: stated, counted, and never done in silence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from data.reader import TableError
from data.reader.report import Report
from data.reader.types import as_dates, as_numbers, as_truths
from data.sentence import Sentence
from data.table import Table, fingerprint_of

# ------------------------------------------------------------ missing values


@dataclass(frozen=True)
class Filling:
    """One way to treat the empty cells of a column."""

    name: str
    title: str
    idea: str                                           # one sentence a learner can repeat
    value: Callable[[pd.Series], object] | None         # what fills the cells; None when rows are dropped
    kinds: frozenset[str]                               # kinds of column it makes sense for


NUMBERS = frozenset({"number"})
EVERY = frozenset({"number", "category", "text", "date", "boolean"})
_ALL = (
    Filling("drop", "leave the rows out", "A row with an empty cell is not used.", None, EVERY),
    Filling("mean", "fill in the mean", "The mean keeps the average, but makes the spread smaller.",
            lambda present: float(present.mean()), NUMBERS),
    Filling("median", "fill in the median", "The median is the middle value; outliers don't move it.",
            lambda present: float(present.median()), NUMBERS),
    Filling("mode", "fill in the most frequent", "The most frequent value, the smallest of them on a tie.",
            lambda present: present.mode().iloc[0], EVERY),
)
FILLINGS: Mapping[str, Filling] = MappingProxyType({each.name: each for each in _ALL})


def treat_missing(table: Table, treatments: Mapping[str, str]) -> Table:
    """A new table in which the empty cells of each named column are treated as its entry of FILLINGS says.

    Fills come before drops, so that a row is dropped only for a cell that stays empty. The notes count both.
    Raises TableError where a filling does not suit the column.
    """
    frame = table.frame.copy()
    notes: list[Sentence] = []
    dropping = []
    for name, chosen in treatments.items():
        filling = FILLINGS[chosen]
        missing = int(frame[name].isna().sum())
        if not missing:
            continue
        if filling.value is None:
            dropping.append(name)
        else:
            value = _value(table.columns[name].kind, frame[name], filling)
            frame[name] = _filled(frame[name], value)
            notes.append(Sentence("{column}: {n} missing; filled with {value} ({what}).",
                                  column=name, n=missing, value=_written(value), what=Sentence(filling.name)))
    if dropping:
        gone = frame[dropping].isna().any(axis=1)
        notes += [Sentence("{column}: {n} missing; these rows are left out.", column=name,
                           n=int(frame[name].isna().sum())) for name in dropping]
        notes.append(Sentence("{n} row(s) left out for missing values.", n=int(gone.sum())))
        frame = frame[~gone].reset_index(drop=True)
    return _changed(table, frame, notes)


def _value(kind: str, values: pd.Series, filling: Filling) -> object:
    name, present = str(values.name), values.dropna()
    if kind not in filling.kinds:
        raise TableError("{column} is {kind}: it has no {what}.", column=name,
                         kind=Sentence(kind), what=Sentence(filling.name))
    if present.empty:
        raise TableError("{column} is empty: there is nothing to fill it with.", column=name)
    assert filling.value is not None
    return filling.value(present)


def _filled(values: pd.Series, value: object) -> pd.Series:
    filled = values.fillna(value)
    return filled.astype(bool) if filled.dtype == "boolean" else filled


def _written(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


# ------------------------------------------------------------ the type of a column

CONVERSIONS = ("number", "category", "date", "text", "boolean")


def change_type(table: Table, name: str, kind: str) -> Table:
    """A new table in which one column is of another kind; cells that can't be converted become missing, counted."""
    values = table.frame[name]
    report = Report()
    present = int(values.notna().sum())
    changed = _converted(values, kind, report)
    lost = present - int(changed.notna().sum())
    if lost == present and present:
        raise TableError("No cell of {column} can be read as {kind}.", column=name, kind=Sentence(kind))
    notes = [Sentence("{column} was made {kind}.", column=name, kind=Sentence(kind)), *report.notes]
    if lost:
        notes.append(Sentence("{column}: {n} cell(s) can't be read as {kind} and became missing.",
                              column=name, n=lost, kind=Sentence(kind)))
    frame = table.frame.copy()
    frame[name] = changed
    said = {column: known for column, known in table.said.items() if column != name}
    return replace(_changed(table, frame, notes), said=said | ({name: kind} if kind == "text" else {}))


def _converted(values: pd.Series, kind: str, report: Report) -> pd.Series:
    if kind not in CONVERSIONS:
        raise TableError("A column can't be made {kind}.", kind=Sentence(kind))
    texts = _texts(values)
    if kind in ("text", "category"):
        made = pd.Series(texts, index=values.index, name=values.name, dtype="str")
        return made.astype("category") if kind == "category" else made
    if kind == "number" and pd.api.types.is_bool_dtype(values.dtype):
        return values.astype("float64") if values.isna().any() else values.astype("int64")
    make = {"number": as_numbers, "date": as_dates, "boolean": as_truths}[kind]
    made = make(str(values.name), ["" if text is None else text for text in texts], report)
    made.index = values.index
    return made


def _texts(values: pd.Series) -> list[str | None]:
    """Every cell as it would be written: whole numbers without a point, dates without an empty time."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return [None if pd.isna(each) else str(each).removesuffix(" 00:00:00") for each in values]
    whole = values.dtype.kind == "f" and bool((values.dropna() % 1 == 0).all())
    return [None if pd.isna(each) else str(int(each)) if whole else str(each) for each in values]


def _changed(table: Table, frame: pd.DataFrame, notes: Sequence[Sentence]) -> Table:
    if not notes:
        return table
    reading = replace(table.reading, notes=(*table.reading.notes, *notes))
    return Table(table.name, frame, reading, fingerprint_of(frame), table.said)
