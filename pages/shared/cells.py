"""A small table inside a link: its cells as compressed text, for whoever opens it; never anything that runs."""

import base64
import binascii
import zlib

import pandas as pd

from data.reader import TableError, read_table
from data.table import Table
from pages.shared.words import clean, t

LONGEST = 6_000                 # characters of a packed table, so that a whole link stays below 8,000
LARGEST = 1_000_000             # bytes of an unpacked one


def pack(frame: pd.DataFrame, name: str) -> str | None:
    """The table as a data part's text, or None if it is too large for a link."""
    if frame.size > LARGEST // 2:
        return None
    content = frame.to_csv(index=False).encode()
    packed = base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")
    text = f"{clean(name, 40).replace(':', '_')}:{packed}"
    return text if len(text) <= LONGEST else None


def unpack(text: str) -> Table:
    """The table of a data part's text; TableError if it is none."""
    name, _, packed = text.rpartition(":")
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(raw, LARGEST)
        if not unpacking.eof:
            raise ValueError
    except (binascii.Error, zlib.error, ValueError) as problem:
        raise TableError(t("The data inside the link are damaged; was it cut off?")) from problem
    return read_table(content, name=name or t("shared data"), encoding="utf-8", delimiter=",", decimal=".", header=True)
