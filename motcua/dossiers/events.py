from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class DossierSubmitted(Event):
    """A dossier was filed online; nobody has accepted it yet."""

    dossier_id: int
    at: datetime


@dataclass(frozen=True)
class DossierReceived(Event):
    """A dossier was accepted as valid: its legal clock runs."""

    dossier_id: int
    at: datetime


@dataclass(frozen=True)
class DossierRefused(Event):
    """A dossier was not accepted, or its matter was refused."""

    dossier_id: int
    at: datetime


@dataclass(frozen=True)
class SupplementRequested(Event):
    """The applicant was asked for something; the clock stands still."""

    dossier_id: int
    at: datetime


@dataclass(frozen=True)
class DossierSupplemented(Event):
    """The applicant supplied what was asked; the clock runs on."""

    dossier_id: int
    at: datetime


@dataclass(frozen=True)
class DossierWithdrawn(Event):
    """The applicant took the dossier back."""

    dossier_id: int
    at: datetime


@dataclass(frozen=True)
class DossierResolved(Event):
    """The result is there."""

    dossier_id: int
    at: datetime


@dataclass(frozen=True)
class ResultDelivered(Event):
    """The result was handed over."""

    dossier_id: int
    at: datetime
