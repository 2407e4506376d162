"""What accounts needs of higher modules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.platform.action import Right, Scope
from motcua.platform.registry import Port


@dataclass(frozen=True)
class InvitationLetter:
    """What stands in one letter: to whom, with which name and link, until when."""

    full_name: str
    organisation: str
    position: str
    username: str
    link: str
    expires_at: datetime


class Printing(Protocol):
    """Sets letters, one a page, as one PDF."""

    def __call__(self, letters: Sequence[InvitationLetter], *, place: str, at: datetime) -> bytes: ...


LETTERS: Port[Printing] = Port("accounts.letters", "Print invitations as one PDF")


class NamingProcedures(Protocol):
    """What procedures (by code) and fields of procedures (`field:<code>`) are called; unknown ones are left out."""

    def __call__(self, named: Collection[str], /) -> Mapping[str, str]: ...


PROCEDURES: Port[NamingProcedures] = Port("accounts.procedures", "What are these procedures and fields called?")


@dataclass(frozen=True)
class Reached:
    """So many records, and persons whose they are; `is_more` where nobody counted further."""

    records: int
    persons: int
    is_more: bool = False


class Counting(Protocol):
    """Counts the records that the second rights of at least one pair reach and the first of that pair do not."""

    def __call__(self, pairs: Collection[tuple[tuple[Right, ...], tuple[Right, ...]]], /) -> Reached: ...


# Under the permission to see the records.
RECORDS: Port[Counting] = Port("accounts.records", "How many records do these rights reach?")


class Finding(Protocol):
    """The scope of the record that somebody names, or None where there is none; nothing of what it says."""

    def __call__(self, name: str, /) -> Scope | None: ...


# One for each kind of record, under the permission to read it.
SCOPES: Port[Finding] = Port("accounts.scopes", "Whom does the record of this name concern?")
