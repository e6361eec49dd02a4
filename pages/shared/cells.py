"""A small table inside a link: its cells as compressed text, for whoever opens it; never anything that runs."""

import base64
import binascii
import csv
import hashlib
import io
import zlib

import pandas as pd

from data.reader import TableError
from data.sentence import Sentence
from data.table import KINDS, Reading, Table, kind_of
from pages.shared.words import clean, t

LONGEST = 6_000                 # characters of a packed table, so that a whole link stays below 8,000
LARGEST = 1_000_000             # bytes of an unpacked one
LINE = "\r\n"                   # a cell with either of the two is then quoted
LETTERS = {kind[0]: kind for kind in KINDS}


def pack(frame: pd.DataFrame, name: str) -> str | None:
    """The table as a data part's text, or None if it is too large for a link.

    Before the cells stands a line with one letter per column, its kind: what is text here is text there, even if
    all its cells look like numbers.
    """
    if frame.size > LARGEST // 4:
        return None
    kinds = "".join(kind_of(frame[column])[0] for column in frame.columns)
    content = f"{kinds}\n{frame.to_csv(index=False, lineterminator=LINE)}".encode("utf-8", "surrogatepass")
    packed = base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")
    text = f"{clean(name, 40).replace(':', '_')}:{packed}"
    return text if len(text) <= LONGEST and len(content) <= LARGEST else None


def unpack(text: str) -> Table:
    """The table of a data part's text; TableError if it is none."""
    name, _, packed = text.rpartition(":")
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(raw, LARGEST)
        if not unpacking.eof:
            raise ValueError
        frame = frame_of(content.decode("utf-8", "surrogatepass"))
    except (binascii.Error, zlib.error, ValueError, KeyError, OverflowError) as problem:
        raise TableError(t("The data inside the link are damaged; was it cut off?")) from problem
    note = Sentence("These cells came inside the link.")
    reading = Reading("utf-8", ",", '"', ".", True, 1, (), (note,))
    return Table(clean(name) if name else t("shared data"), frame, reading, hashlib.sha256(content).hexdigest())


def frame_of(content: str) -> pd.DataFrame:
    """The cells, each column of the kind it was; ValueError or KeyError if anything is amiss."""
    kinds, _, written = content.partition("\n")
    names, *rows = csv.reader(io.StringIO(written, newline=""))
    if len(kinds) != len(names) or len(set(names)) != len(names) or any(len(row) != len(names) for row in rows):
        raise ValueError
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return pd.DataFrame({name: column(list(cells), LETTERS[kind])
                         for name, cells, kind in zip(names, columns, kinds, strict=True)})


def column(cells: list[str], kind: str) -> pd.Series:
    """One column of a kind; an empty cell is a missing value."""
    if kind == "number":
        whole = all(cell.lstrip("-").isdecimal() for cell in cells)
        return pd.Series([int(cell) for cell in cells], dtype="int64") if whole else pd.Series(
            [float(cell) if cell else float("nan") for cell in cells], dtype=float)
    if kind == "date":
        return pd.Series(pd.to_datetime(pd.Series([cell or None for cell in cells], dtype=object), format="ISO8601"))
    if kind == "boolean":
        truths = {"True": True, "False": False, "": None}
        made = pd.Series([truths[cell] for cell in cells], dtype="boolean")
        return made if made.isna().any() else made.astype(bool)
    return pd.Series([cell or None for cell in cells], dtype="str")
