"""What procedures ask of higher modules."""

from typing import Protocol

from motcua.platform.registry import Port, PortUnanswered


class OpenDossiers(Protocol):
    """How many dossiers of a procedure, by its code, are still under way."""

    def __call__(self, procedure_code: str) -> int: ...


OPEN_DOSSIERS: Port[OpenDossiers] = Port("procedures.open_dossiers", "How many dossiers of this are under way?")


def open_dossiers(procedure_code: str) -> int:
    """How many dossiers are under way; none where no module keeps dossiers."""
    try:
        return OPEN_DOSSIERS.answer()(procedure_code)
    except PortUnanswered:
        return 0
