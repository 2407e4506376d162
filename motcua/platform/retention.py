"""How long things are kept: each module says what of its own is over, and how it is erased or made anonymous.

`privacy` counts the terms, spares those under a legal hold, and calls what stands here. Codes are those of its terms.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from motcua.platform.action import Actor

ANONYMOUS = "Đã ẩn danh"


class Finding(Protocol):
    """Ids of at most `most` records that ended before `before` and are about none of the spared persons."""

    def __call__(self, before: datetime, spared: Collection[int], most: int) -> list[int]: ...


class Erasing(Protocol):
    """Erases these records, or what in them tells of people; an action of the module. How many."""

    def __call__(self, ids: Sequence[int], *, by: Actor, at: datetime) -> int: ...


@dataclass(frozen=True)
class Keeper:
    """One kind of record with an end: which term it has, what it is called, which are over, how they go.

    `persons_of` names whom such records are about: once they are gone, perhaps nothing binds those persons any more.
    """

    code: str
    label: str | Promise
    over: Finding
    erase: Erasing
    persons_of: Callable[[Sequence[int]], set[int]] | None = None


# Why persons of these ids cannot be made anonymous yet; those who can are left out.
Binding = Callable[[Collection[int]], Mapping[int, str]]
# Erases what a module keeps of one person besides what binds them.
Forgetting = Callable[[int, Actor, datetime], None]

_keepers: dict[str, Keeper] = {}
_bindings: dict[str, Binding] = {}
_forgetting: dict[str, Forgetting] = {}


def keep(keeper: Keeper) -> None:
    """Enter a kind of record. ValueError for a code that is there."""
    if keeper.code in _keepers:
        raise ValueError(f"{keeper.code} is kept twice")
    _keepers[keeper.code] = keeper


def bind(name: str, binding: Binding) -> None:
    """Enter reasons that keep a person's data here."""
    _bindings[name] = binding


def forget_with(name: str, forgetting: Forgetting) -> None:
    """Enter what a module erases when a person is made anonymous."""
    _forgetting[name] = forgetting


def keepers() -> tuple[Keeper, ...]:
    """All kinds, by code."""
    return tuple(_keepers[code] for code in sorted(_keepers))


def bound(ids: Collection[int]) -> dict[int, list[str]]:
    """Why persons cannot be made anonymous, by id; those who can are left out."""
    reasons: dict[int, list[str]] = {}
    for name in sorted(_bindings):
        for person, reason in _bindings[name](ids).items():
            reasons.setdefault(person, []).append(reason)
    return reasons


def forget(person_id: int, by: Actor, at: datetime) -> None:
    """Erase what all modules keep of one person whom nothing binds, the highest last; only inside an action."""
    for name in sorted(_forgetting):
        _forgetting[name](person_id, by, at)
