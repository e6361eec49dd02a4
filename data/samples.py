"""The tables that come with the app: real ones, small enough to look at, each chosen for what it shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from data.reader import read_table
from data.table import Table

FOLDER = Path(__file__).with_name("samples")


@dataclass(frozen=True)
class Sample:
    """One bundled table: what it is, who made it, what may be done with it, and what to try.

    ``task`` is "regression", "classification" or "structured". A dated series names its ``date`` column
    and the ``days`` of the past that are worth trying.
    """

    name: str
    title: str
    description: str
    source: str
    licence: str
    units: Mapping[str, str]                            # column -> unit, for columns that have one
    target: str
    features: tuple[str, ...]
    task: str
    try_this: str
    path: Path
    changes: str = ""                                   # what was changed in comparison with the source
    date: str = ""
    days: tuple[int, ...] = ()
    order: int = field(default=1000, repr=False)        # place in the list on screen

    def table(self) -> Table:
        """Read the sample from its file, exactly as an uploaded file is read."""
        return read_table(self.path.read_bytes(), name=self.path.name)


def sample(path: Path) -> Sample:
    """The sample whose table lies at path; its facts lie beside it in a .json file of the same name."""
    facts: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    facts["units"] = MappingProxyType(facts["units"])
    facts["features"] = tuple(facts["features"])
    facts["days"] = tuple(facts.get("days", ()))
    return Sample(name=path.stem, path=path, **facts)


def samples(folder: Path) -> Mapping[str, Sample]:
    """Every sample of a folder by name, in the order of its ``order``: adding one is adding two files."""
    found = sorted((sample(path) for path in folder.glob("*.csv")), key=lambda each: (each.order, each.name))
    return MappingProxyType({each.name: each for each in found})


SAMPLES = samples(FOLDER)
