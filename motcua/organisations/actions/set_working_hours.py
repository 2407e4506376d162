"""Decide the working week of an organisation."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.organisations.actions import _details
from motcua.organisations.events import CalendarChanged
from motcua.organisations.models import Organisation, WorkingHours
from motcua.organisations.rules import CalendarError
from motcua.organisations.rules import week as read_week
from motcua.platform.action import Actor, Refused, action, emit


@action("organisations.set_working_hours")
def set_working_hours(
    organisation: Organisation | None,
    *,
    by: Actor,
    at: datetime,
    valid_from: date,
    week: Sequence[Sequence[str]] | None,
) -> WorkingHours:
    """Set the week worked by an organisation and all below it from a date on; without an organisation, by everybody.

    `week` is seven lists, Monday first, of spans such as "07:30-11:30"; None: from then on as those above.
    Raises Refused, naming the field.
    """
    _details.check_everywhere(by, "organisations.set_working_hours", organisation)
    spans = None
    if week is not None:
        try:
            spans = [[str(span) for span in day] for day in read_week(week)]
        except CalendarError:
            message = _("Giờ làm việc gồm bảy ngày từ thứ Hai, mỗi buổi dạng 07:30-11:30, không chồng nhau.")
            raise Refused(message, field="week") from None
    hours, _created = WorkingHours.objects.update_or_create(
        organisation=organisation, valid_from=valid_from, defaults={"week": spans}
    )
    _details.renew_calendars()
    emit(CalendarChanged(organisation.pk if organisation is not None else None, valid_from))
    return hours
