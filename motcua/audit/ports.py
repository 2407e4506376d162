"""What the audit asks of others to show its entries in words."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.utils.functional import Promise

from motcua.platform.registry import Port


class Naming(Protocol):
    """Names many things of one kind at once: ids to names; what is unknown is left out."""

    def __call__(self, ids: Iterable[int]) -> Mapping[int, str]: ...


# One implementation for each kind: account, organisation, position, and each kind of subject (`dossiers.dossier`).
NAMING: Port[Naming] = Port("audit.naming", "What are these called?")

# What acts are called in words, by the act's name; each module adds all of its own.
ACTS: dict[str, str | Promise] = {}
