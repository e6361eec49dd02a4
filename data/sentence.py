"""A sentence the app says about a file: finished English that can still be translated."""

from collections.abc import Mapping
from types import MappingProxyType


class Sentence(str):
    """A finished English sentence that remembers the template and the values it was made of.

    A page shows ``t(sentence.template, **sentence.values)``; everyone else just reads the string.
    """

    template: str
    values: Mapping[str, object]

    __slots__ = ("template", "values")

    def __new__(cls, template: str, **values: object) -> "Sentence":
        """Fill the {named} places of a template; a template without values is taken as it is."""
        sentence = super().__new__(cls, template.format_map(values) if values else template)
        sentence.template = template
        sentence.values = MappingProxyType(values)
        return sentence

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling and copying: caches keep tables, and tables keep sentences."""
        return _sentence_from, (self.template, dict(self.values))


def _sentence_from(template: str, values: Mapping[str, object]) -> Sentence:
    return Sentence(template, **values)
