"""What the rules look at: the source files of a tree, and what they find wrong in them."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
# Generated, or not ours to keep: migrations are written by Django, tests and benches may do what pages may not.
ASIDE = ("migrations", "tests")


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root of the tree, and its syntax."""

    path: str
    tree: ast.Module

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).with_suffix("").parts

    @property
    def module(self) -> str:
        """The module of the house it belongs to: `dossiers`."""
        return self.parts[1] if len(self.parts) > 2 else ""

    @property
    def is_aside(self) -> bool:
        return any(part in ASIDE for part in self.parts)


@dataclass(frozen=True)
class Fault:
    """A rule broken: where, and what to do about it."""

    path: str
    line: int
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.advice}"


@cache
def house() -> tuple[Source, ...]:
    """Every Python file of Một Cửa."""
    return tuple(
        Source(str(path.relative_to(ROOT)), ast.parse(path.read_text()))
        for path in sorted((ROOT / "motcua").rglob("*.py"))
    )


def tree_of(files: Mapping[str, str]) -> tuple[Source, ...]:
    """A small house made of these texts by path, to show that a rule can be broken."""
    return tuple(Source(path, ast.parse(text)) for path, text in files.items())


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Every call, with the last name of what is called: `save` for `dossier.save()`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Every dotted name imported, for a type checker alone too, with its line: `motcua.dossiers.public.Dossier`."""
    package = source.parts[:-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def in_order(faults: Iterable[object]) -> None:
    """Fail with every fault on a line of its own, unless there is none."""
    found = [str(fault) for fault in faults]
    assert not found, "\n" + "\n".join(found)
