"""What happened to organisations and their calendars."""

from dataclasses import dataclass
from datetime import date

from motcua.platform.events import Event


@dataclass(frozen=True)
class CalendarChanged(Event):
    """Hours or days of an organisation and all below it (None: of everybody) changed, from a date on.

    `what` names the day, such as "Mất điện (25/11/2026)", blank where it is more than one.
    """

    organisation_id: int | None
    from_on: date
    what: str = ""


@dataclass(frozen=True)
class OrganisationClosed(Event):
    """An organisation exists no more; who carries its matters on stands with it."""

    organisation_id: int
