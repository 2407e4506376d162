"""The legal clock of a dossier: always counted anew from what happened, never moved by hand."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.organisations.public import (
    DueExplanation,
    Pause,
    TimeLimit,
    Unit,
    calendar_of,
    explain_due,
)


def ground_words(ground: str) -> str:
    """Why a clock was paused, as it is told to people."""
    return {"supplement": _("chờ bổ sung giấy tờ")}.get(ground, ground)


def explain(dossier: Dossier, as_of: datetime) -> DueExplanation | None:
    """Why the due date is what it is; None before receipt or where the law sets no limit.

    A pause that still runs is counted until `as_of`: the due date is then provisional.
    """
    limit = dossier.limit
    if limit is None or dossier.received_at is None:
        return None
    pauses = [Pause(pause.started_at, pause.ended_at, ground_words(pause.ground)) for pause in dossier.pauses.all()]
    calendar = calendar_of(dossier.unit_of_record_id)
    return explain_due(dossier.received_at, limit, calendar, pauses, as_of=as_of)


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
    limit = TimeLimit(Decimal(working_hours), Unit.WORKING_HOUR)
    return explain_due(submitted_at, limit, calendar_of(organisation_id, revision=calendars)).due_at


def add_working_days(organisation_id: int, start: datetime, days: int) -> datetime:
    """So many working days on, at closing."""
    limit = TimeLimit(Decimal(days), Unit.WORKING_DAY)
    return explain_due(start, limit, calendar_of(organisation_id)).due_at
