"""What procedures ask of higher modules."""

from collections.abc import Collection, Mapping
from typing import Protocol

from motcua.platform.registry import Port, PortUnanswered


class OpenDossiers(Protocol):
    """How many dossiers of some procedures are still under way, by code; those without any may be left out."""

    def __call__(self, codes: Collection[str], /) -> Mapping[str, int]: ...


OPEN_DOSSIERS: Port[OpenDossiers] = Port("procedures.open_dossiers", "How many dossiers of these are under way?")


def open_dossiers(codes: Collection[str]) -> Mapping[str, int]:
    """How many dossiers are under way, by procedure code; none where no module keeps dossiers."""
    try:
        return OPEN_DOSSIERS.answer()(codes)
    except PortUnanswered:
        return {}
