"""Take over the yearly list of holidays."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.organisations.actions import _details
from motcua.organisations.events import CalendarChanged
from motcua.organisations.models import CalendarDay, DayKind
from motcua.organisations.rules import SpecialDay
from motcua.organisations.rules.holidays import HolidayFileError, read_holidays
from motcua.platform.action import Actor, Refused, action, emit, note


@dataclass(frozen=True)
class HolidayImport:
    """How many dates an import added, changed, removed and left."""

    added: int
    changed: int
    removed: int
    unchanged: int


@action("organisations.import_holidays")
def import_holidays(content: bytes, *, by: Actor, at: datetime) -> HolidayImport:
    """Make everybody's holidays and swaps, of each year in the list, what the list says; closures stay.

    Bộ luật Lao động 2019, điều 112, and the yearly notices of swapped days. Raises Refused, changing nothing, when the
    file is not such a list.
    """
    _details.check_everywhere(by, "organisations.import_holidays", None)
    try:
        listed = {day.on: _row(day) for day in read_holidays(content)}
    except HolidayFileError as error:
        raise Refused(_sentence(error), field="file") from None
    years = Q()
    for year in {on.year for on in listed}:
        years |= Q(on__range=(date(year, 1, 1), date(year, 12, 31)))
    before = {day.on: day for day in CalendarDay.objects.select_for_update().filter(years, organisation=None)}
    gone = [day.pk for on, day in before.items() if on not in listed and day.kind != DayKind.CLOSURE]
    changed = [row for on, row in listed.items() if on in before and not _same(row, before[on])]
    added = [row for on, row in listed.items() if on not in before]
    CalendarDay.objects.filter(pk__in=[*gone, *(before[row.on].pk for row in changed)]).delete()
    CalendarDay.objects.bulk_create([*changed, *added])
    result = HolidayImport(len(added), len(changed), len(gone), len(listed) - len(added) - len(changed))
    note(added=result.added, changed=result.changed, removed=result.removed)
    if added or changed or gone:
        _details.renew_calendars()
        emit(CalendarChanged(None, min(listed)))
    return result


def _row(day: SpecialDay) -> CalendarDay:
    return CalendarDay(on=day.on, kind=DayKind(day.reason.value), name=day.name, in_place_of=day.in_place_of, hours=[])


def _same(left: CalendarDay, right: CalendarDay) -> bool:
    def values(day: CalendarDay) -> tuple[object, ...]:
        return day.kind, day.name, day.in_place_of, day.hours

    return values(left) == values(right)


def _sentence(error: HolidayFileError) -> str:
    sentences = {
        "too_large": _("Tệp quá lớn so với một danh sách ngày nghỉ."),
        "not_json": _("Tệp không phải JSON."),
        "no_holidays": _("Tệp không có danh sách ngày nghỉ (holidays)."),
        "bad_date": _("Ngày không hợp lệ: %(detail)s."),
        "bad_name": _("Ngày nghỉ %(detail)s thiếu tên."),
        "twice": _("Ngày %(detail)s có hai lần trong tệp."),
        "swap_without_day_off": _("Ngày làm bù trỏ tới %(detail)s, nhưng ngày đó không phải ngày nghỉ."),
    }
    return sentences[error.code] % {"detail": error.detail}
