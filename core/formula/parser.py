"""Reading a formula aloud: sums of products of powers, from the outside in (recursive descent)."""

from collections.abc import Callable

import numpy as np

from core.formula.evaluation import constant
from core.formula.functions import ALIASES, CONSTANTS, FUNCTIONS
from core.formula.tokens import FormulaError, Token, tokens
from core.formula.tree import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    is_constant,
)

DEEPEST = 40                         # parentheses, signs and exponents inside one another
HIGHEST = 100                        # exponent
VARIABLES = ("u", "v")


def parse(text: str) -> Node:
    """The tree of a formula in u and v. Raises FormulaError with a sentence for whoever typed it.

    sum     = product {("+" | "-") product}
    product = signed {["*" | "/"] signed}          (2u and 2(u+1) are products too)
    signed  = {"+" | "-"} power                    (so −u^2 is −(u^2))
    power   = atom [("^" | "**") signed | ²]       (so 2^3^2 is 2^(3^2))
    atom    = number | u | v | pi | e | function "(" sum ")" | "(" sum ")"
    """
    if not isinstance(text, str):
        raise FormulaError("A formula is a line of text.")
    return Reader(tokens(text)).whole()


class Reader:
    """Walks over the tokens once, from left to right."""

    def __init__(self, pieces: list[Token]) -> None:
        self.pieces = pieces
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        """The token to be read next."""
        return self.pieces[self.at]

    def take(self, *kinds: str) -> Token | None:
        """The next token if it is one of these kinds, and step over it."""
        found = self.next
        if found.kind not in kinds:
            return None
        self.at += 1
        return found

    def whole(self) -> Node:
        """The formula up to the end of the text."""
        tree = self.sum()
        if self.next.kind == ")":
            raise FormulaError("A closing parenthesis has no opening one.")
        return tree

    def sum(self) -> Node:
        """Products added and taken away."""
        tree = self.product()
        while sign := self.take("+", "-"):
            tree = checked(Sum(tree, self.product(), minus=sign.kind == "-"))
        return tree

    def product(self) -> Node:
        """Signed powers multiplied and divided, from left to right."""
        tree = self.signed()
        while self.next.kind not in ("+", "-", ")", "end"):
            sign = self.take("*", "/")
            if sign is None and self.next.kind == "number":
                raise FormulaError("Before {number} a sign is missing, such as * or +.",
                                   number=self.next.text)
            right = self.signed() if sign else self.power()
            tree = checked(Quotient(tree, right) if sign and sign.kind == "/" else Product(tree, right))
        return tree

    def signed(self) -> Node:
        """A power with any signs before it."""
        sign = self.take("+", "-")
        if sign is None:
            return self.power()
        inner = self.deeper(self.signed)
        return Negative(inner) if sign.kind == "-" else inner

    def power(self) -> Node:
        """An atom, raised to an exponent if there is one."""
        base = self.atom()
        if raised := self.take("superscript"):
            return power_of(base, whole_number(raised.text))
        if self.take("^"):
            return power_of(base, self.deeper(self.signed))
        return base

    def atom(self) -> Node:
        """A number, a variable, a constant, a function's call or a parenthesis."""
        if found := self.take("number"):
            return Number(float(found.text), found.text)
        if found := self.take("name"):
            return self.named(found.text)
        if self.take("("):
            return self.enclosed()
        if self.next.kind == "end":
            raise FormulaError("The formula stops too early: something is missing at its end.")
        raise FormulaError("Before {sign} something is missing.", sign=self.next.text)

    def named(self, name: str) -> Node:
        """What a name stands for; only names from the list have a meaning."""
        if name in VARIABLES:
            return Variable(VARIABLES.index(name))
        if name in CONSTANTS:
            return Number(CONSTANTS[name], name)
        function = ALIASES.get(name, name)
        if function not in FUNCTIONS:
            raise unknown(name)
        place = self.at
        if not self.take("("):
            raise FormulaError("{function} needs parentheses: {function}(u).", function=name)
        return checked(Call(function, self.enclosed(), place))

    def enclosed(self) -> Node:
        """A sum up to its closing parenthesis."""
        tree = self.deeper(self.sum)
        if not self.take(")"):
            raise FormulaError("A parenthesis is not closed.")
        return tree

    def deeper(self, read: Callable[[], Node]) -> Node:
        """One level further inside, which is refused beyond DEEPEST."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError("The formula is nested more than {limit} levels deep.", limit=DEEPEST)
        tree = read()
        self.depth -= 1
        return tree


def unknown(name: str) -> FormulaError:
    """The refusal of a name that is not on the list, with advice where the meaning can be guessed."""
    if set(name) <= set(VARIABLES):
        return FormulaError("Write {product} for a product, not {name}.", product="*".join(name), name=name)
    known = ", ".join((*VARIABLES, *CONSTANTS, *FUNCTIONS))
    return FormulaError("I don't know the name {name}. I know {known}.", name=name[:20], known=known)


def whole_number(text: str) -> Number:
    """The number that a raised ² or ⁻¹ stands for."""
    try:
        return Number(float(int(text)), text)
    except ValueError:
        raise FormulaError("The raised {sign} is not a whole number.", sign=text) from None


def power_of(base: Node, exponent: Node) -> Node:
    """base ^ exponent, within what stays computable."""
    if not is_constant(exponent):
        if is_constant(base) and not constant(base) > 0:
            raise FormulaError("Under a changing exponent only a positive number can stand.")
        return Power(base, exponent, None)
    fixed = constant(exponent)
    if not abs(fixed) <= HIGHEST:
        raise FormulaError("The exponent is too large; {limit} is the most.", limit=HIGHEST)
    return checked(Power(base, exponent, fixed))


def checked(node: Node) -> Node:
    """The node itself; a constant that is no finite number (1/0, log(−1)) is refused at once."""
    if is_constant(node) and not np.isfinite(constant(node)):
        raise FormulaError("A part of the formula without u and v is not a finite number, such as 1/0.")
    return node
