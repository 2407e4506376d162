"""What is missing before a dossier can be filed."""

from collections.abc import Container, Iterable

from motcua.procedures.public import ComponentType


def missing_papers(types: Iterable[ComponentType], given: Container[str]) -> list[ComponentType]:
    """The papers a case requires that are not among those given (by key) and that no database stands for."""
    return [kind for kind in types if kind.is_required and not kind.replaced_by and kind.key not in given]
