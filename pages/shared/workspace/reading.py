"""How a file is read: as detected, unless the visitor says otherwise; each choice stands in the link."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pages.shared import settings

AUTO = "auto"
ENCODINGS = (AUTO, "utf-8", "utf-16", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1250", "cp1251",
             "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r", "mac_roman",
             "cp437", "cp850")
DELIMITERS: Mapping[str, str | None] = MappingProxyType(
    {AUTO: None, "comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " ", "colon": ":"})
DECIMALS: Mapping[str, str | None] = MappingProxyType({AUTO: None, "point": ".", "comma": ","})
HEADERS: Mapping[str, bool | None] = MappingProxyType({AUTO: None, "yes": True, "no": False})
MOST_SKIPPED = 1_000
KEYS = ("encoding", "delimiter", "decimal", "header", "skip")


def choices() -> dict[str, Any]:
    """What the visitor, or the link, says about the file, by setting."""
    return {
        "encoding": settings.know(key="encoding", default=AUTO, options=list(ENCODINGS)),
        "delimiter": settings.know(key="delimiter", default=AUTO, options=list(DELIMITERS)),
        "decimal": settings.know(key="decimal", default=AUTO, options=list(DECIMALS)),
        "header": settings.know(key="header", default=AUTO, options=list(HEADERS)),
        "skip": settings.know(key="skip", default=0, options=list(range(MOST_SKIPPED + 1)), parse=int),
    }


def options(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The same as options of read_table; what is left to detection is None."""
    return {
        "encoding": None if chosen["encoding"] == AUTO else chosen["encoding"],
        "delimiter": DELIMITERS[chosen["delimiter"]],
        "decimal": DECIMALS[chosen["decimal"]],
        "header": HEADERS[chosen["header"]],
        "skip_rows": int(chosen["skip"]),
    }
