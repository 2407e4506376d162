"""What happens when one person may act for another, or no longer."""

from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class MandateMoved(Event):
    """A mandate was given, accepted or withdrawn: `move` is the state it came to."""

    mandate_id: int
    move: str
    at: datetime


@dataclass(frozen=True)
class PersonsMerged(Event):
    """Two records are one person from now on, or, where not `is_merged`, no longer."""

    kept_id: int
    duplicate_id: int
    is_merged: bool
    at: datetime


@dataclass(frozen=True)
class GuardianshipRegistered(Event):
    """Somebody acts for another by law from now on."""

    guardianship_id: int
    at: datetime


@dataclass(frozen=True)
class GuardianshipEnded(Event):
    """Somebody acts for another by law no longer, from the day after the last one on."""

    guardianship_id: int
    at: datetime
