"""A table as CSV that other programs read back exactly, and whose cells no spreadsheet takes for formulas."""

from dataclasses import dataclass

import pandas as pd

from data.sentence import Sentence

# A cell that begins with one of these is a formula, or becomes one, in a spreadsheet (OWASP, CSV injection).
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"


@dataclass(frozen=True)
class Exported:
    """The bytes of a CSV file, and what was done to make them safe."""

    content: bytes
    notes: tuple[Sentence, ...]


def to_csv(frame: pd.DataFrame, *, mark: bool = False) -> Exported:
    """The frame as UTF-8 CSV with commas.

    Numbers are written with as many digits as it takes to read them back exactly; negative ones stay
    numbers. Text and names that a spreadsheet would run as a formula get an apostrophe in front, which is
    said. With ``mark`` a byte order mark comes first, by which Excel knows the encoding.
    """
    guarded = 0
    columns = {}
    for place in range(frame.shape[1]):
        values = frame.iloc[:, place]
        if not (pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_datetime64_any_dtype(values.dtype)):
            safe = values.astype(object).map(_guard, na_action="ignore")
            guarded += int((safe[values.notna()] != values[values.notna()].astype(object)).sum())
            values = safe
        columns[place] = values
    names = [str(_guard(str(name))) for name in frame.columns]
    guarded += sum(a != str(b) for a, b in zip(names, frame.columns, strict=True))
    text = pd.DataFrame(columns).to_csv(index=False, header=names, lineterminator="\r\n")
    notes = (
        (Sentence("{n} cell(s) that a spreadsheet would run as a formula got an apostrophe in front.", n=guarded),)
        if guarded
        else ()
    )
    return Exported(text.encode("utf-8-sig" if mark else "utf-8"), notes)


def _guard(cell: object) -> object:
    """The cell itself, or with an apostrophe in front where it could be run; spaces before it don't help."""
    if isinstance(cell, str) and (cell.startswith(STARTS) or cell.lstrip(" \xa0").startswith(STARTS)):
        return GUARD + cell
    return cell
