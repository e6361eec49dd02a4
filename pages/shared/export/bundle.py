"""A script that stands alone takes along just the parts of core it needs, word for word: a formula lives once."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from types import ModuleType
from typing import Any

Key = tuple[str, str]                            # module, name
OWN = ("core", "data")                           # packages whose source is taken along; others are imported
CALLED_BY_PYTHON = ("__init__", "__post_init__")


@dataclass(frozen=True)
class Source:
    """A module as text and as a tree."""

    lines: tuple[bytes, ...]                     # columns of the tree count bytes
    tree: ast.Module
    order: int                                   # modules that it imports have a smaller one


@dataclass
class Bundle:
    """Definitions taken along, and what they import."""

    keys: set[Key] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)        # names after a dot: only methods among them are kept
    replaced: set[Key] = field(default_factory=set)          # left out: the script defines these itself

    def take(self, things: Iterable[Callable[..., Any]], text: str, without: Iterable[Callable[..., Any]] = ()) -> None:
        """Take along functions and classes with all they need, given the text of the script that uses them."""
        self.replaced |= {key_of(thing) for thing in without}
        self.attributes |= attributes(ast.parse(text))
        self.keys |= {key_of(thing) for thing in things}
        while True:
            before = len(self.keys), len(self.attributes)
            for module, name in sorted(self.keys):
                for part in self.kept(definition(module, name)):
                    self.attributes |= attributes(part)
                    for used in names(part):
                        self.look_up(module, used)
            if before == (len(self.keys), len(self.attributes)):
                return

    def look_up(self, module: str, name: str) -> None:
        """Find out what a name means in a module: a definition to take along, or something to import."""
        found = meaning(module, name)
        if isinstance(found, str):
            self.imports.add(found)
        elif found is not None and found not in self.replaced:
            self.keys.add(found)

    def kept(self, node: ast.stmt) -> list[ast.AST]:
        """The parts of a definition that are kept: of a class, the methods that somebody calls."""
        if not isinstance(node, ast.ClassDef):
            return [node]
        body = [part for part in node.body if self.needs(part)]
        return [*node.decorator_list, *node.bases, *body]

    def needs(self, part: ast.stmt) -> bool:
        """Whether a part of a class is kept."""
        if not isinstance(part, ast.FunctionDef):
            return True
        return part.name in CALLED_BY_PYTHON or (part.name in self.attributes and not part.name.startswith("__"))

    def text(self) -> str:
        """The definitions as source, in an order in which Python can run them."""
        spelled = self.spelled()
        in_order = sorted(self.keys, key=lambda key: (source(key[0]).order, definition(*key).lineno))
        parts: list[str] = []
        before = ""
        for key in in_order:
            node = definition(*key)
            gap = "\n" if isinstance(node, ast.Assign | ast.AnnAssign) and before == "assignment" else "\n\n\n"
            before = "assignment" if isinstance(node, ast.Assign | ast.AnnAssign) else "definition"
            parts.append((gap if parts else "") + self.written(key, spelled))
        return "".join(parts) + "\n"

    def spelled(self) -> dict[Key, str]:
        """What each definition is called in the script: of two with one name, the second gets its module's."""
        taken: dict[str, Key] = {}
        found = {}
        for key in sorted(self.keys, key=lambda key: (source(key[0]).order, key)):
            module, name = key
            own = name if name not in taken else f"{name}_of_{module.rpartition('.')[2]}"
            taken[own] = key
            found[key] = own
        return found

    def name_of(self, thing: Callable[..., Any]) -> str:
        """What a function or class is called in the script."""
        return self.spelled()[key_of(thing)]

    def written(self, key: Key, spelled: dict[Key, str]) -> str:
        """One definition: its lines, without methods that nobody calls, names as they are in the script."""
        module, name = key
        node, lines = definition(module, name), list(source(module).lines)
        for line, column, used in reversed(places(node)):
            found = meaning(module, used) if used != name else key
            if isinstance(found, tuple) and spelled.get(found, used) != used:
                end = column + len(used.encode())
                lines[line] = lines[line][:column] + spelled[found].encode() + lines[line][end:]
        unused = [part for part in node.body if not self.needs(part)] if isinstance(node, ast.ClassDef) else []
        dropped = {number for part in unused for number in range(first_line(part) - 1, part.end_lineno or part.lineno)}
        kept = [line.decode() for number, line in enumerate(lines) if number not in dropped
                and first_line(node) - 1 <= number < (node.end_lineno or node.lineno)]
        return "\n".join(squeezed(kept)).rstrip()


def squeezed(lines: list[str]) -> Iterator[str]:
    """No two blank lines in a row, and no remark for the project's own checkers."""
    for before, line in zip(["", *lines], lines, strict=False):
        if line.strip() or before.strip():
            yield line.partition("  # noqa")[0].partition("  # type: ignore")[0]


def key_of(thing: Callable[..., Any]) -> Key:
    """Where a function or class is defined."""
    return thing.__module__, thing.__qualname__


def first_line(node: ast.stmt) -> int:
    """The first line of a definition, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


@lru_cache(maxsize=256)
def source(module: str) -> Source:
    """Read a module of ours."""
    text = inspect.getsource(imported(module))
    tree = ast.parse(text)
    before = [source(part.module or "").order for part in tree.body
              if isinstance(part, ast.ImportFrom) and is_own(part.module or "")]
    return Source(tuple(line.encode() for line in text.splitlines()), tree, 1 + max(before, default=0))


def imported(module: str) -> ModuleType:
    """The module itself."""
    return importlib.import_module(module)


def is_own(module: str) -> bool:
    """Whether a module's source is taken along."""
    return module.partition(".")[0] in OWN


@lru_cache(maxsize=4096)
def definition(module: str, name: str) -> ast.stmt:
    """The statement of a module that defines a name."""
    for node in source(module).tree.body:
        if name in defined(node):
            return node
    raise KeyError(f"{module} does not define {name}.")


def defined(node: ast.stmt) -> list[str]:
    """The names that a statement at the top of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.AnnAssign):
        return [node.target.id] if isinstance(node.target, ast.Name) else []
    if isinstance(node, ast.Assign):
        return [part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)]
    return []


@lru_cache(maxsize=4096)
def meaning(module: str, name: str) -> Key | str | None:
    """What a name means in a module: a definition of ours, a line that imports it, or None for Python's own."""
    for node in source(module).tree.body:
        if name in defined(node):
            return module, name
        if isinstance(node, ast.ImportFrom) and not is_own(node.module or ""):
            if any((alias.asname or alias.name) == name for alias in node.names):
                return f"from {node.module} import {name}"
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return meaning(node.module or "", alias.name)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
    return None


def places(node: ast.AST) -> list[tuple[int, int, str]]:
    """Where names stand that could mean something at the top of the module: line, column (in bytes), name; in order."""
    found = [(part.lineno - 1, part.col_offset, part.id) for part in without_annotations(node)
             if isinstance(part, ast.Name)]
    if isinstance(node, ast.FunctionDef):
        found.append((node.lineno - 1, node.col_offset + len("def "), node.name))
    if isinstance(node, ast.ClassDef):
        found.append((node.lineno - 1, node.col_offset + len("class "), node.name))
    return sorted(found)


def names(node: ast.AST) -> set[str]:
    """The names that a definition uses when it runs."""
    return {part.id for part in without_annotations(node) if isinstance(part, ast.Name)}


def attributes(node: ast.AST) -> set[str]:
    """The names after a dot."""
    return {part.attr for part in without_annotations(node) if isinstance(part, ast.Attribute)}


def without_annotations(node: ast.AST) -> Iterator[ast.AST]:
    """A tree's nodes, but for what only says of which type something is: the script does not look at that."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from without_annotations(child)
