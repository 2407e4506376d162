"""What follows where working days change, and as time passes."""

from motcua.dossiers.actions.recount import recount
from motcua.organisations.events import CalendarChanged
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import on


@on(CalendarChanged)
def count_due_dates_anew(event: CalendarChanged) -> None:
    """Walk what is open where the calendar changed, each lot in a transaction of its own."""
    # Who was accepting a dossier just when the calendar changed counted by the old one: the second walk finds that.
    for _walk in range(2):
        after: int | None = 0
        while after is not None:
            after = recount(
                event.organisation_id, from_on=event.from_on, what=event.what, after=after, by=SYSTEM, at=clock.now()
            )
