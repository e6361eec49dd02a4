"""Dates as people write them; whether 03/04 is in March or in April is decided by the column as a whole."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pandas as pd

# Names of the months, January first, with their usual short forms; none stands for two different months.
MONTHS = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari января stycznia",
    "february feb februar février févr fév fevrier febrero febbraio fevereiro fev februari февраля lutego",
    "march mar märz maerz mär mrz mars marzo março marco maart mrt марта marca",
    "april apr avril avr abril abr aprile апреля kwietnia",
    "may mai mayo maggio mag maio mei мая maja",
    "june jun juni juin junio giugno giu junho июня czerwca",
    "july jul juli juillet juil julio luglio lug julho июля lipca",
    "august aug août aout agosto ago augustus августа sierpnia",
    "september sep sept septembre septiembre settembre set setembro сентября września",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября października",
    "november nov novembre noviembre novembro ноября listopada",
    "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro декабря grudnia",
)
NUMBER_OF_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
LETTERS = "A-Za-zÀ-ÖØ-öø-ÿŚśŹźА-я"
PIVOT = 69                                              # two-digit years below it are 20xx, as in POSIX

_TIME = (
    r"(?:(?:T|\s+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s?(?P<half>[AaPp]\.?[Mm]\.?)?\s?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_FORMS = tuple(
    re.compile(form + _TIME, re.ASCII)
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second_part>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})",
        rf"(?P<day>\d{{1,2}})(?:er|[º°])?(?:[-/ ]|\. ?)?(?:de )?(?P<name>[{LETTERS}]{{3,12}})"
        r"\.?[-/., ]{1,2}(?:del? )?(?P<year>\d{4}|\d{2})",
        rf"(?P<name>[{LETTERS}]{{3,12}})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
        r"(?P<year>\d{4})年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})[日号號]",
        r"(?P<year>\d{4})년\s?(?P<month>\d{1,2})월\s?(?P<day>\d{1,2})일",
    )
)


@dataclass(frozen=True)
class Dates:
    """What the cells of a column mean as dates."""

    values: Mapping[str, datetime]                      # cell -> date, for every cell that is one
    day_first: bool | None                              # None when the order of day and month is plain
    assumed: bool = False                               # the order could be either
    mixed: bool = False                                 # some dates need the one order, some the other
    zones: frozenset[str] = frozenset()                 # offsets as written, "" for none


@dataclass(frozen=True)
class _Parts:
    cell: str
    year: int
    month: int                                          # 0 while the order is not known
    day: int
    first: int
    second: int
    sign: str
    clock: timedelta
    zone: str


def dates_of(cells: Sequence[str], day_first: bool | None = None) -> Dates:
    """Understand the cells of one column as dates; day_first is what other columns of the file have shown."""
    parts = [found for cell in dict.fromkeys(cells) if (found := _parts_of(cell)) is not None]
    open_ones = [each for each in parts if each.month == 0]
    order, assumed, mixed = _order(open_ones, day_first)
    values: dict[str, datetime] = {}
    for each in parts:
        moment = _moment(each, order)
        if moment is not None:
            values[each.cell] = moment
    zones = frozenset(each.zone for each in parts)
    return Dates(values, order if open_ones else None, assumed, mixed, zones)


def _order(parts: Sequence[_Parts], day_first: bool | None) -> tuple[bool, bool, bool]:
    """Whether the day comes first, whether that is only assumed, and whether both orders occur."""
    must_be_day = any(each.first > 12 for each in parts)
    must_be_month = any(each.second > 12 for each in parts)
    if must_be_day or must_be_month:
        return must_be_day, False, must_be_day and must_be_month
    if day_first is not None:
        return day_first, bool(parts), False
    rising = [_rises(parts, order) for order in (True, False)]
    if rising[0] != rising[1] and len(parts) > 2:
        return rising[0], bool(parts), False
    return any(each.sign != "/" for each in parts), bool(parts), False


def _rises(parts: Sequence[_Parts], day_first: bool) -> bool:
    moments = [_moment(each, day_first) for each in parts]
    known = [moment for moment in moments if moment is not None]
    return all(a <= b for a, b in pairwise(known))


def _parts_of(cell: str) -> _Parts | None:
    for form in _FORMS:
        found = form.fullmatch(cell)
        if found is not None:
            return _read(cell, found.groupdict())
    return None


def _read(cell: str, found: Mapping[str, str | None]) -> _Parts | None:
    clock = _clock(found)
    year = int(found["year"] or 0)
    if len(found["year"] or "") == 2:
        year += 2000 if year < PIVOT else 1900
    if clock is None or year == 0:
        return None
    zone = _zone(found.get("zone"))
    if found.get("first") is not None:
        first, second = int(found["first"] or 0), int(found["second_part"] or 0)
        return _Parts(cell, year, 0, 0, first, second, found["sign"] or "", clock, zone)
    name = found.get("name")
    month = NUMBER_OF_MONTH.get(name.lower(), 0) if name else int(found["month"] or 0)
    return _Parts(cell, year, month, int(found["day"] or 0), 0, 0, "", clock, zone) if month else None


def _zone(written: str | None) -> str:
    if not written:
        return ""
    return "+00:00" if written in ("Z", "UTC") else f"{written[:3]}:{written[-2:]}"


def _clock(found: Mapping[str, str | None]) -> timedelta | None:
    """Time of the day; None when it is none, or finer than a microsecond."""
    hour, minute, second = (int(found.get(key) or 0) for key in ("hour", "minute", "second"))
    half = (found.get("half") or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    fraction = (found.get("fraction") or "").ljust(9, "0")
    if hour > 23 or minute > 59 or second > 59 or int(fraction[6:]):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=int(fraction[:6]))


def _moment(parts: _Parts, day_first: bool) -> datetime | None:
    if parts.month:
        day, month = parts.day, parts.month
    else:
        day, month = (parts.first, parts.second) if day_first else (parts.second, parts.first)
    try:
        moment = datetime(parts.year, month, day) + parts.clock  # the zone is kept beside it
    except (ValueError, OverflowError):
        return None
    return moment


def zone_of(written: str) -> timezone:
    """A fixed time zone from an offset like +02:00."""
    sign = -1 if written.startswith("-") else 1
    return timezone(sign * timedelta(hours=int(written[1:3]), minutes=int(written[4:6])))


ISO = r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?"
TOGETHER = 50_000                                       # cells that are read at once


def iso_dates(cells: pd.Series) -> pd.Series | None:
    """A long column of dates as ISO 8601 writes them, and empty cells, without a look at each; None if any differs."""
    parts = []
    for begin in range(0, len(cells), TOGETHER):
        some = cells.iloc[begin : begin + TOGETHER]
        empty = some.isna() | (some == "")
        if not (some.str.fullmatch(ISO) | empty).all():
            return None
        moments = pd.to_datetime(some.mask(empty), format="ISO8601", errors="coerce")
        if (moments.isna() != empty).any():
            return None
        parts.append(moments.astype("datetime64[us]"))
    return pd.concat(parts) if parts else None
