"""What a script has to do again: the data, the three steps, and what came out, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pages.shared.compute import Asked, Walk


@dataclass(frozen=True)
class Columns:
    """How the numbers come out of a file: the arguments of data.plain.plain_numbers."""

    file: str                                    # its name
    features: tuple[tuple[str, str, str], ...]
    target: str
    classes: tuple[str, ...]
    needed: tuple[str, ...]
    reading: Mapping[str, Any] = field(default_factory=dict)
    original: bool = True                        # the visitor's own file; else one that is downloaded with the script


@dataclass(frozen=True)
class Recipe:
    """A fit as plain values."""

    title: str                                   # what is fitted, for the script's first line
    columns: Columns
    asked: Asked
    walk: Walk
    learned: int                                 # rows that are learned from
    steps: int                                   # that the run really took
    ended: str                                   # and why it ended there
    checked: Mapping[str, Any]                   # what came out, as the app has it: compared at the script's end
