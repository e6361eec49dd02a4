"""Rows of a large file that ended too early: pandas fills them up in silence, here they are found and said."""

import numpy as np
import pandas as pd

from data.reader.large.scan import empty_lines_at_end, lines_from
from data.reader.large.start import Start
from data.reader.layout.body import Fitting, signature_of
from data.reader.report import Report
from data.reader.rows import Row

MOST_LOOKED_AT = 20_000                                 # rows whose last cell is empty


def say_short_rows(frame: pd.DataFrame, raw: bytes, start: Start, cuts: int, report: Report) -> bool:
    """Report the rows that are too short; False where pandas did with one of them what a careful reader would not.

    Only a row whose last cell is missing can be too short, and in a file without quotation marks its line can
    be cut again to see. The delimiters they lack must be all that are lacking in the file (it has ``cuts``).
    """
    width = len(start.names)
    places = np.flatnonzero(frame.iloc[:, -1].isna().to_numpy())
    lacking = len(frame) * (width - 1) - cuts
    if len(places) > MOST_LOOKED_AT or lines_from(raw, start.offset) - empty_lines_at_end(raw) != len(frame):
        return False                                    # too much to look at, or line ends of several kinds
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
        lacking -= width - len(cells)
    if lacking:
        return False                                    # some row has too many cells
    fitting.say()
    return True


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
