"""A list of options has one place: a tuple, read by name, in the order in which it is shown."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol, TypeVar

from core.refusal import Refusal


class Named(Protocol):
    """Anything that has a name."""

    @property
    def name(self) -> str:
        """The name in code, in links and in tests."""
        ...


Entry = TypeVar("Entry", bound=Named)
Value = TypeVar("Value")


def by_name(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Return a read-only mapping from each entry's name to the entry, in the given order.

    Raises:
        ValueError: two entries have the same name.
    """
    table: dict[str, Entry] = {}
    for entry in entries:
        if entry.name in table:
            raise Refusal("Two entries are called '{name}'; a name must be unique.", name=entry.name)
        table[entry.name] = entry
    return MappingProxyType(table)


def pick(table: Mapping[str, Entry], name: str, kind: str) -> Entry:
    """Return the entry called name; kind says in the error what was looked for ("loss", "optimizer").

    Raises:
        ValueError: there is no such entry; the sentence lists the names there are.
    """
    if name not in table:
        raise Refusal("There is no {kind} called '{name}'; choose one of: {names}.",
                      kind=kind, name=name, names=", ".join(table))
    return table[name]


def fixed(**values: Value) -> Mapping[str, Value]:
    """Return a read-only mapping of the given names, such as an entry's default parameters."""
    return MappingProxyType(values)


def with_defaults(
    entry_name: str, defaults: Mapping[str, float], given: Mapping[str, float]
) -> dict[str, float]:
    """Return the default parameters with the given ones put in their place.

    Raises:
        ValueError: a given name is not a parameter of this entry.
    """
    unknown = [name for name in given if name not in defaults]
    if unknown:
        raise Refusal("{entry} has no parameter called '{name}'; its parameters: {names}.",
                      entry=entry_name, name=unknown[0], names=", ".join(defaults) or "none")
    return {**defaults, **given}
