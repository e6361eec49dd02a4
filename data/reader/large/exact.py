"""Columns that a fast reading may have changed are read again as text, and looked at cell by cell."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from data.reader.report import Report
from data.reader.types import DECIMAL_COMMA, Typing
from data.reader.types.numbers import CODE, LONG

ReadAsText = Callable[[list[int]], pd.DataFrame]        # columns by number -> their cells as text


def finish(
    frame: pd.DataFrame,
    *,
    names: Sequence[str],
    plain: Sequence[bool],
    zeros: Callable[[], bool],
    as_text: ReadAsText,
    typing: Typing,
    report: Report,
) -> pd.DataFrame:
    """The frame with its names and with typed columns; plain ones are numbers unless that would lose something.

    ``zeros`` tells whether some cell of the file begins with 0 and another digit; it is asked only if need be.
    """
    numbers = [column for column in frame.columns if plain[column]]
    whole = [column for column in numbers if _is_whole(frame[column])]
    codes = whole if whole and zeros() else []
    unsure = [column for column in numbers if column in codes or _may_lose(frame[column])]
    if unsure:
        again = as_text(unsure)
        for column in unsure:
            if not _is_harmless(frame[column], again[column]):
                frame[column] = again[column]
    if all(kind.kind in "if" for kind in frame.dtypes):
        typed = frame.set_axis(pd.Index(names), axis=1)    # nothing to convert: nothing is copied
    else:
        typed = _typed(frame, names, typing)
    if typing.decimal == ",":
        report.note(DECIMAL_COMMA)
    return typed


def _typed(frame: pd.DataFrame, names: Sequence[str], typing: Typing) -> pd.DataFrame:
    """Numbers as they are, and what is text by the looks of its cells; the frame is used up, to save memory."""
    columns = {}
    for column, name in enumerate(names):
        values = frame[column]
        columns[name] = values if values.dtype.kind in "ifM" else typing.series(name, values)
        del frame[column]
    typing.say()
    return pd.DataFrame(columns)


def _is_whole(values: pd.Series) -> bool:
    """Whether a column holds nothing but whole numbers, which codes like 007 turn into."""
    if values.dtype.kind != "f":
        return bool(values.dtype.kind == "i")
    array = values.to_numpy()
    some = array[:1_000]                                # decides for most columns without a look at the rest
    return all(bool(np.all(np.isnan(part) | (part == np.floor(part)))) for part in (some, array))


def _may_lose(values: pd.Series) -> bool:
    """Whether a column may have lost digits of long numbers, or is no column of numbers after all."""
    if values.dtype.kind not in "if":
        return True
    if values.dtype.kind == "i" or not len(values):
        return False
    array = values.to_numpy()
    ends = np.array([array.min(), array.max()])         # quick; NaN if anything is missing
    if np.isnan(ends).any():
        ends = np.array([np.fmin.reduce(array), np.fmax.reduce(array)])     # NaN if everything is missing
    return bool(np.abs(ends).max() >= 10 ** (LONG - 1))


def _is_harmless(values: pd.Series, text: pd.Series) -> bool:
    """Whether reading a column as numbers lost nothing: no code like 007, no whole number of 16 digits in a float."""
    if values.dtype.kind not in "if":
        return False
    stripped = text.str.strip()
    if stripped.str.fullmatch(CODE.pattern).any():
        return False
    long_ones = stripped.str.fullmatch(rf"[-+]?\d{{{LONG},}}")
    return bool(values.dtype.kind == "i" or not (np.isinf(values).any() or long_ones.any()))
