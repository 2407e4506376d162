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
    removed, _rows = CalendarDay.objects.filter(organisation=organisation, on=on).delete()
    if not removed:
        raise Stale(_("Ngày này không còn trong lịch nghỉ."))
    note(on=on.isoformat())
    _details.renew_calendars()
    emit(CalendarChanged(organisation.pk if organisation is not None else None, on))
