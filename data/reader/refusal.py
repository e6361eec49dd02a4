"""Some files can't become a table; then the person who uploaded it is told why, and what to do."""

from collections.abc import Mapping

from data.sentence import Sentence


class TableError(ValueError):
    """The bytes can't be read as a table; the message is written for the person who uploaded them."""

    template: str
    values: Mapping[str, object]

    def __init__(self, template: str, **values: object) -> None:
        sentence = Sentence(template, **values)
        super().__init__(str(sentence))
        self.template = sentence.template
        self.values = sentence.values
