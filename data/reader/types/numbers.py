"""Numbers as people write them: with decimal commas, thousands marks, currency and per-cent signs."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

GROUP_MARKS = " '’\xa0\u202f_"                          # besides the comma or the point
SIGNS = "$€£¥₹₩₽₺₫฿"
INFINITE = frozenset({"inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞"})
CODE = re.compile(r"0\d+")                              # a leading zero: a code and no quantity
LONG = 16                                               # digits from which a float would lose some


def _pattern(decimal: str) -> re.Pattern[str]:
    mark, other = re.escape(decimal), "," if decimal == "." else r"\."
    lakhs = "|[0-9]{1,2}(?P<lakhs>,)(?:[0-9]{2},)+[0-9]{3}" if decimal == "." else "(?P<lakhs>(?!))?"   # as in India
    whole = rf"(?:[0-9]+|[0-9]{{1,3}}(?P<group>[{GROUP_MARKS}]|{other})[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*{lakhs})"
    return re.compile(rf"[-+]?(?:{whole}(?P<rest>{mark}[0-9]*)?|{mark}[0-9]+)(?P<power>[eE][-+]?[0-9]{{1,5}})?")


PATTERNS = {".": _pattern("."), ",": _pattern(",")}
EDGES = re.compile(rf"(?P<minus>[-+]?)\s*(?P<before>[{SIGNS}]?)\s*(?P<body>.*?)\s*(?P<after>[{SIGNS}%]?)", re.DOTALL)


class Number(NamedTuple):
    """A cell understood as a number; a tuple, as a column can have millions."""

    value: float | int
    whole: bool = False                                 # neither decimal mark nor power: an integer of any size
    mark: str = ""                                      # the currency or per-cent sign that was left out
    grouped: bool = False                               # thousands marks were left out
    negated: bool = False                               # written in parentheses, as accountants do


def number_of(cell: str, decimal: str) -> Number | None:
    """The number a cell means with this decimal mark, None when it means none."""
    cell = cell.strip().replace("\u2212", "-")
    plain = _plain(cell, decimal)
    if plain is not None:
        return plain
    if cell.lower() in INFINITE:
        return Number(-math.inf if cell.startswith("-") else math.inf)
    if cell.startswith("(") and cell.endswith(")"):
        inner = number_of(cell[1:-1], decimal) if not cell.startswith("((") else None
        if inner is None or math.copysign(1.0, inner.value) < 0:
            return None
        return Number(-inner.value, inner.whole, inner.mark, inner.grouped, negated=True)
    return _marked(cell, decimal)


def _plain(cell: str, decimal: str) -> Number | None:
    """A number without signs of currency or per cent around it."""
    found = PATTERNS[decimal].fullmatch(cell)
    if found is None:
        return None
    group = found["group"] or found["lakhs"]
    text = cell.replace(group, "") if group else cell
    if found["rest"] is None and found["power"] is None and decimal not in text:
        return Number(int(text) if len(text) < 400 else float(text), True, grouped=bool(group))
    return Number(float(text.replace(decimal, ".")), grouped=bool(group))


def _marked(cell: str, decimal: str) -> Number | None:
    """A number with one sign before or after it, like -$5, 5 € or 12 %."""
    if not cell or (cell[0] not in SIGNS + "-+" and cell[-1] not in SIGNS + "%"):
        return None
    found = EDGES.fullmatch(cell)
    if found is None or not (found["before"] or found["after"]) or (found["before"] and found["after"]):
        return None
    body = found["body"]
    if found["minus"] and body[:1] in ("-", "+"):
        return None
    inner = _plain(found["minus"] + body, decimal)
    if inner is None:
        return None
    return Number(inner.value, inner.whole, found["before"] or found["after"], inner.grouped)


def find_decimal(columns: Iterable[Sequence[str]], delimiter: str) -> str:
    """The decimal mark of a file: the one that more cells can only be understood with.

    Where every mark could also be a thousands mark (1,234), the comma is the decimal mark if it stands in
    every cell of its column and does not separate the cells; whole numbers beside it speak for thousands.
    """
    votes: Counter[str] = Counter()
    unsure = 0
    for cells in columns:
        points, commas, both = _votes(cells)
        votes["."] += points
        votes[","] += commas
        unsure += both and delimiter != ","
    if votes[","] > votes["."] or (unsure and not votes["."] and not votes[","]):
        return ","
    return "."


def _votes(cells: Sequence[str]) -> tuple[int, int, bool]:
    """Cells of one column that need a point, that need a comma, and whether all have a comma that could be either."""
    points = commas = either = others = 0
    for cell in cells:
        point, comma = number_of(cell, "."), number_of(cell, ",")
        if (point is None) != (comma is None):
            points += point is not None
            commas += comma is not None
        elif point is not None and "," in cell:
            either += 1
        else:
            others += 1
    if points + commas + either < 0.8 * len(cells) - others:
        return 0, 0, False
    return points, commas, bool(either > 1 and not others and not points and not commas)
