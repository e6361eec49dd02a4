"""One pass over the bytes of a large file, beside the parser: its fingerprint, its lines, its leading zeros."""

import hashlib
from dataclasses import dataclass

import numpy as np

CHUNK = 1 << 19                                         # bytes; a chunk and its masks fit into the processor's cache
ZERO, NINE, LINE_FEED, CARRIAGE_RETURN = 48, 57, 10, 13


@dataclass(frozen=True)
class Scan:
    """What one pass over the bytes has found."""

    line_feeds: int
    returns: int                                        # CR; where there are line feeds as well, part of CRLF
    leading_zeros: bool                                 # whether a cell like 007 may occur
    longest_line: int                                   # bytes between two line ends, at least


def scan(content: bytes, delimiter: str, quote: str) -> Scan:
    """Count line ends and look for cells that begin with 0 and another digit."""
    data = np.frombuffer(content, dtype=np.uint8)
    before = np.zeros(256, dtype=bool)
    before[[LINE_FEED, CARRIAGE_RETURN, 32, *delimiter.encode()[:1], *quote.encode()[:1]]] = True
    feeds = returns = longest = last = 0
    zeros = False
    for start in range(0, len(data), CHUNK):
        chunk = data[start : start + CHUNK]
        ends = np.flatnonzero(chunk == LINE_FEED)
        feeds += len(ends)
        returns += int(np.count_nonzero(chunk == CARRIAGE_RETURN))
        if len(ends):
            longest = max(longest, start + int(ends[0]) - last, int(np.diff(ends, prepend=ends[0]).max()))
            last = start + int(ends[-1])
        zeros = zeros or _has_leading_zero(data[max(start - 1, 0) : start + CHUNK + 1], before, first=start == 0)
    return Scan(feeds, returns, zeros, max(longest, len(data) - last))


def _has_leading_zero(chunk: np.ndarray, before: np.ndarray, *, first: bool) -> bool:
    """Whether a zero stands at the start of a cell with another digit after it."""
    if first and len(chunk) > 1 and chunk[0] == ZERO and ZERO <= chunk[1] <= NINE:
        return True
    places = np.flatnonzero(chunk[1:-1] == ZERO)
    places = places[before[chunk[places]]]
    following = chunk[places + 2]
    return bool(np.any((following >= ZERO) & (following <= NINE)))


def fingerprint(content: bytes) -> str:
    """SHA-256 of the bytes as hex digits: the name of a file's content in caches and links."""
    return hashlib.sha256(content).hexdigest()
