"""The legal clock of a dossier: always counted anew from what happened, never moved by hand."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.dossiers.models import ClockPause, Dossier, DossierEvent
from motcua.dossiers.rules import Recount
from motcua.organisations.public import (
    DueExplanation,
    Pause,
    TimeLimit,
    Unit,
    WorkingCalendar,
    calendar_of,
    explain_due,
    extended,
    sentences,
)
from motcua.platform.formats import dmyhm
from motcua.platform.language import data


def ground_words(ground: str) -> str:
    """Why a clock was paused, as it is told to people."""
    words = {"supplement": _("chờ bổ sung giấy tờ"), "part": _("chờ bổ sung giấy tờ cho một cơ quan")}
    words["consultation"] = _("chờ ý kiến cơ quan khác")
    return words.get(ground, ground)


def explain(dossier: Dossier, as_of: datetime) -> DueExplanation | None:
    """Why the due date is what it is; None before receipt or where the law sets no limit.

    A pause that still runs is counted until `as_of`: the due date is then provisional.
    """
    if dossier.limit is None or dossier.received_at is None:
        return None
    return counted(dossier, dossier.pauses.all(), unit_calendar(dossier), as_of=as_of)


def unit_calendar(dossier: Dossier) -> WorkingCalendar:
    """When its unit of record works; without a statement where the dossier was read `for_page`."""
    return calendar_of(dossier.unit_of_record_id, revision=getattr(dossier, "calendar_revision", None))


def counted(
    dossier: Dossier, pauses: Iterable[ClockPause], calendar: WorkingCalendar, *, as_of: datetime | None = None
) -> DueExplanation | None:
    """The same with the calendar of its unit of record and its pauses at hand; an open pause needs `as_of`."""
    limit = dossier.limit
    if limit is None or dossier.received_at is None:
        return None
    stops = [Pause(pause.started_at, pause.ended_at, ground_words(pause.ground)) for pause in pauses]
    explanation = explain_due(dossier.received_at, limit, calendar, stops, as_of=as_of)
    return extended(explanation, dossier.extended_days, calendar) if dossier.extended_days else explanation


def why_words(explanation: DueExplanation | None, events: Iterable[DossierEvent]) -> list[str]:
    """What stands behind "Vì sao?": the count, and when it was counted anew because the calendar changed."""
    told = sentences(explanation) if explanation else []
    return told + [_recounted(event) for event in events if event.kind == "recounted"]


def _recounted(event: DossierEvent) -> str:
    recount = Recount.read(event.outcome)
    values = {
        "at": dmyhm(event.at),
        "what": data(event.public_text) or _("giờ làm việc hoặc ngày nghỉ"),
        "before": dmyhm(recount.before),
        "after": dmyhm(recount.after),
    }
    if recount.of == "accept_by":
        said = _("Lúc %(at)s lịch làm việc thay đổi: %(what)s. Hạn tiếp nhận từ %(before)s thành %(after)s.")
    else:
        said = _("Lúc %(at)s lịch làm việc thay đổi: %(what)s. Hẹn trả từ %(before)s thành %(after)s.")
    return said % values


def explain_if_received(dossier: Dossier, at: datetime) -> DueExplanation | None:
    """What the due date would be if the dossier were accepted at that instant."""
    limit = dossier.case.limit
    if limit is None:
        return None
    return explain_due(at, limit, calendar_of(dossier.unit_of_record_id))


def accept_by(
    organisation_id: int, submitted_at: datetime, working_hours: int, *, calendars: str | None = None
) -> datetime:
    """By when an online filing is to be accepted, in working hours of the receiving unit.

    `calendars` is their revision, where the caller has read it already.
    """
    return accept_in(calendar_of(organisation_id, revision=calendars), submitted_at, working_hours)


def accept_in(calendar: WorkingCalendar, since: datetime, working_hours: int) -> datetime:
    """The same by the calendar of the receiving unit, since an instant."""
    return explain_due(since, TimeLimit(Decimal(working_hours), Unit.WORKING_HOUR), calendar).due_at


def add_working_days(organisation_id: int, start: datetime, days: int) -> datetime:
    """So many working days on, at closing."""
    limit = TimeLimit(Decimal(days), Unit.WORKING_DAY)
    return explain_due(start, limit, calendar_of(organisation_id)).due_at
