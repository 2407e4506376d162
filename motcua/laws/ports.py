"""What the register asks of higher modules: who cites which document."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from motcua.platform.registry import Port


@dataclass(frozen=True)
class Citation:
    """Something that cites a document: `kind` is procedure, form or process, `key` its code there.

    `owner_id` is the account that answers for it, `organisation_id` the organisation; `number` is what it cites.
    """

    kind: str
    key: str
    name: str
    address: str
    number: str
    owner_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True)
class Cited:
    """A document as something that is in force cites it: number and title as they stand there."""

    number: str
    title: str


class Citers(Protocol):
    """What a module keeps that cites documents."""

    def citing(self, numbers: Collection[str], /) -> Sequence[Citation]:
        """What is in force, or being drawn, and cites one of these."""
        ...

    def cited(self) -> Sequence[Cited]:
        """Every document that something in force cites."""
        ...


CITERS: Port[Citers] = Port("laws.citers", "What cites these legal documents?")


def _every() -> Iterator[Citers]:
    return (CITERS.named(name) for name in CITERS.names())


def citing(numbers: Collection[str]) -> list[Citation]:
    """All that cites one of these documents, each thing once for a document; with its owner where one is known."""
    found: dict[tuple[str, str, str], Citation] = {}
    for each in _every():
        for citation in each.citing(numbers):
            key = (citation.kind, citation.key, citation.number)
            if key not in found or (found[key].owner_id is None and citation.owner_id is not None):
                found[key] = citation
    return sorted(found.values(), key=lambda each: (each.kind, each.name, each.key))


def cited() -> list[Cited]:
    """Every document that something in force cites."""
    return [each for module in _every() for each in module.cited()]
