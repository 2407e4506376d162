"""What privacy asks of the modules that keep the data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db import models

from motcua.platform.action import Actor
from motcua.platform.registry import Port


@dataclass(frozen=True)
class Matter:
    """What a look was about, as the person concerned knows it: what it is called and where they find it."""

    name: str
    url: str


class TheirOwn(Protocol):
    """Of these records, those that are the actor's own, by id."""

    def __call__(self, ids: Iterable[int], actor: Actor) -> Mapping[int, Matter]: ...


# One implementation for each kind of subject (`dossiers.dossier`).
THEIR_OWN: Port[TheirOwn] = Port("privacy.their_own", "Which of these are the actor's own, and where are they found?")


@dataclass(frozen=True)
class Hidden:
    """A number that pages show masked: what it is, its value, whose data it is, and the page it stands on.

    `name` is what `record` is called, and what the page at `url_name` asks for.
    """

    label: str
    value: str
    persons: frozenset[int]
    record: models.Model
    name: str
    url_name: str


class Revealing(Protocol):
    """The number that stands in this field of this record; None where there is none, or not for this actor."""

    def __call__(self, key: int, field: str, actor: Actor) -> Hidden | None: ...


# One implementation for each kind of record (`dossiers.dossier`).
REVEALING: Port[Revealing] = Port("privacy.revealing", "Which number is hidden there?")
