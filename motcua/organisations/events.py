"""What happened to organisations and their calendars."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.platform.events import Event


@dataclass(frozen=True)
class CalendarChanged(Event):
    """Hours or days of an organisation and all below it (None: of everybody) changed, from a date on."""

    no_handler_because: ClassVar[str] = "counting open due dates again, with an entry in each dossier, is not built yet"

    organisation_id: int | None
    from_on: date
