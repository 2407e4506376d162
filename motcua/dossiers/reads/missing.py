"""Which papers a filing still lacks."""

from collections.abc import Container, Iterable, Mapping

from motcua.procedures.public import ComponentType


def missing_papers(
    types: Iterable[ComponentType], given: Container[str], asked: Mapping[str, bool | None] | None = None
) -> list[ComponentType]:
    """The papers required that are not among those given (by key) and that no database stands for.

    The form has the word about those it asks for: `asked` is what `asked_in_form` says.
    """
    form = asked or {}
    return [
        kind
        for kind in types
        if kind.key not in given and not kind.replaced_by and _is_wanted(kind, form.get(kind.key), kind.key in form)
    ]


def _is_wanted(kind: ComponentType, by_form: bool | None, is_asked: bool) -> bool:
    if not is_asked:
        return kind.is_required
    return by_form is not None and (by_form or kind.is_required)
