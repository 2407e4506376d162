"""Take back a declared date."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.organisations.actions import _details
from motcua.organisations.events import CalendarChanged
from motcua.organisations.models import CalendarDay, Organisation
from motcua.platform.action import Actor, Stale, action, emit, note


@action("organisations.withdraw_day")
def withdraw_day(organisation: Organisation | None, *, by: Actor, at: datetime, on: date) -> None:
    """Make a declared date ordinary again, for an organisation or for everybody (None). Raises Stale where it is."""
    _details.check_everywhere(by, "organisations.withdraw_day", organisation)
    day = CalendarDay.objects.select_for_update().filter(organisation=organisation, on=on).first()
    if day is None:
        raise Stale(_("Ngày này không còn trong lịch nghỉ."))
    day.delete()
    note(on=on.isoformat())
    _details.renew_calendars()
    emit(CalendarChanged(organisation.pk if organisation is not None else None, on, _details.day_named(day.name, on)))
