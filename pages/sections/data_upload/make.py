"""Numbers made by a recipe, with a seed: the same link makes the same numbers."""


def show() -> None:
    """The recipe's controls."""


def again() -> None:
    """Make the last recipe's numbers once more."""
