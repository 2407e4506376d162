"""Declare that a date is not what its weekday says."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.organisations.actions import _details
from motcua.organisations.events import CalendarChanged
from motcua.organisations.models import CalendarDay, DayKind, Organisation
from motcua.organisations.rules import CalendarError
from motcua.organisations.rules import spans as read_spans
from motcua.platform.action import Actor, Refused, action, emit, note


@action("organisations.declare_day")
def declare_day(
    organisation: Organisation | None,
    *,
    by: Actor,
    at: datetime,
    on: date,
    kind: DayKind,
    name: str,
    in_place_of: date | None = None,
    hours: Sequence[str] = (),
) -> CalendarDay:
    """Declare a holiday, a swap (either way) or a closure: for an organisation and all below it, or everybody (None).

    `hours` are the spans still worked, such as "07:30-11:30" on a half day; a swapped working day without them takes
    those of the weekday it stands in for. A second declaration of the same date replaces the first. Raises Refused.
    """
    _details.check_everywhere(by, "organisations.declare_day", organisation)
    label = _details.checked_name(name)
    try:
        worked = [str(span) for span in read_spans(hours)]
    except CalendarError:
        raise Refused(_("Giờ làm việc có dạng 07:30-11:30 và không chồng nhau."), field="hours") from None
    if in_place_of == on:
        raise Refused(_("Ngày hoán đổi phải khác ngày này."), field="in_place_of")
    day, _created = CalendarDay.objects.update_or_create(
        organisation=organisation,
        on=on,
        defaults={"kind": kind, "name": label, "in_place_of": in_place_of, "hours": worked},
    )
    note(on=on.isoformat(), kind=str(kind))
    _details.renew_calendars()
    emit(CalendarChanged(organisation.pk if organisation is not None else None, on, _details.day_named(label, on)))
    return day
