"""What can't be done as asked is refused with a sentence that says why."""


class Refusal(ValueError):  # noqa: N818  (it is no error of the program)
    """A refusal for the person who asked; template and values are its sentence in two parts, for translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values
