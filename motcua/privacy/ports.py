"""What privacy asks of the modules that keep the data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

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
