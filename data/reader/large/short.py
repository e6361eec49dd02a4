"""Rows of a large file that ended too early: pandas fills them up in silence, here they are found and said."""

import numpy as np
import pandas as pd

from data.reader.large.scan import empty_lines_at_end, lines_from
from data.reader.large.start import Start
from data.reader.layout.body import Fitting, signature_of
from data.reader.report import Report
from data.reader.rows import Row

MOST_LOOKED_AT = 20_000                                 # rows whose last cell is empty; of more only the sum is checked


def say_short_rows(frame: pd.DataFrame, raw: bytes, start: Start, report: Report) -> bool:
    """Report the rows that are too short; False where pandas did with one of them what a careful reader would not.

    Only a row whose last cell is missing can be too short, and in a file without quotation marks its line can
    be cut again to see.
    """
    width = len(start.names)
    places = np.flatnonzero(frame.iloc[:, -1].isna().to_numpy())
    if width == 1:
        return False                                    # an empty line or a missing value? the careful way tells
    if len(places) > MOST_LOOKED_AT:
        return _all_full(raw, start, len(frame))
    if lines_from(raw, start.offset) - empty_lines_at_end(raw) != len(frame):
        return False                                    # line ends of several kinds
    delimiter = start.dialect.delimiter
    rows = [Row(line, cells, "") for line, cells in zip(start.layout.lines, start.layout.rows, strict=True)]
    fitting = Fitting(width, signature_of(rows, width), report)
    lines = _lines(raw, start.offset, places)
    for place, line in zip(places.tolist(), lines, strict=True):
        cells = line.split(delimiter)
        if len(cells) == width:
            continue
        filled = cells + [""] * (width - len(cells))
        if not line.strip() or fitting.fit(Row(start.first_line + place, cells, line)) != filled:
            return False
    fitting.say()
    return True


def _all_full(raw: bytes, start: Start, rows: int) -> bool:
    return raw.count(start.dialect.delimiter.encode(), start.offset) == rows * (len(start.names) - 1)


def _lines(raw: bytes, offset: int, places: np.ndarray) -> list[str]:
    """The lines at some places, counted from the offset."""
    end = b"\n" if raw.find(b"\n", offset) >= 0 else b"\r"
    data = np.frombuffer(raw, dtype=np.uint8)[offset:]
    chunk = 1 << 20
    ends = np.concatenate(
        [np.flatnonzero(data[first : first + chunk] == end[0]) + first for first in range(0, max(len(data), 1), chunk)]
    )
    begins = np.concatenate([[0], ends + 1])
    stops = np.concatenate([ends, [len(data)]])
    found = []
    for place in places.tolist():
        line = raw[offset + int(begins[place]) : offset + int(stops[place])]
        found.append(line.removesuffix(b"\r").decode("utf-8", "replace"))
    return found
