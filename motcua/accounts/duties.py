"""Segregation of duties: pairs of permissions that one person must not hold together, as `duties.json` says."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Conflict:
    """Two permissions that one person must not hold together, and why."""

    one: str
    other: str
    why: str


@cache
def segregated() -> tuple[Conflict, ...]:
    """All pairs of the file."""
    file = Path(__file__).with_name("duties.json")
    return tuple(Conflict(**each) for each in json.loads(file.read_text(encoding="utf-8")))


def conflicts_of(permissions: Collection[str]) -> tuple[Conflict, ...]:
    """The pairs of which somebody with these permissions holds both."""
    return tuple(each for each in segregated() if each.one in permissions and each.other in permissions)
