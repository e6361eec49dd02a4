"""A formula is a tree: numbers and variables at the tips, operations where branches meet."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A number; `text` keeps how it was written."""

    value: float
    text: str


@dataclass(frozen=True)
class Variable:
    """u (index 0) or v (index 1)."""

    index: int


@dataclass(frozen=True)
class Negative:
    """−a."""

    of: "Node"


@dataclass(frozen=True)
class Sum:
    """a + b, or a − b when `minus`."""

    left: "Node"
    right: "Node"
    minus: bool = False


@dataclass(frozen=True)
class Product:
    """a · b."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Quotient:
    """a / b."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Power:
    """a ^ b; `fixed` is b where it is a constant, else None."""

    base: "Node"
    exponent: "Node"
    fixed: float | None


@dataclass(frozen=True)
class Call:
    """A function from the list applied to one argument; `place` tells two calls apart."""

    function: str
    argument: "Node"
    place: int


Node = Number | Variable | Negative | Sum | Product | Quotient | Power | Call


def parts(node: Node) -> tuple[Node, ...]:
    """The branches directly below a node."""
    match node:
        case Number() | Variable():
            return ()
        case Negative():
            return (node.of,)
        case Sum() | Product() | Quotient():
            return (node.left, node.right)
        case Power():
            return (node.base, node.exponent)
        case Call():
            return (node.argument,)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for part in parts(node):
        yield from walk(part)


def is_constant(node: Node) -> bool:
    """Whether neither u nor v occurs."""
    return not any(isinstance(part, Variable) for part in walk(node))
