"""Every column needs a name of its own."""

from collections import Counter
from collections.abc import Sequence

from data.reader.report import Report, listed


def unique_names(names: Sequence[str], width: int, report: Report) -> list[str]:
    """Names without spaces around them; blank ones are filled in, repeated ones get a number at their end."""
    if not names:
        made = [f"column_{place + 1}" for place in range(width)]
        if made:
            report.note("No header row; columns are named {names}.", names=listed(made))
        return made
    wanted = [name.strip() for name in names]
    taken = Counter(wanted)
    unique: list[str] = []
    changes: list[str] = []
    used: set[str] = set()
    for place, name in enumerate(wanted):
        chosen = name
        if not name or name in used:
            chosen = _free(name or f"column_{place + 1}", used, taken, blank=not name)
            changes.append(f"{name or '(blank)'} → {chosen}")
        used.add(chosen)
        unique.append(chosen)
    trimmed = sum(name != stripped != "" for name, stripped in zip(names, wanted, strict=True))
    if trimmed:
        report.note("Spaces around the names of {n} column(s) were left out.", n=trimmed)
    if changes:
        report.note("Blank or repeated column names were changed: {changes}.", changes=listed(changes))
    return unique


def _free(name: str, used: set[str], taken: Counter[str], *, blank: bool) -> str:
    """The name itself if it is free, else the name with the first number that makes it so."""
    if blank and name not in taken and name not in used:
        return name
    number = 2
    while f"{name}_{number}" in used or f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
